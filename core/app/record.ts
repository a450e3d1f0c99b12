import {
  type AccountState,
  type Located,
  locate,
  replaceAccount,
  type Snapshot,
  unknownAccount,
} from '../domain/account.ts';
import { noteHeavy } from '../domain/ask-first.ts';
import type { Notice } from '../domain/notice.ts';
import { isDrift, type Problem } from '../domain/problem.ts';
import type { Reading } from '../domain/reading.ts';
import { nextReset } from '../domain/resets/next-reset.ts';
import { hasRoomFor } from '../domain/room.ts';
import { mostFor, withinRoom } from '../domain/service-room.ts';
import { type Entered, enteredFor, jobAt, type Settings } from '../domain/settings.ts';
import type { Sighting } from '../domain/sighting.ts';
import { expireTasks } from '../domain/task.ts';
import type { EpochMs } from '../domain/time.ts';
import type { Facts, Outcome } from '../providers/provider.ts';
import { type Applied, applyReadings } from './apply.ts';
import { eventRows, heard } from './events.ts';
import { keepForecasts } from './forecasts.ts';
import { runningPeriods } from './plans.ts';
import { type Foretell, keepRefills } from './refills.ts';
import { noteReplay, restTold } from './replay.ts';
import { rewindRows, rewound } from './rewind.ts';
import { asLate, type Row, taskRow } from './rows.ts';
import { isSame } from './same.ts';
import { clocksAfter } from './server-clocks.ts';
import { countTasks, hasLapsed, inCredits, learnSpending } from './spending.ts';
import { isGood } from './stops.ts';
import { warn } from './warn.ts';
import { withdrawn, withheldCall } from './withheld.ts';

/** What one sighting came to, ready to be taken into what is believed. */
export type Read = { readonly sighting: Sighting; readonly outcome: Outcome };

/** All that recording needs beside the readings. */
export type Circumstances = {
  readonly facts: Facts;
  readonly settings: Settings;
  readonly now: EpochMs;
  /** Minutes that local time is ahead of UTC at a moment; without it, as at the sighting. */
  readonly offsetAt?: (at: EpochMs) => number;
  /** What was entered for the account; without it, what the settings say. `null`: nothing. */
  readonly entered?: Entered | null;
  /** The job that was worked on; without it, what the settings say. */
  readonly job?: string | null;
  /** Says when the next refill comes; a rebuilding does so only at its end. */
  readonly foretell?: Foretell;
};

/** What recording changes: the view, rows of the ledger, notices due, and what ended (its cost is worth a look). */
export type Recording = {
  readonly snapshot: Snapshot;
  readonly rows: readonly Row[];
  readonly notices: readonly Notice[];
  readonly followUp: readonly { readonly account: string; readonly after: number }[];
};

/** Charges lag the end of a task by some seconds. */
const chargeLag = 8_000;
const nothing: Omit<Recording, 'snapshot'> = { rows: [], notices: [], followUp: [] };

/** Takes sightings of one service into the snapshot, in the order given. Pure; the same sighting twice changes nothing. */
export function record(snapshot: Snapshot, reads: readonly Read[], circumstances: Circumstances): Recording {
  const { now, settings, facts } = circumstances;
  const back = rewound(snapshot, now);
  const events: Row[] = [];
  let recording: Recording = { snapshot: back, rows: rewindRows(snapshot, back, now), notices: [], followUp: [] };
  for (const read of reads) {
    const before = recording.snapshot;
    const next = recordOne(before, read, circumstances);
    const change = { before: before.accounts, after: next.snapshot.accounts };
    const own = eventRows(change, () => heard(before, read, { provider: facts.id, settings, now }));
    events.push(...own);
    recording = {
      snapshot: { ...next.snapshot, savedAt: now },
      rows: [...recording.rows, ...(own.length === 0 ? asLate(next.rows) : next.rows)],
      notices: [...recording.notices, ...next.notices],
      followUp: [...recording.followUp, ...next.followUp],
    };
  }
  // Delivered again, the first of several may change what the last one sets right: together they were no event.
  const nothing = isSame(back.accounts, recording.snapshot.accounts);
  return nothing
    ? { ...recording, rows: asLate(recording.rows) }
    : { ...recording, rows: [...recording.rows, ...events] };
}

/** Takes one sighting in. What comes of it hangs on nothing but the accounts, the sighting and the circumstances. */
export function recordOne(snapshot: Snapshot, { sighting, outcome }: Read, circumstances: Circumstances): Recording {
  const { facts, now } = circumstances;
  const at = Math.min(sighting.at, now);
  if (!hasRoomFor(snapshot.accounts, facts.id, sighting.account)) return { snapshot, ...nothing };
  const clocks = clocksAfter(snapshot.clocks, facts.id, sighting, at);
  const told = replayed({ ...snapshot, clocks }, { sighting, outcome }, facts.id, now);
  if (told.failed)
    return { ...nothing, snapshot: told.snapshot, rows: driftOf(facts.id, sighting, outcome.problems, at) };
  const call = withheldCall(outcome);
  if (call !== null) return withdrawn(told.snapshot, call, facts.id, at);
  if (says(outcome.readings, 'signed-out')) return signedOut(told.snapshot, sighting, facts.id, at);
  const located = locate(snapshot.accounts, facts.id, sighting.account, at);
  if (isSilent(outcome) && !located.account.problems.some(({ watch }) => watch === sighting.watch))
    return { snapshot: told.snapshot, ...nothing };

  const entered = enteredNow(circumstances, located.account);
  const expired = expireTasks(located.account.tasks, now);
  const before = { ...located.account, tasks: expired.tasks };
  const { offsetAt = () => sighting.offset, foretell = nextReset } = circumstances;
  const [most, job] = [mostFor(located.accounts, before), jobNow(circumstances, at)];
  const applied = applyReadings(before, outcome, { sighting, at, facts, entered, offsetAt, job, most });
  const account = {
    ...applied.account,
    problems: problemsAfter(before, sighting, outcome, at),
    heard: isGood(outcome, sighting) ? heardAfter(before, sighting.watch, at) : before.heard,
  };
  const priors = inCredits(facts.costs);
  const [{ offset }, { accounts }] = [sighting, located];
  const keeping = { at, facts, entered, offset, offsetAt, foretell };
  const kept = keepRefills(keepForecasts(account, applied, keeping, accounts), applied, keeping);
  const news = { ...applied, tasks: [...expired.changes, ...applied.tasks] };
  const periods = runningPeriods(kept, { facts, entered, now, offset, offsetAt });
  const counted = countTasks(kept, before.tasks, applied.tasks);
  const spent = learnSpending(counted, news, { priors, now, lapsed: hasLapsed(before.lots, at), periods });
  const warned = warn(spent.account, applied, spent, { ...circumstances, at, entered, offset, accounts });
  const next = replaceAccount(located.accounts, noteHeavy(warned.account, offset));
  const ended = applied.tasks.some(
    ({ what, task }) => what === 'ended' && task.end !== 'stopped' && task.task !== 'chat',
  );
  return {
    snapshot: { ...told.snapshot, accounts: withinRoom(next, warned.account) },
    rows: [
      ...renamed(snapshot, located),
      ...expired.changes.map(({ task }) => taskRow(located.account, task)),
      ...applied.rows,
      ...spent.rows,
      ...driftOf(facts.id, sighting, outcome.problems, at),
    ],
    notices: warned.notices,
    // A task that has ended is charged by then; a number that is doubted needs a second look soon.
    followUp: ended || isDoubted(applied, at) ? [{ account: located.account.account, after: chargeLag }] : [],
  };
}

const isDoubted = ({ balances }: Applied, at: EpochMs) => balances.some(({ state }) => state.doubt?.at === at);

function enteredNow({ entered, settings }: Circumstances, account: AccountState): Entered | undefined {
  return entered === undefined ? enteredFor(settings, account) : (entered ?? undefined);
}

/** Which job is worked on: as it was then, where a record is built again. */
function jobNow({ job, settings }: Circumstances, at: EpochMs): string | null {
  return job === undefined ? jobAt(settings, at) : job;
}

/** A replay that fails is a failed replay and nothing more: it makes the next one wait, and says nothing of the account. */
function replayed(snapshot: Snapshot, { sighting, outcome }: Read, provider: string, now: EpochMs) {
  if (sighting.via !== 'replay') return { snapshot, failed: false };
  const unread = outcome.problems.length > 0 && outcome.readings.length === 0;
  const failed = unread || says(outcome.readings, 'signed-out');
  const { account } = locate(snapshot.accounts, provider, sighting.account, now);
  return { snapshot: noteReplay(snapshot, account, failed ? restTold(sighting, now) : null, now), failed };
}

function says(readings: readonly Reading[], kind: Reading['kind']): boolean {
  return readings.some((reading) => reading.kind === kind);
}

/** Nobody is signed in in this browser: that holds for every account of the service, and erases no number. */
function signedOut(snapshot: Snapshot, sighting: Sighting, provider: string, at: EpochMs): Recording {
  // Only an answer to the page's own request may say so: visible text may be about anything.
  if (sighting.via !== 'page') return { snapshot, ...nothing };
  const { accounts } = locate(snapshot.accounts, provider, null, at);
  const own = snapshot.accounts.some((one) => one.provider === provider) ? snapshot.accounts : accounts;
  const marked = own.map((one) =>
    one.provider === provider && (one.readAt ?? 0) <= at ? { ...one, signedOutAt: one.signedOutAt ?? at } : one,
  );
  return { snapshot: { ...snapshot, accounts: marked }, ...nothing };
}

function isSilent({ readings, problems }: Outcome): boolean {
  return readings.length === 0 && problems.length === 0;
}

function heardAfter({ heard }: AccountState, watch: string, at: EpochMs): AccountState['heard'] {
  const known = heard.find((one) => one.watch === watch);
  if (known !== undefined && known.at >= at) return heard;
  return [...heard.filter((one) => one !== known), { watch, at }];
}

/**
 * A success of a watch ends its problem; a failure begins one, or goes on with the one there is. Tabs deliver late: what
 * was seen before the last success, or before the last failure, changes neither.
 */
function problemsAfter(
  account: AccountState,
  sighting: Sighting,
  outcome: Outcome,
  at: EpochMs,
): AccountState['problems'] {
  const { watch, phase } = sighting;
  if (phase === 'sent' || phase === 'end' || phase === 'opened') return account.problems;
  const own = account.problems.filter((one) => one.watch === watch);
  const others = account.problems.filter((one) => one.watch !== watch);
  const [problem] = outcome.problems;
  if (own.some((one) => one.at > at)) return account.problems;
  if (problem === undefined) return own.length === 0 ? account.problems : others;
  if (account.heard.some((one) => one.watch === watch && one.at > at)) return account.problems;
  const known = own.find(({ kind }) => kind === problem.kind);
  return [...others, { watch, kind: problem.kind, about: problem.about, since: known?.since ?? at, at }];
}

function driftOf(provider: string, { watch }: Sighting, problems: readonly Problem[], at: EpochMs): Row[] {
  return problems
    .filter(({ kind }) => isDrift(kind))
    .map(({ kind, paths }) => ({
      store: 'drift',
      row: { provider, watch, kind, paths, firstAt: at, lastAt: at, times: 1 },
    }));
}

/** The unnamed account has got its name: its rows follow. */
function renamed(before: Snapshot, { account, accounts }: Located): Row[] {
  const { provider, account: to } = account;
  const isUnnamed = (one: AccountState) => one.provider === provider && one.account === unknownAccount;
  return before.accounts.some(isUnnamed) && !accounts.some(isUnnamed)
    ? [{ store: 'rename', row: { provider, account: unknownAccount, to } }]
    : [];
}

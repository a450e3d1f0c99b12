import type { AccountState, Snapshot } from '../domain/account.ts';
import { type EpochMs, type Ms, minute } from '../domain/time.ts';
import { type Base, eventsKept } from './base.ts';
import type { Event } from './events.ts';
import { rewoundAccount } from './rewind.ts';

/*
 * A record from elsewhere may speak of times that have not come: another machine's clock was wrong, or somebody has
 * written them. What was seen then would make every true reading look old.
 */

/** Clocks of two machines differ by so much without being wrong. */
const tolerance: Ms = 2 * minute;

/** A snapshot of which nothing was seen at a time that has not come; the same one, where nothing was. The numbers stay. */
export function grounded(snapshot: Snapshot, now: EpochMs): Snapshot {
  if (!snapshot.accounts.some((account) => isAhead(account, now))) return snapshot;
  const accounts = snapshot.accounts.map((one) => (isAhead(one, now) ? rewoundAccount(one, now) : one));
  return { ...snapshot, accounts, savedAt: Math.min(snapshot.savedAt, now) };
}

/**
 * Events are taken in for good only once they are old. A base that claims to hold younger ones would take the place of
 * what was seen since: it counts as one of that age, and so do its accounts.
 */
export function groundedBase(base: Base, now: EpochMs): Base {
  const oldest = now - eventsKept;
  const young = Object.keys(base.of).filter((provider) => (base.of[provider]?.until ?? 0) > oldest);
  if (young.length === 0) return base;
  const of = Object.entries(base.of).map(([provider, settled]) => {
    return [provider, { ...settled, until: Math.min(settled.until, oldest) }] as const;
  });
  const accounts = base.snapshot.accounts.map((one) =>
    young.includes(one.provider) && isAhead(one, oldest) ? rewoundAccount(one, oldest) : one,
  );
  return { snapshot: { ...base.snapshot, accounts }, of: Object.fromEntries(of) };
}

/** Whether an event is of a time that has not come. */
export function isEventAhead(event: Event, now: EpochMs): boolean {
  return event.now > now + tolerance || ('at' in event && event.what === 'heard' && event.at > now + tolerance);
}

function isAhead(account: AccountState, now: EpochMs): boolean {
  return [...seenOf(account), ...learnedOf(account)].some((at) => at !== null && at > now + tolerance);
}

/** When things were seen, begun or said: none of it can be to come. */
function seenOf(account: AccountState): readonly (EpochMs | null)[] {
  const { windows, balances, limits, stops, problems, heard, plan, tasks, takes, pending } = account;
  return [
    ...windows.flatMap(({ openedAt, seenAt, changedAt, row, correctedAt, missingSince, dip }) => [
      ...[openedAt, seenAt, changedAt, row, correctedAt, missingSince, dip?.last ?? null],
    ]),
    ...balances.flatMap(({ seenAt, changedAt, row, cycle, fall, rise, doubt }) => [
      ...[seenAt, changedAt, row, cycle.since, fall?.at ?? null, rise?.at ?? null, doubt?.at ?? null],
    ]),
    ...limits.flatMap(({ since, freeAt }) => [since, freeAt]),
    ...stops.map(({ since }) => since),
    ...problems.flatMap(({ since, at }) => [since, at]),
    ...heard.map(({ at }) => at),
    ...tasks.flatMap(({ startedAt, seenAt, endedAt }) => [startedAt, seenAt, endedAt]),
    ...takes.map(({ at }) => at),
    ...[plan?.at ?? null, pending?.at ?? null, account.signedOutAt, account.readAt],
  ];
}

/** Up to when the model has learned. */
function learnedOf({ lots, charges, forecasts, refills, failures, unseen }: AccountState): readonly (EpochMs | null)[] {
  const { last, refills: past, quiets } = refills.evidence;
  return [
    ...[lots.seenAt, lots.forgottenTo, charges.forgottenTo, unseen?.to ?? null, last?.at ?? null],
    ...charges.runs.map(({ to }) => to),
    ...charges.tasks.flatMap(({ startedAt, endedAt }) => [startedAt, endedAt]),
    ...charges.log.map(({ at }) => at),
    ...charges.breaks,
    ...forecasts.flatMap(({ state }) => [state.seenAt, state.burn.at, ...state.windows.map(({ seenAt }) => seenAt)]),
    ...[...past, ...quiets].map(({ upTo }) => upTo),
    ...failures.all.flatMap(({ startedAt, endedAt }) => [startedAt, endedAt]),
  ];
}

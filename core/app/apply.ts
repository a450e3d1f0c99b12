import { type Absorbed, absorbWindow } from '../domain/absorb-window.ts';
import type { AccountState } from '../domain/account.ts';
import { type AbsorbedBalance, absorbBalance, type BalanceState } from '../domain/balance.ts';
import { doubted, doubtedReading, readAs } from '../domain/doubt.ts';
import type { BalanceReading, Reading, WindowReading } from '../domain/reading.ts';
import type { OffsetAt } from '../domain/renewal.ts';
import { placed } from '../domain/room.ts';
import { alone, isOverrun, type Most, mostIn } from '../domain/service-room.ts';
import type { Entered } from '../domain/settings.ts';
import type { Sighting } from '../domain/sighting.ts';
import { absorbRunning, absorbTask, type TaskChange } from '../domain/task.ts';
import type { EpochMs } from '../domain/time.ts';
import { type Seen, windowKey } from '../domain/window.ts';
import type { Facts, Outcome } from '../providers/provider.ts';
import { type Weighing, weighed } from './doubts.ts';
import { hintsFor, noHints } from './hints.ts';
import { withLength, withoutGone } from './listed.ts';
import { balanceRows, windowRows } from './observe.ts';
import { keepLots, reportedLot, withoutRenewed } from './purse.ts';
import { type Row, taskRow } from './rows.ts';
import { withSaid } from './said.ts';
import { isAnswered, isGood, isSpendable, withoutStops, withStop } from './stops.ts';
import { yields } from './yields.ts';

export type Applying = {
  readonly sighting: Sighting;
  readonly at: EpochMs;
  readonly facts: Facts;
  readonly entered: Entered | undefined;
  /** Minutes that local time is ahead of UTC at any moment. */
  readonly offsetAt?: OffsetAt;
  /** The job that tasks which begin with this sighting count to. */
  readonly job?: string | null;
  /** How much the account may hold beside the others of its service. */
  readonly most?: Most;
};

/** `late`: the same watch has given a newer answer already. */
type Taking = Weighing & { readonly late: boolean };

/** What the readings did to an account: its new state, rows for the ledger, and what happened (for warnings). */
export type Applied = {
  readonly account: AccountState;
  readonly rows: readonly Row[];
  readonly windows: readonly Absorbed[];
  readonly balances: readonly AbsorbedBalance[];
  readonly tasks: readonly TaskChange[];
  /** Whether this is the first whole answer of its watch: what it announces may have stood there for long. */
  readonly first: boolean;
  /** Whether the same watch was heard at this moment, or later: this is no news. */
  readonly again: boolean;
  /** The kind of costly composer that was opened. */
  readonly composer: Extract<Reading, { kind: 'composer' }> | null;
};

export function applyReadings(account: AccountState, outcome: Outcome, applying: Applying): Applied {
  const begin: Applied = {
    account: withoutStops(account, outcome, applying),
    rows: [],
    windows: [],
    balances: [],
    tasks: [],
    first: isGood(outcome, applying.sighting) && !account.heard.some((one) => one.watch === applying.sighting.watch),
    again: account.heard.some((one) => one.watch === applying.sighting.watch && one.at >= applying.at),
    composer: null,
  };
  const { watch } = applying.sighting;
  const late = account.heard.some((one) => one.watch === watch && one.at > applying.at);
  const applied = outcome.readings.reduce(
    (state, reading) => applyReading(state, reading, { ...applying, late, beside: outcome.readings }),
    begin,
  );
  const next = withoutRenewed(applied.account, keepingOf(applying));
  return { ...applied, account: late ? next : withoutGone(next, outcome, applying) };
}

function applyReading(applied: Applied, reading: Reading, applying: Taking): Applied {
  const { account } = applied;
  const { at, late, job } = applying;
  switch (reading.kind) {
    case 'window':
      return applyWindow(applied, reading, applying);
    case 'balance':
      return applyBalance(applied, reading, applying);
    case 'plan':
      return late ? applied : { ...applied, account: withPlan(account, reading, at) };
    case 'task':
    case 'running': {
      const taken =
        reading.kind === 'task'
          ? absorbTask(account.tasks, reading, at, job)
          : absorbRunning(account.tasks, reading, at, job);
      if (isOverrun(account, taken, applying.most ?? alone)) return applied;
      const { tasks, changes } = withSaid(account, taken, applying.facts);
      const rows = changes.map(({ task }) => taskRow(account, task));
      return {
        ...applied,
        account: { ...account, tasks },
        rows: [...applied.rows, ...rows],
        tasks: [...applied.tasks, ...changes],
      };
    }
    case 'stop':
      if (late || isAnswered(account, reading, at)) return applied;
      return { ...applied, account: { ...account, stops: withStop(account, reading, applying) } };
    case 'banked': {
      if (late) return applied;
      const nextExpiry = reading.nextExpiry ?? (reading.available > 0 ? (account.banked?.nextExpiry ?? null) : null);
      return { ...applied, account: { ...account, banked: { available: reading.available, nextExpiry } } };
    }
    case 'cycle':
      return late ? applied : { ...applied, account: { ...account, cycle: { from: reading.from, to: reading.to } } };
    case 'top-up': {
      const { kind: _, ...topUp } = reading;
      return late ? applied : { ...applied, account: { ...account, topUp } };
    }
    case 'charge': {
      const { kind: _, ...charge } = reading;
      return { ...applied, rows: [...applied.rows, { store: 'charges', row: { ...ownerOf(account), ...charge } }] };
    }
    case 'grant': {
      const { kind: _, ...grant } = reading;
      const lots = reportedLot(account, reading, applying);
      return {
        ...applied,
        account: { ...account, lots },
        rows: [...applied.rows, { store: 'lots', row: { ...ownerOf(account), ...grant, by: 'log' } }],
      };
    }
    case 'composer':
      return { ...applied, composer: reading };
    case 'signed-out':
      return applied;
  }
}

const keepingOf = (all: Applying) => ({ ...all, offset: all.sighting.offset });
const ownerOf = ({ provider, account }: AccountState) => ({ provider, account });
const seenBy = ({ sighting, at }: Applying): Seen => ({
  at,
  origin: { watch: sighting.watch, via: sighting.via, onUsagePage: sighting.onUsagePage },
});

/** A number was read: whoever was signed out or silent is not any more. */
function read(account: AccountState, at: EpochMs): AccountState {
  return { ...account, readAt: Math.max(account.readAt ?? 0, at), signedOutAt: signedOutSince(account, at) };
}

function signedOutSince({ signedOutAt }: AccountState, at: EpochMs): EpochMs | null {
  return signedOutAt !== null && signedOutAt > at ? signedOutAt : null;
}

function applyWindow(applied: Applied, told: WindowReading, applying: Applying): Applied {
  const { account } = applied;
  const { at, most = alone } = applying;
  const reading = withLength(account, told, applying.at);
  const key = windowKey(reading.feature, reading.length);
  const known = account.windows.find((window) => window.key === key);
  if (yields(known, applying)) return applied;
  const absorbed = absorbWindow(known ?? null, reading, seenBy(applying));
  const windows = placed(account.windows, known, absorbed.state, at, mostIn(account.windows, account, most));
  if (windows === null) return applied;
  return {
    ...applied,
    account: read({ ...account, windows }, applying.at),
    rows: [...applied.rows, ...windowRows(ownerOf(account), known ?? null, absorbed, reading, applying)],
    windows: [...applied.windows, absorbed],
  };
}

function applyBalance(applied: Applied, reading: BalanceReading, applying: Weighing): Applied {
  const { account } = applied;
  const known = account.balances.find(({ key }) => key === reading.feature);
  if (yields(known, applying)) return applied;
  const what = weighed(account, known, reading, applying);
  if (known === undefined || what === 'take') return takeBalance(applied, reading, applying);
  if (what === 'wait') return withRaw(applied, known, readAs(known, reading, applying.at), { reading, applying });
  if (what === 'doubt') return withRaw(applied, known, doubted(known, reading, applying.at), { reading, applying });
  const sure = { ...applied, account: withBalance(account, { ...known, doubt: null }) };
  if (what === 'wrong' || known.doubt === null) return withoutLapse(takeBalance(sure, reading, applying));
  const first = takeBalance(sure, doubtedReading(known, known.doubt), { ...applying, at: known.doubt.at });
  return takeBalance(first, reading, applying);
}

const withBalance = (account: AccountState, state: BalanceState): AccountState => ({
  ...account,
  balances: account.balances.map((one) => (one.key === state.key ? state : one)),
});

/** The number that was true stays until a second reading agrees; the reading is written down as it came. */
function withRaw(
  applied: Applied,
  known: BalanceState,
  state: BalanceState,
  { reading, applying }: { readonly reading: BalanceReading; readonly applying: Applying },
): Applied {
  const { account, rows, balances } = applied;
  const absorbed = { state, change: 'ignored', amount: 0, lapsed: null } as const;
  return {
    ...applied,
    account: read(withBalance(account, state), applying.at),
    rows: [...rows, ...balanceRows(ownerOf(account), known, absorbed, reading, applying)],
    balances: [...balances, absorbed],
  };
}

/** What the old cycle had left when it ended nobody can say after a doubt. */
function withoutLapse(applied: Applied): Applied {
  return { ...applied, balances: applied.balances.map((one) => ({ ...one, lapsed: null })) };
}

function takeBalance(applied: Applied, reading: BalanceReading, applying: Applying): Applied {
  const { account } = applied;
  const { at, most = alone } = applying;
  const known = account.balances.find(({ key }) => key === reading.feature);
  const hints = known === undefined ? noHints : hintsFor(account, known, reading, applying);
  const absorbed = absorbBalance(known ?? null, reading, seenBy(applying), hints);
  const balances = placed(account.balances, known, absorbed.state, at, mostIn(account.balances, account, most));
  if (balances === null) return applied;
  const lots = keepLots(account, known ?? null, absorbed, keepingOf(applying));
  // Credits on the balance again: the announced stop is over.
  const stops = isSpendable(reading)
    ? account.stops.filter(({ feature, since }) => feature !== reading.feature || since > applying.at)
    : account.stops;
  return {
    ...applied,
    account: read({ ...account, balances, stops, lots }, applying.at),
    rows: [...applied.rows, ...balanceRows(ownerOf(account), known ?? null, absorbed, reading, applying)],
    balances: [...applied.balances, absorbed],
  };
}

function withPlan(
  account: AccountState,
  { plan, renewsAt, willRenew }: Extract<Reading, { kind: 'plan' }>,
  at: EpochMs,
): AccountState {
  if (account.plan !== null && account.plan.at > at) return account;
  return {
    ...account,
    signedOutAt: signedOutSince(account, at),
    plan: plan === null ? account.plan : { name: plan, at },
    renewal: renewsAt === null ? account.renewal : { at: renewsAt, willRenew },
  };
}

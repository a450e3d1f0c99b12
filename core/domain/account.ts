import type { BalanceState } from './balance.ts';
import { type ChargesState, noCharges } from './charges.ts';
import type { ClockState } from './clock-state.ts';
import type { CostRecord } from './cost-record.ts';
import { type CostsState, noCosts } from './estimates.ts';
import { type FailuresState, noFailures } from './failures.ts';
import type { ForecastState } from './forecast/state.ts';
import { type LotsState, noLots } from './lots.ts';
import type { Reason, Verdict } from './preflight.ts';
import type { ProblemKind, Topic } from './problem.ts';
import type { Label, StopReason } from './reading.ts';
import { noEvidence, type ResetEvidence } from './resets/evidence.ts';
import type { NextReset } from './resets/next-reset.ts';
import type { Take } from './retakes.ts';
import { nothingSpent, type SpentBy } from './tally.ts';
import type { TaskKind, TaskState } from './task.ts';
import { type EpochMs, hour, minute } from './time.ts';
import { noUnseenDays, type UnseenDays } from './unseen-days.ts';
import type { WindowState } from './window.ts';

/** The account of answers that named none. */
export const unknownAccount = 'unknown';

/** A stop the service has announced, until a newer answer of the same watch no longer says so. */
export type StopState = {
  readonly feature: string;
  readonly label: Label;
  readonly why: StopReason;
  readonly until: EpochMs | null;
  readonly watch: string;
  readonly since: EpochMs;
};

/** When a stop is over. Without a time, used-up credits stay so until a balance says otherwise; others are not believed for long. */
export function stopEnd({ until, why, since }: StopState): EpochMs {
  if (until !== null) return until;
  if (why === 'credits-used-up') return Number.POSITIVE_INFINITY;
  return since + (why === 'too-many-at-once' ? 10 * minute : 6 * hour);
}

/** A meter or feature at its limit: told once when it begins, and once when it is over. */
export type LimitState = {
  /** Which window (with its id), balance or stop. */
  readonly key: string;
  readonly since: EpochMs;
  /** Since when readings say that it is over; values flap, so it is over only when that has lasted. */
  readonly freeAt: EpochMs | null;
  /** `primed`: it stood there when we first looked · `off`: that kind of notification was switched off. */
  readonly said: 'told' | 'primed' | 'off';
};

export type ProblemState = {
  readonly watch: string;
  readonly kind: ProblemKind;
  readonly about: Topic;
  readonly since: EpochMs;
  readonly at: EpochMs;
};

/** A costly task that is about to start: its composer is open, or its request has just left. */
export type PendingState = {
  readonly verdict: Verdict;
  readonly at: EpochMs;
  readonly call: string;
  /** Whether its request has left; before that, only its composer was open. */
  readonly left: boolean;
  /** When a notification has spoken of it; `null`: none has. */
  readonly toldAt: EpochMs | null;
  /** When the first request left that this telling covers; `null`: none has. */
  readonly leftAt: EpochMs | null;
};

/** Everything believed of one account of one service. */
export type AccountState = {
  readonly provider: string;
  /** Salted hash of the service's own id, or `unknown`. */
  readonly account: string;
  /** 1, 2, … in order of appearance: how people tell accounts apart. */
  readonly number: number;
  /** Other hashes under which it is known: somebody has said that they are the same account. */
  readonly aliases: readonly string[];
  readonly plan: { readonly name: string; readonly at: EpochMs } | null;
  readonly renewal: { readonly at: EpochMs; readonly willRenew: boolean | null } | null;
  readonly cycle: { readonly from: EpochMs; readonly to: EpochMs } | null;
  readonly windows: readonly WindowState[];
  readonly balances: readonly BalanceState[];
  readonly stops: readonly StopState[];
  readonly limits: readonly LimitState[];
  readonly tasks: readonly TaskState[];
  /** Costly runs of the last day: what a retake is compared with. */
  readonly takes: readonly Take[];
  readonly problems: readonly ProblemState[];
  /** The last good answer of each watch: what arrives later but was seen before it tells nothing new. */
  readonly heard: readonly { readonly watch: string; readonly at: EpochMs }[];
  /** Where the credits came from, and when they lapse. */
  readonly lots: LotsState;
  /** What has lately happened to the credits, and what tasks were learned to cost. */
  readonly charges: ChargesState;
  readonly costs: CostsState;
  /** What went on what, in the running cycle, the running month and for each job. */
  readonly spentBy: SpentBy;
  /** How what was said of costs did, and what became of credits that failed tasks took. */
  readonly costRecord: CostRecord;
  readonly failures: FailuresState;
  /** Per meter: what its forecast remembers, and what of it was used when the local day began. */
  readonly forecasts: readonly {
    readonly meter: string;
    readonly state: ForecastState;
    readonly today: { readonly midnight: EpochMs; readonly used: number | null };
  }[];
  /** What was seen of refills nobody announces, and what follows from it as of the last reading. */
  readonly refills: { readonly evidence: ResetEvidence; readonly next: NextReset | null };
  /** Credits that went while nobody was here, until somebody says whose they were. */
  readonly unseen: {
    readonly id: string;
    readonly from: EpochMs;
    readonly to: EpochMs;
    readonly credits: number;
    /** Most credits that go so on an ordinary day; `null`: not learned yet. */
    readonly usual: number | null;
  } | null;
  /** How much goes so on which share of days. */
  readonly unseenDays: UnseenDays;
  /** The largest of these that somebody has called their own: smaller ones are nothing unusual. */
  readonly usualUnseen: number | null;
  readonly banked: { readonly available: number; readonly nextExpiry: EpochMs | null } | null;
  readonly topUp: {
    readonly enabled: boolean;
    readonly threshold: number | null;
    readonly target: number | null;
  } | null;
  readonly signedOutAt: EpochMs | null;
  /** Last time any number was read. */
  readonly readAt: EpochMs | null;
  readonly pending: PendingState | null;
  /** The first heavy task that left on a local day (`2026-11-22`), by its key. */
  readonly firstHeavy: { readonly day: string; readonly call: string } | null;
  /** Per kind of task: when a notification last spoke of one ahead, and why. */
  readonly headsUps: readonly { readonly task: TaskKind; readonly at: EpochMs; readonly reasons: readonly Reason[] }[];
  /** Until when somebody's word counts that numbers without a name are of this account. */
  readonly takesUnnamedUntil: EpochMs | null;
  /** Keys of meters whose return somebody asked to be told. */
  readonly tellMe: readonly string[];
};

/** When replays of one account were granted, and how long they are to rest. Survives the worker. */
export type ReplayState = {
  readonly key: string;
  readonly timedAt: EpochMs | null;
  readonly manualAt: EpochMs | null;
  readonly failures: number;
  readonly restUntil: EpochMs | null;
};

/** The materialised view: all that badge and popup need, in one record. */
export type Snapshot = {
  readonly version: 1;
  readonly accounts: readonly AccountState[];
  /** Of each service that has told its time, whether this machine's clock is right by it. */
  readonly clocks: readonly ClockState[];
  readonly replays: readonly ReplayState[];
  /** The last time for a review that was looked at, whether it was told or there was nothing to tell; `null`: none was. */
  readonly reviewedAt: EpochMs | null;
  readonly savedAt: EpochMs;
};

export const emptySnapshot: Snapshot = {
  version: 1,
  accounts: [],
  clocks: [],
  replays: [],
  reviewedAt: null,
  savedAt: 0,
};

export function newAccount(provider: string, account: string, number: number): AccountState {
  return {
    provider,
    account,
    number,
    aliases: [],
    plan: null,
    renewal: null,
    cycle: null,
    windows: [],
    balances: [],
    stops: [],
    limits: [],
    tasks: [],
    takes: [],
    problems: [],
    heard: [],
    lots: noLots,
    charges: noCharges,
    costs: noCosts,
    spentBy: nothingSpent,
    costRecord: [],
    failures: noFailures,
    forecasts: [],
    refills: { evidence: noEvidence, next: null },
    unseen: null,
    unseenDays: noUnseenDays,
    usualUnseen: null,
    banked: null,
    topUp: null,
    signedOutAt: null,
    readAt: null,
    pending: null,
    firstHeavy: null,
    headsUps: [],
    takesUnnamedUntil: null,
    tellMe: [],
  };
}

export type Located = { readonly account: AccountState; readonly accounts: readonly AccountState[] };

/**
 * The account a sighting belongs to. Unnamed answers belong to the only account there is; the unnamed account
 * becomes the first named one that appears. With several named ones, what is unnamed stays apart until somebody says.
 * Whoever was said to be the same account as another is that one.
 */
export function locate(
  accounts: readonly AccountState[],
  provider: string,
  named: string | null,
  at: EpochMs,
): Located {
  const own = accounts.filter((one) => one.provider === provider);
  const known = own.filter(({ account }) => account !== unknownAccount);
  const said = known.find(({ takesUnnamedUntil }) => (takesUnnamedUntil ?? Number.NEGATIVE_INFINITY) > at);
  const alias = own.find(({ aliases }) => named !== null && aliases.includes(named));
  const wanted = alias?.account ?? named ?? (known.length === 1 ? known[0] : said)?.account ?? unknownAccount;
  const found = own.find(({ account }) => account === wanted);
  if (found !== undefined) return { account: found, accounts };
  // Where none has a name, there is none but the unnamed one.
  const [unnamed] = own;
  if (unnamed !== undefined && known.length === 0) {
    const account = { ...unnamed, account: wanted };
    return { account, accounts: accounts.map((one) => (one === unnamed ? account : one)) };
  }
  const account = newAccount(provider, wanted, Math.max(0, ...own.map(({ number }) => number)) + 1);
  return { account, accounts: [...accounts, account] };
}

export function replaceAccount(accounts: readonly AccountState[], next: AccountState): readonly AccountState[] {
  return accounts.map((one) => (one.provider === next.provider && one.account === next.account ? next : one));
}

import type { TaskKind } from './task.ts';
import type { EpochMs, Ms } from './time.ts';

/** What a number counts. Dollars are only ever shown under "why". */
export type Unit = 'percent' | 'credits' | 'generations' | 'uses' | 'dollars';

/**
 * What users call the thing a meter measures. A closed list, so that every name stands in `locales/`;
 * a service's own product names (models) come as `{ name }` and are the same in every language.
 */
export const labels = [
  'plan',
  'codex',
  'code-review',
  'workspace-cap',
  'credits',
  'free-quota',
  'videos',
  'bought-videos',
  'deep-research',
  'agent',
  'images',
  'files',
  'pasted-files',
  'messages',
] as const;
export type Label = (typeof labels)[number] | { readonly name: string };

/** Absolute amounts behind a percentage, where the service tells them. `null` is unknown, never zero. */
export type Amount = {
  readonly unit: Unit;
  readonly used: number | null;
  readonly limit: number | null;
  readonly left: number | null;
};

/** A share of an allowance that comes back at a known or unknown time. */
export type WindowReading = {
  readonly kind: 'window';
  /** Stable id of what is measured, within the provider: `codex`, `free-quota`. */
  readonly feature: string;
  readonly label: Label;
  /** Length of the window; `null` where the service does not say. */
  readonly length: Ms | null;
  /** Percent used, 0 and up; `null` is unknown. */
  readonly used: number | null;
  readonly amount: Amount | null;
  readonly resetsAt: EpochMs | null;
  /** Whether the service says that work stops here; `null` where it does not say. */
  readonly blocked: boolean | null;
};

/** Something of which only the rest is known: credits, generations left. */
export type BalanceReading = {
  readonly kind: 'balance';
  readonly feature: string;
  readonly label: Label;
  readonly unit: Unit;
  /** What is left; negative and fractional values occur; `null` is "there is one, its size is unknown". */
  readonly left: number | null;
  readonly unlimited: boolean;
  /** Whether the service says that this may be spent now; `null` where it does not say. */
  readonly usable: boolean | null;
  readonly blocked: boolean | null;
  /** When (some of) it comes back, where the service tells; not necessarily all of it. */
  readonly returnsAt: EpochMs | null;
  /** Balances that several services draw on carry the same pool id. */
  readonly pool: string | null;
};

/** The plan as the service names it, and the moment its cycle is renewed. */
export type PlanReading = {
  readonly kind: 'plan';
  readonly plan: string | null;
  readonly renewsAt: EpochMs | null;
  readonly willRenew: boolean | null;
};

/** How a task came to its end. `unknown` is an end whose outcome nobody told. */
export type TaskEnd = 'done' | 'failed' | 'stopped' | 'unknown';

/** Parameters of a task that its price may depend on. Never its content. */
export type TaskParameters = {
  readonly model?: string;
  readonly seconds?: number;
  readonly size?: string;
  readonly variants?: number;
  /** Asked for in the service's dearer mode. */
  readonly ultra?: boolean;
};

/** News of one task. `refs` are the service's ids for it; any of them finds it again. */
export type TaskReading = {
  readonly kind: 'task';
  readonly refs: readonly string[];
  readonly task: TaskKind | null;
  readonly parameters: TaskParameters | null;
  readonly news: TaskNews;
};

/**
 * - `leaving`: its request is about to go out
 * - `started`: the service has accepted it
 * - `named`: more is known of it: another id, its kind
 * - `moved`: it goes on elsewhere than in the request that started it, and is from now on known by these ids alone
 *   (by all it has but the request's, where the list is empty)
 * - `ended`: it is over
 * - `withheld`: its request was told of and then never left: nothing of it counts
 */
export type TaskNews =
  | 'leaving'
  | 'withheld'
  | 'started'
  | 'named'
  | { readonly moved: readonly string[] }
  | { readonly ended: TaskEnd };

/** All tasks of one kind that a service says are running now: whoever is missing has left. */
export type RunningReading = {
  readonly kind: 'running';
  readonly list: string;
  readonly tasks: readonly {
    readonly ref: string;
    readonly task: TaskKind;
    readonly parameters: TaskParameters | null;
  }[];
  /** False where the list may be cut off, so that nothing follows from absence. */
  readonly complete: boolean;
};

/** A stop the service announces apart from any meter: out of credits, a model at its cap. */
export type StopReading = {
  readonly kind: 'stop';
  /** The feature of the window or balance it concerns, or a feature of its own. */
  readonly feature: string;
  readonly label: Label;
  readonly why: StopReason;
  readonly until: EpochMs | null;
};
export const stopReasons = [
  'limit-reached',
  'credits-used-up',
  'workspace-credits-used-up',
  'workspace-limit-reached',
  'too-many-at-once',
  'feature-blocked',
  'not-in-plan',
] as const;
export type StopReason = (typeof stopReasons)[number];

/** Free resets in stock ("banked resets"): a count, not money. */
export type BankedReading = {
  readonly kind: 'banked';
  readonly available: number;
  readonly nextExpiry: EpochMs | null;
};

/** One row of the service's own log of what was spent (positive) or given back (negative), in credits. */
export type ChargeReading = {
  readonly kind: 'charge';
  readonly id: string;
  readonly at: EpochMs | null;
  readonly credits: number;
  readonly what: string | null;
};

/** Credits that arrived, as the service's own log has it. */
export type GrantReading = {
  readonly kind: 'grant';
  readonly id: string;
  readonly at: EpochMs;
  readonly credits: number;
  readonly expiresAt: EpochMs | null;
};

/** The billing cycle in which the credits are to be used. */
export type CycleReading = {
  readonly kind: 'cycle';
  readonly from: EpochMs;
  readonly to: EpochMs;
};

/** Automatic purchases of credits, as set up at the service. Amounts in credits. */
export type TopUpReading = {
  readonly kind: 'top-up';
  readonly enabled: boolean;
  readonly threshold: number | null;
  readonly target: number | null;
};

/** A costly composer is open in the tab. */
export type ComposerReading = {
  readonly kind: 'composer';
  readonly task: TaskKind;
  /** Tells one visit from the next. */
  readonly visit: string;
};

/** The service says nobody is signed in. */
export type SignedOutReading = { readonly kind: 'signed-out' };

export type Reading =
  | WindowReading
  | BalanceReading
  | PlanReading
  | TaskReading
  | RunningReading
  | StopReading
  | BankedReading
  | ChargeReading
  | GrantReading
  | CycleReading
  | TopUpReading
  | ComposerReading
  | SignedOutReading;

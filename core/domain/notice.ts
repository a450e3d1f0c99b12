import type { Envelope } from './plans.ts';
import type { Verdict } from './preflight.ts';
import type { Label, StopReason, Unit } from './reading.ts';
import type { TaskKind } from './task.ts';
import type { EpochMs, Ms } from './time.ts';

/** Which meter a notice is about. `length` is `null` for balances and for windows of unknown length. */
export type Subject = {
  readonly meter: string;
  readonly label: Label;
  readonly length: Ms | null;
};

type Common = {
  /** What · which window · which threshold: said once, across restarts. */
  readonly key: string;
  readonly provider: string;
  readonly account: string;
  readonly at: EpochMs;
  readonly subject: Subject;
};

/** What stands for the service and the account in a notice that is about all of them. */
export const noService = '';

/** What follows a limit: credits are spent (only if the service says they are usable), work stops, or nobody knows. */
export type Follows = 'credits' | 'stops' | 'unknown';

/** What services promise for a time. A closed list: each has words. */
export const promises = ['free-quota', 'unlimited-chat'] as const;
export type Promised = (typeof promises)[number];

/** How much of a plan is spent, in credits, and the share that has been passed. */
type Exhausting = { readonly threshold: number; readonly plan: number; readonly spent: number };
/** An amount of money. `currency`: an ISO 4217 code. */
export type Money = { readonly amount: number; readonly currency: string };

/** Something to tell. Numbers only; the words are made when it is shown. */
export type Notice =
  | (Common & {
      readonly kind: 'near-limit';
      readonly level: 'notice' | 'warning';
      readonly threshold: number;
      readonly used: number;
      readonly left: number | null;
      readonly unit: Unit;
      readonly resetsAt: EpochMs | null;
    })
  | (Common & {
      readonly kind: 'limit-reached';
      readonly follows: Follows;
      readonly credits: number | null;
      readonly resetsAt: EpochMs | null;
      /** The service's own reason, where it has announced a stop. */
      readonly why: StopReason | null;
    })
  | (Common & {
      readonly kind: 'came-back';
      readonly left: number | null;
      readonly unit: Unit;
      readonly resetsAt: EpochMs | null;
      readonly lapsed: number | null;
    })
  | (Common & { readonly kind: 'back-expected'; readonly resetsAt: EpochMs })
  | (Common & { readonly kind: 'heavy-task'; readonly verdict: Verdict })
  /** It will probably be used up before it comes back: between `low` and `high`, most likely at `middle`. */
  | (Common & {
      readonly kind: 'will-run-out';
      readonly low: EpochMs;
      readonly middle: EpochMs;
      readonly high: EpochMs;
      readonly resetsAt: EpochMs;
    })
  /** Less is left than a few typical tasks take. `fits`: how many of them still fit, at worst and at best. */
  | (Common & {
      readonly kind: 'low-balance';
      readonly left: number;
      readonly task: TaskKind;
      readonly fits: { readonly low: number; readonly high: number };
    })
  /** Purchased credits lapse. `guess`: nobody has confirmed the purchase or its date. */
  | (Common & {
      readonly kind: 'credits-expire';
      readonly credits: number;
      readonly expiresAt: EpochMs;
      readonly guess: boolean;
    })
  /** Credits went while no tab was in use. `usual`: most credits of an ordinary day; `null`: not learned yet. */
  | (Common & {
      readonly kind: 'unusual-use';
      readonly from: EpochMs;
      readonly to: EpochMs;
      readonly spent: number;
      readonly usual: number | null;
    })
  /** The service is about to buy credits by itself. Amounts in credits. */
  | (Common & {
      readonly kind: 'top-up';
      readonly left: number;
      readonly threshold: number;
      readonly target: number | null;
    })
  /** Something the service has promised until a day ends soon. */
  | (Common & { readonly kind: 'promise-ends'; readonly what: Promised; readonly until: EpochMs })
  /** The same again and again. `spent`: credits it took so far; `null` where that is not known. */
  | (Common & {
      readonly kind: 'retakes';
      readonly task: TaskKind;
      readonly count: number;
      readonly spent: number | null;
    })
  /** A task failed, took credits all the same, and nothing came back within the settling time. */
  | (Common & {
      readonly kind: 'failed-charge';
      readonly task: TaskKind;
      readonly credits: number;
      readonly endedAt: EpochMs | null;
    })
  /** Past a share of what was planned for a period, `threshold` in percent; amounts in credits. `money`: how it was entered. */
  | (Common & Exhausting & { readonly kind: 'budget'; readonly money: Money | null; readonly until: EpochMs })
  | (Common & Exhausting & { readonly kind: 'envelope'; readonly envelope: Envelope; readonly until: EpochMs })
  /** Past a share of what a job is meant to take. */
  | (Common & Exhausting & { readonly kind: 'job-ceiling'; readonly job: string })
  /** The time to look back, at what has been since `from`; it is of `noService`. */
  | (Common & { readonly kind: 'review'; readonly from: EpochMs })
  /** A new cycle has begun, and another one was seen before it. */
  | (Common & { readonly kind: 'cycle-plan'; readonly until: EpochMs });

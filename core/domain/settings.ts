import type { AskFirst } from './ask-first.ts';
import type { Job } from './jobs.ts';
import { defaultPlanning, type Planning } from './planner.ts';
import { type Budget, type Caps, defaultCaps, defaultShares, type Shares } from './plans.ts';
import { defaultReview, type Review } from './review.ts';
import type { Silence } from './silence.ts';
import type { EpochMs } from './time.ts';
import type { Thresholds } from './warning.ts';

/** Kinds of notification that can be switched on and off. `near-limit-short` is 70/80 % of windows shorter than a week. */
export const switches = [
  'near-limit',
  'near-limit-short',
  'will-run-out',
  'limit-reached',
  'came-back',
  'heavy-task',
  'retakes',
  'low-balance',
  'credits-expire',
  'top-up',
  'promise-ends',
  'failed-charge',
  'unusual-use',
  'budget',
  'envelope',
  'job-ceiling',
  'cycle-plan',
] as const;
export type Switch = (typeof switches)[number];

/** What a person has told us of an account because its page does not. */
export type Entered = {
  /** Day of the month on which the plan renews, 1–31. */
  readonly renewalDay: number | null;
  /** Credits that come with each cycle. */
  readonly monthly: number | null;
  /**
   * The plan, by the service's key; `name: null`: another one, or none. `page`: what the page said when this was told;
   * where it comes to say something else, the page counts. Without it, nothing was said of the plan.
   */
  readonly plan?: { readonly name: string | null; readonly page: string | null };
  readonly at: EpochMs;
};

export type Settings = Silence & {
  /** Whether shares are shown as used or as left; holds everywhere alike. */
  readonly show: 'used' | 'left';
  /** Whether a time is told as what is left until then or by the clock; both are shown where there is room. */
  readonly times: 'countdown' | 'clock';
  /** Which meter the toolbar follows, as `provider/account/meter`; `null`: the most pressing one. */
  readonly badge: string | null;
  readonly thresholds: Thresholds;
  readonly language: 'auto' | 'en' | 'ja';
  readonly notify: Readonly<Record<Switch, boolean>>;
  /** Nothing is watched at all. */
  readonly paused: boolean;
  /** Services that are not to be watched. */
  readonly stopped: readonly string[];
  /** Whether visible pages may ask again by themselves when the last reading has become old. */
  readonly askAgain: boolean;
  /** Services whose pages may not, all the same. */
  readonly askAgainNot: readonly string[];
  /** By `provider/account`: what somebody calls an account. Stays on this machine. */
  readonly names: Readonly<Record<string, string>>;
  /** By service: whether a costly request waits until the person has said yes. A service that is not named is not asked about. */
  readonly askFirst: Readonly<Record<string, AskFirst>>;
  /** By `provider/kind`: the local day (`2026-11-22`) on which nothing is asked about that kind any more. */
  readonly unasked: Readonly<Record<string, string>>;
  /** By `provider/account`. */
  readonly entered: Readonly<Record<string, Entered>>;
  readonly firstRun: {
    /** What the person answered to "did the test notification appear?". */
    readonly appeared: 'yes' | 'no' | null;
    readonly dismissed: boolean;
  };
  readonly caps: Caps;
  /** By `provider/account`; none is set by default. */
  readonly budgets: Readonly<Record<string, Budget>>;
  readonly shares: Shares;
  /** By `provider/account`: the begin of the newest cycle that somebody has made a plan for. */
  readonly planned: Readonly<Record<string, EpochMs>>;
  readonly review: Review;
  /** Which mix of work amounts are planned with. */
  readonly planning: Planning;
  readonly jobs: readonly Job[];
  /** The job that tasks begun from `since` on count to; `null`: to none. */
  readonly currentJob: { readonly id: string; readonly since: EpochMs } | null;
};

export const defaultSettings: Settings = {
  show: 'used',
  times: 'countdown',
  badge: null,
  thresholds: { notice: 70, warning: 80 },
  language: 'auto',
  notify: {
    'near-limit': true,
    'near-limit-short': false,
    'will-run-out': true,
    'limit-reached': true,
    'came-back': true,
    'heavy-task': true,
    retakes: true,
    'low-balance': true,
    'credits-expire': true,
    'top-up': true,
    'promise-ends': true,
    'failed-charge': true,
    'unusual-use': true,
    budget: true,
    envelope: true,
    'job-ceiling': true,
    'cycle-plan': true,
  },
  quietHours: { on: false, from: 22 * 60, to: 7 * 60 },
  snoozedUntil: null,
  paused: false,
  stopped: [],
  askAgain: true,
  askAgainNot: [],
  names: {},
  askFirst: {},
  unasked: {},
  entered: {},
  firstRun: { appeared: null, dismissed: false },
  caps: defaultCaps,
  budgets: {},
  shares: defaultShares,
  planned: {},
  review: defaultReview,
  planning: defaultPlanning,
  jobs: [],
  currentJob: null,
};

/** Longest name of an account, in characters. */
export const longestName = 40;

/** Whether visible pages of a service may ask again by themselves. */
export function mayAskAgain({ askAgain, askAgainNot }: Settings, provider: string): boolean {
  return askAgain && !askAgainNot.includes(provider);
}

export function accountKey({ provider, account }: { readonly provider: string; readonly account: string }): string {
  return `${provider}/${account}`;
}

type Of = { readonly provider: string; readonly account: string; readonly number: number };

/** What was entered for an account; what was entered while it had no name yet belongs to the first one. */
export function enteredFor({ entered }: Settings, account: Of): Entered | undefined {
  return ownOf(entered, account);
}

export function budgetFor({ budgets }: Pick<Settings, 'budgets'>, account: Of): Budget | undefined {
  return ownOf(budgets, account);
}

/** The begin of the newest cycle that was planned. */
export function plannedFor({ planned }: Pick<Settings, 'planned'>, account: Of): EpochMs | undefined {
  return ownOf(planned, account);
}

function ownOf<T>(all: Readonly<Record<string, T>>, account: Of): T | undefined {
  const unnamed = account.number === 1 ? all[`${account.provider}/unknown`] : undefined;
  return all[accountKey(account)] ?? unnamed;
}

/** The job that is gone on with, if there is one. */
export function jobNow({ jobs, currentJob }: Pick<Settings, 'jobs' | 'currentJob'>): Job | undefined {
  return jobs.find(({ id, finishedAt }) => id === currentJob?.id && finishedAt === null);
}

/** The job that a task begun at a moment counts to. */
export function jobAt(settings: Pick<Settings, 'jobs' | 'currentJob'>, at: EpochMs): string | null {
  const job = jobNow(settings);
  return job === undefined || at < (settings.currentJob?.since ?? at) ? null : job.id;
}

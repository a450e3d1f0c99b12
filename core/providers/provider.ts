import type { CostUnit } from '../domain/estimate.ts';
import type { Promised } from '../domain/notice.ts';
import type { Recipe } from '../domain/planner.ts';
import type { Problem } from '../domain/problem.ts';
import type { Reading } from '../domain/reading.ts';
import type { Sighting } from '../domain/sighting.ts';
import type { TaskKind } from '../domain/task.ts';
import type { Witness } from '../domain/witness.ts';

/**
 * Which fields of a JSON value may leave the page, by name and kind. A leaf is one letter:
 * `n` number or numeric string · `b` boolean · `s` short plain text or number (names, enum words) · `i` opaque id ·
 * `t` a time · `#` account id (hashed before it leaves the page's side) · `~` text that is only compared with
 * the watch's `texts`, of which the matching one's id is kept · `?` only whether there is something. A `!` behind it: we cannot read the answer
 * without it. `*` stands for every other key that reads like a name, `**` for every other key of a map whose keys are
 * nobody's business (they become numbers); `[shape]` for the elements of a list.
 */
export type Shape = Leaf | { readonly [key: string]: Shape } | readonly [Shape];
export type Leaf = `${'n' | 'b' | 's' | 'i' | 't' | '#' | '~' | '?'}${'' | '!'}`;

/** One kind of event inside a stream or socket. */
export type EventRule = {
  readonly id: string;
  /** The raw text must contain this before anything is parsed. */
  readonly mark: string;
  /** `[path, value]`: the parsed event must have exactly this value there. */
  readonly when?: readonly [string, string];
  /** Fields to let through; an event none of whose fields is present is not reported. */
  readonly fields: Shape;
  /** Path of a field that holds the text of a stream of its own, read by the rules of the endpoint named. */
  readonly inner?: readonly [path: string, endpoint: string];
};

export type Endpoint = {
  readonly id: string;
  readonly method: 'GET' | 'POST';
  /** Exact path; `:x` stands for one segment. */
  readonly path: string;
  readonly as: 'json' | 'stream';
  readonly fields?: Shape;
  /** At least one of these keys must be there at the top. */
  readonly needs?: readonly string[];
  /** Fields of an answer with an error status. */
  readonly errors?: Shape;
  readonly events?: readonly EventRule[];
  /** Fields of the request: of its JSON body, or of a GET's query. */
  readonly asks?: Shape;
  /** Report the request when it leaves, not only its answer. */
  readonly leaving?: true;
  /** The request begins a costly task: it may be held back until the person has said yes. Its `leaving` is set, too. */
  readonly creates?: true;
  /** Whole texts to compare `~` fields with: id → source of a regular expression for the entire text. */
  readonly texts?: Readonly<Record<string, string>>;
  /** The page script may send this GET again when the worker grants it. */
  readonly replay?: true;
};

export type Socket = {
  readonly id: string;
  /** Address without its query must start with this. */
  readonly url: `wss://${string}`;
  readonly received: readonly EventRule[];
  readonly sent?: readonly EventRule[];
};

/** Numbers read from visible text, a labelled fallback for pages whose answers we did not see. */
export type TextWatch = {
  readonly id: string;
  /** Source of a regular expression for `pathname + hash`. */
  readonly on: string;
  /** Where to look; the text of the first match is taken line by line. */
  readonly within: string;
  /** Row id → source of a regular expression for its label line. */
  readonly rows: Readonly<Record<string, string>>;
  /** What may follow a label within a few lines: id → regular expression with one group. */
  readonly values: Readonly<Record<string, string>>;
};

/** A page on which a costly task is put together. */
export type Composer = {
  readonly id: string;
  /** Source of a regular expression for `pathname + search`. */
  readonly on: string;
};

/** All that page scripts may know of a service. Data only. */
export type Watch = {
  readonly id: string;
  readonly origins: readonly `https://${string}`[];
  /** The service's API prefix. A replay there goes with the headers of the page's last successful request, if `headers`. */
  readonly api: string;
  readonly headers: boolean;
  /** Source of a regular expression for `pathname + hash` of the service's own usage page. */
  readonly usagePage: string;
  readonly endpoints: readonly Endpoint[];
  readonly sockets: readonly Socket[];
  readonly texts: readonly TextWatch[];
  readonly composers: readonly Composer[];
};

/** What the page's own world gets of it. */
export type TapWatch = Pick<Watch, 'origins' | 'api' | 'headers' | 'endpoints' | 'sockets'>;

/** What our own world of the page gets of it. */
export type RelayWatch = Pick<Watch, 'id' | 'headers' | 'usagePage' | 'texts' | 'composers'>;

/** A figure with where it was published and when it was read (`2026-10-08`, or `2026-10`). */
export type Fact<T> = {
  readonly value: T;
  /** Where it was published, the same in every language; `''` where only `from` says whose word it is. */
  readonly source: string;
  /** Whose word it is, where that is not plain from the source. */
  readonly from?: Witness;
  readonly date: string;
  /** The day it stops being promised. */
  readonly until?: string;
};

export type Price = { readonly amount: number; readonly currency: 'USD' };

/** Credits that are sold at once. */
export type Pack = { readonly credits: number; readonly price: Price };

/** What is sold beside the plans: none where `sold` is empty. Not `certain`: hearsay, to be looked up before buying. */
export type PacksSold = { readonly sold: readonly Pack[]; readonly certain: boolean };

/** What is published of the end of a plan. What nobody has published is `null`. */
export type LeavingFacts = {
  /** Until when a plan that was cancelled, or exchanged for a smaller one, goes on. */
  readonly holdsUntil: Fact<'cycle-end'> | null;
  /** What then becomes of the credits that came with it. */
  readonly planCredits: Fact<'lapse'> | null;
  /** What is spent first of several kinds of credits. */
  readonly spentFirst: Fact<'soonest-end' | 'plan'> | null;
  /** Names of the plans without which credits that were bought cannot be used; `value: []`: needs none. */
  readonly boughtNeed: Fact<readonly string[]> | null;
};

export type PlanFacts = {
  /** Lengths of the windows the plan has had lately, in seconds. Answers win: the set has changed three times in 2026. */
  readonly windows?: Fact<readonly number[]>;
  /** The service's own name for it, the same in every language. */
  readonly name: string;
  readonly paid: boolean;
  readonly monthly: Fact<Price> | null;
  /** The least it costs, where one name stands for several prices. */
  readonly from?: Fact<Price>;
  /** Its place among the plans that one person can choose, the smallest first; none: it is not for one person. */
  readonly rank?: number;
  /** Credits that come with the plan. `daily` ones are overwritten each day, `monthly` ones lapse at renewal. */
  readonly grant: Fact<{ readonly credits: number; readonly every: 'day' | 'month'; readonly exact: boolean }> | null;
};

/** What one task costs, as published or as a guide's range. `per: 'second'` scales with the length. */
export type CostFacts = {
  readonly task: TaskKind;
  readonly model?: string;
  readonly size?: string;
  readonly seconds?: number;
  readonly per: 'task' | 'second';
  readonly unit: CostUnit;
  readonly basis: 'published' | 'guide';
  readonly range: Fact<{ readonly low: number; readonly high: number }>;
};

/** Features of the plan's meters that pay together. `notUltra`: they do not pay for runs in the dearer mode. */
export type PlanMeters = Fact<readonly string[]> & { readonly notUltra?: true };

/** What is known of a service from elsewhere than its answers; dated, never taken for an answer. */
export type Facts = {
  readonly id: string;
  /** The heading of its card, and the name inside sentences. The same in every language. */
  readonly name: string;
  readonly short: string;
  readonly home: `https://${string}`;
  readonly usagePage: Fact<`https://${string}`>;
  /** Where to look and whom to ask when credits go in a way nobody knows. */
  readonly help?: {
    readonly history: Fact<`https://${string}`>;
    readonly security: Fact<`https://${string}`> | null;
    readonly support: Fact<`https://${string}`>;
    /** Where the service itself tells of outages. */
    readonly status: Fact<`https://${string}`> | null;
  };
  /** The day the service was closed. */
  readonly retired: Fact<string> | null;
  readonly plans: Readonly<Record<string, PlanFacts>>;
  readonly costs: readonly CostFacts[];
  /** What a guide says that so many credits make, revisions included. */
  readonly recipes?: readonly Fact<Recipe>[];
  /** How many takes of a video a guide advises to reckon with, the first one included. */
  readonly videoTakes?: Fact<{ readonly low: number; readonly high: number }>;
  /**
   * Which meters of the plan pay before credits do, by kind: features of windows or balances. Kinds that are not named
   * are paid for by credits alone.
   */
  readonly payers?: Partial<Readonly<Record<TaskKind, PlanMeters>>>;
  /** What one generation takes of the credits, once the plan's own are gone. */
  readonly perGeneration?: Fact<number>;
  /**
   * What is known of credits that are bought. `validMonths`: calendar months from the purchase. `perCredit`: where any
   * number of them is sold; otherwise `offer`, what is sold now. `packs`: credits of the packs that have been sold.
   * `notFor`: plans that cannot buy them, or cannot use them.
   */
  readonly purchases?: {
    readonly validMonths: Fact<number> | null;
    readonly perCredit: Fact<Price> | null;
    readonly packs?: readonly Fact<number>[];
    readonly offer?: Fact<PacksSold>;
    readonly notFor?: Fact<readonly string[]>;
  };
  /** What to know before cancelling a plan, or taking a smaller one. */
  readonly leaving?: LeavingFacts;
  /** What is promised until a day (`2026-12-31`). */
  readonly promises?: readonly {
    readonly what: Promised;
    readonly paidOnly: boolean;
    readonly until: Fact<string>;
  }[];
  /** Credits that several services draw on. The pool is shown once, at its `home`, as shared by `sharedBy` (product names). */
  readonly pool: { readonly id: string; readonly home: boolean; readonly sharedBy: readonly string[] } | null;
};

/** What an answer came to. Not both empty for an answer: a surprise is a problem, never silence and never zero. */
export type Outcome = {
  readonly readings: readonly Reading[];
  readonly problems: readonly Problem[];
  /** Features of which this answer lists every window there is; or all of the service, `but` those told elsewhere. */
  readonly complete?: readonly string[] | { readonly but: readonly string[] };
};

export type Provider = {
  readonly watch: Watch;
  readonly facts: Facts;
  /** Pure and total: any sighting gives readings or named problems; it never throws. */
  readonly read: (sighting: Sighting) => Outcome;
};

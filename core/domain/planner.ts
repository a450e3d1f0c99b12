import type { JobTally } from './jobs.ts';
import type { TaskKind } from './task.ts';

/** What people make for a client: a proposal deck; a long article; a video script with its thumbnail and post. */
export const products = ['deck', 'article', 'script'] as const;
export type Product = (typeof products)[number];

export type Range = { readonly low: number; readonly high: number };

/** So many pieces from so many credits, as somebody has seen it. `share`: percent of the piece's credits, 100 in all. */
export type Recipe = {
  readonly makes: Product;
  readonly credits: number;
  readonly count: Range;
  readonly parts: readonly { readonly task: TaskKind; readonly share: number }[];
};

/** Percent of an amount for each product; what is not shared out is for what no credits are counted on. */
export type Mix = { readonly [Makes in Product]: number };

export const workingStyles = ['sales', 'marketing', 'creator'] as const;
export type WorkingStyle = (typeof workingStyles)[number];

/** The guide's three examples: sales keeps 30 % for mail, of which it names no number. */
export const mixes: { readonly [Style in WorkingStyle]: Mix } = {
  sales: { deck: 70, article: 0, script: 0 },
  marketing: { deck: 0, article: 100, script: 0 },
  creator: { deck: 0, article: 0, script: 100 },
};

/** How somebody plans: in one of the ways there are, or by a mix of their own, which is kept also while it is not chosen. */
export type Planning = { readonly style: WorkingStyle | 'own'; readonly own: Mix };

export const defaultPlanning: Planning = { style: 'sales', own: { deck: 40, article: 30, script: 30 } };

/** Percent of an amount that a mix shares out; more than 100 cannot be. */
export const sharedOut = (mix: Mix): number => products.reduce((sum, makes) => sum + mix[makes], 0);

/** What one take costs. `own`: by one's own tasks, where single ones scatter from `low` to `high`. */
export type TakeCost = Range & { readonly middle: number; readonly own: boolean };

/** How many takes a piece took: `runs` of a kind in so many jobs, each taken for one piece. */
export type OwnTakes = { readonly takes: number; readonly jobs: number };

/** What is known of costs: the figure in general, what a take will cost, and how many takes it needs. */
export type Known = {
  readonly general: (task: TaskKind) => number | null;
  readonly cost: (task: TaskKind) => TakeCost | null;
  readonly takes: (task: TaskKind) => OwnTakes | null;
};

export type PartPlan = {
  readonly task: TaskKind;
  readonly cost: TakeCost;
  readonly takes: Range;
  /** In how many of one's own jobs the takes were counted; `null`: as many as make the example come out. */
  readonly jobs: number | null;
};

/** How many pieces so many credits make, revisions included. */
export type ProductPlan = {
  readonly makes: Product;
  readonly credits: number;
  readonly count: Range;
  readonly parts: readonly PartPlan[];
};

/** Plans one product; `null` where nobody says what a part of it costs. */
export function planProduct(recipe: Recipe, credits: number, known: Known): ProductPlan | null {
  const parts = recipe.parts.map((part) => partOf(recipe, part, known));
  if (!parts.every((part) => part !== null)) return null;
  const middle = parts.reduce((sum, { cost, takes }) => sum + (cost.middle * (takes.low + takes.high)) / 2, 0);
  const pieces = Math.max(1, credits / middle);
  const price = (end: 'low' | 'high') =>
    parts.reduce((sum, part) => sum + averaged(part, pieces, end) * part.takes[end], 0);
  return { makes: recipe.makes, credits, count: { low: credits / price('high'), high: credits / price('low') }, parts };
}

function partOf({ credits, count }: Recipe, { task, share }: Recipe['parts'][number], known: Known): PartPlan | null {
  const [general, cost, own] = [known.general(task), known.cost(task), known.takes(task)];
  if (general === null || cost === null) return null;
  if (own !== null) return { task, cost, takes: { low: own.takes, high: own.takes }, jobs: own.jobs };
  const together = (credits * share) / 100 / general;
  return { task, cost, takes: { low: together / count.high, high: together / count.low }, jobs: null };
}

/** Single tasks scatter, the average of many hardly does. The example's own range has its scatter in it already. */
function averaged({ cost, takes }: PartPlan, pieces: number, end: 'low' | 'high'): number {
  if (!cost.own) return cost.middle;
  const many = Math.max(1, (pieces * (takes.low + takes.high)) / 2);
  return cost.middle * (cost[end] / cost.middle) ** (1 / Math.sqrt(many));
}

/** How many generated videos: the one thing whose single pieces are dear enough to be counted as such. */
export function planVideos(credits: number, cost: TakeCost, takes: Range): Range {
  return { low: credits / (cost.high * takes.high), high: credits / (cost.low * takes.low) };
}

/** Fewer jobs are no habit. */
const enoughJobs = 3;

/** How many takes of a kind one's own jobs took; `null` while too few of them had any. */
export function ownTakes(jobs: readonly JobTally[], task: TaskKind): OwnTakes | null {
  const runs = jobs
    .map((job) => job.runs.filter((run) => run.task === task).reduce((sum, { count }) => sum + count, 0))
    .filter((count) => count > 0);
  if (runs.length < enoughJobs) return null;
  return { takes: runs.reduce((sum, count) => sum + count, 0) / runs.length, jobs: runs.length };
}

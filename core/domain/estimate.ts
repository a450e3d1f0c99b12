import type { TaskParameters } from './reading.ts';
import type { TaskKind } from './task.ts';

/** What the price of a task counts in. */
export type CostUnit = 'credits' | 'generations' | 'uses';

/** What a task is known to cost, from published figures or a guide. */
export type CostPrior = {
  readonly task: TaskKind;
  readonly model?: string;
  readonly size?: string;
  readonly seconds?: number;
  readonly per: 'task' | 'second';
  readonly unit: CostUnit;
  readonly basis: 'published' | 'guide';
  readonly range: { readonly value: { readonly low: number; readonly high: number } };
};

/** What the next task will probably cost: an 80 % range, its middle, and what it rests on. */
export type Estimate = {
  readonly task: TaskKind;
  readonly unit: CostUnit;
  readonly low: number;
  readonly middle: number;
  readonly high: number;
  /** A published rate, a guide's range, or what one's own tasks have cost. */
  readonly basis: 'published' | 'guide' | 'own';
  /** How many of one's own it rests on; 0 where it does not. */
  readonly last: number;
};

/** The estimate for a task with the parameters known; `null` where nothing is known to go by. */
export function estimateOf(priors: readonly CostPrior[], task: TaskKind, parameters: TaskParameters): Estimate | null {
  const fitting = priors.filter((prior) => prior.task === task && fits(prior, parameters));
  const range =
    bySeconds(fitting, parameters.seconds) ??
    perSecond(fitting, parameters.seconds) ??
    perTask(fitting, parameters.seconds);
  const [first] = fitting;
  if (range === null || first === undefined) return null;
  const times = Math.max(1, parameters.variants ?? 1);
  const [low, high] = [range.low * times, range.high * times];
  // A guide's range is read as an 80 % interval of a log-normal cost: its middle is the geometric mean.
  return { task, unit: first.unit, basis: first.basis, low, high, middle: Math.sqrt(low * high), last: 0 };
}

type Range = { readonly low: number; readonly high: number };

function fits({ model, size }: CostPrior, parameters: TaskParameters): boolean {
  if (model !== undefined && parameters.model !== undefined && model !== parameters.model) return false;
  return size === undefined || parameters.size === undefined || size === parameters.size;
}

function spanOf(priors: readonly CostPrior[]): Range | null {
  if (priors.length === 0) return null;
  const ranges = priors.map(({ range }) => range.value);
  return { low: Math.min(...ranges.map(({ low }) => low)), high: Math.max(...ranges.map(({ high }) => high)) };
}

/** Priced by length: the exact one, or from the next shorter to the next longer. */
function bySeconds(priors: readonly CostPrior[], seconds: number | undefined): Range | null {
  const priced = priors.filter((prior) => prior.seconds !== undefined);
  if (seconds === undefined || priced.length === 0) return null;
  const lengths = [...new Set(priced.map((prior) => prior.seconds ?? 0))].sort((a, b) => a - b);
  const shorter = lengths.filter((length) => length <= seconds).at(-1);
  const longer = lengths.find((length) => length >= seconds);
  return spanOf(priced.filter((prior) => prior.seconds === shorter || prior.seconds === longer));
}

function perSecond(priors: readonly CostPrior[], seconds: number | undefined): Range | null {
  const rate = spanOf(priors.filter(({ per }) => per === 'second'));
  return seconds === undefined || rate === null ? null : { low: rate.low * seconds, high: rate.high * seconds };
}

/** Without a length everything of the kind is possible. */
function perTask(priors: readonly CostPrior[], seconds: number | undefined): Range | null {
  return spanOf(
    priors.filter(({ per, seconds: priced }) => per === 'task' && (priced === undefined || seconds === undefined)),
  );
}

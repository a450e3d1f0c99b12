import { type CostsState, exactKey, type Taught } from './estimates.ts';
import type { Quantiles } from './posterior.ts';
import type { TaskParameters } from './reading.ts';
import { type TaskKind, taskKinds } from './task.ts';

/** How many tasks fit into what is left, with 80 % probability for a single price: not rounded. */
export function fitting(left: number, { p10, p90 }: Quantiles): { readonly low: number; readonly high: number } {
  return { low: left / p90, high: left / p10 };
}

/** Charges that were seen by themselves: how a sum was shared rests on what was expected already. */
const measuredFrom = 0.5;
/** With fewer, a first and a second half say nothing. */
const enoughForTrend = 6;

/** What one's own tasks have cost, in the unit of the pool, as it was seen. Medians of `count` charges. */
export type OwnCosts = {
  readonly count: number;
  readonly median: number;
  /** The median of the first and of the second half, in order of time; `null` with fewer than six. */
  readonly trend: { readonly earlier: number; readonly later: number } | null;
};

/** What is remembered of the charges of a kind (`parameters: null`) or of one set of parameters; `null`: nothing measured. */
export function ownCosts(state: CostsState, task: TaskKind, parameters: TaskParameters | null): OwnCosts | null {
  const memory =
    parameters === null
      ? state.kinds.find(({ of }) => of === task)
      : state.exact.find(({ of }) => of === exactKey(task, parameters));
  const costs = (memory?.taught ?? []).filter(([, , , , , weight]) => weight >= measuredFrom).map(costOfTaught);
  if (costs.length === 0) return null;
  const half = Math.floor(costs.length / 2);
  return {
    count: costs.length,
    median: medianOf(costs),
    trend:
      costs.length < enoughForTrend
        ? null
        : { earlier: medianOf(costs.slice(0, half)), later: medianOf(costs.slice(-half)) },
  };
}

const costOfTaught = ([, , cost]: Taught) => Math.exp(cost);

function medianOf(all: readonly number[]): number {
  const sorted = all.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return ((sorted[middle] ?? 0) + (sorted[sorted.length - 1 - middle] ?? 0)) / 2;
}

/** A kind with the parameters its charges are remembered by. */
export type KnownSet = { readonly task: TaskKind; readonly parameters: TaskParameters };

/** The sets of parameters there are charges of, the most lately used first. */
export function knownSets({ exact }: CostsState): readonly KnownSet[] {
  return exact.toSorted((a, b) => b.usedAt - a.usedAt || (a.of < b.of ? -1 : 1)).flatMap(({ of }) => readSet(of) ?? []);
}

/** The parameters a kind was last asked for with; none where none are remembered. */
export function usualSet(state: CostsState, task: TaskKind): TaskParameters {
  return knownSets(state).find((one) => one.task === task)?.parameters ?? {};
}

/** The inverse of `exactKey`; `null` where a name in it makes that ambiguous. */
function readSet(of: string): KnownSet | null {
  const [kind, model = '', size = '', seconds = '', variants = '', ultra] = of.split('·');
  const task = taskKinds.find((one) => one === kind);
  if (task === undefined) return null;
  const parameters: TaskParameters = {
    ...(model !== '' && { model }),
    ...(size !== '' && { size }),
    ...(seconds !== '' && { seconds: Number(seconds) }),
    ...(variants !== '' && { variants: Number(variants) }),
    ...(ultra !== undefined && { ultra: true }),
  };
  return exactKey(task, parameters) === of ? { task, parameters } : null;
}

import { type CostPrior, type CostUnit, type Estimate, estimateOf } from './estimate.ts';
import { lately } from './lately.ts';
import { type Measured, posteriorOf, type Quantiles, type Scatter, scatterOf } from './posterior.ts';
import type { TaskParameters } from './reading.ts';
import type { TaskKind } from './task.ts';
import type { EpochMs } from './time.ts';

/**
 * What an estimate rests on: a published rate, a guide's range, or the last so many charges of one's own
 * (`exact`: at least one of them with the very same parameters).
 */
export type Why =
  | { readonly by: 'published' }
  | { readonly by: 'guide' }
  | { readonly by: 'own'; readonly last: number; readonly exact: boolean };

/** What the next task will probably cost, in `unit`: with 80 % probability between p10 and p90. */
export type CostEstimate = Quantiles & {
  readonly task: TaskKind;
  readonly unit: CostUnit;
  readonly why: Why;
};

/** One charge to learn from. Teaching the same `key` again corrects what was taught before. */
export type Lesson = {
  /** The task's key. */
  readonly key: string;
  readonly task: TaskKind;
  readonly parameters: TaskParameters;
  readonly at: EpochMs;
  /** What it cost; nothing is learned from zero, which has no logarithm and is somebody's free quota. */
  readonly credits: number;
  /** 1 for a measured or logged charge, less for a shared one. */
  readonly weight: number;
};

/**
 * `[hash of the task's key, when, log cost, log of what its parameters are priced at, 1 if anybody prices them (else the
 * base is their size alone), weight, hash of the parameters]`
 */
export type Taught = readonly [
  id: number,
  at: EpochMs,
  cost: number,
  base: number,
  priced: number,
  weight: number,
  exact: number,
];

/** Measured costs of one kind of task, or of one set of parameters: the latest ones, in order of time. */
export type CostMemory = { readonly of: string; readonly usedAt: EpochMs; readonly taught: readonly Taught[] };

/** What has been learned of costs in one unit at one service. Plain JSON, bounded. */
export type CostsState = { readonly kinds: readonly CostMemory[]; readonly exact: readonly CostMemory[] };

export const noCosts: CostsState = { kinds: [], exact: [] };

/** Charges remembered per kind and per set of parameters, and how many sets: the least recently used is dropped. */
export const costsKept = { perKind: 24, perExact: 12, exact: 24 } as const;

/** Each newer charge takes this much of the weight of those before it: prices change. */
const fading = 0.95;

/** Learns from one charge. Constant time and space; order of arrival does not matter within what is kept. */
export function teach(state: CostsState, lesson: Lesson, priors: readonly CostPrior[]): CostsState {
  const { task, parameters, credits, weight, key, at } = lesson;
  if (!(credits > 0) || !(weight > 0) || !Number.isFinite(credits)) return state;
  const exact = exactKey(task, parameters);
  const { base, priced } = baseOf(estimateOf(priors, task, parameters), task, parameters);
  const size = Math.min(1, weight);
  const one: Taught = [hashOf(key), at, round(Math.log(credits)), round(base), priced ? 1 : 0, size, hashOf(exact)];
  return {
    kinds: remembered(state.kinds, task, one, costsKept.perKind),
    exact: remembered(state.exact, exact, one, costsKept.perExact)
      .toSorted((a, b) => b.usedAt - a.usedAt)
      .slice(0, costsKept.exact),
  };
}

const byTime = ([a, x]: Taught, [b, y]: Taught) => x - y || a - b;
const round = (value: number) => Math.round(value * 1e4) / 1e4;

function remembered(all: readonly CostMemory[], of: string, one: Taught, kept: number): readonly CostMemory[] {
  const known = all.find((memory) => memory.of === of);
  const taught = [...(known?.taught ?? []).filter(([id]) => id !== one[0]), one].toSorted(byTime).slice(-kept);
  const memory = { of, usedAt: Math.max(known?.usedAt ?? one[1], one[1]), taught };
  return [...all.filter((other) => other !== known), memory].toSorted((a, b) => (a.of < b.of ? -1 : 1));
}

/**
 * What a task with these parameters will cost; `null` where nothing is known to go by. A fixed published price is that
 * price. Otherwise one's own charges count, those with the very same parameters first, then those of the same kind,
 * on top of the published range or the guide's.
 */
export function costOf(
  state: CostsState,
  task: TaskKind,
  parameters: TaskParameters,
  priors: readonly CostPrior[],
  unit: CostUnit = 'credits',
): CostEstimate | null {
  const prior = estimateOf(priors, task, parameters);
  if (prior !== null && prior.basis === 'published' && prior.low === prior.high) {
    const { low, middle, high } = prior;
    return { task, unit: prior.unit, p10: low, p50: middle, p90: high, why: { by: 'published' } };
  }
  const { base, priced } = baseOf(prior, task, parameters);
  const own = measuredOf(state, task, parameters, { base, priced });
  if (!priced && own.length === 0) return null;
  const spread = prior === null || !priced ? null : Math.log(prior.high / prior.low);
  const { quantiles, learned } = posteriorOf(own, spread, othersOf(state, task));
  const cost = (log: number) => Math.exp(base + log);
  const last = own.length;
  const why: Why =
    prior !== null && learned < 0.5
      ? { by: prior.basis === 'published' ? 'published' : 'guide' }
      : { by: 'own', last, exact: own.some(({ exact }) => exact) };
  const { p10, p50, p90 } = quantiles;
  return { task, unit: prior?.unit ?? unit, p10: cost(p10), p50: cost(p50), p90: cost(p90), why };
}

/** What the next task will cost: by one's own tasks where they say more, otherwise the published or the guide's range as it is. */
export function bestEstimate(
  state: CostsState,
  task: TaskKind,
  parameters: TaskParameters,
  priors: readonly CostPrior[],
): Estimate | null {
  const learned = costOf(state, task, parameters, priors);
  if (learned?.why.by !== 'own') return estimateOf(priors, task, parameters);
  const { p10, p50, p90, unit, why } = learned;
  return { task, unit, low: p10, middle: p50, high: p90, basis: 'own', last: why.last };
}

/** Kinds whose cost goes with their length, where nobody has published how. */
const byLength: readonly TaskKind[] = ['video', 'audio'];

/** The log of what parameters are priced at: charges are remembered beside it, so that a long task teaches about a short one. */
function baseOf(prior: Estimate | null, task: TaskKind, { seconds, variants }: TaskParameters) {
  if (prior !== null && prior.low > 0 && prior.high >= prior.low) return { base: Math.log(prior.middle), priced: true };
  const length = byLength.includes(task) && seconds !== undefined && seconds > 0 ? seconds : 1;
  return { base: Math.log(length * Math.max(1, variants ?? 1)), priced: false };
}

/** One's own charges, as logs beside what the parameters asked for are priced at. */
function measuredOf(
  { kinds, exact }: CostsState,
  task: TaskKind,
  parameters: TaskParameters,
  { base, priced }: { readonly base: number; readonly priced: boolean },
): readonly Measured[] {
  const key = exactKey(task, parameters);
  const hash = hashOf(key);
  const same = exact.find(({ of }) => of === key)?.taught ?? [];
  const ids = new Set(same.map(([id]) => id));
  const kind = kinds.find(({ of }) => of === task)?.taught ?? [];
  const all = [...same, ...kind.filter(([id]) => !ids.has(id))].toSorted(byTime);
  return all.flatMap(([, , cost, then, was, told, group], index): Measured[] => {
    const weight = told * fading ** (all.length - 1 - index);
    if (group === hash) return [{ beside: cost - base, weight, group, exact: true }];
    // A cost beside a price and a cost beside a mere length cannot be compared.
    return (was === 1) === priced ? [{ beside: cost - then, weight, group, exact: false }] : [];
  });
}

/** What is remembered of a kind says the same however often it is asked. */
const alreadyKnown = lately<CostMemory, Scatter | null>(16);

/** How this person's tasks of other kinds scatter. */
function othersOf({ kinds }: CostsState, task: TaskKind): readonly Scatter[] {
  return kinds.flatMap((memory) => {
    if (memory.of === task) return [];
    const known = alreadyKnown.get(memory);
    const scatter = known === undefined ? scatterIn(memory) : known;
    alreadyKnown.set(memory, scatter);
    return scatter === null ? [] : [scatter];
  });
}

function scatterIn({ taught }: CostMemory): Scatter | null {
  const all = taught.map(
    ([, , cost, base, , told, group], index): Measured => ({
      ...{ beside: cost - base, weight: told * fading ** (taught.length - 1 - index), group, exact: false },
    }),
  );
  return all.length < 2 ? null : scatterOf(all);
}

/** All that a price may depend on, as one word. */
export function exactKey(task: TaskKind, { model, size, seconds, variants, ultra }: TaskParameters): string {
  return [task, model ?? '', size ?? '', seconds ?? '', variants ?? '', ...(ultra ? ['ultra'] : [])].join('·');
}

/** 32 bits of FNV-1a: enough to tell a few dozen keys apart, and small to keep. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

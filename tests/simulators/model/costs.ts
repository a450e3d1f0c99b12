import { type CostPrior, estimateOf } from '../../../core/domain/estimate.ts';
import { costOf, noCosts, teach } from '../../../core/domain/estimates.ts';
import type { TaskParameters } from '../../../core/domain/reading.ts';
import type { TaskKind } from '../../../core/domain/task.ts';
import { type Chance, chanceOf } from './chance.ts';

/*
 * People whose tasks cost what they cost, by other laws than the model believes in: it thinks in normal distributions
 * of log costs; here personal medians are triangular, uniform or Laplace on the log scale, and single tasks are
 * Erlang, Weibull or log-logistic about them, each with the spread that is asked for. Nothing here uses the model's
 * arithmetic; it is asked for its estimates from outside, like by the application.
 */

export type CostsOptions = {
  readonly seed: number;
  readonly people: number;
  /** Tasks per person and kind; the estimate before each is judged. */
  readonly tasks: number;
  /** Standard deviation of the log of single tasks about the person's median. */
  readonly scatter: number;
  /** Share of tasks that cost three times as much. */
  readonly outliers: number;
  /** Share of charges that were shared with another task: off by up to a factor of 1.5, and taught with less weight. */
  readonly shared: number;
  /** Sets of parameters among which a person chooses, and the spread of what they differ by. */
  readonly sets: number;
  readonly setSpread: number;
  /** Whether tasks of all kinds come mixed, some kinds often and some seldom, and are learned together. */
  readonly mixed: boolean;
  /** Half of a person's kinds scatter by so many times as much as the others. */
  readonly uneven: number;
};

export const defaultCosts: CostsOptions = {
  seed: 1,
  people: 300,
  tasks: 21,
  scatter: 0.2,
  outliers: 0.05,
  shared: 0,
  sets: 1,
  setSpread: 0,
  mixed: false,
  uneven: 1,
};

/** A row for everything known after so many tasks: share of next costs between p10 and p90, and errors of the median. */
export type CostsRow = {
  readonly learned: number;
  readonly n: number;
  /** Percent of next costs inside p10–p90, below and above. */
  readonly covered: number;
  readonly below: number;
  readonly above: number;
  /** Median over people of |log(p50 / their true median)|, and the same for the prior alone. */
  readonly error: number;
  readonly priorError: number;
  /** Mean of log(p90 / p10). */
  readonly width: number;
};

export type CostsTable = { readonly options: CostsOptions; readonly rows: readonly CostsRow[]; readonly all: CostsRow };

type Kind = { readonly task: TaskKind; readonly low: number; readonly high: number };
const kinds: readonly Kind[] = [
  { task: 'chat', low: 1, high: 5 },
  { task: 'slides', low: 30, high: 150 },
  { task: 'page', low: 40, high: 200 },
  { task: 'research', low: 20, high: 150 },
  { task: 'image', low: 10, high: 80 },
  { task: 'video', low: 3.3, high: 10 },
  { task: 'developer', low: 50, high: 1_000 },
];
const priors = kinds.map(
  ({ task, low, high }): CostPrior => ({
    task,
    per: task === 'video' ? 'second' : 'task',
    unit: 'credits',
    basis: 'guide',
    range: { value: { low, high } },
  }),
);
const lengths = [5, 10, 15, 30, 60, 90];

/** A log multiplier about 0 with standard deviation 1. */
type Shape = (chance: Chance) => number;
const personal: readonly Shape[] = [
  (chance) => (chance() + chance() - 1) * Math.sqrt(6),
  (chance) => (chance() * 2 - 1) * Math.sqrt(3),
  (chance) => {
    const side = chance() - 0.5;
    return (-Math.sign(side) * Math.log(1 - 2 * Math.abs(side))) / Math.SQRT2;
  },
];

/** Multipliers with median 1 whose log has about the standard deviation asked for. */
const single: readonly ((chance: Chance, spread: number) => number)[] = [
  (chance, spread) => {
    const stages = Math.max(1, Math.round(1 / spread ** 2 + 0.5));
    let sum = 0;
    for (let stage = 0; stage < stages; stage++) sum -= Math.log(1 - chance());
    return sum / (stages * (1 - 1 / (9 * stages)) ** 3);
  },
  (chance, spread) => {
    const shape = Math.PI / (Math.sqrt(6) * spread);
    return (-Math.log(1 - chance()) / Math.LN2) ** (1 / shape);
  },
  (chance, spread) => {
    const at = Math.max(1e-9, chance());
    return (at / (1 - at)) ** ((spread * Math.sqrt(3)) / Math.PI);
  },
];

const pick = <T>(chance: Chance, all: readonly T[]): T => all[Math.floor(chance() * all.length)] as T;

type Seen = { inside: number; below: number; above: number; width: number; errors: number[]; priorErrors: number[] };
const unseen = (): Seen => ({ inside: 0, below: 0, above: 0, width: 0, errors: [], priorErrors: [] });

/** Lets people do tasks of every kind, asks for an estimate before each, and judges it by what the task then costs. */
export function simulateCosts(options: Partial<CostsOptions> = {}): CostsTable {
  const chosen = { ...defaultCosts, ...options };
  const chance = chanceOf(chosen.seed);
  const seen = Array.from({ length: chosen.tasks }, unseen);
  for (let person = 0; person < chosen.people; person++) {
    const all = kinds.map((kind) => habitOf(kind, chosen, chance));
    if (chosen.mixed) live(mixedUp(all, chosen, chance), person, chosen, chance, seen);
    else for (const habit of all) live(Array(chosen.tasks).fill(habit), person, chosen, chance, seen);
  }
  const rows = seen.map((one, learned) => rowOf(one, learned));
  return { options: chosen, rows, all: rowOf(seen.reduce(added, unseen()), chosen.tasks) };
}

/** What tasks of one kind cost one person. */
type Habit = {
  readonly task: TaskKind;
  readonly median: number;
  readonly law: (chance: Chance, spread: number) => number;
  readonly scatter: number;
  readonly sets: readonly { readonly parameters: TaskParameters; readonly factor: number }[];
};

function habitOf({ task, low, high }: Kind, options: CostsOptions, chance: Chance): Habit {
  const sd = Math.log(high / low) / 2 / 1.28155;
  const median = Math.sqrt(low * high) * Math.exp(sd * pick(chance, personal)(chance));
  const law = pick(chance, single);
  const sets = Array.from({ length: options.sets }, (_, index) => ({
    parameters: { ...(task === 'video' ? { seconds: pick(chance, lengths) } : {}), model: `m${index}` },
    factor: Math.exp(options.setSpread * pick(chance, personal)(chance)),
  }));
  const scatter = options.scatter * (options.uneven !== 1 && chance() < 0.5 ? options.uneven : 1);
  return { task, median, law, scatter, sets };
}

/** All tasks in some order: each kind is about twice as frequent as the next one. */
function mixedUp(habits: readonly Habit[], { tasks }: CostsOptions, chance: Chance): Habit[] {
  const places = habits.flatMap((habit, rank) =>
    Array.from({ length: tasks }, (_, index) => ({ habit, at: (index + 2 * chance()) * 2 ** ((rank * 5) % 7) })),
  );
  return places.sort((a, b) => a.at - b.at).map(({ habit }) => habit);
}

function live(all: readonly Habit[], person: number, options: CostsOptions, chance: Chance, seen: Seen[]): void {
  let state = noCosts;
  const done = new Map<TaskKind, number>();
  for (const [index, { task, median, law, scatter, sets }] of all.entries()) {
    const learned = done.get(task) ?? 0;
    done.set(task, learned + 1);
    const { parameters, factor } = pick(chance, sets);
    const truth = median * factor * (parameters.seconds ?? 1);
    const credits = truth * law(chance, scatter) * (chance() < options.outliers ? 3 : 1);
    judge(seen[learned] as Seen, { state, task, parameters, truth, credits });
    const isShared = chance() < options.shared;
    const told = isShared ? credits * 1.5 ** (2 * chance() - 1) : credits;
    const lesson = { key: `${person}-${index}`, task, parameters, at: index * 3_600_000 + 1e12, credits: told };
    state = teach(state, { ...lesson, weight: isShared ? 0.25 : 1 }, priors);
  }
}

type Trial = {
  readonly state: typeof noCosts;
  readonly task: TaskKind;
  readonly parameters: TaskParameters;
  readonly truth: number;
  readonly credits: number;
};

function judge(seen: Seen, { state, task, parameters, truth, credits }: Trial): void {
  const guess = costOf(state, task, parameters, priors);
  const prior = estimateOf(priors, task, parameters);
  if (guess === null || prior === null) throw new Error(`No estimate for ${task}`);
  if (credits < guess.p10) seen.below++;
  else if (credits > guess.p90) seen.above++;
  else seen.inside++;
  seen.width += Math.log(guess.p90 / guess.p10);
  seen.errors.push(Math.abs(Math.log(guess.p50 / truth)));
  seen.priorErrors.push(Math.abs(Math.log(prior.middle / truth)));
}

function added(a: Seen, b: Seen): Seen {
  return {
    inside: a.inside + b.inside,
    below: a.below + b.below,
    above: a.above + b.above,
    width: a.width + b.width,
    errors: [...a.errors, ...b.errors],
    priorErrors: [...a.priorErrors, ...b.priorErrors],
  };
}

function rowOf({ inside, below, above, width, errors, priorErrors }: Seen, learned: number): CostsRow {
  const n = inside + below + above;
  const percent = (count: number) => (count / n) * 100;
  return {
    learned,
    n,
    covered: percent(inside),
    below: percent(below),
    above: percent(above),
    error: middle(errors),
    priorError: middle(priorErrors),
    width: width / n,
  };
}

function middle(all: readonly number[]): number {
  const sorted = all.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

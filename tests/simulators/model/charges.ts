import { taskCharges } from '../../../core/domain/charge-costs.ts';
import { intervalsOf } from '../../../core/domain/charge-ledger.ts';
import {
  absorbCharge,
  type ChargedTask,
  type ChargeEvent,
  type ChargesState,
  noCharges,
} from '../../../core/domain/charges.ts';
import type { CostPrior } from '../../../core/domain/estimate.ts';
import { type CostsState, costOf, noCosts, teach } from '../../../core/domain/estimates.ts';
import type { TaskKind } from '../../../core/domain/task.ts';
import { type Chance, chanceOf } from './chance.ts';

/*
 * People who work in sessions on one pool of credits: tasks that overlap, charges that come some minutes after their
 * end, readings when the page happens to ask, and use of the same credits that nobody sees. What is worked out from
 * the readings is compared with what every task truly cost. Costs are Erlang about a personal median drawn uniformly
 * on the log scale.
 */

export type ChargesOptions = {
  readonly seed: number;
  readonly people: number;
  /** Tasks per person. */
  readonly tasks: number;
  /** How likely the next task starts before the last one has ended. */
  readonly overlap: number;
  /** How likely a reading follows half a minute after the end of a task, and how likely one precedes it. */
  readonly looks: number;
  /** How likely credits are spent elsewhere in the pause after a task. */
  readonly strays: number;
  /** How likely a task has a line in the service's log that is read within the hour. */
  readonly logged: number;
};

export const defaultCharges: ChargesOptions = {
  seed: 1,
  people: 100,
  tasks: 60,
  overlap: 0.25,
  looks: 0.85,
  strays: 0.1,
  logged: 0,
};

/** Per way of charging: tasks, share within 10 % of the truth, and the median of the error as a factor. */
export type ChargesRow = { readonly how: string; readonly n: number; readonly near: number; readonly error: number };

export type ChargesTable = {
  readonly options: ChargesOptions;
  readonly rows: readonly ChargesRow[];
  /** Percent of all falls that no task was charged for, and of truly stray spending. */
  readonly unattributed: number;
  readonly stray: number;
  /** Percent of next costs inside p10–p90 of estimates that learned from these charges alone, from the fourth of a kind on. */
  readonly covered: number;
  readonly n: number;
};

const minute = 60_000;
const kinds: readonly { readonly task: TaskKind; readonly low: number; readonly high: number }[] = [
  { task: 'slides', low: 30, high: 150 },
  { task: 'research', low: 20, high: 150 },
  { task: 'image', low: 10, high: 80 },
];
const priors = kinds.map(
  ({ task, low, high }): CostPrior => ({
    task,
    per: 'task',
    unit: 'credits',
    basis: 'guide',
    range: { value: { low, high } },
  }),
);

type Truth = ChargedTask & { readonly credits: number; readonly chargedAt: number };
type Happening = { readonly arrives: number; readonly event: ChargeEvent };
type Life = { readonly truths: readonly Truth[]; readonly happenings: readonly Happening[]; readonly stray: number };

function lifeOf(person: number, options: ChargesOptions, chance: Chance): Life {
  const medians = kinds.map(({ low, high }) => low * (high / low) ** chance());
  const truths: Truth[] = [];
  const spent: { at: number; credits: number }[] = [];
  const looks: number[] = [1e12];
  let now = 1e12 + minute;
  for (let index = 0; index < options.tasks; index++) {
    const which = Math.floor(chance() * kinds.length);
    const endedAt = now + (1 + 14 * chance()) * minute;
    const credits = Math.round((medians[which] ?? 1) * erlang(chance)) + 1;
    const chargedAt = endedAt + 3 * chance() * minute - 1 * minute;
    const task = kinds[which]?.task ?? 'other';
    truths.push({
      key: `${person}-${index}`,
      task,
      parameters: {},
      startedAt: now,
      endedAt,
      failed: chance() < 0.05,
      credits,
      chargedAt,
    });
    spent.push({ at: chargedAt, credits });
    if (chance() < options.looks) looks.push(now - 1_000 * chance());
    if (chance() < options.looks) looks.push(endedAt + minute / 2);
    if (chance() < options.looks) looks.push(endedAt + (3 + 3 * chance()) * minute);
    if (chance() < options.overlap) now += (endedAt - now) * chance();
    else {
      now = endedAt + (4 + (chance() < 0.2 ? 600 : 30) * chance()) * minute;
      if (chance() < options.strays)
        spent.push({ at: endedAt + (now - endedAt) * chance(), credits: 5 + 100 * chance() });
    }
  }
  looks.push(now + 60 * minute);
  const leftAt = (at: number) => spent.reduce((left, one) => (one.at <= at ? left - one.credits : left), 1e6);
  const happenings = [
    ...looks.map((at): Happening => ({ arrives: at, event: { what: 'reading', at, left: leftAt(at) } })),
    ...truths.flatMap((one) => newsOf(one, options, chance)),
  ];
  const own = truths.reduce((sum, { credits }) => sum + credits, 0);
  return {
    truths,
    happenings: happenings.toSorted((a, b) => a.arrives - b.arrives),
    stray: 1e6 - leftAt(now * 2) - own,
  };
}

function erlang(chance: Chance): number {
  let sum = 0;
  for (let stage = 0; stage < 25; stage++) sum -= Math.log(1 - chance());
  return sum / 25;
}

function newsOf({ credits, chargedAt, ...task }: Truth, { logged }: ChargesOptions, chance: Chance): Happening[] {
  const endedAt = task.endedAt ?? 0;
  const news: Happening[] = [
    { arrives: task.startedAt, event: { what: 'task', ...task, endedAt: null, failed: false } },
    { arrives: endedAt + 5_000 * chance(), event: { what: 'task', ...task } },
  ];
  if (chance() >= logged) return news;
  const line = { id: task.key, at: chargedAt, credits, task: null };
  return [...news, { arrives: chargedAt + 60 * minute * chance(), event: { what: 'logged', ...line } }];
}

type Tally = {
  readonly errors: Map<string, number[]>;
  fall: number;
  unattributed: number;
  stray: number;
  inside: number;
  judged: number;
};

/** Lets people work, works out from the readings what each task cost, learns from that, and compares it with the truth. */
export function simulateCharges(options: Partial<ChargesOptions> = {}): ChargesTable {
  const chosen = { ...defaultCharges, ...options };
  const chance = chanceOf(chosen.seed);
  const tally: Tally = { errors: new Map(), fall: 0, unattributed: 0, stray: 0, inside: 0, judged: 0 };
  for (let person = 0; person < chosen.people; person++) follow(lifeOf(person, chosen, chance), tally);
  const rows = [...tally.errors]
    .map(([how, errors]) => rowOf(how, errors))
    .toSorted((a, b) => (a.how < b.how ? -1 : 1));
  const percent = (part: number, all: number) => (part / all) * 100;
  return {
    options: chosen,
    rows,
    unattributed: percent(tally.unattributed, tally.fall),
    stray: percent(tally.stray, tally.fall),
    covered: percent(tally.inside, tally.judged),
    n: tally.judged,
  };
}

function follow({ truths, happenings, stray }: Life, tally: Tally): void {
  const truthOf = new Map(truths.map((one) => [one.key, one]));
  const told = new Map<string, { how: string; credits: number | null }>();
  const rows = new Map<string, { credits: number; task: string | null }>();
  let [charges, costs]: [ChargesState, CostsState] = [noCharges, noCosts];
  const expected = ({ task, parameters }: ChargedTask) => costOf(costs, task, parameters, priors)?.p50 ?? null;
  const seen = new Map<string, number>();
  for (const { event } of happenings) {
    if (event.what === 'task' && event.endedAt === null) {
      const before = seen.get(event.task) ?? 0;
      seen.set(event.task, before + 1);
      if (before >= 3) judge(costs, truthOf.get(event.key), tally);
    }
    charges = absorbCharge(charges, event);
    if (event.what === 'task') continue;
    const intervals = intervalsOf(charges, expected);
    for (const id of [...rows.keys()].filter((id) => intervals.some(({ to }) => id.startsWith(`${to}·`))))
      rows.delete(id);
    for (const { id, credits, task } of intervals.flatMap(({ charges }) => charges)) rows.set(id, { credits, task });
    for (const { task, credits, how, final, weight } of taskCharges(charges, intervals)) {
      if (!final || (charges.forgottenTo !== null && (task.endedAt ?? 0) < charges.forgottenTo + 60 * minute)) continue;
      told.set(task.key, { how: how ?? 'unknown', credits });
      if (credits !== null && weight > 0)
        costs = teach(
          costs,
          { key: task.key, task: task.task, parameters: {}, at: task.endedAt ?? 0, credits, weight },
          priors,
        );
    }
  }
  for (const truth of truths) {
    const { how, credits } = told.get(truth.key) ?? { how: 'unknown', credits: null };
    const errors = tally.errors.get(how) ?? [];
    errors.push(credits === null ? Number.NaN : Math.abs(Math.log(Math.max(credits, 0.1) / truth.credits)));
    tally.errors.set(how, errors);
  }
  for (const { credits, task } of rows.values()) {
    tally.fall += credits;
    if (task === null) tally.unattributed += credits;
  }
  tally.stray += stray;
}

function judge(costs: CostsState, truth: Truth | undefined, tally: Tally): void {
  if (truth === undefined) return;
  const guess = costOf(costs, truth.task, truth.parameters, priors);
  if (guess === null) return;
  tally.judged++;
  if (truth.credits >= guess.p10 && truth.credits <= guess.p90) tally.inside++;
}

function rowOf(how: string, errors: readonly number[]): ChargesRow {
  const known = errors.filter((error) => !Number.isNaN(error)).toSorted((a, b) => a - b);
  const near = (known.filter((error) => error <= Math.log(1.1)).length / errors.length) * 100;
  return { how, n: errors.length, near, error: Math.exp(known[Math.floor(known.length / 2)] ?? Number.NaN) };
}

import { absorbLeft, noEvidence, type ResetEvidence } from '../../../core/domain/resets/evidence.ts';
import { nextReset } from '../../../core/domain/resets/next-reset.ts';
import { billingPrior, dailyGrantPrior } from '../../../core/domain/resets/rule.ts';
import { offsetOfZone } from '../../../core/domain/resets/zone.ts';
import { type Chance, chanceOf, oneOf } from './luck.ts';
import { Oracle } from './refill-oracle.ts';
import { type Family, families, type Habit, habits, type Life, liveLife, lookAt, zones } from './refills.ts';

import { followAdvice, visitsTable } from './reset-visits.ts';

const hour = 3_600_000;

export type SimulationOptions = {
  readonly seed: number;
  /** Lives per family of rules. */
  readonly lives: number;
  /** The share of readings that are wrong. */
  readonly wrong: number;
  readonly families?: readonly Family[];
  readonly habits?: readonly Habit[];
};

/** One statement of the model, judged. Widths in ms. */
type Judged = {
  readonly family: Family;
  readonly habit: Habit;
  readonly life: number;
  readonly refills: number;
  readonly hit: boolean;
  readonly width: number;
  readonly oracle: number;
  readonly allKnowing: number;
  readonly advised: boolean;
  readonly named: boolean;
};
export type Trial = {
  readonly family: Family;
  readonly habit: Habit;
  readonly judged: readonly Judged[];
  readonly silent: number;
  readonly asked: number;
};

const kept = new Map<string, (at: number) => number>();

/** The model's own offsets, remembered for each quarter of an hour: Intl is slow. */
function offsetsOf(zone: string): (at: number) => number {
  const known = kept.get(zone);
  if (known !== undefined) return known;
  const offsetAt = offsetOfZone(zone);
  if (offsetAt === null) throw new Error(`no zone ${zone}`);
  const slots = new Map<number, number>();
  const remembered = (at: number) => {
    const slot = Math.floor(at / 900_000);
    const offset = slots.get(slot) ?? offsetAt(slot * 900_000);
    slots.set(slot, offset);
    return offset;
  };
  kept.set(zone, remembered);
  return remembered;
}

/** Looks back on one life as the model lived it, asking it now and then. */
export function tryLife(chance: Chance, life: Life, index: number, wrong: number): Trial {
  const offsetAt = offsetsOf(life.zone);
  const prior = life.family.startsWith('monthly') || life.family === 'thirty-days' ? billingPrior : dailyGrantPrior;
  const readings = life.looks.map((at) => lookAt(chance, life, at, wrong));
  const oracle = new Oracle(life, false);
  const allKnowing = new Oracle(life, true);
  let evidence: ResetEvidence = noEvidence;
  const judged: Judged[] = [];
  let [silent, asked] = [0, 0];
  const every = Math.max(1, Math.floor(readings.length / 24));
  for (const [turn, reading] of readings.entries()) {
    evidence = absorbLeft(evidence, { at: reading.at, left: reading.left, full: life.full, granted: false });
    for (const one of [oracle, allKnowing]) one.see(reading);
    if (evidence.refills.length === 0 || turn % every !== Math.floor(chance() * every)) continue;
    asked++;
    const answer = nextReset(evidence, reading.at, { prior, offsetAt });
    const truth = life.resets.find((at) => at > reading.at);
    if (answer?.due == null || truth === undefined) {
      silent++;
      continue;
    }
    const { earliest, latest } = answer.due;
    judged.push({
      family: life.family,
      habit: life.habit,
      life: index,
      refills: evidence.refills.length,
      hit: truth > earliest - 1_000 && truth <= latest + 1_000,
      width: latest - earliest,
      oracle: oracle.widthAt(reading.at),
      allKnowing: allKnowing.widthAt(reading.at),
      advised: answer.visit !== null,
      named: answer.rule === life.family,
    });
  }
  return { family: life.family, habit: life.habit, judged, silent, asked };
}

export function runLives({
  seed,
  lives,
  wrong,
  families: kinds = families,
  habits: ways = habits,
}: SimulationOptions): readonly Trial[] {
  return kinds.flatMap((family, kind) =>
    Array.from({ length: lives }, (_, index) => {
      const chance = chanceOf(seed * 1_000_003 + kind * 10_007 + index);
      const slow = family.startsWith('monthly') || family === 'thirty-days';
      const days = slow ? 100 + Math.floor(chance() * 250) : 20 + Math.floor(chance() * 60);
      const life = liveLife(chance, { family, zone: oneOf(chance, zones), habit: oneOf(chance, ways), days });
      return tryLife(chance, life, index, wrong);
    }),
  );
}

const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((one, other) => one - other)[Math.min(values.length - 1, Math.floor(share * values.length))] ??
  Number.NaN;

export function rowOf(name: string, trials: readonly Trial[]) {
  const judged = trials.flatMap((one) => one.judged);
  const settled = judged.filter(({ refills, oracle }) => refills >= 3 && Number.isFinite(oracle) && oracle > 0);
  const ratios = settled.map(({ width, oracle }) => width / oracle);
  const wide = judged.filter(({ width }) => width > hour);
  const share = (n: number, of: number) => (of === 0 ? Number.NaN : Math.round((n / of) * 1_000) / 10);
  return {
    name,
    lives: trials.length,
    n: judged.length,
    held: share(judged.filter(({ hit }) => hit).length, judged.length),
    silent: share(
      trials.reduce((sum, one) => sum + one.silent, 0),
      trials.reduce((sum, one) => sum + one.asked, 0),
    ),
    named: share(
      judged.filter(({ named, refills }) => named && refills >= 3).length,
      judged.filter(({ refills }) => refills >= 3).length,
    ),
    width: Math.round(
      quantile(
        settled.map(({ width }) => width),
        0.5,
      ) / 60_000,
    ),
    oracle: Math.round(
      quantile(
        settled.map(({ oracle }) => oracle),
        0.5,
      ) / 60_000,
    ),
    ratio10: Math.round(quantile(ratios, 0.1) * 100) / 100,
    ratio: Math.round(quantile(ratios, 0.5) * 100) / 100,
    ratio75: Math.round(quantile(ratios, 0.75) * 100) / 100,
    ratio90: Math.round(quantile(ratios, 0.9) * 100) / 100,
    within: share(ratios.filter((one) => one <= 1.2).length, ratios.length),
    strict:
      Math.round(
        quantile(
          settled.map((one) => one.width / one.allKnowing),
          0.5,
        ) * 100,
      ) / 100,
    advised: share(wide.filter(({ advised }) => advised).length, wide.length),
  };
}

type Row = Omit<ReturnType<typeof rowOf>, 'name'>;

/**
 * The long form: a row for each family of rules, each habit, each number of refills seen, and all together.
 * `held`, `silent` (no interval given), `named` (the true rule leads, from 3 refills on), `within` (ratio up to 1.2) and
 * `advised` (of the intervals over an hour) in percent; `width` and `oracle` in minutes (medians from 3 refills on);
 * `ratio…` quantiles of width to oracle, `strict` its median against an oracle that also knows all unseen use.
 */
export function simulateResets(options: SimulationOptions): Readonly<Record<string, Row>> {
  const trials = runLives(options);
  const part = (of: (one: Judged) => boolean) =>
    trials
      .map((one) => ({ ...one, judged: one.judged.filter(of) }))
      .filter(({ judged, asked }) => judged.length > 0 || asked === 0);
  const counts = [1, 2, 3, 6, 11, 31].map((from, index, all) => ({ from, to: (all[index + 1] ?? 1_000) - 1 }));
  const rows = [
    ...families.map((family) =>
      rowOf(
        family,
        trials.filter((one) => one.family === family),
      ),
    ),
    ...habits.map((habit) =>
      rowOf(
        habit,
        trials.filter((one) => one.habit === habit),
      ),
    ),
    ...counts.map(({ from, to }) =>
      rowOf(
        `${from} to ${to} refills`,
        part((one) => one.refills >= from && one.refills <= to),
      ),
    ),
    rowOf('all', trials),
  ];
  return Object.fromEntries(rows.map(({ name, ...row }) => [name, row]));
}

/** Advised visits followed: a row for each daily rule and each habit, in percent of the people. */
export function simulateVisits({ seed, lives, wrong }: SimulationOptions): Readonly<Record<string, object>> {
  const clocks = ['daily-utc', 'daily-local'] as const;
  const rows = clocks.flatMap((family) =>
    habits.map((habit) => {
      const followed = Array.from({ length: lives }, (_, index) => {
        const chance = chanceOf(seed * 7_919 + index);
        const zone = oneOf(chance, zones);
        const life = liveLife(chance, { family, zone, habit, days: 45 });
        const context = { prior: dailyGrantPrior, offsetAt: offsetsOf(zone) };
        return followAdvice(chance, { life, wrong, context, most: 12 });
      });
      return [`${family}, ${habit}`, visitsTable(followed)] as const;
    }),
  );
  return Object.fromEntries(rows);
}

/** Billing days nobody was asked for: how wide (hours) the next renewal is known after so many seen, and how often rightly. */
export function simulateBilling({ seed, lives, wrong }: SimulationOptions): Readonly<Record<string, object>> {
  const judged = runLives({ seed, lives, wrong, families: ['monthly-utc', 'monthly-local', 'thirty-days'] }).flatMap(
    (one) => one.judged,
  );
  return Object.fromEntries(
    [1, 2, 3, 4].map((refills) => {
      const some = judged.filter((one) => one.refills === refills);
      const within = some.filter(({ width }) => width <= 48 * hour).length;
      return [
        `after ${refills}`,
        {
          n: some.length,
          held: Math.round((1_000 * some.filter(({ hit }) => hit).length) / some.length) / 10,
          median:
            Math.round(
              quantile(
                some.map(({ width }) => width / hour),
                0.5,
              ) * 10,
            ) / 10,
          'within two days': Math.round((100 * within) / some.length),
        },
      ];
    }),
  );
}

import { record } from '../../../core/app/record.ts';
import { emptySnapshot, type Snapshot } from '../../../core/domain/account.ts';
import { defaultSettings } from '../../../core/domain/settings.ts';
import type { Sighting } from '../../../core/domain/sighting.ts';
import { providerOf } from '../../../core/providers/index.ts';
import { between, type Chance, chanceOf, oneOf } from './luck.ts';

/*
 * People who use the same credits where nobody sees it: on a phone, by teammates, by programs. They look at the balance
 * when they work in this browser; what went in between goes by laws the model knows nothing of: chances per hour of
 * four ways of living, and amounts that are drawn from uniform, Pareto and two-humped laws. Some meet a stranger once.
 * Nobody answers, so that every alarm about a person's own use is a false one that they might have been spared.
 * Local time is UTC+9; times are UTC ms, amounts credits.
 */

export type Way = 'seldom' | 'phone' | 'team' | 'program';
export const ways: readonly Way[] = ['seldom', 'phone', 'team', 'program'];

export type UnseenOptions = {
  readonly seed: number;
  readonly people: number;
  readonly ways?: readonly Way[];
  readonly days: number;
  /** What somebody else takes in a single night, as a share of a cycle's 10,000; 0: nobody comes. */
  readonly stranger: number;
  /** Whether what is usual may be learned. */
  readonly learns: boolean;
};

/** False alarms per person and month of 30 days, in the first 28 days and afterwards; strangers that were noticed. */
export type UnseenRow = {
  readonly way: Way;
  readonly first: number;
  readonly later: number;
  readonly strangers: number;
  readonly noticed: number;
};

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const offset = 540;
const learning = 28;

type Spend = { readonly at: number; readonly credits: number; readonly stranger: boolean };
type Life = { readonly looks: readonly number[]; readonly spends: readonly Spend[] };

const start = Date.UTC(2026, 0, 6, 15);

/** One person's looks and everything that goes unseen, by the hour. */
function lifeOf(way: Way, chance: Chance, { days, stranger }: UnseenOptions): Life {
  const amount = amounts(way, chance);
  const often = { seldom: 0.004, phone: 0.08, team: 0.22, program: 0.5 }[way] * between(chance, 0.5, 1.5);
  const habit = { begins: between(chance, 8, 11), looks: Math.round(between(chance, 2, 8)), free: chance() < 0.5 };
  const [looks, spends]: [number[], Spend[]] = [[], []];
  for (let which = 0; which < days; which++) {
    const midnight = start + which * day;
    const weekend = which % 7 >= 5;
    if (!(weekend && habit.free))
      for (let n = 0; n < habit.looks; n++)
        looks.push(Math.round(midnight + (habit.begins + between(chance, 0, 10)) * hour));
    for (let h = 7; h < 24; h++)
      if (chance() < often * (weekend ? 0.5 : 1))
        spends.push({ at: midnight + h * hour + chance() * hour, credits: amount(), stranger: false });
  }
  // In the last quarter, when what is usual is known.
  if (stranger > 0) {
    const night = start + Math.floor(days * between(chance, 0.75, 0.95)) * day + 2 * hour;
    for (let n = 0; n < 4; n++)
      spends.push({ at: night + n * 30 * minute, credits: (stranger * 10_000) / 4, stranger: true });
  }
  looks.sort((a, b) => a - b);
  return {
    looks: looks.filter((at, index) => at - (looks[index - 1] ?? 0) > 2 * minute),
    spends: spends.toSorted((a, b) => a.at - b.at),
  };
}

function amounts(way: Way, chance: Chance): () => number {
  const size = between(chance, 0.6, 1.6);
  const laws: Record<Way, () => number> = {
    seldom: () => between(chance, 20, 150) * size,
    phone: () => (chance() < 0.8 ? between(chance, 10, 60) : between(chance, 100, 260)) * size,
    // Pareto with a tail of 2.2, up to a fifth of the cycle.
    team: () => Math.min(2_000, 25 * size * (1 - chance()) ** (-1 / 2.2)),
    program: () => oneOf(chance, [4, 9, 30]) * between(chance, 0.5, 1.5) * size,
  };
  return laws[way];
}

const provider = providerOf('genspark');
let count = 0;

/** The record after one look at a balance. */
function look(snapshot: Snapshot, at: number, left: number) {
  if (provider === undefined) throw new Error('no provider');
  const id = `u${++count}`;
  const sighting: Sighting = {
    ...{ id, watch: 'balance', phase: 'answer', rule: null, call: id, at, offset, status: 200, served: null },
    ...{ via: 'page', onUsagePage: false, account: '0123456789abcdef', fields: { status: 0, data: { balance: left } } },
  };
  const reads = [{ sighting, outcome: provider.read(sighting) }];
  const settings = { ...defaultSettings, notify: { ...defaultSettings.notify, 'will-run-out': false } };
  return record(snapshot, reads, { facts: provider.facts, settings, now: at });
}

/** Nothing is learned: each balance meets a person of whom nothing is known. */
const forgetful = (snapshot: Snapshot): Snapshot => ({
  ...snapshot,
  accounts: snapshot.accounts.map((one) => ({ ...one, unseenDays: { ...one.unseenDays, days: 0 } })),
});

type Tally = { first: number; later: number; strangers: number; noticed: number };

function follow({ looks, spends }: Life, options: UnseenOptions, tally: Tally): void {
  let [snapshot, left, done]: [Snapshot, number, number] = [emptySnapshot, 10_000, 0];
  const told = new Set<string>();
  let met = false;
  for (const at of looks) {
    let stranger = false;
    let own = 0;
    for (; done < spends.length && (spends[done]?.at ?? 0) <= at; done++) {
      left -= spends[done]?.credits ?? 0;
      if (spends[done]?.stranger === true) stranger = true;
      else own++;
    }
    const next = look(options.learns ? snapshot : forgetful(snapshot), at, Math.round(left * 100) / 100);
    snapshot = next.snapshot;
    met ||= stranger;
    for (const { kind, key } of next.notices) {
      if (kind !== 'unusual-use' || told.has(key)) continue;
      told.add(key);
      if (stranger) tally.noticed++;
      else if (own > 0 && at < start + learning * day) tally.first++;
      else if (own > 0) tally.later++;
    }
    // New credits come while somebody looks, so that nothing goes unnoticed with them.
    if (left < 5_000) {
      left = 10_000;
      snapshot = look(snapshot, at + 20_000, left).snapshot;
      snapshot = look(snapshot, at + 40_000, left).snapshot;
    }
  }
  if (met) tally.strangers++;
}

/** Lets people of each way live, and counts what they are asked about. */
export function simulateUnseen(options: UnseenOptions): UnseenRow[] {
  return (options.ways ?? ways).map((way) => {
    const chance = chanceOf(options.seed * 10 + ways.indexOf(way));
    const tally: Tally = { first: 0, later: 0, strangers: 0, noticed: 0 };
    for (let person = 0; person < options.people; person++) follow(lifeOf(way, chance, options), options, tally);
    const months = (days: number) => (options.people * days) / 30;
    return {
      way,
      first: tally.first / months(learning),
      later: tally.later / months(options.days - learning),
      strangers: tally.strangers,
      noticed: tally.noticed,
    };
  });
}

/**
 * Synthetic people whose plan meters behave as badly as real ones. Shares no code and no distribution with the
 * forecast: people work in sittings of triangular length that begin by an hourly chance, a sitting costs what a
 * three-way lottery of uniform request sizes makes of it, and people stop for reasons of their own.
 *
 * Quirks, each seen on real services: idle windows float with the clock or have no reset; long windows are reset
 * early; reset times jitter; other tabs echo values up to 35 points too low; whole percents; windows that show one
 * percent and never grow; 30-day meters that are gone within hours; layouts that change (the short window vanishes);
 * outages of hours. Seeded: the same seed gives the same people.
 */
export type Random = () => number;

/** Mulberry32: a number in 0..1 per call. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** How somebody works. Percent of the short window; hours of the local day. */
export type Person = {
  readonly wakes: number;
  readonly sleeps: number;
  /** Chance that a sitting begins in a waking hour. */
  readonly eager: number;
  readonly weekends: number;
  /** Longest sitting in minutes. */
  readonly stamina: number;
  /** Largest ordinary request, in percent of the short window, and minutes between requests. */
  readonly request: number;
  readonly pause: number;
  /** Minutes between looks at the meter; `null`: it is seen with each request and not otherwise. */
  readonly looksEvery: number | null;
};

export type Reading = { readonly at: number; readonly value: number; readonly resetsAt: number | null };
export type Meter = { readonly name: string; readonly minutes: number; readonly readings: readonly Reading[] };
type Spend = { readonly at: number; readonly cost: number };

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

export function anyPerson(random: Random): Person {
  const wakes = Math.floor(24 * random());
  const heavy = random() < 0.35;
  return {
    wakes,
    sleeps: wakes + 11 + Math.floor(6 * random()),
    eager: 0.08 + 0.3 * random(),
    weekends: random() < 0.5 ? 0.2 : 1,
    stamina: heavy ? 120 + 150 * random() : 25 + 110 * random(),
    request: heavy ? 3 + 4 * random() : 0.4 + 2 * random(),
    pause: 2 + 6 * random(),
    looksEvery: random() < 0.3 ? null : random() < 0.7 ? 15 : 40 + 40 * random(),
  };
}

/** Everything somebody asks for, blocked or not, in the order of time. */
function requests(person: Person, from: number, days: number, random: Random): Spend[] {
  const spends: Spend[] = [];
  for (let at = from; at < from + days * day; ) {
    if (random() >= chance(person, at)) {
      at += hour;
      continue;
    }
    const ends = at + minute * person.stamina * (random() + random()) * 0.5;
    for (at += random() * hour; at < ends; at += person.pause * minute * (0.3 + 1.4 * random())) {
      const kind = random();
      const size = kind < 0.6 ? 0.3 : kind < 0.92 ? 1 : 2.5;
      spends.push({ at: Math.round(at), cost: person.request * size * (0.4 + 1.2 * random()) });
    }
    at += hour * random();
  }
  return spends;
}

function chance({ wakes, sleeps, eager, weekends }: Person, at: number): number {
  const today = Math.floor(at / day) % 7;
  const local = (at / hour) % 24;
  const awake = (local >= wakes && local < sleeps) || local + 24 < sleeps;
  return awake ? eager * (today < 2 ? weekends : 1) : 0;
}

type Kind = {
  readonly name: string;
  readonly minutes: number;
  /** How many short windows one of these holds. */
  readonly size: number;
  /** Chance a day that the service resets it early. */
  readonly resetEarly: number;
};

const kinds: readonly Kind[] = [
  { name: 'five_hours', minutes: 300, size: 1, resetEarly: 0 },
  { name: 'weekly', minutes: 10_080, size: 6, resetEarly: 0.04 },
  { name: 'monthly', minutes: 43_200, size: 0.5, resetEarly: 0 },
];

type Running = { resetsAt: number; used: number } | null;

/** The readings of one person's meters over some days; the monthly one only for every third person. */
export function simulateMeters(person: Person, from: number, days: number, random: Random): Meter[] {
  const spends = requests(person, from, days, random);
  const looks = looksOf(person, spends, from, days, random);
  const own = kinds.filter(({ name }) => name !== 'monthly' || random() < 0.33);
  const running = new Map<Kind, Running>(own.map((kind) => [kind, null]));
  const before = new Map<Kind, number>();
  const readings = new Map<Kind, Reading[]>(own.map((kind) => [kind, []]));
  const vanishes = random() < 0.3 ? from + days * day * (0.5 + 0.3 * random()) : Number.POSITIVE_INFINITY;
  let done = 0;
  for (const at of looks) {
    for (; done < spends.length && (spends[done]?.at ?? 0) <= at; done++) spend(own, running, spends[done]);
    for (const kind of own) {
      if (kind.minutes === 300 && at > vanishes) continue;
      const now = atLook(running.get(kind) ?? null, kind, at, random);
      running.set(kind, now);
      readings.get(kind)?.push(shown(now, kind, at, before.get(kind) ?? 0, random));
      before.set(kind, Math.floor(now?.used ?? 0));
    }
  }
  return own.map((kind) => ({ name: kind.name, minutes: kind.minutes, readings: readings.get(kind) ?? [] }));
}

/** Looks at the meter, with outages of hours in which nothing is known. */
function looksOf(person: Person, spends: readonly Spend[], from: number, days: number, random: Random): number[] {
  const every = person.looksEvery;
  const looks =
    every === null
      ? spends.map(({ at }) => at)
      : Array.from({ length: Math.floor((days * day) / (every * minute)) }, (_, i) =>
          Math.round(from + (i + 1) * every * minute),
        );
  const outages = Array.from({ length: Math.ceil(days / 10) }, () => from + days * day * random());
  return looks.filter((at) => !outages.some((start) => at > start && at < start + (2 + 4 * random()) * hour));
}

function spend(own: readonly Kind[], running: Map<Kind, Running>, spent: Spend | undefined): void {
  if (spent === undefined) return;
  const current = own.map((kind) => {
    const now = running.get(kind) ?? null;
    return now !== null && now.resetsAt > spent.at ? now : null;
  });
  // Whatever is used up stops all.
  if (current.some((now) => now !== null && now.used >= 100)) return;
  own.forEach((kind, i) => {
    const now = current[i] ?? { resetsAt: spent.at + kind.minutes * minute, used: 0 };
    running.set(kind, { ...now, used: Math.min(100, now.used + spent.cost / kind.size) });
  });
}

function atLook(now: Running, kind: Kind, at: number, random: Random): Running {
  if (now === null || now.resetsAt <= at) return null;
  return random() < kind.resetEarly / 96 ? null : now;
}

function shown(now: Running, kind: Kind, at: number, before: number, random: Random): Reading {
  const floating = at + kind.minutes * minute;
  if (now === null) {
    const stray = kind.minutes === 300 && random() < 0.02;
    return { at, value: stray ? 1 : 0, resetsAt: random() < 0.3 ? null : floating };
  }
  const jitter = Math.round(18_000 * (random() - 0.5));
  const echo = random() < 0.01 ? Math.max(0, Math.min(before, now.used) - 35 * random()) : now.used;
  return { at, value: Math.floor(echo), resetsAt: now.resetsAt + jitter };
}

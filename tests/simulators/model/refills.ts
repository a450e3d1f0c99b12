import { between, type Chance, oneOf } from './luck.ts';

/**
 * Synthetic accounts whose credits come back by a rule that nobody tells, and the people who use and look at them.
 * Shares nothing with the model: its own calendar (wall clocks by Intl's written offsets, months by walking days), its
 * own chance. Times are UTC ms, amounts credits.
 */
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

export const families = [
  'daily-utc',
  'daily-local',
  'after-first-use',
  'after-exhaustion',
  'monthly-utc',
  'monthly-local',
  'thirty-days',
] as const;
export type Family = (typeof families)[number];

/** North and south, whole and broken hours, daylight saving of an hour, of half an hour and none. */
export const zones = [
  'Asia/Tokyo',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'America/New_York',
  'America/St_Johns',
  'Europe/Berlin',
  'Australia/Sydney',
  'Australia/Adelaide',
  'Australia/Lord_Howe',
  'America/Santiago',
  'UTC',
] as const;

/**
 * How somebody looks: `twice` a day at random · `office`: every half hour or so on workdays · `evening`: one sitting,
 * not every day · `sparse`: every 8 to 40 hours · `phone`: a few looks here, most of the use elsewhere.
 */
export const habits = ['twice', 'office', 'evening', 'sparse', 'phone'] as const;
export type Habit = (typeof habits)[number];

export type Reading = { readonly at: number; readonly left: number; readonly right: boolean };

export type Life = {
  readonly family: Family;
  readonly zone: string;
  readonly habit: Habit;
  readonly full: number;
  /** When credits came back, and when the first ones after each were used. */
  readonly resets: readonly number[];
  /** Moments since which another amount was left. */
  readonly levels: readonly { readonly at: number; readonly left: number }[];
  /** When the person looks by themself. */
  readonly looks: readonly number[];
  /** The same life, had a little more been used at some moment. */
  readonly using: (at: number) => Life;
};

export type LifeOptions = {
  readonly family: Family;
  readonly zone: string;
  readonly habit: Habit;
  readonly days: number;
};

/** One account and its owner over a number of days. */
export function liveLife(chance: Chance, { family, zone, habit, days }: LifeOptions): Life {
  // Any day of the year, so that clocks change at any point of a life.
  const start = Date.UTC(2025, 0, 1) + Math.floor(between(chance, 0, 700 * day));
  const monthlyKind = family.startsWith('monthly') || family === 'thirty-days';
  const full = monthlyKind ? oneOf(chance, [1_000, 10_000, 125_000]) : oneOf(chance, [50, 100, 200]);
  const looks = looksOf(chance, habit, start, days, zone);
  const uses = usesOf(chance, {
    habit,
    looks,
    start,
    days,
    zone,
    full,
    monthlyKind,
    thirsty: family === 'after-exhaustion',
  });
  const end = start + (days + 70) * day;
  const clock = clockResets(chance, family, start - 40 * day, end, zone);
  const told = (all: readonly Use[]): Life => ({
    family,
    zone,
    habit,
    full,
    looks,
    ...follow(chance, family, full, all, clock, start),
    using: (at) =>
      told([...all, { at, share: 0.03 + 0.05 * ((at / 7_919) % 1) }].sort((one, other) => one.at - other.at)),
  });
  return told(uses);
}

/** What is left at a moment. */
export function levelAt({ levels, full }: Life, at: number): number {
  let [low, high] = [0, levels.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((levels[middle]?.at ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return levels[low - 1]?.left ?? full;
}

/** What a look shows: the truth, or in `wrong` of the cases an old value or any other. */
export function lookAt(chance: Chance, life: Life, at: number, wrong: number): Reading {
  const truth = levelAt(life, at);
  if (chance() >= wrong) return { at, left: truth, right: true };
  const shown =
    chance() < 0.5
      ? levelAt(life, at - between(chance, 0.5 * hour, 12 * hour))
      : Math.round(between(chance, 0, life.full));
  return { at, left: shown, right: shown === truth };
}

type Use = { readonly at: number; readonly share: number };

function follow(
  chance: Chance,
  family: Family,
  full: number,
  uses: readonly Use[],
  clock: readonly number[],
  start: number,
) {
  const levels: { at: number; left: number }[] = [{ at: start - 30 * day, left: full }];
  const resets: number[] = clock.filter((at) => at <= start);
  let [left, timer, next] = [full, Number.POSITIVE_INFINITY, resets.length];
  const comeBack = (until: number) => {
    for (;;) {
      const at = Math.min(timer, clock[next] ?? Number.POSITIVE_INFINITY);
      if (at > until) return;
      resets.push(at);
      left = full;
      levels.push({ at, left });
      if (at === timer) timer = Number.POSITIVE_INFINITY;
      else next++;
    }
  };
  for (const { at, share } of uses) {
    comeBack(at);
    if (left <= 0) continue;
    if (family === 'after-first-use' && left === full) timer = at + day + between(chance, 0, 20_000);
    left = Math.max(0, left - Math.max(1, Math.round(share * full)));
    if (family === 'after-exhaustion' && left === 0) timer = at + day + between(chance, 0, 20_000);
    levels.push({ at, left });
  }
  comeBack(clock.at(-1) ?? Number.MAX_SAFE_INTEGER);
  return { levels, resets };
}

/** Some services choose whole hours, some quarters, some the second at which somebody signed up. */
function timeOfDay(chance: Chance): number {
  const kind = chance();
  if (kind < 0.4) return Math.floor(between(chance, 0, 24)) * hour;
  return kind < 0.6 ? Math.floor(between(chance, 0, 96)) * 15 * minute : Math.floor(between(chance, 0, 86_400)) * 1_000;
}

function clockResets(chance: Chance, family: Family, from: number, to: number, zone: string): number[] {
  if (family === 'after-first-use' || family === 'after-exhaustion') return [];
  const [time, dayOfMonth] = [timeOfDay(chance), 1 + Math.floor(between(chance, 0, 31))];
  const late = () => between(chance, 0, 20_000);
  const found: number[] = [];
  if (family === 'thirty-days') {
    for (let at = from + Math.floor(between(chance, 0, 30 * 86_400)) * 1_000; at < to; at += 30 * day)
      found.push(at + late());
    return found;
  }
  const local = family.endsWith('local');
  for (let midnight = Math.floor(from / day) * day; midnight < to; midnight += day) {
    const date = new Date(midnight);
    const isLast = new Date(midnight + day).getUTCDate() === 1;
    const today = date.getUTCDate() === dayOfMonth || (isLast && date.getUTCDate() < dayOfMonth);
    if (family.startsWith('monthly') && !today) continue;
    found.push((local ? fromWall(midnight + time, zone) : midnight + time) + late());
  }
  return found;
}

/** Offsets as Intl writes them, `GMT+05:45`, kept for each hour of each zone. */
const writtenOffsets = new Map<string, Map<number, number>>();
const formats = new Map<string, Intl.DateTimeFormat>();

export function offsetOf(zone: string, at: number): number {
  const known = writtenOffsets.get(zone) ?? new Map<number, number>();
  writtenOffsets.set(zone, known);
  const slot = Math.floor(at / (30 * minute));
  const kept = known.get(slot);
  if (kept !== undefined) return kept;
  const format = formats.get(zone) ?? new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: 'longOffset' });
  formats.set(zone, format);
  const written = format.format(slot * 30 * minute);
  const [, sign, hours, minutes] = /GMT([+-])(\d\d):(\d\d)/.exec(written) ?? [];
  const offset = hours === undefined ? 0 : (sign === '-' ? -1 : 1) * (Number(hours) * hour + Number(minutes) * minute);
  known.set(slot, offset);
  return offset;
}

/** The moment of a wall time; one that is skipped comes when the clock has been put forward, as many services do. */
function fromWall(wall: number, zone: string): number {
  for (const guess of [offsetOf(zone, wall - 20 * hour), offsetOf(zone, wall + 20 * hour)])
    if (offsetOf(zone, wall - guess) === guess) return wall - guess;
  return wall - offsetOf(zone, wall - 20 * hour);
}

/** The days of a person, as the UTC moment of their local midnight. */
function* daysOf(start: number, days: number, zone: string): Generator<{ midnight: number; weekday: number }> {
  for (let index = 0; index < days; index++) {
    const wall = Math.floor(start / day) * day + index * day;
    yield { midnight: fromWall(wall, zone), weekday: new Date(wall).getUTCDay() };
  }
}

function looksOf(chance: Chance, habit: Habit, start: number, days: number, zone: string): number[] {
  const looks: number[] = [];
  if (habit === 'sparse') {
    for (let at = start; at < start + days * day; at += between(chance, 8, 40) * hour) looks.push(Math.round(at));
    return looks;
  }
  for (const { midnight, weekday } of daysOf(start, days, zone))
    looks.push(...looksOfDay(chance, habit, midnight, weekday));
  return looks.map(Math.round).sort((one, other) => one - other);
}

function looksOfDay(chance: Chance, habit: Habit, midnight: number, weekday: number): number[] {
  const atHour = (hours: number) => midnight + hours * hour;
  const every = (from: number, to: number, low: number, high: number) => {
    const found: number[] = [];
    for (let at = from; at < to; at += between(chance, low, high)) found.push(atHour(at));
    return found;
  };
  switch (habit) {
    case 'twice':
      return [atHour(between(chance, 7, 24)), atHour(between(chance, 7, 24))];
    case 'office':
      return weekday === 0 || weekday === 6 ? [] : every(between(chance, 8.5, 10), between(chance, 17, 19), 0.2, 1);
    case 'evening':
      return chance() < 0.25 ? [] : every(between(chance, 18, 21), between(chance, 21.5, 24), 0.1, 0.4);
    case 'phone':
      return Array.from({ length: 2 + Math.floor(chance() * 4) }, () => atHour(between(chance, 7, 23.5)));
    case 'sparse':
      return [];
  }
}

type Using = {
  readonly habit: Habit;
  readonly looks: readonly number[];
  readonly start: number;
  readonly days: number;
  readonly zone: string;
  readonly full: number;
  readonly monthlyKind: boolean;
  readonly thirsty: boolean;
};

/** Uses lie shortly before looks (the page shows what is left after a task), and some where nobody looks. */
function usesOf(chance: Chance, { habit, looks, start, days, zone, monthlyKind, thirsty }: Using): Use[] {
  const perDay = { twice: 2, office: 15, evening: 8, sparse: 1, phone: 4 }[habit];
  const daily = monthlyKind ? between(chance, 0.01, 0.06) : between(chance, 0.4, thirsty ? 2 : 1.2);
  const share = () => (daily / perDay) * between(chance, 0.3, 1) ** 2 * 2.2;
  const seen = { twice: 0.6, office: 0.6, evening: 0.8, sparse: 0.5, phone: 0.3 }[habit];
  const uses: Use[] = looks
    .filter(() => chance() < seen)
    .map((at) => ({ at: at - between(chance, 5_000, 60_000), share: share() }));
  for (const { midnight } of daysOf(start, days, zone))
    for (
      let count = chance() < 0.3 ? 0 : perDay * between(chance, 0.1, 0.8) * (habit === 'phone' ? 2 : 0.6);
      count > 0;
      count--
    )
      if (chance() < count) uses.push({ at: midnight + between(chance, 8, 23.5) * hour, share: share() });
  return uses.sort((one, other) => one.at - other.at);
}

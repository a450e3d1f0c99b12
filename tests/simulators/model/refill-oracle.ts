import type { Life, Reading } from './refills.ts';

/**
 * The tightest interval the readings permit: that of somebody who knows which kind of rule it is, which readings were
 * wrong, and of every pair of right readings whether credits came back between them, where these two can tell it. All
 * that is left unknown is the phase, in the gaps of observation around the resets; each phase left is as likely as any
 * other, and the shortest interval that holds 95 % of them is the answer.
 */
const day = 86_400_000;

type Gap = { readonly from: number; readonly to: number };

export class Oracle {
  readonly #life: Life;
  /** How much earlier or later than in truth all resets could have been. */
  #shifts: readonly Gap[];
  #last: Reading | null = null;
  /** When the last right readings were made, for the rules that count from use. */
  readonly #right: number[] = [];

  readonly #knowsUse: boolean;

  /** With `knowsUse` it also knows that nothing was used unseen, which no reading tells: a bound nobody can reach. */
  constructor(life: Life, knowsUse: boolean) {
    this.#life = life;
    this.#knowsUse = knowsUse;
    const period = life.family.startsWith('daily') ? day : life.family.startsWith('after') ? 0 : 30 * day;
    this.#shifts = [{ from: -period / 2, to: period / 2 }];
  }

  see(reading: Reading): void {
    if (!reading.right) return;
    this.#right.push(reading.at);
    if (this.#right.length > 400) this.#right.shift();
    const before = this.#last;
    this.#last = reading;
    if (before === null || this.#life.family.startsWith('after')) return;
    const inside = this.#life.resets.filter((at) => at > before.at && at <= reading.at);
    const [reset] = inside;
    if (reset !== undefined && inside.length === 1 && reading.left > before.left)
      this.#shifts = this.#shifts.flatMap((one) => cut(one, before.at - reset, reading.at - reset));
    if (reset === undefined && before.left < this.#life.full && (this.#knowsUse || tells(before, reading))) {
      const next = this.#life.resets.find((at) => at > reading.at) ?? Number.POSITIVE_INFINITY;
      const past = this.#life.resets.findLast((at) => at <= before.at) ?? Number.NEGATIVE_INFINITY;
      for (const near of [next, past])
        this.#shifts = this.#shifts.flatMap((one) => without(one, before.at - near, reading.at - near));
    }
  }

  /** How wide the answer is for the next reset after a moment. */
  widthAt(now: number): number {
    if (this.#life.family.startsWith('after')) return this.#widthOfTrigger(now);
    let shifts = this.#shifts;
    const ahead: Gap[] = [];
    for (const reset of this.#life.resets.filter((at) => at > now - 40 * day && at < now + 80 * day)) {
      ahead.push(
        ...shifts.flatMap((one) => cut({ from: one.from + reset, to: one.to + reset }, now, Number.POSITIVE_INFINITY)),
      );
      shifts = shifts.flatMap((one) => cut(one, Number.NEGATIVE_INFINITY, now - reset));
    }
    return shortest(ahead);
  }

  /** The use (or the last credit spent) from which the day counts happened between two right readings. */
  #widthOfTrigger(now: number): number {
    const { resets, levels, full, family } = this.#life;
    const reset = resets.find((at) => at > now);
    if (reset === undefined) return Number.NaN;
    const begun = levels.findLast(
      ({ at, left }) => at < reset - day + 60_000 && (family === 'after-first-use' ? left < full : left <= 0),
    );
    return begun === undefined ? Number.NaN : Math.max(0, this.#gapAround(begun.at));
  }

  #gapAround(at: number): number {
    const before = this.#right.findLast((one) => one <= at);
    const after = this.#right.find((one) => one > at);
    return before === undefined || after === undefined ? Number.NaN : after - before;
  }
}

/** Whether two readings rule out a refill between them: the same amount, or a fall too soon after for much unseen use. */
function tells(before: Reading, after: Reading): boolean {
  return after.left === before.left ? after.left > 0 : after.at - before.at < day / 8;
}

function cut({ from, to }: Gap, low: number, high: number): Gap[] {
  const part = { from: Math.max(from, low), to: Math.min(to, high) };
  return part.to > part.from ? [part] : [];
}

function without(gap: Gap, low: number, high: number): Gap[] {
  return [...cut(gap, Number.NEGATIVE_INFINITY, low), ...cut(gap, high, Number.POSITIVE_INFINITY)];
}

/** The shortest stretch that holds 95 % of what the gaps hold together. */
function shortest(gaps: readonly Gap[]): number {
  const sorted = gaps.toSorted((one, other) => one.from - other.from);
  const wanted = 0.95 * sorted.reduce((sum, { from, to }) => sum + to - from, 0);
  const from = sorted.map((_, index) => forward(sorted.slice(index), wanted));
  const mirrored = sorted.map(({ from: low, to }) => ({ from: -to, to: -low })).reverse();
  const back = mirrored.map((_, index) => forward(mirrored.slice(index), wanted));
  return Math.min(...from, ...back);
}

function forward(gaps: readonly Gap[], wanted: number): number {
  let missing = wanted;
  for (const { from, to } of gaps) {
    if (to - from >= missing) return from + missing - (gaps[0]?.from ?? 0);
    missing -= to - from;
  }
  return Number.POSITIVE_INFINITY;
}

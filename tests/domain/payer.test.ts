import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readLots } from '@/core/domain/lot-balance.ts';
import { addLot } from '@/core/domain/lot-entries.ts';
import { type LotRules, type LotsState, noLots } from '@/core/domain/lots.ts';
import { type CreditPool, chargeTo, type PlanMeter, type Spread, type TaskCost } from '@/core/domain/payer.ts';
import { day, type EpochMs } from '@/core/domain/time.ts';

const noon: EpochMs = Date.UTC(2026, 10, 22, 12);
const rules: LotRules = { validMonths: 12, offset: 0 };
const exactly = (amount: number): Spread => ({ low: amount, middle: amount, high: amount });
const about = (low: number, middle: number, high: number): Spread => ({ low, middle, high });
const video = (generations: Spread, credits: Spread): TaskCost => ({ task: 'video', cost: { generations, credits } });
const clips = (left: number | null, more?: Partial<PlanMeter>): PlanMeter => ({
  key: 'videos',
  unit: 'generations',
  left,
  size: 30,
  resetsAt: noon + day,
  blocked: null,
  ...more,
});
const lots = (...all: readonly (readonly [id: string, credits: number, days: number])[]): LotsState => {
  const state = all.reduce(
    (known, [id, credits, days]) =>
      addLot(known, {
        id,
        kind: 'purchased',
        by: 'entered',
        at: noon - day,
        credits,
        expiresAt: noon + days * day,
        price: null,
      }),
    noLots,
  );
  const left = all.reduce((sum, [, credits]) => sum + credits, 0);
  return readLots(state, { at: noon - 1, left }, rules).state;
};
const pool = (state: LotsState, more?: Partial<CreditPool>): CreditPool => ({
  key: 'credits',
  lots: state,
  rules,
  allowance: null,
  used: null,
  usable: true,
  ...more,
});
const purse = pool(lots(['late', 100, 90], ['soon', 20, 3]));

describe('a task is paid for', () => {
  test('by the plan alone as long as it fits, and credits stay as they are', () => {
    const payment = chargeTo(video(exactly(4), exactly(40)), [clips(10)], [purse], noon);
    expect(payment).toMatchObject({ first: 'plan', spills: 'no', short: exactly(0) });
    expect(payment.plan).toEqual([{ key: 'videos', takes: exactly(4), left: exactly(6) }]);
    expect(payment.pools).toMatchObject([{ takes: exactly(0), left: exactly(120), lots: [] }]);
  });

  test('by the plan first and by credits for the rest, those that lapse soonest first', () => {
    const payment = chargeTo(video(exactly(4), exactly(40)), [clips(1)], [purse], noon);
    expect(payment).toMatchObject({ first: 'plan', spills: 'surely', short: exactly(0) });
    expect(payment.pools).toEqual([
      {
        key: 'credits',
        takes: exactly(30),
        left: exactly(90),
        lots: [
          { id: 'soon', credits: 20 },
          { id: 'late', credits: 10 },
        ],
        unexplained: 0,
      },
    ]);
  });

  test('by credits where nothing of the plan is left, or the service says so', () => {
    for (const meter of [clips(0), clips(12, { blocked: true })]) {
      const payment = chargeTo(video(exactly(4), exactly(40)), [meter], [purse], noon);
      expect(payment).toMatchObject({ first: 'credits', spills: 'surely', pools: [{ takes: exactly(40) }] });
    }
  });

  test('by credits where there is no other meter', () => {
    const cost = { task: 'slides', cost: { credits: about(30, 60, 150) } } as const;
    const payment = chargeTo(cost, [], [purse], noon);
    expect(payment).toMatchObject({ first: 'credits', short: about(0, 0, 30) });
    expect(payment.pools).toMatchObject([{ takes: about(30, 60, 120), left: about(90, 60, 0) }]);
  });

  test('possibly by credits, where only the dear case does not fit', () => {
    const payment = chargeTo(video(about(1, 2, 6), about(10, 20, 60)), [clips(4)], [purse], noon);
    expect(payment.spills).toBe('possibly');
    expect(payment.pools[0]?.takes?.high).toBeCloseTo(20);
    expect(payment.pools[0]?.takes).toMatchObject({ low: 0, middle: 0 });
  });

  test('by nobody where credits may not be spent or are gone', () => {
    const cost = video(exactly(4), exactly(40));
    const forbidden = chargeTo(cost, [clips(0)], [pool(lots(['a', 100, 9]), { usable: false })], noon);
    expect(forbidden).toMatchObject({ first: 'nobody', pools: [], short: exactly(40) });
    const empty = chargeTo(cost, [clips(0)], [pool(readLots(noLots, { at: noon, left: -5 }, rules).state)], noon);
    expect(empty).toMatchObject({ first: 'nobody', short: exactly(40), pools: [{ left: exactly(-5) }] });
  });

  test('by nobody at all where the service says it is free', () => {
    const free = { task: 'chat', cost: {}, free: true } as const;
    expect(chargeTo(free, [clips(0)], [purse], noon)).toMatchObject({ first: 'free', spills: 'no', crossed: [] });
  });

  test('by the plan again once its reset has passed', () => {
    const meter = clips(0, { blocked: true, resetsAt: noon });
    expect(chargeTo(video(exactly(4), exactly(40)), [meter], [purse], noon)).toMatchObject({
      first: 'plan',
      spills: 'no',
    });
    expect(chargeTo(video(exactly(4), exactly(40)), [meter], [purse], noon - 1).first).toBe('credits');
  });

  test('by the tightest of several windows', () => {
    const meters = [clips(30), clips(2, { key: 'videos:day' })];
    const payment = chargeTo(video(exactly(4), exactly(40)), meters, [purse], noon);
    expect(payment.pools).toMatchObject([{ takes: exactly(20) }]);
    expect(payment.plan.map(({ takes }) => takes?.middle)).toEqual([2, 2]);
  });

  test('not by a lot that has lapsed meanwhile', () => {
    const payment = chargeTo(video(exactly(4), exactly(40)), [clips(0)], [purse], noon + 4 * day);
    expect(payment.first).toBe('plan');
    const later = chargeTo({ task: 'video', cost: { credits: exactly(40) } }, [], [purse], noon + 4 * day);
    expect(later.pools).toMatchObject([{ left: exactly(60), lots: [{ id: 'late', credits: 40 }] }]);
  });
});

describe('what is unknown stays unknown', () => {
  const codex = clips(40, { key: 'week', unit: 'percent', size: 100 });

  test('a task without a price in the unit of its window: the plan pays first, how far nobody knows', () => {
    const payment = chargeTo({ task: 'developer', cost: { credits: about(2, 5, 15) } }, [codex], [purse], noon);
    expect(payment).toMatchObject({ first: 'plan', spills: null, short: null });
    expect(payment.plan).toEqual([{ key: 'week', takes: null, left: null }]);
    expect(payment.pools).toMatchObject([{ takes: about(0, 0, 15), left: about(120, 120, 105) }]);
  });

  test('a task without any price', () => {
    const payment = chargeTo({ task: 'developer', cost: {} }, [codex], [purse], noon);
    expect(payment.pools).toMatchObject([{ takes: null, left: null }]);
    expect(payment.short).toBeNull();
  });

  test('a window of which nothing is known', () => {
    const payment = chargeTo(video(exactly(4), exactly(40)), [clips(null)], [purse], noon);
    expect(payment).toMatchObject({ first: 'unknown', spills: null });
  });

  test('a window with nothing left that the service still lets pass', () => {
    const payment = chargeTo(video(exactly(4), exactly(40)), [clips(0, { blocked: false })], [purse], noon);
    expect(payment).toMatchObject({ first: 'plan', spills: null });
  });

  test('a pool whose balance nobody has read', () => {
    const payment = chargeTo(video(exactly(4), exactly(40)), [clips(0)], [pool(noLots, { usable: null })], noon);
    expect(payment).toMatchObject({ first: 'unknown', pools: [{ takes: exactly(40), left: null }] });
  });
});

describe('thresholds', () => {
  test('are crossed by the middle or only by the dear case', () => {
    const payment = chargeTo(video(about(1, 4, 8), about(10, 40, 80)), [clips(10)], [], noon);
    expect(payment.crossed).toEqual([
      { key: 'videos', threshold: 70, by: 'low' },
      { key: 'videos', threshold: 80, by: 'middle' },
    ]);
  });

  test("are those of a cycle's credits, too, and those the person has set", () => {
    const cycle = pool(lots(['cycle', 3_000, 9]), { allowance: 10_000, used: 70 });
    const task = { task: 'video', cost: { credits: exactly(800) } } as const;
    expect(chargeTo(task, [], [cycle], noon, [60, 75, 90]).crossed).toEqual([
      { key: 'credits', threshold: 75, by: 'low' },
    ]);
  });

  test('at exactly the threshold are crossed', () => {
    expect(chargeTo(video(exactly(3), exactly(30)), [clips(9)], [], noon).crossed).toMatchObject([{ threshold: 80 }]);
  });
});

test('what plan, pools and nobody pay adds up to the cost, and no pool is drawn below what it had', () => {
  const amount = fc.double({ min: 0, max: 1_000, noNaN: true });
  fc.assert(
    fc.property(
      fc.array(amount, { minLength: 3, maxLength: 3 }),
      fc.option(amount),
      amount,
      amount,
      (costs, left, a, b) => {
        const [low, middle, high] = costs.toSorted((x, y) => x - y) as [number, number, number];
        const credits = { low: low * 10, middle: middle * 10, high: high * 10 };
        const meters = left === null ? [] : [clips(left)];
        const pools = [pool(lots(['a', a + 1, 3])), pool(lots(['b', b + 1, 3]), { key: 'other' })];
        const { plan, pools: shares, short } = chargeTo(video({ low, middle, high }, credits), meters, pools, noon);
        for (const one of ['low', 'middle', 'high'] as const) {
          const byPools = shares.reduce((sum, { takes }) => sum + (takes?.[one] ?? 0), 0);
          const paid = (plan[0]?.takes?.[one] ?? 0) * 10 + byPools + (short?.[one] ?? 0);
          expect(paid).toBeCloseTo(credits[one], 4);
        }
        for (const share of shares) expect(Math.min(...Object.values(share.left ?? {}))).toBeGreaterThanOrEqual(-1e-9);
      },
    ),
  );
});

describe('what each pays', () => {
  const clip = video(exactly(4), exactly(40));

  test('for what is free is nothing, and nobody is asked', () => {
    expect(chargeTo({ task: 'chat', cost: {}, free: true }, [clips(0)], [purse], noon)).toEqual({
      ...{ first: 'free', plan: [], pools: [], spills: 'no', short: exactly(0), crossed: [] },
    });
  });

  test('of a plan of which one part is used up is nothing: the others keep what they have', () => {
    const empty = clips(0, { key: 'videos:day' });
    const { first, plan } = chargeTo(clip, [clips(12), empty, clips(null, { key: 'x' })], [purse], noon);
    expect(first).toBe('credits');
    expect(plan).toEqual([
      { key: 'videos', takes: exactly(0), left: exactly(12) },
      { key: 'videos:day', takes: exactly(0), left: exactly(0) },
      { key: 'x', takes: exactly(0), left: null },
    ]);
    const unpriced = chargeTo({ task: 'video', cost: {} }, [empty], [purse], noon);
    expect(unpriced.plan).toEqual([{ key: 'videos:day', takes: exactly(0), left: exactly(0) }]);
    expect(unpriced.pools).toEqual([{ key: 'credits', takes: null, left: null, lots: [], unexplained: 0 }]);
  });

  test('of a window without a reset is what is left of it', () => {
    const { plan } = chargeTo(clip, [clips(1, { resetsAt: null })], [purse], noon);
    expect(plan).toEqual([{ key: 'videos', takes: exactly(1), left: exactly(0) }]);
  });

  test('is the plan’s where one of its windows is known, or known to let it pass', () => {
    const first = (...meters: readonly PlanMeter[]) => chargeTo(clip, meters, [purse], noon).first;
    expect(first(clips(null), clips(9))).toBe('plan');
    expect(first(clips(null, { blocked: false }))).toBe('plan');
    expect(first(clips(null))).toBe('unknown');
  });

  test('is nothing of the plan’s for a price of nothing', () => {
    const { spills, plan } = chargeTo(video(about(0, 0, 1), exactly(0)), [clips(1)], [purse], noon);
    expect([spills, plan[0]?.takes]).toEqual(['no', about(0, 0, 1)]);
  });

  test('is the credits’ where they may be spent, though nobody has read how many there are', () => {
    const first = (usable: boolean | null) => chargeTo(clip, [clips(0)], [pool(noLots, { usable })], noon).first;
    expect([first(true), first(null)]).toEqual(['credits', 'unknown']);
  });

  test('goes past no threshold where the whole, or what is used of it, is not known', () => {
    const crossed = (more: Partial<CreditPool>) =>
      chargeTo({ task: 'slides', cost: { credits: exactly(80) } }, [], [{ ...purse, ...more }], noon).crossed;
    expect(crossed({ allowance: 100, used: null })).toEqual([]);
    expect(crossed({ allowance: null, used: 60 })).toEqual([]);
    expect(crossed({ allowance: 0, used: 60 })).toEqual([]);
    expect(crossed({ allowance: 100, used: 60 }).map(({ threshold }) => threshold)).toEqual([70, 80, 100]);
    const meters = (more: Partial<PlanMeter>) => chargeTo(clip, [clips(6, more)], [], noon).crossed;
    expect(meters({ size: null })).toEqual([]);
    expect(meters({ size: 0 })).toEqual([]);
    expect(meters({ size: 8 }).map(({ threshold }) => threshold)).toEqual([70]);
  });
});

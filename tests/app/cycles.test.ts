import { describe, expect, test } from 'vitest';
import { day, hour, minute } from '@/core/domain/time.ts';
import { card, type Looking } from './looking.ts';
import { credits, entering, later, lines, onPlan, play, sole, tells } from './story.ts';

// Noon in Los Angeles on 22 November; the day that is entered begins twelve hours later.
const midnight = 12 * hour;
const used = (reads: Parameters<typeof play>[0], settings = entering({}), looking: Looking = {}) => {
  const { snapshot } = play(reads, { settings });
  return sole(card(snapshot, { settings, ...looking }).balances).cycle;
};
const left = (amount: number, at: number, over = {}) => tells(credits(amount, over), { at: later(at) });
const plus = tells([onPlan('plus')]);

describe('a refill that is seen late', () => {
  const settings = entering({ monthly: 10_000, renewalDay: 23 });
  const late = [plus, left(500, 0), left(7_000, 3 * day)];

  test('started with the amount that was entered: what is missing has been spent', () => {
    expect(used(late, settings, { now: later(3 * day) })?.used).toBe(30);
    const { snapshot } = play(late, { settings });
    expect(card(snapshot, { settings, now: later(3 * day) }).notes).toEqual([]);
  });

  test('and then passes the thresholds where it does', () => {
    expect(lines(play([...late, left(2_000, 4 * day)], { settings }))).toContain('near-limit credits 80');
  });

  test('claims no share where the amount is not known, and goes on asking for it', () => {
    const asked = entering({ renewalDay: 23 });
    const { snapshot } = play([plus, left(500, 0), left(3_000, 3 * day)], { settings: asked });
    const shown = card(snapshot, { settings: asked, now: later(3 * day) });
    expect(sole(shown.balances).cycle).toBeNull();
    expect(shown.asks).toContain('monthly');
  });
});

describe('a renewal that nobody saw', () => {
  const settings = entering({ monthly: 10_000, renewalDay: 25 });
  const across = [plus, left(9_000, 0), left(9_000, minute), left(5_000, 8 * day)];

  test('hides what was spent: nothing is counted, and nothing was unusual', () => {
    const { notices, snapshot } = play(across, { settings });
    expect(lines({ notices })).not.toContainEqual(expect.stringContaining('unusual-use'));
    const { balances, unseen, unseenDays } = sole(snapshot.accounts);
    expect([unseen, unseenDays.open]).toEqual([null, []]);
    expect(balances.map(({ cycle }) => [cycle.spent, cycle.refilled])).toEqual([[0, false]]);
    expect(used(across, settings, { now: later(8 * day) })?.used).toBe(50);
  });

  test('lets what is spent after it count again', () => {
    const { notices } = play([...across, left(1_000, 10 * day)], { settings });
    expect(lines({ notices })).toContainEqual(expect.stringContaining('unusual-use'));
  });

  test('whose refill comes some hours after it is still a renewal', () => {
    const boundary = midnight + 2 * day;
    const story = [plus, left(9_000, boundary - hour), left(8_900, boundary + hour), left(9_700, boundary + 9 * hour)];
    const { snapshot } = play(story, { settings });
    expect(sole(sole(snapshot.accounts).balances).cycle).toMatchObject({ refilled: true, spent: 300 });
  });
});

describe('a renewal day before its refill', () => {
  const settings = entering({ monthly: 20_000, renewalDay: 23 });
  const before = [plus, left(500, 0), left(500, midnight + 8 * hour)];

  test('waits for it, and shows no old share meanwhile', () => {
    expect(used(before, settings, { now: later(midnight + 9 * hour) })).toMatchObject({ phase: 'awaiting-reset' });
  });

  test('takes a late refill for one, a small gift not', () => {
    const at = midnight + 20 * hour;
    const gift = left(600, midnight + 9 * hour);
    const story = [...before, gift, left(19_500, at)];
    expect(used(story, settings, { now: later(at) })?.used).toBeCloseTo(2.5);
    expect(lines(play(story, { settings }))).toContain('came-back credits 19500');
  });

  test('believes after a day and a half that none came', () => {
    expect(
      used([...before, left(400, midnight + 37 * hour)], settings, { now: later(midnight + 37 * hour) })?.used,
    ).toBe(98);
  });
});

describe('what the service says of the cycle', () => {
  const cycle = { kind: 'cycle', from: later(-16 * day), to: later(14 * day) } as const;
  const settings = entering({ monthly: 10_000, renewalDay: 23 });
  const told = [tells([onPlan('plus'), cycle, credits(2_000)])];

  test('overrules the day that was entered', () => {
    expect(used([...told, left(1_900, midnight + hour)], settings, { now: later(midnight + 2 * hour) })).toMatchObject({
      phase: 'known',
      used: 81,
    });
  });

  test.each([
    ['a pack on the day that was entered', 7_000, midnight + hour],
    ['a pack of about the cycle’s amount', 10_000, hour],
    ['a pack that fills up to the amount', 10_000, 2 * hour],
  ])('makes %s a purchase, which takes back no warning', (_, amount, at) => {
    const { balances } =
      play([...told, left(0, minute), left(0, 2 * minute), left(amount, at)], { settings }).snapshot.accounts[0] ?? {};
    expect(balances?.[0]?.cycle.granted).toBe(amount);
  });
});

describe('what was left of the last cycle', () => {
  const cycle = { kind: 'cycle', from: later(-30 * day), to: later(hour) } as const;
  const lapsed = (amount: number) => {
    const { notices } = play([tells([onPlan('plus'), cycle, credits(1_400)]), left(amount, 2 * hour)]);
    return notices.flatMap((one) => (one.kind === 'came-back' ? [one.lapsed] : []));
  };

  test('has lapsed where the balance was set to the plan’s amount, and not where it was added', () => {
    expect(lapsed(10_000)).toEqual([1_400]);
    expect(lapsed(11_400)).toEqual([null]);
  });
});

test('purchased credits of a pool have no cycle, no share and no crossing', () => {
  const pool = (amount: number, at: number) => left(amount, at, { pool: 'shared' });
  const renewal = tells([onPlan('plus', later(hour))]);
  const story = [renewal, pool(500, 0), pool(800, 2 * hour), pool(200, 3 * hour), pool(100, 4 * hour)];
  expect(lines(play(story)).filter((line) => line.startsWith('near-limit'))).toEqual([]);
  expect(used(story, undefined, { now: later(5 * hour) })).toBeNull();
});

describe('a pack that lapses in the middle of a cycle', () => {
  const settings = entering({ monthly: 10_000, renewalDay: 23 });
  const pack = { kind: 'grant', id: 'pack', at: later(-20 * day), credits: 20_000, expiresAt: later(5 * day) } as const;
  // 11,000 left of the pack and 10,000 new ones, of which the pack pays 1,000 before it ends.
  const until = [plus, tells(pack, { at: later(minute), watch: 'log' }), left(12_000, hour), left(21_000, day)];
  const over = [...until, left(20_000, 4 * day), left(10_000, 6 * day)];

  test('was not spent: the share of the cycle is one of what could still be spent', () => {
    const { snapshot, notices, rows } = play(over, { settings });
    expect(sole(snapshot.accounts).balances[0]?.cycle).toMatchObject({ spent: 1_000, start: 11_000, granted: 0 });
    expect(Math.round(used(over, settings, { now: later(6 * day) })?.used ?? 0)).toBe(9);
    expect(lines({ notices }).filter((line) => line.startsWith('near-limit'))).toEqual([]);
    const spent = rows.flatMap((one) => (one.store === 'days' ? one.row.spent : []));
    expect(spent.reduce((sum, one) => sum + one, 0)).toBe(1_000);
  });

  test('takes nothing back should the credits be there again at once', () => {
    const again = play([...over, left(20_000, 6 * day + minute), left(20_000, 6 * day + 3 * minute)], { settings });
    const { cycle } = sole(sole(again.snapshot.accounts).balances);
    expect([cycle.spent, cycle.start + cycle.granted]).toEqual([1_000, 21_000]);
  });
});

describe('a day that was entered', () => {
  test('is that day also where the clocks are changed until then', () => {
    const settings = entering({ monthly: 10_000, renewalDay: 10 });
    // Los Angeles goes back to winter time on 1 November 2026.
    const at = Date.parse('2026-10-25T19:00:00Z');
    const offsetAt = (moment: number) => (moment < Date.parse('2026-11-01T09:00:00Z') ? -420 : -480);
    const summer = { at, offset: -420 };
    const { snapshot } = play([tells([onPlan('plus'), credits(9_000)], summer)], { settings, offsetAt });
    const shown = sole(card(snapshot, { settings, now: at, offset: -420, offsetAt }).balances);
    expect(shown.notes).toEqual([]);
    expect(shown.cycle?.reset?.moment).toBe('November 10');
    expect(shown.cycle?.reset?.iso).toBe('2026-11-10T08:00:00.000Z');
    expect(shown.cycle?.lasting?.evidence.join(' ')).toContain('a day lasts until November 10.');
  });
});

describe('a monthly amount that was entered', () => {
  const settings = entering({ monthly: 10_000, renewalDay: 23 });
  const lot = { kind: 'grant', id: 'pack', at: later(-20 * day), credits: 5_000, expiresAt: later(200 * day) } as const;
  const refill = [left(7_000, hour), left(15_000, 13 * hour)];
  const notes = (reads: Parameters<typeof play>[0]) =>
    card(play(reads, { settings }).snapshot, { settings, now: later(14 * hour) }).notes.join(' ');

  test('is not contradicted by packs that are there beside it', () => {
    expect(notes([plus, ...refill])).toContain('You entered 10,000 credits');
    expect(notes([plus, tells(lot, { at: later(minute), watch: 'log' }), ...refill])).toBe('');
  });
});

describe('a refill that comes some hours after its boundary', () => {
  const settings = entering({ monthly: 10_000, renewalDay: 23 });
  // Read after the day had begun, and before the new credits came.
  const late = [plus, left(4_500, hour), left(4_000, midnight + hour), left(10_000, midnight + 6 * hour)];

  test('takes what was read before it out of the forecast, too', () => {
    const after = [left(9_000, 4 * day), left(8_000, 6 * day), left(8_000, 6 * day + hour)];
    const shown = used([...late, ...after], settings, { now: later(6 * day + hour) });
    expect([shown?.used, shown?.lasting?.forecast.used]).toEqual([20, 20]);
  });
});

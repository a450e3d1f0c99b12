import { describe, expect, test } from 'vitest';
import { type FanView, fansOf, pastOf } from '@/core/app/dashboard/fans.ts';
import { forecastFor } from '@/core/app/forecasts.ts';
import { defaultSettings, type Settings } from '@/core/domain/settings.ts';
import { hour, minute } from '@/core/domain/time.ts';
import { en, muse, screen } from '../looking.ts';
import { accountOf, credits, entering, fiveHours, later, offset, onPlan, play, rowsOf, sole, tells } from '../story.ts';

/** Half an hour into a window of five hours, and burning fast. */
const reset = 4.5 * hour;
const burning = [10, 20, 30, 40, 50, 60].map((used, n) =>
  tells(fiveHours(used, { resetsAt: later(reset) }), { at: later(n * 8 * minute) }),
);
type Reads = Parameters<typeof play>[0];
const seen = (reads: Reads, now: number, settings: Settings = defaultSettings) => {
  const told = play(reads, { settings });
  const { snapshot } = told;
  const conditions = { now: later(now), offset, online: true, noAccess: [], needsReload: [] };
  const [card] = screen(snapshot, { ...conditions, settings }).cards;
  if (card === undefined) throw new Error('no card');
  const fans = fansOf(card, { snapshot, services: [muse], settings, words: en, conditions });
  return { fans, card, account: accountOf(told), rows: rowsOf(told, 'observations') };
};
const pastValues = (fan: FanView, rows: Parameters<typeof pastOf>[1]) => pastOf(fan, rows).map(({ value }) => value);

describe('the drawing of a forecast', () => {
  test('ends in the very numbers that the card speaks of, and says its sentence', () => {
    const slow = [4, 8, 12].map((used, n) =>
      tells(fiveHours(used, { resetsAt: later(3 * hour) }), { at: later(n * 30 * minute) }),
    );
    const { fans, card, account } = seen(slow, 62 * minute);
    const { lasting } = sole(card.meters);
    const fan = sole(fans);
    const { p10 = 0, p50 = 0, p90 = 0 } = lasting?.forecast ?? {};
    expect(p10 < p50 && p50 < p90).toBe(true);
    const end = fan.ahead.at(-1);
    expect(end).toEqual({
      at: lasting?.forecast.resetsAt,
      p10: lasting?.forecast.p10,
      p50: lasting?.forecast.p50,
      p90: lasting?.forecast.p90,
    });
    expect(forecastFor(account, 'codex:18000', later(62 * minute))).toEqual(lasting?.forecast);
    expect(lasting?.evidence.join(' ')).toContain(`${end?.p10}% to ${end?.p90}% used`);
    expect(fan.finding).toBe(lasting?.text);
    expect(fan.name).toBe(sole(card.meters).name);
  });

  test('reaches the limit within the time in which the card expects it', () => {
    const { fans, card } = seen(burning, 42 * minute);
    const { lasting } = sole(card.meters);
    const { ahead } = sole(fans);
    const full = ahead.find(({ p50 }) => p50 >= 99.5)?.at ?? Number.NaN;
    const before = ahead.findLast(({ p50 }) => p50 < 99.5)?.at ?? Number.NaN;
    const when = lasting?.forecast.runsOutAt;
    // The card tells the middle of the cases in which it runs out; half of all cases are over a little later.
    expect(later(42 * minute) + (lasting?.runsOutIn ?? Number.NaN)).toBe(when?.p50);
    expect(full).toBeGreaterThanOrEqual(when?.p50 ?? Number.NaN);
    expect(before).toBeLessThanOrEqual(when?.p90 ?? Number.NaN);
  });

  test('never falls on its way, and its ends keep their order', () => {
    const { ahead, used } = sole(seen(burning.slice(0, 3), 20 * minute).fans);
    expect(ahead.length).toBeGreaterThan(3);
    for (const [n, { at, p10, p50, p90 }] of ahead.entries()) {
      const before = ahead[n - 1] ?? { at: later(20 * minute), p10: used, p50: used, p90: used };
      expect(at).toBeGreaterThan(before.at);
      expect([p10 >= before.p10, p50 >= before.p50, p90 >= before.p90]).toEqual([true, true, true]);
      expect(p10 <= p50 && p50 <= p90 && p90 <= 100).toBe(true);
    }
  });

  test('is left out where the card says nothing of the future', () => {
    const fan = sole(seen([tells(fiveHours(1))], minute).fans);
    expect(fan.ahead).toEqual([]);
    expect(fan.finding).toContain('A forecast appears once');
    expect(fan.resetsAt).toBe(later(2 * hour));
    expect(fan.resetDay).toBeNull();
    expect(seen(burning, 5 * hour).fans).toEqual([]);
  });
});

describe('what was used so far', () => {
  test('is what was read in this window alone; an echo of another tab does not pull it down', () => {
    const { fans, rows } = seen(burning, 42 * minute);
    const fan = sole(fans);
    expect(pastValues(fan, rows)).toEqual([10, 20, 30, 40, 50, 60]);
    const [row] = rows;
    if (row === undefined) throw new Error('nothing was read');
    const echo = { ...row, from: later(45 * minute), value: 20 };
    const older = { ...row, from: later(-hour), value: 97, resetsAt: later(-minute) };
    expect(pastValues({ ...fan, now: later(hour) }, [older, ...rows, echo])).toEqual([10, 20, 30, 40, 50, 60, 60]);
  });

  test('is one reading where nothing else is recorded', () => {
    const { fans } = seen(burning, 42 * minute);
    expect(pastOf(sole(fans), [])).toEqual([{ at: later(40 * minute), value: 60 }]);
  });

  test('of credits is counted back from now: what arrived is no use, what fell is', () => {
    const settings = entering({ monthly: 1_000, renewalDay: 1 });
    const left = [1_000, 900, 1_400, 1_200].map((value, n) =>
      tells([onPlan('plus'), credits(value)], { at: later(n * hour) }),
    );
    const again = tells(credits(1_200), { at: later(3 * hour + minute) });
    const { fans, rows, card } = seen([...left, again], 3 * hour + 2 * minute, settings);
    const fan = sole(fans);
    const used = card.balances[0]?.cycle?.used ?? Number.NaN;
    const past = pastOf(fan, rows);
    expect(past.at(-1)?.value).toBe(used);
    const steps = past.map(({ value }, n) => value - (past[n - 1]?.value ?? value));
    const all = fan.whole ?? Number.NaN;
    expect(steps[1]).toBeCloseTo((100 / all) * 100, 6);
    expect(steps[2]).toBeCloseTo(0, 6);
    expect(steps[3]).toBeCloseTo((200 / all) * 100, 6);
    expect(fan.resetDay).toBe(en.date(fan.resetsAt ?? Number.NaN));
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { forecastFor } from '@/core/app/forecasts.ts';
import { day, hour, minute } from '@/core/domain/time.ts';
import { card } from './looking.ts';
import {
  accountOf,
  ann,
  bea,
  credits,
  entering,
  fiveHours,
  later,
  lines,
  notifying,
  onPlan,
  play,
  rowsOf,
  sole,
  tells,
  weekly,
} from './story.ts';

/** Half an hour into a window of five hours, and burning fast. */
const reset = 4.5 * hour;
const burning = [10, 20, 30, 40, 50, 60].map((used, n) =>
  tells(fiveHours(used, { resetsAt: later(reset) }), { at: later(n * 8 * minute) }),
);
const calm = [3, 3, 4, 4].map((used, n) =>
  tells(fiveHours(used, { resetsAt: later(hour) }), { at: later(n * 10 * minute) }),
);
const meter = (reads: Parameters<typeof play>[0], now: number) =>
  sole(card(play(reads).snapshot, { now: later(now) }).meters);

describe('whether a window lasts', () => {
  test('is said in one line, with what it rests on', () => {
    expect(meter(burning, 40 * minute).lasting).toMatchObject({ runsOutIn: expect.any(Number), level: 'notice' });
    expect(meter(burning, 40 * minute).lasting?.text).toMatch(/^At this pace probably used up around .+ too early\.$/);
    expect(meter(burning, 40 * minute).lasting?.evidence.join(' ')).toMatch(/At the reset probably \d+% to 100% used/);
    expect(meter(calm, 31 * minute).lasting).toMatchObject({ runsOutIn: null, level: 'none' });
  });

  test('is not said of one that has hardly begun, is stopped, or whose reset has passed', () => {
    expect(meter([tells(fiveHours(1))], minute).lasting).toBeNull();
    expect(
      meter([...burning, tells(fiveHours(100, { resetsAt: later(reset), blocked: true }), { at: later(hour) })], hour)
        .lasting,
    ).toBeNull();
    expect(meter(burning, 5 * hour).lasting).toBeNull();
  });

  test('decides which of several runs out first', () => {
    const both = [tells(weekly(75), { at: later(0) }), ...burning, tells(weekly(76), { at: later(41 * minute) })];
    const { binding, meters } = card(play(both).snapshot, { now: later(42 * minute) });
    expect([binding, sole(meters).id]).toEqual(['codex:18000', 'codex:18000']);
  });

  test('leans on another account of the same person that was used until just now', () => {
    const used = (account: string, minutes: number, percent: number, resetsAt: number) =>
      tells(fiveHours(percent, { resetsAt: later(resetsAt) }), { at: later(minutes * minute), account });
    const before = [2, 20, 40, 60, 80, 97].map((percent, n) => used(ann, n * 10, percent, 4 * hour));
    const next = [1, 3, 8].map((percent, n) => used(bea, 52 + n * 8, percent, 5 * hour));
    const ofBea = (reads: Parameters<typeof play>[0]) => {
      const { accounts } = play(reads).snapshot;
      const account = sole(accounts.filter((one) => one.account === bea));
      return forecastFor(account, 'codex:18000', later(70 * minute), accounts)?.p50 ?? 0;
    };
    expect(ofBea([...before, ...next])).toBeGreaterThan(ofBea(next) + 15);
  });

  test('is the same whether readings came one by one or were told twice', () => {
    const twice = burning.flatMap((read) => [read, read]);
    expect(accountOf(play(twice)).forecasts).toEqual(accountOf(play(burning)).forecasts);
  });
});

describe('a window that will probably be used up before it comes back', () => {
  const on = { settings: notifying({ 'will-run-out': true }) };
  const told = (all: readonly string[]) => all.filter((line) => line.startsWith('will-run-out'));

  test('is told once', () => {
    const keys = play(burning, on).notices.flatMap(({ kind, key }) => (kind === 'will-run-out' ? [key] : []));
    expect(new Set(keys).size).toBe(1);
  });

  test('is not told at first sight, when it is switched off, or when it lasts', () => {
    const [first] = burning.slice(-1);
    expect(told(lines(play(first === undefined ? [] : [first], on)))).toEqual([]);
    expect(told(lines(play(burning)))).toEqual([]);
    expect(told(lines(play(calm, on)))).toEqual([]);
  });
});

test('a cycle’s credits say how much a day lasts, and what today took of it', () => {
  const settings = entering({ monthly: 10_000, renewalDay: 6 });
  const left = (amount: number, at: number) => tells(credits(amount), { at: later(at) });
  const { snapshot } = play(
    [tells([onPlan('plus')]), left(9_000, 0), left(8_000, day + 10 * hour), left(7_600, day + 13 * hour)],
    {
      settings,
    },
  );
  const { cycle } = sole(card(snapshot, { settings, now: later(day + 13 * hour) }).balances);
  expect(cycle?.lasting?.evidence[0]).toMatch(
    /^About \d[\d,]* credits a day lasts until December 6\. Used today: 400 credits\.$/,
  );
});

describe('the credits of a cycle', () => {
  const settings = {
    ...entering({ monthly: 10_000, renewalDay: 6 }),
    notify: notifying({ 'will-run-out': true }).notify,
  };
  const left = (amount: number, at: number, offset = -480) => tells(credits(amount), { at: later(at), offset });
  const burnt = [9_500, 8_500, 7_000, 5_000, 2_900].map((amount, n) => left(amount, n * 8 * hour));
  const steady = [tells([onPlan('plus')]), left(9_900, -hour), ...burnt, left(2_850, 33 * hour)];

  test('that will run out are told, but not beside the warning that was just passed', () => {
    const all = steady.map((_, n) => lines(play(steady.slice(0, n + 1), { settings })));
    expect(all.at(-1)?.some((line) => line.startsWith('will-run-out credits'))).toBe(true);
    for (const [n, told] of all.entries()) {
      const fresh = told.slice(all[n - 1]?.length ?? 0);
      expect(fresh.filter((line) => /^(near-limit|will-run-out) credits/.test(line)).length).toBeLessThan(2);
    }
  });

  test('are of the same cycle after a change of daylight saving', () => {
    const winter = play([...steady, left(2_800, 41 * hour, -480)], { settings });
    const summer = play([...steady, left(2_800, 41 * hour, -420)], { settings });
    const windows = (told: typeof winter) =>
      accountOf(told).forecasts[0]?.state.windows.map(({ resetsAt }) => resetsAt);
    expect(windows(summer)).toEqual(windows(winter));
  });
});

test('the same answer with a window and a cycle’s credits told twice changes nothing', () => {
  const settings = entering({ monthly: 10_000, renewalDay: 6 });
  const reads = [tells(onPlan('plus')), tells([weekly(40), credits(8_000)], { at: later(hour) })];
  const once = play(reads, { settings });
  const again = play(reads.slice(1), { settings, from: once.snapshot });
  expect(accountOf(once).forecasts).toHaveLength(2);
  expect([again.snapshot.accounts, rowsOf(again, 'events')]).toEqual([once.snapshot.accounts, []]);
});

describe('a cycle of which only its renewal day is known', () => {
  const settings = entering({ monthly: 10_000, renewalDay: 1 });
  const left = (amount: number, days: number) => tells(credits(amount), { at: later(days * day) });
  const cycle = (...reads: ReturnType<typeof tells>[]) =>
    sole(accountOf(play([tells(onPlan('plus'), { at: later(-day) }), ...reads], { settings })).forecasts).state;

  test('has the length of its month, and its first day counts', () => {
    // Noon on 1 December, in a month of 31 days.
    expect(cycle(left(9_900, 9))).toMatchObject({ length: 31 * day, windows: [{ used: 1 }] });
  });

  test('is an hour shorter where the clocks are put forward in it', () => {
    const offsetAt = (at: number) => (at < Date.parse('2027-03-14T10:00:00Z') ? -480 : -420);
    const reads = [tells(onPlan('plus')), left(10_000, 99.5), left(9_900, 99.6), left(9_800, 100)];
    const { state } = sole(accountOf(play(reads, { settings, offsetAt })).forecasts);
    expect(state).toMatchObject({ length: 31 * day - hour, windows: [{ resetsAt: Date.parse('2027-04-01T07:00Z') }] });
  });

  test('goes on learning in months of other lengths', () => {
    // Noon on 1 February, in a month of 28 days, and on 1 March.
    const state = cycle(left(9_900, 71), left(9_000, 98), left(10_000, 99), left(9_900, 99.1));
    expect(state).toMatchObject({ length: 31 * day, finals: [10] });
    expect(state.windows.at(-1)?.used).toBe(1);
  });

  test('begins when the credits came, not at midnight before, with what the last one left', () => {
    // 30 November at noon, 1 December at two in the morning, at six with the new credits, and four days later.
    const before = [left(9_900, 1), left(5_000, 8), left(4_900, 8 + 14 / 24)];
    expect(cycle(...before).windows.at(-1)?.used).toBe(50);
    expect(cycle(...before, left(10_000, 8.75), left(9_500, 13)).windows.at(-1)?.used).toBe(5);
  });
});

describe('a share that the service takes back', () => {
  const at = (used: number, minutes: number) => tells(weekly(used), { at: later(minutes * minute) });
  const before = [5, 7, 9, 11, 13].map((used, n) => at(used, n * 6 * 60));
  const wrong = [...before, at(97, 25 * 60)];
  const corrected = [...wrong, ...[14, 14, 14, 14].map((used, n) => at(used, 26 * 60 + n * 10)), at(16, 30 * 60)];

  test('is nothing a forecast goes on from, nor what went that day', () => {
    expect(meter(wrong, 25 * hour).lasting?.text).toContain('probably used up');
    const { used, lasting } = meter(corrected, 30 * hour);
    expect([used, lasting?.forecast.used]).toEqual([16, 16]);
    expect(lasting?.text).toBe('Will probably last until it comes back.');
    expect(lasting?.evidence.join(' ')).not.toContain('Today');
  });

  test('leaves hardly a trace in what is burnt of late, and none in what is held against the outcome', () => {
    const { state } = sole(accountOf(play(corrected)).forecasts);
    expect(state.burn.percent).toBeLessThan(20);
    expect(state.windows.flatMap(({ shown }) => shown).every(({ used }) => used <= 16)).toBe(true);
  });
});

test('a longer limit that is not listed any more stops nothing', () => {
  const both = burning.map(({ sighting, outcome }) => ({
    sighting,
    outcome: { ...outcome, readings: [...outcome.readings, weekly(100)], complete: ['codex'] },
  }));
  const gone = [tells(fiveHours(62, { resetsAt: later(reset) }), { at: later(44 * minute), complete: ['codex'] })];
  const runsOut = (reads: Parameters<typeof play>[0]) =>
    forecastFor(accountOf(play(reads)), 'codex:18000', later(45 * minute))?.runsOut ?? 0;
  expect(runsOut(both)).toBeLessThan(0.1);
  expect(runsOut([...both, ...gone])).toBeGreaterThan(0.5);
});

/** Readings of one weekly limit as services really tell them: in minutes after the last one. */
const weird = fc.record({
  after: fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 20, max: 600 })),
  how: fc.constantFrom('use', 'use', 'use', 'echo', 'huge', 'zero', 'early', 'halved', 'unknown', 'idle', 'timeless'),
  by: fc.integer({ min: 0, max: 9 }),
});

test('what is forecast is of the very share and reset that are shown, whatever the service tells', () => {
  fc.assert(
    fc.property(fc.array(weird, { minLength: 4, maxLength: 25 }), (steps) => {
      let [at, used, resetsAt, told] = [0, 0, 3 * day, play([])];
      let contradicted = false;
      for (const { after, how, by } of steps) {
        at += after * minute;
        if (how === 'early' || at >= resetsAt) [used, resetsAt] = [by, at + 6 * day];
        if (how === 'use') used = Math.min(100, used + by);
        if (how === 'halved') used /= 2;
        // In use, and then not begun: which of the two the next answer means, nobody can tell.
        contradicted ||= how === 'idle' && used > 0;
        const wrong = { echo: Math.max(0, used - 5 * by), huge: 90 + by, zero: 0, unknown: null, idle: 0 };
        const shown = how in wrong ? wrong[how as keyof typeof wrong] : used;
        const reset = how === 'idle' ? at + 7 * day : how === 'timeless' ? null : resetsAt;
        const reading = weekly(shown, { resetsAt: reset === null ? null : later(reset), blocked: null });
        told = play([tells(reading, { at: later(at) })], { from: told.snapshot });
        const [window] = accountOf(told).windows;
        for (const { used: now, lasting } of card(told.snapshot, { now: later(at) }).meters) {
          if (lasting === null) continue;
          if (!contradicted) expect(Math.abs(lasting.forecast.used - (now ?? -100))).toBeLessThanOrEqual(2);
          expect(Math.abs(lasting.forecast.resetsAt - (window?.resetsAt ?? 0))).toBeLessThanOrEqual(10 * minute);
        }
      }
    }),
    { numRuns: 150 },
  );
});

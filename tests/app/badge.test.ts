import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emptySnapshot } from '@/core/domain/account.ts';
import type { Reading } from '@/core/domain/reading.ts';
import { hour, minute, week } from '@/core/domain/time.ts';
import { badge, card, en, type Looking, muse, service } from './looking.ts';
import { credits, fiveHours, later, noon, onPlan, play, settingsWith, sole, stop, tells, weekly } from './story.ts';

const of = (readings: readonly Reading[], looking?: Looking) => badge(play([tells(readings)]).snapshot, looking);

describe('the badge shows', () => {
  test.each<[string, readonly Reading[], string, string]>([
    ['the most pressing window', [weekly(20), fiveHours(82)], '82%', 'warning'],
    ['the cycle’s share, where it is higher', [weekly(20), onPlan('team'), credits(3_000)], '75%', 'notice'],
    ['credits without a sign, where there is no share', [credits(9_717)], '9.7k', 'none'],
    ['a folded window, too', [credits(50), weekly(20), fiveHours(10)], '20%', 'none'],
    ['! when the service has stopped a window', [weekly(85), fiveHours(60, { blocked: true })], '!', 'critical'],
    ['! when the credits are used up', [weekly(5), credits(0)], '!', 'critical'],
    ['! when nothing but a stop is known', [stop()], '!', 'critical'],
    ['a full window that nobody says is stopped', [weekly(100, { blocked: null })], '100%', 'critical'],
    ['nothing where the size is unknown', [credits(null, { usable: true })], '', 'none'],
  ])('%s', (_, readings, text, level) => {
    expect(of(readings)).toMatchObject({ text, level });
  });

  test('the most pressing of all services', () => {
    const other = service('other');
    const both = play([tells(weekly(91))], { from: play([tells(weekly(40))]).snapshot, facts: other.facts }).snapshot;
    expect(badge(both, { services: [muse, other] }).text).toBe('91%');
  });

  test('what is left where that is the setting, of the same window', () => {
    expect(of([weekly(20), fiveHours(82)], { settings: settingsWith({ show: 'left' }) }).text).toBe('18%');
  });

  test('nothing when nothing is known, and its title says so', () => {
    expect(badge(emptySnapshot)).toMatchObject({ text: '', level: 'none' });
    expect(badge(emptySnapshot, { services: [] }).title).toBe(en.t('badge.nothing'));
  });

  test('nothing while paused, and its title says so', () => {
    const settings = settingsWith({ paused: true });
    expect(of([weekly(99)], { settings })).toEqual({ text: '', level: 'none', title: en.t('badge.paused') });
  });

  test('nothing of a service that is not to be watched', () => {
    expect(of([weekly(99)], { settings: settingsWith({ stopped: ['muse'] }) }).text).toBe('');
  });

  test('no old percent after a reset, but the next one that is known', () => {
    const now = later(3 * hour);
    expect(of([fiveHours(95)], { now }).text).toBe('');
    expect(of([fiveHours(95), weekly(20)], { now }).text).toBe('20%');
  });

  test('no old percent of a cycle that should have been renewed', () => {
    const cycle = { kind: 'cycle', from: later(-hour), to: later(hour) } as const;
    expect(of([onPlan('team'), cycle, credits(1_800)], { now: later(2 * hour) }).text).not.toContain('%');
  });
});

describe('its title', () => {
  test('gives both sides, the level in words, and the balance', () => {
    const lines = of([weekly(82), credits(9_717)]).title.split('\n');
    expect(lines).toEqual([
      en.t('badge.level-warning'),
      en.t('badge.meter', { service: 'Codex', meter: 'weekly limit', both: '82% used, 18% left' }),
      en.t('badge.balance', { service: 'Muse', left: '9,717 credits left' }),
    ]);
  });

  test('says what has come to its limit, and not its share beside it', () => {
    const { snapshot } = play([tells([weekly(40), fiveHours(100, { blocked: true })])]);
    const { title } = badge(snapshot);
    expect(title).toContain(sole(card(snapshot).warnings).text);
    expect(title).not.toContain('%');
  });

  test('carries the estimate of a costly composer that fits', () => {
    const { snapshot } = play([
      tells([onPlan('plus'), credits(5_000)]),
      tells(
        { kind: 'composer', task: 'video', visit: 'v1' },
        { phase: 'opened', watch: 'composer', at: later(minute) },
      ),
    ]);
    expect(badge(snapshot, { now: later(minute) }).title).toContain('100–400');
  });
});

describe('a heavy task that is about to start', () => {
  const { snapshot } = play([
    tells([weekly(40), onPlan('plus'), credits(900)]),
    tells({ kind: 'composer', task: 'video', visit: 'v1' }, { phase: 'opened', watch: 'composer', at: later(minute) }),
  ]);

  test('stands in the toolbar with what it will probably take, then the limits do again', () => {
    expect(badge(snapshot, { now: later(2 * minute) })).toMatchObject({ text: '~200', level: 'warning' });
    expect(badge(snapshot, { now: later(7 * minute) })).toMatchObject({ text: '40%' });
  });

  test('does not hide that everything has stopped', () => {
    const stopped = play([tells(fiveHours(100, { blocked: true }), { at: later(2 * minute) })], { from: snapshot });
    expect(badge(stopped.snapshot, { now: later(2 * minute) }).text).toBe('!');
  });
});

describe('whatever is read', () => {
  const share = fc.oneof(
    fc.integer({ min: 0, max: 100 }),
    fc.double({ min: 0, max: 120, noNaN: true }),
    fc.constant(null),
  );
  const reset = fc.oneof(
    fc.constant(null),
    fc.integer({ min: -hour, max: 2 * week }).map((ms) => noon + ms),
  );
  const windows = fc
    .record({
      used: share,
      resetsAt: reset,
      blocked: fc.constantFrom(true, false, null),
      length: fc.constantFrom(null, 5 * hour, week),
      feature: fc.constantFrom('codex', 'spark'),
    })
    .map(({ used, ...over }): Reading => weekly(used, over));
  const amount = fc.oneof(
    fc.integer({ min: -99_999, max: 2e6 }),
    fc.double({ min: -99, max: 9e8, noNaN: true }),
    fc.constant(null),
  );
  const balances = fc
    .record({ left: amount, unlimited: fc.boolean(), blocked: fc.constantFrom(true, false, null) })
    .map(({ left, ...over }): Reading => credits(left, over));
  const readings = fc.array(
    fc.oneof(windows, balances, fc.constantFrom<Reading>(onPlan('team'), onPlan('free'), stop())),
    {
      maxLength: 6,
    },
  );
  const looking = fc.record({
    settings: fc.constantFrom(settingsWith({}), settingsWith({ show: 'left' })),
    locale: fc.constantFrom('en' as const, 'ja' as const),
    now: fc.integer({ min: 0, max: 3 * week }).map((ms) => noon + ms),
  });

  test('at most four characters, a percent with its sign, never a broken text', () => {
    fc.assert(
      fc.property(readings, looking, (all, how) => {
        const { text, title } = of(all, how);
        expect(text).toMatch(/^(|!|\d{1,3}%|-?\d[\d.]*[kM]?)$/);
        expect(text.length).toBeLessThanOrEqual(4);
        expect(title).not.toMatch(/undefined|null|NaN|[{}]/);
      }),
      { numRuns: 500 },
    );
  });

  test.each([1_000, 2_500])('a share of %i percent still fits', (used) => {
    expect(of([weekly(used)]).text.length).toBeLessThanOrEqual(4);
  });

  test.each([-123_456, 1e9])('a balance of %i still fits', (left) => {
    expect(of([credits(left, { blocked: null })]).text.length).toBeLessThanOrEqual(4);
  });
});

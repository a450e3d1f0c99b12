import { describe, expect, test } from 'vitest';
import type { BalanceReading, WindowReading } from '@/core/domain/reading.ts';
import { day, hour, minute, week } from '@/core/domain/time.ts';
import { card, en, type Looking } from './looking.ts';
import { credits, entering, fiveHours, later, noon, onPlan, play, settingsWith, sole, tells, weekly } from './story.ts';

const meter = (reading: WindowReading, looking?: Looking) =>
  sole(card(play([tells(reading)]).snapshot, looking).meters);
const balance = (reading: BalanceReading, looking?: Looking) =>
  sole(card(play([tells([onPlan('plus'), reading])]).snapshot, looking).balances);

describe('a window whose value is known', () => {
  test('shows both sides, its countdown and the moment of its reset', () => {
    expect(meter(weekly(82.6))).toMatchObject({
      id: 'codex:604800',
      name: 'weekly limit',
      phase: 'known',
      used: 82.6,
      figure: '82%',
      headline: '82% used',
      both: '82% used, 18% left',
      level: 'warning',
      reset: { iso: '2026-11-25T20:00:00.000Z', countdown: 'resets in 3 d', moment: 'November 25, 12:00 PM' },
      note: null,
    });
  });

  test('shows what is left where that is the setting, and still both sides', () => {
    const settings = settingsWith({ show: 'left' });
    expect(meter(weekly(82.6), { settings })).toMatchObject({
      used: 82.6,
      figure: '18%',
      headline: '18% left',
      both: '82% used, 18% left',
    });
  });

  test('over its limit never has less than nothing left', () => {
    expect(meter(weekly(104))).toMatchObject({ figure: '104%', both: '104% used, nothing left', level: 'critical' });
    expect(meter(weekly(104), { settings: settingsWith({ show: 'left' }) }).figure).toBe('0%');
  });

  test.each([
    [69.9, 'none'],
    [70, 'notice'],
    [79.9, 'notice'],
    [80, 'warning'],
    [99.9, 'warning'],
    [100, 'critical'],
  ] as const)('at %f percent has the level %s', (used, level) => {
    expect(meter(weekly(used)).level).toBe(level);
  });

  test('that the service has stopped is critical at any share', () => {
    expect(meter(weekly(30, { blocked: true }))).toMatchObject({ level: 'critical', blocked: true, used: 30 });
  });

  test('follows the thresholds the user has moved', () => {
    const settings = settingsWith({ thresholds: { notice: 20, warning: 30 } });
    expect([meter(weekly(25), { settings }).level, meter(weekly(31), { settings }).level]).toEqual([
      'notice',
      'warning',
    ]);
  });

  test('without a reset says that the time is not known', () => {
    expect(meter(weekly(20, { resetsAt: null }))).toMatchObject({ reset: null, note: en.t('reset.unknown') });
  });

  test.each([
    [
      'credits',
      { unit: 'credits', used: 720, limit: 1_000, left: 280 },
      en.t('share.of-amount', { left: '280', limit: '1,000 credits' }),
      null,
    ],
    [
      'dollars of a free quota, only under why',
      { unit: 'dollars', used: 1.5, limit: 5, left: 3.5 },
      null,
      en.t('share.dollars-why', { used: '1.5', limit: '5' }),
    ],
    ['nothing where the rest is unknown', { unit: 'credits', used: null, limit: 1_000, left: null }, null, null],
  ] as const)('shows amounts in %s', (_, amount, amounts, why) => {
    expect(meter(weekly(30, { amount }))).toMatchObject({ amounts, why });
  });
});

describe('a window whose value is not known now', () => {
  test('that has not started says so instead of counting down', () => {
    expect(meter(weekly(0, { resetsAt: later(week) }))).toMatchObject({
      phase: 'floating',
      used: null,
      figure: '',
      reset: null,
      note: en.t('reset.floating'),
    });
  });

  test.each([
    [2 * hour - 1, 'known', 64],
    [2 * hour, 'awaiting-reset', null],
    [9 * hour, 'awaiting-reset', null],
  ] as const)('never shows the old percent after its reset: %i ms later it is %s', (waited, phase, used) => {
    expect(meter(fiveHours(64, { blocked: true }), { now: later(waited) })).toMatchObject({ phase, used });
  });

  test('that awaits its reset shows no trace of the old percent', () => {
    const shown = meter(fiveHours(64, { blocked: true }), { now: later(3 * hour) });
    expect(shown).toMatchObject({
      level: 'none',
      blocked: false,
      reset: null,
      amounts: null,
      headline: '',
      both: '',
      tellMe: 'possible',
    });
    expect(shown.note).toContain(en.t('reset.awaiting'));
    expect(shown.note).toContain(en.clock(later(2 * hour)));
    expect(JSON.stringify(shown)).not.toMatch(/64|36/);
  });

  test('of which no share was told is unknown', () => {
    expect(meter(weekly(null))).toMatchObject({ phase: 'unknown', used: null, figure: '', level: 'none' });
  });
});

describe('“tell me when it is back”', () => {
  test.each([
    [69, false, 'no'],
    [70, false, 'possible'],
    [10, true, 'possible'],
  ] as const)('at %i percent, stopped: %s, is %s', (used, blocked, tellMe) => {
    expect(meter(weekly(used, { blocked })).tellMe).toBe(tellMe);
  });

  test('once asked, stays asked until it is back', () => {
    const { snapshot } = play([tells(weekly(90))]);
    const asked = { ...snapshot, accounts: snapshot.accounts.map((one) => ({ ...one, tellMe: ['codex:604800'] })) };
    expect(sole(card(asked, { now: later(4 * day) }).meters).tellMe).toBe('asked');
  });

  test('is offered for credits that are used up', () => {
    expect([balance(credits(0)).tellMe, balance(credits(5)).tellMe]).toEqual(['possible', 'no']);
  });
});

describe('a balance', () => {
  test.each([
    ['a number, rounded down', credits(9_717.9), '9,717 credits left', '9.7k', 9_717.9],
    ['one', credits(1), '1 credit left', '1', 1],
    ['unknown, which is not zero', credits(null, { usable: true }), en.t('balance.unknown'), null, null],
    ['zero', credits(0), '0 credits left', '0', 0],
    ['no limit', credits(null, { unlimited: true }), en.t('balance.unlimited'), null, null],
    ['overdrawn', credits(-12), '-12 credits left', '-12', -12],
  ] as const)('shows %s', (_, reading, text, short, value) => {
    expect(balance(reading)).toMatchObject({ text, short, value });
  });

  test('says when some of it comes back, and no longer when that has passed', () => {
    const videos = credits(3, { feature: 'videos', label: 'videos', unit: 'generations', returnsAt: later(hour) });
    expect(balance(videos).returns?.countdown).toBe(en.t('reset.returns', { duration: '1 h' }));
    expect(balance(videos, { now: later(hour) }).returns).toBeNull();
  });

  test('has no percentage while the cycle’s amount is not known', () => {
    expect(balance(credits(1_800)).cycle).toBeNull();
  });

  test('has its cycle as a meter once somebody has entered the amount', () => {
    const settings = entering({ monthly: 10_000, renewalDay: 6 });
    expect(balance(credits(1_800), { settings }).cycle).toMatchObject({
      id: 'credits:cycle',
      used: 82,
      both: '82% used, 18% left',
      level: 'warning',
      reset: { iso: '2026-12-06T08:00:00.000Z' },
    });
  });

  test('that is overwritten every day has no percentage, only what is left', () => {
    const { snapshot } = play([tells([onPlan('free'), credits(15)])]);
    expect(sole(card(snapshot).balances)).toMatchObject({ cycle: null, text: '15 credits left' });
  });

  test('never shows the old percent of a cycle whose renewal has passed', () => {
    const cycle = { kind: 'cycle', from: later(-28 * day), to: later(2 * day) } as const;
    const { snapshot } = play([tells([onPlan('team'), cycle, credits(1_800)])]);
    const shown = (now: number) => sole(card(snapshot, { now }).balances).cycle;
    expect(shown(noon)).toMatchObject({ phase: 'known', used: 85 });
    expect(shown(later(2 * day + minute))).toMatchObject({ phase: 'awaiting-reset', used: null });
  });
});

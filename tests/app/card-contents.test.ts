import { describe, expect, test } from 'vitest';
import type { Reading } from '@/core/domain/reading.ts';
import { day, hour, minute } from '@/core/domain/time.ts';
import { card, en, type Looking, screen, service } from './looking.ts';
import { credits, fiveHours, later, onPlan, play, settingsWith, stop, tells, weekly } from './story.ts';

const of = (readings: readonly Reading[], looking?: Looking) => card(play([tells(readings)]).snapshot, looking);
const ids = (all: readonly { readonly id: string }[]) => all.map(({ id }) => id);
const spark = (used: number) => weekly(used, { feature: 'spark', label: { name: 'Spark' } });
const uses = (feature: string) => credits(5, { feature, label: 'images', unit: 'uses', blocked: null });

describe('what stands open', () => {
  test.each([
    [
      'the window that is used most',
      [weekly(20), fiveHours(60), spark(40)],
      'codex:18000',
      ['spark:604800', 'codex:604800'],
    ],
    [
      'one the service has stopped, before fuller ones',
      [weekly(90), fiveHours(60, { blocked: true })],
      'codex:18000',
      ['codex:604800'],
    ],
    [
      'a known one before one that has not started',
      [fiveHours(0, { resetsAt: later(5 * hour) }), weekly(20)],
      'codex:604800',
      ['codex:18000'],
    ],
  ])('is %s; the rest is folded', (_, readings, open, folded) => {
    const { meters, more } = of(readings);
    expect(ids(meters)).toEqual([open]);
    expect(ids(more.meters)).toEqual(folded);
  });

  test('is the balance of credits or videos; uses of single features are folded', () => {
    const videos = credits(7, { feature: 'videos', label: 'videos', unit: 'generations' });
    const { balances, more } = of([uses('images'), credits(50), videos, uses('files')]);
    expect(ids(balances)).toEqual(['credits', 'videos']);
    expect(ids(more.balances)).toEqual(['images', 'files']);
    expect(more.title).toBe(en.t('card.more', { count: 2 }));
  });

  test('is something, where there is nothing but uses of single features', () => {
    const { balances, more } = of([uses('images'), uses('files')]);
    expect([ids(balances), ids(more.balances)]).toEqual([['images'], ['files']]);
  });

  test('no longer is a window that complete answers have stopped listing', () => {
    const { snapshot } = play([
      tells([weekly(20), fiveHours(60)], { complete: { but: [] } }),
      tells(weekly(21), { at: later(minute), complete: { but: [] } }),
    ]);
    const { meters, more } = card(snapshot);
    expect(ids([...meters, ...more.meters])).toEqual(['codex:604800']);
  });
});

describe('the limit that binds', () => {
  test.each([
    ['is named where there are several', [weekly(20), fiveHours(60)], 'codex:18000'],
    ['is not named where there is one', [weekly(20)], null],
    ['is not named where one of two has not started', [weekly(20), fiveHours(0, { resetsAt: later(5 * hour) })], null],
  ])('%s', (_, readings, binding) => {
    expect(of(readings).binding).toBe(binding);
  });

  test('is one whose value is known, not one that awaits its reset', () => {
    const shown = of([weekly(40), spark(30), fiveHours(60)], { now: later(3 * hour) });
    expect(shown.binding).toBe('codex:604800');
    expect(ids(shown.meters)).toContain('codex:604800');
  });
});

describe('a pool that services share', () => {
  const pot = { id: 'pot', sharedBy: ['Codex', 'Sora'] };
  const home = service('muse', { pool: { ...pot, home: true } });
  const guest = service('guest', { pool: { ...pot, home: false } });
  const pooled = tells(credits(50, { pool: 'pot' }));
  const atGuest = play([pooled], { facts: guest.facts }).snapshot;
  const services = [home, guest];
  const shown = (snapshot: typeof atGuest) =>
    screen(snapshot, { services }).cards.map(({ provider, balances }) => [provider, ids(balances)]);

  test('stands once, at its home, as shared', () => {
    const both = play([pooled], { facts: home.facts, from: atGuest }).snapshot;
    expect(shown(both)).toEqual([
      ['muse', ['credits']],
      ['guest', []],
    ]);
    const [first] = screen(both, { services }).cards;
    expect(first?.balances[0]?.notes).toEqual([en.t('balance.shared', { services: 'Codex and Sora' })]);
  });

  test('stands where it was read as long as its home has not told it', () => {
    expect(shown(atGuest)).toEqual([
      ['muse', []],
      ['guest', ['credits']],
    ]);
  });
});

describe('warnings', () => {
  const warnings = (readings: readonly Reading[], looking?: Looking) =>
    of(readings, looking).warnings.map(({ kind, level }) => `${kind} ${level}`);

  test.each<[string, readonly Reading[], readonly string[]]>([
    ['none below 70 %', [weekly(69)], []],
    ['for short windows, too', [fiveHours(72), weekly(81)], ['near-limit notice', 'near-limit warning']],
    ['one for a limit, not two', [weekly(100, { blocked: true })], ['limit-reached critical']],
    ['one for credits that are used up', [credits(0)], ['limit-reached critical']],
    ['one for a stop beside the meter that says the same', [credits(0), stop()], ['limit-reached critical']],
    [
      'a stop by itself',
      [onPlan('plus'), credits(50), stop({ feature: 'spark', why: 'limit-reached' })],
      ['limit-reached warning'],
    ],
    [
      'no alarm for a feature that is not available',
      [weekly(5), stop({ feature: 'x', why: 'not-in-plan' })],
      ['limit-reached notice'],
    ],
    ['for a cycle’s credits', [onPlan('team'), credits(1_000)], ['near-limit warning']],
  ])('%s', (_, readings, expected) => {
    expect(warnings(readings)).toEqual(expected);
  });

  test('follow the thresholds of the user', () => {
    expect(warnings([weekly(60)], { settings: settingsWith({ thresholds: { notice: 50, warning: 90 } }) })).toEqual([
      'near-limit notice',
    ]);
  });

  test('end with the reset that is awaited', () => {
    expect(warnings([fiveHours(100, { blocked: true })], { now: later(2 * hour) })).toEqual([]);
  });

  test('of a stop end at its time', () => {
    const readings = [weekly(5), stop({ feature: 'x', why: 'limit-reached', until: later(hour) })];
    expect(warnings(readings, { now: later(hour - 1) })).toHaveLength(1);
    expect(warnings(readings, { now: later(hour) })).toEqual([]);
  });

  test('of too many at once end after ten minutes, even if nothing more is read', () => {
    const readings = [weekly(5), stop({ feature: 'x', why: 'too-many-at-once' })];
    expect(warnings(readings, { now: later(hour) })).toEqual([]);
  });

  test('make the level of the card, the worst of them', () => {
    expect([of([weekly(5)]).level, of([weekly(72), fiveHours(81)]).level, of([credits(0)]).level]).toEqual([
      'none',
      'warning',
      'critical',
    ]);
  });
});

describe('when a reset is overdue', () => {
  const overdue = of([fiveHours(60)], { now: later(2 * hour) });

  test('three steps say what to check', () => {
    expect(overdue.steps).toEqual([
      en.t('steps.reload', { service: 'Muse' }),
      en.t('steps.plan'),
      en.t('steps.elsewhere'),
    ]);
    expect(of([fiveHours(60)]).steps).toEqual([]);
  });

  test('it stands open beside the window that binds', () => {
    const shown = of([weekly(75), fiveHours(60)], { now: later(2 * hour) });
    expect(ids(shown.meters)).toEqual(['codex:604800', 'codex:18000']);
  });

  test('of a cycle, too, the three steps are shown', () => {
    const cycle = { kind: 'cycle', from: later(-28 * day), to: later(2 * hour) } as const;
    expect(of([onPlan('team'), cycle, credits(1_800)], { now: later(3 * hour) }).steps).toHaveLength(3);
  });
});

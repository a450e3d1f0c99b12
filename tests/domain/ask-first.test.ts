import { describe, expect, test } from 'vitest';
import { emptySnapshot } from '@/core/domain/account.ts';
import { askFirstModes, askFirstOf, isAskedFirst, noteHeavy, unaskedToday } from '@/core/domain/ask-first.ts';
import { defaultSettings, type Settings } from '@/core/domain/settings.ts';
import { accountOf, credits, later, play, tells } from '../app/story.ts';
import { verdictOf } from './cases.ts';

const today = '2026-11-22';
const estimate = { task: 'video', unit: 'credits', low: 100, middle: 200, high: 400, basis: 'guide', last: 0 } as const;
const overCap = { what: 'cap', name: null, spent: 0, plan: 300, by: 'middle' } as const;
const base = accountOf(play([tells(credits(900))], { from: emptySnapshot }));

type Pending = { left?: boolean; capped?: boolean; call?: string; balance?: number };
/** An account with a task that is about to start; it takes a fifth of what is left, or more. */
const about = ({ left = true, capped = false, call = 'c2', balance = 900 }: Pending = {}) => ({
  ...base,
  pending: {
    verdict: verdictOf(estimate, { left: balance }, { exceeding: capped ? [overCap] : [] }),
    at: later(0),
    call,
    left,
    toldAt: null,
    leftAt: null,
  },
});
const set = (mode: string, more: Partial<Settings> = {}): Settings => ({
  ...defaultSettings,
  askFirst: { muse: mode as Settings['askFirst'][string] },
  ...more,
});
const asked = (settings: Settings, account: typeof base, others: readonly (typeof base)[] = []) =>
  isAskedFirst(settings, account, [account, ...others], today);

describe('asking first', () => {
  test('is off unless somebody has chosen it for the service', () => {
    expect(askFirstOf(defaultSettings, 'muse')).toBe('off');
    expect(askFirstOf(set('every'), 'other')).toBe('off');
    expect(askFirstOf(set('every'), 'constructor')).toBe('off');
    expect(asked(defaultSettings, about())).toBe(false);
  });

  test.each(askFirstModes)('%s asks about no task that is not heavy, and about none that has not left', (mode) => {
    expect(asked(set(mode), about({ balance: 90_000 }))).toBe(false);
    expect(asked(set(mode), about({ left: false, capped: true }))).toBe(false);
    expect(asked(set(mode), base)).toBe(false);
  });

  test('every heavy task', () => {
    expect(asked(set('every'), about())).toBe(true);
  });

  test('only what is above the cap', () => {
    expect(asked(set('over-cap'), about())).toBe(false);
    expect(asked(set('over-cap'), about({ capped: true }))).toBe(true);
  });

  test.each([
    ['none before', null, false],
    ['itself', { day: today, call: 'c2' }, false],
    ['another one', { day: today, call: 'c1' }, true],
    ['one of yesterday', { day: '2026-11-21', call: 'c1' }, false],
  ])('from the second heavy task of the day: %s', (_, firstHeavy, expected) => {
    expect(asked(set('second'), { ...about(), firstHeavy })).toBe(expected);
  });

  test('the first one may have been of another account of the service', () => {
    const other = { ...base, account: 'other', firstHeavy: { day: today, call: 'c1' } };
    expect(asked(set('second'), about(), [other])).toBe(true);
    expect(asked(set('second'), about(), [{ ...other, provider: 'else' }])).toBe(false);
  });
});

describe('a kind that is not to be asked about today', () => {
  const silent = unaskedToday(set('every'), 'muse', 'video', today);

  test('is not, and others are', () => {
    expect(asked(silent, about())).toBe(false);
    expect(asked(unaskedToday(set('every'), 'muse', 'image', today), about())).toBe(true);
    expect(asked(unaskedToday(set('every'), 'else', 'video', today), about())).toBe(true);
  });

  test('is asked about again from midnight on, and then forgotten', () => {
    expect(isAskedFirst(silent, about(), [about()], '2026-11-23')).toBe(true);
    expect(unaskedToday(silent, 'muse', 'image', '2026-11-23').unasked).toEqual({ 'muse/image': '2026-11-23' });
  });
});

describe('the first heavy task of a day', () => {
  test('is the first that left, by the local day', () => {
    const first = noteHeavy(about({ call: 'c1' }), -480);
    expect(first.firstHeavy).toEqual({ day: today, call: 'c1' });
    expect(noteHeavy({ ...about({ call: 'c2' }), firstHeavy: first.firstHeavy }, -480).firstHeavy?.call).toBe('c1');
    // Noon in Los Angeles is the next morning in Tokyo.
    expect(noteHeavy({ ...about({ call: 'c2' }), firstHeavy: first.firstHeavy }, 540).firstHeavy).toEqual({
      day: '2026-11-23',
      call: 'c2',
    });
  });

  test('is none that was only put together, and none that fits', () => {
    expect(noteHeavy(about({ left: false }), 0).firstHeavy).toBeNull();
    expect(noteHeavy(about({ balance: 90_000 }), 0).firstHeavy).toBeNull();
  });
});

import { describe, expect, test } from 'vitest';
import { badgeChoices, badgeOf } from '@/core/app/badge.ts';
import { screenOf } from '@/core/app/view.ts';
import type { Snapshot } from '@/core/domain/account.ts';
import { defaultSettings, mayAskAgain, type Settings } from '@/core/domain/settings.ts';
import { wordsFor } from '@/core/words/words.ts';
import { ann, credits, facts, fiveHours, later, offset, play, tells, weekly } from './story.ts';

const words = wordsFor('en');
const snapshot: Snapshot = play([tells([weekly(82), fiveHours(20), credits(5_000)])]).snapshot;
const conditions = { now: later(60_000), offset, online: true, noAccess: [], needsReload: [] };
const shown = (settings: Settings) => screenOf(snapshot, [{ id: 'muse', facts }], settings, words, conditions);
const follows = (badge: string | null) => badgeOf(shown({ ...defaultSettings, badge }), words, badge).text;

describe('the toolbar', () => {
  const offered = badgeChoices(shown(defaultSettings), words);

  test('offers each meter and balance of which something is known', () => {
    expect(offered.map(({ value }) => value)).toEqual(
      expect.arrayContaining([`muse/${ann}/codex:604800`, `muse/${ann}/codex:18000`, `muse/${ann}/credits`]),
    );
    expect(offered.every(({ text }) => text.startsWith('Muse: '))).toBe(true);
  });

  test('follows the chosen one, and the most pressing one where none is chosen or it has nothing to say', () => {
    expect(follows(null)).toBe('82%');
    expect(follows(`muse/${ann}/codex:18000`)).toBe('20%');
    expect(follows(`muse/${ann}/credits`)).toBe('5k');
    expect(follows('muse/gone/credits')).toBe('82%');
  });
});

test('a name of its own stands for an account, also where it is the only one', () => {
  const [card] = shown({ ...defaultSettings, names: { [`muse/${ann}`]: '制作チーム' } }).cards;
  expect(card?.accountName).toBe('制作チーム');
  expect(shown(defaultSettings).cards[0]?.accountName).toBeNull();
});

test('times are told in the chosen way', () => {
  const first = (times: Settings['times']) => shown({ ...defaultSettings, times }).cards[0]?.meters[0]?.reset?.first;
  expect([first('countdown'), first('clock')]).toEqual(['countdown', 'clock']);
});

test('pages of a service may be kept from asking again, or all of them', () => {
  const settings = { ...defaultSettings, askAgainNot: ['muse'] };
  expect([mayAskAgain(settings, 'muse'), mayAskAgain(settings, 'lyre')]).toEqual([false, true]);
  expect(mayAskAgain({ ...defaultSettings, askAgain: false }, 'lyre')).toBe(false);
});

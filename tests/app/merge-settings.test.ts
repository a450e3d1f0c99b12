import { expect, test } from 'vitest';
import { mergedSettings } from '@/core/app/merge-settings.ts';
import { defaultSettings, type Settings } from '@/core/domain/settings.ts';

const job = (id: string, name = id) => ({ id, name, ceiling: null, counts: {}, createdAt: 0, finishedAt: null });
const entered = (monthly: number, at: number) => ({ monthly, renewalDay: null, at });
const saved: Settings = {
  ...defaultSettings,
  show: 'left',
  language: 'ja',
  stopped: ['lyre'],
  entered: { 'muse/ann': entered(1_000, 5), 'muse/bea': entered(2_000, 5) },
  jobs: [job('deck'), job('film')],
};

test('into settings nobody has touched, saved ones come back as they were', () => {
  expect(mergedSettings(defaultSettings, saved)).toEqual(saved);
});

test('what was set here since stays, what was not comes back, and of what was entered the later counts', () => {
  const present: Settings = {
    ...defaultSettings,
    language: 'en',
    entered: { 'muse/ann': entered(9, 9), 'muse/bea': entered(8, 1), 'muse/cleo': entered(7, 7) },
    jobs: [job('deck', 'Another name'), job('new')],
  };
  const next = mergedSettings(present, saved);
  expect([next.language, next.show, next.stopped]).toEqual(['en', 'left', ['lyre']]);
  expect(Object.entries(next.entered).map(([key, { monthly }]) => [key, monthly])).toEqual([
    ['muse/ann', 9],
    ['muse/bea', 2_000],
    ['muse/cleo', 7],
  ]);
  expect(next.jobs.map(({ name }) => name)).toEqual(['Another name', 'new', 'film']);
});

test('taking them in twice is taking them in once', () => {
  const once = mergedSettings({ ...defaultSettings, language: 'en' }, saved);
  expect(mergedSettings(once, saved)).toBe(once);
});

test('a file pauses nothing and silences nothing: that was so when it was saved', () => {
  const next = mergedSettings(defaultSettings, { ...saved, paused: true, snoozedUntil: 5 });
  expect([next.paused, next.snoozedUntil, next.show]).toEqual([false, null, 'left']);
});

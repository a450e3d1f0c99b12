import { beforeEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { forgetNotifications, shownAnyway } from '@/core/platform/notifications.ts';

vi.mock('wxt/browser', async () => ({ browser: (await import('wxt/testing/fake-browser')).fakeBrowser }));

beforeEach(() => {
  fakeBrowser.reset();
});

test('what was shown and could not be written down is known until it is deleted, each key once', async () => {
  expect(await shownAnyway.load()).toEqual([]);
  for (const key of ['muse·ann·near-limit', 'muse·bea·stop', 'lyre·ann·stop', 'muse·ann·near-limit'])
    await shownAnyway.note(key);
  expect(await shownAnyway.load()).toEqual(['muse·ann·near-limit', 'muse·bea·stop', 'lyre·ann·stop']);
  await forgetNotifications('muse', 'ann');
  expect(await shownAnyway.load()).toEqual(['muse·bea·stop', 'lyre·ann·stop']);
  await forgetNotifications('muse');
  expect(await shownAnyway.load()).toEqual(['lyre·ann·stop']);
  await forgetNotifications(null);
  expect(await shownAnyway.load()).toEqual([]);
});

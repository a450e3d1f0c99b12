import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { Question } from '@/core/app/question.ts';
import { forgetQuestion, loadQuestion, openAskWindow } from '@/core/platform/ask.ts';
import { samples } from '../words/samples.ts';

vi.mock('wxt/browser', async () => ({ browser: (await import('wxt/testing/fake-browser')).fakeBrowser }));

const question: Question = {
  id: 'page:7',
  of: 2,
  service: 'Genspark',
  short: 'Genspark',
  notice: samples['heavy-task'] as Question['notice'],
};
type Made = { url?: string; type?: string; focused?: boolean; left?: number; top?: number; width?: number };
let made: Made[] = [];
/** A browser with one window at the given place, on whose screen windows up to `edge` fit. */
function screen(place: object, edge = Number.POSITIVE_INFINITY) {
  Object.assign(fakeBrowser.tabs, { get: async () => ({ windowId: 3 }) });
  Object.assign(fakeBrowser.windows, {
    get: async () => place,
    create: async (window: Made) => {
      made.push(window);
      if ((window.left ?? 0) > edge) throw new Error('outside of the screen');
    },
  });
}

beforeEach(() => {
  made = [];
  fakeBrowser.reset();
  Object.assign(fakeBrowser.runtime, { getURL: (path: string) => `chrome-extension://own${path}` });
  screen({ left: 100, top: 50, width: 1_240, height: 860 });
});

describe('the window that asks', () => {
  test('opens over the window that asks, names tab and question, and carries nothing else', async () => {
    await openAskWindow(question, 7);
    expect(made).toEqual([
      expect.objectContaining({
        url: 'chrome-extension://own/ask.html?id=page%3A7&tab=7',
        type: 'popup',
        focused: true,
        left: 500,
        top: 150,
      }),
    ]);
  });

  test('opens where the browser likes when that place is outside of the screen', async () => {
    screen({ left: 9_000, top: 0, width: 900, height: 700 }, 5_000);
    await openAskWindow(question, 7);
    expect(made.map(({ left }) => left)).toEqual([9_230, undefined]);
  });

  test('opens although nobody knows where the asking window is', async () => {
    Object.assign(fakeBrowser.tabs, { get: () => Promise.reject(new Error('no such tab')) });
    await openAskWindow(question, 7);
    expect(made.length).toBe(1);
  });

  test('that cannot be opened at all is a failure', async () => {
    Object.assign(fakeBrowser.windows, { create: () => Promise.reject(new Error('no windows')) });
    await expect(openAskWindow(question, 7)).rejects.toThrow('no windows');
  });

  test('finds its question, until it is forgotten', async () => {
    await openAskWindow(question, 7);
    expect(await loadQuestion('page:7')).toEqual(question);
    expect(await loadQuestion('page:8')).toBeNull();
    await forgetQuestion('page:7');
    expect(await loadQuestion('page:7')).toBeNull();
  });

  test.each<[string, unknown]>([
    ['of another kind', { ...question, notice: samples['came-back'] }],
    ['that lacks something', { ...question, service: undefined }],
    ['that is something else', 'question'],
  ])('has no question where there is one %s', async (_, stored) => {
    await fakeBrowser.storage.session.set({ 'ask:page:7': stored });
    expect(await loadQuestion('page:7')).toBeNull();
  });
});

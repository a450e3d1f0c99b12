import { render } from 'preact-render-to-string';
import { describe, expect, test, vi } from 'vitest';
import { Popup, type PopupProps } from '@/components/popup.tsx';
import { isTrue, type Painting, trueUntil } from '@/core/app/painting.ts';
import { type Screen, screenOf } from '@/core/app/view.ts';
import type { Snapshot } from '@/core/domain/account.ts';
import { defaultSettings } from '@/core/domain/settings.ts';
import { day, hour, minute } from '@/core/domain/time.ts';
import { paintedParts } from '@/core/platform/painting.ts';
import { providers } from '@/core/providers/index.ts';
import { filledIn, leavingOpen } from '@/core/words/left-open.ts';
import { voiceOf } from '@/core/words/voice.ts';
import { type Locale, textsUnder, type Words, wordsFor } from '@/core/words/words.ts';
import { lived } from '../life.ts';
import { scenarios } from '../scenarios.ts';
import { kennel } from './kennel.ts';
import { later } from './story.ts';

// Whatever is loaded here is loaded for all tests after it.
vi.mock('wxt/browser', async () => ({ browser: (await import('wxt/testing/fake-browser')).fakeBrowser }));

const now = Date.parse('2026-11-22T11:00:00Z');
const zone = 'Asia/Tokyo';
const all: Readonly<Record<string, Snapshot>> = { ...scenarios(now), lived: lived(now) };
const services = providers.map(({ watch, facts }) => ({ id: watch.id, facts }));
const settings = { ...defaultSettings, firstRun: { appeared: 'yes', dismissed: true } } as const;
const conditions = { offset: 540, online: true, noAccess: [], needsReload: [] };
const at = (snapshot: Snapshot, words: Words, moment = now) =>
  screenOf(snapshot, services, settings, words, { ...conditions, now: moment });
const cases = Object.keys(all).flatMap((name) => (['en', 'ja'] as const).map((locale) => [name, locale] as const));
const snapshotOf = (name: string) => all[name] as Snapshot;

/** Everything that can be done, by nobody. */
const idle = new Proxy({}, { get: (_, name) => (name === 'links' ? { places: ['now'], go: () => {} } : () => {}) });
function popup(screen: Screen, words: Words): string {
  const props = { screen, words, settings, actions: idle, jobs: idle, answers: {}, services: [] };
  const firstRun = { pinned: false, tested: false, actions: idle };
  return render(<Popup {...({ ...props, firstRun } as unknown as PopupProps)} />);
}

describe('a screen that was left behind', () => {
  test.each(cases)('is the screen that would have been made, in %s (%s)', (name, locale: Locale) => {
    const words = wordsFor(locale, zone);
    const open = at(snapshotOf(name), leavingOpen(words, now));
    expect(filledIn(open, words, now)).toEqual(at(snapshotOf(name), words));
  });

  test.each(cases)('counts down and ages while it waits, in %s (%s)', (name, locale: Locale) => {
    const words = wordsFor(locale, zone);
    const open = at(snapshotOf(name), leavingOpen(words, now));
    const then = Math.min(now + 7 * minute, trueUntil(open, null, now, 540) - 1);
    const [painted, made] = [filledIn(open, words, then), at(snapshotOf(name), words, then)];
    const numbers = ({ cards }: Screen) =>
      cards.map(({ meters, balances, source }) => [
        source,
        ...meters.map(({ figure, reset, source: own }) => [figure, reset?.countdown, own]),
        ...balances.map(({ text, returns, source: own }) => [text, returns?.countdown, own]),
      ]);
    expect(numbers(painted)).toEqual(numbers(made));
  });

  test.each(cases)('needs no other texts than those that come with it, in %s (%s)', (name, locale: Locale) => {
    const [words, few] = [wordsFor(locale, zone), voiceOf(textsUnder(locale, paintedParts), locale, zone)];
    const screen = at(snapshotOf(name), words);
    expect(popup(screen, few)).toBe(popup(screen, words));
    expect(popup(screen, words)).not.toContain('\u0001');
  });

  test('is not believed beyond the moment when something changes, nor by a clock that was put back', () => {
    const painting = { madeAt: now, until: now + hour } as Painting;
    expect([now - 1, now, now + hour - 1, now + hour].map((moment) => isTrue(painting, moment))).toEqual([
      ...[false, true, true, false],
    ]);
  });

  test('is true until midnight at most, and no longer than its numbers are new', () => {
    const words = wordsFor('en', zone);
    const screen = at(snapshotOf('usual'), words);
    expect(trueUntil(screen, null, now, 540)).toBe(Date.parse('2026-11-22T15:00:00Z'));
    expect(trueUntil(screen, now + minute, now, 540)).toBe(now + minute);
    // The older of the two was read three minutes ago.
    const nextDay = now + day - 4 * minute;
    expect(trueUntil(screen, null, nextDay, 540)).toBe(now - 3 * minute + day);
  });
});

test('the worker leaves a screen behind after every change, without what only a page can know', async () => {
  const { saw, dog, paintings } = kennel();
  await saw(['half']);
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(paintings).toHaveLength(1);
  await dog.wake();
  expect(paintings).toHaveLength(2);
  const [first] = paintings;
  expect(first).toMatchObject({ locale: 'en', madeAt: later(0), screen: { offline: null } });
  expect(first?.until).toBeGreaterThan(later(0));
});

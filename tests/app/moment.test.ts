import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { looksAlike, momentToShow } from '@/core/app/moment.ts';
import { type Screen, screenOf } from '@/core/app/view.ts';
import { emptySnapshot, type Snapshot } from '@/core/domain/account.ts';
import { day, hour, second } from '@/core/domain/time.ts';
import { providers } from '@/core/providers/index.ts';
import { wordsFor } from '@/core/words/words.ts';
import { lived } from '../life.ts';
import { yearsSettings } from '../year.ts';
import { screen as museAt } from './looking.ts';
import { fiveHours, later, play, noon as start, tells } from './story.ts';

const noon = Date.parse('2026-11-22T20:00:00Z');
const services = providers.map(({ watch, facts }) => ({ id: watch.id, facts }));
const words = wordsFor('en', 'Asia/Tokyo');
let snapshot: Snapshot = emptySnapshot;
beforeAll(() => {
  snapshot = lived(noon);
}, 60_000);
const screenAt = (now: number): Screen =>
  screenOf(snapshot, services, yearsSettings(noon), words, {
    ...{ now, offset: 540, offsetAt: () => 540, online: true, noAccess: [], needsReload: [] },
  });

/** How often something is painted in so many seconds, and whether what stands there was ever out of date. */
function watched(from: number, seconds: number) {
  let shown = { at: from, screen: screenAt(from) };
  let [painted, stale] = [0, 0];
  for (let n = 1; n <= seconds; n++) {
    const at = momentToShow(shown, from + n * second, screenAt);
    if (at !== shown.at) painted++;
    if (at !== shown.at) shown = { at, screen: screenAt(at) };
    if (!looksAlike(shown.screen, screenAt(from + n * second))) stale++;
  }
  return { painted, stale };
}

describe('what stands on a screen', () => {
  test('is painted anew a few times a minute, not every second, and is never out of date', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3 * day }), (after) => {
        const { painted, stale } = watched(noon + after, 60);
        expect(stale).toBe(0);
        expect(painted).toBeGreaterThan(0);
        expect(painted).toBeLessThan(12);
      }),
      { numRuns: 6 },
    );
  }, 60_000);

  test('changes in the very second in which a limit comes back', () => {
    const resetsAt = later(2 * hour + 17 * second);
    const { snapshot } = play([tells(fiveHours(40, { resetsAt }))], {});
    const at = (now: number) => museAt(snapshot, { now });
    const shown = { at: resetsAt - second, screen: at(resetsAt - second) };
    expect(momentToShow(shown, resetsAt, at)).toBe(resetsAt);
    expect(at(resetsAt).cards[0]?.meters[0]?.phase).not.toBe(at(resetsAt - second).cards[0]?.meters[0]?.phase);
    expect(start).toBeLessThan(resetsAt);
  });
});

import { type EpochMs, minute } from '../domain/time.ts';
import type { Screen } from './view.ts';

/** Numbers that words and drawings are made of: they move with every second and are shown only where those do. */
const unshown = ['forecast', 'runsOutIn'];

const asShown = (screen: Screen): string =>
  JSON.stringify(screen, (key, value: unknown) => (unshown.includes(key) ? undefined : value));

/** Whether nobody could tell one from the other. */
export function looksAlike(one: Screen, other: Screen): boolean {
  return one === other || asShown(one) === asShown(other);
}

/**
 * The moment that all pages are to show, a second later: the same one as long as nothing of the screen would look
 * different, so that nothing is worked out or painted anew; now, where it would, and with every minute. One moment for
 * all of them: no two show different ones.
 */
export function momentToShow(
  shown: { readonly at: EpochMs; readonly screen: Screen },
  now: EpochMs,
  screenAt: (at: EpochMs) => Screen,
): EpochMs {
  if (Math.floor(now / minute) !== Math.floor(shown.at / minute)) return now;
  return looksAlike(shown.screen, screenAt(now)) ? shown.at : now;
}

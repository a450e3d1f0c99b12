import type { Settings } from '../domain/settings.ts';
import { day, type EpochMs, localMidnight } from '../domain/time.ts';
import type { Locale } from '../words/voice.ts';
import type { Conditions, Screen } from './view.ts';

/**
 * What the worker makes for the popup, and leaves behind for it after every change: the screen in words. The popup
 * itself works nothing out. Lengths of time are left open in it (`left-open.ts`).
 */
export type Painting = {
  readonly locale: Locale;
  readonly settings: Settings;
  readonly screen: Screen;
  readonly madeAt: EpochMs;
  /** From then on something else is true: a limit has come back, a number has become old, it is another day. */
  readonly until: EpochMs;
};

/** What only a page can know of the world around the record. */
export type Outside = Pick<Conditions, 'online' | 'noAccess' | 'needsReload'>;

/** What the worker takes for granted as long as no page says otherwise. */
export const nothingUnusual: Outside = { online: true, noAccess: [], needsReload: [] };

/** Whether a painting still shows what is true. One from the future was made by a clock that was wrong. */
export function isTrue({ madeAt, until }: Painting, now: EpochMs): boolean {
  return madeAt <= now && now < until;
}

/** Until when a screen made now stays true, as far as time alone goes; `next`: when its numbers change by themselves. */
export function trueUntil(screen: Screen, next: EpochMs | null, now: EpochMs, offset: number): EpochMs {
  const midnight = localMidnight(now, offset) + day;
  const read = screen.cards.flatMap((card) => [...card.meters, ...card.balances].map(({ seenAt }) => seenAt + day));
  return Math.min(midnight, next ?? midnight, ...read.filter((at) => at > now));
}

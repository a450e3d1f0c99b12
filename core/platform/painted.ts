// What the popup needs to paint before anything else is loaded: no schema, no dictionary, no model.

import { browser } from 'wxt/browser';
import { isTrue, type Painting } from '../app/painting.ts';
import type { Trouble } from '../app/trouble.ts';
import type { EpochMs } from '../domain/time.ts';
import { filledIn } from '../words/left-open.ts';
import { type Texts, voiceOf, type Words } from '../words/voice.ts';
import { troubleIn, troubleKey } from './trouble.ts';

export const paintingKey = 'painting';

export type Painted = Pick<Painting, 'screen' | 'settings'> & {
  readonly words: Words;
  /** What keeps the record from being used: then these are the last numbers that are known. */
  readonly trouble: Trouble | null;
};

/** A screen that the worker left behind. */
export type LeftBehind = Painting & { readonly texts: Texts };

/**
 * What the worker left behind: a screen, if there is one, and what is the matter with the record. Only the extension
 * itself can write there, and an update empties it: what is there has the shape this version gave it.
 */
export async function loadPainting(): Promise<{ painting: LeftBehind | null; trouble: Trouble | null }> {
  const keys = [paintingKey, troubleKey];
  const stored = await browser.storage.session.get(keys).catch(() => ({}) as Record<string, unknown>);
  const painting = (stored[paintingKey] as LeftBehind | undefined) ?? null;
  return { painting, trouble: troubleIn(stored[troubleKey]) };
}

/** A screen that was left behind, as of now; `null` where there is none, or it is not true any more. */
export function paintedAt(painting: LeftBehind | null, trouble: Trouble | null, now: EpochMs): Painted | null {
  if (painting === null || !navigator.onLine || !isTrue(painting, now)) return null;
  const words = voiceOf(painting.texts, painting.locale);
  return { words, settings: painting.settings, screen: filledIn(painting.screen, words, now), trouble };
}

/** Takes away what the worker left behind, at once: it may show what has just been deleted. */
export function forgetPainting(): Promise<void> {
  return browser.storage.session.remove(paintingKey);
}

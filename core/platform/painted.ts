// What the popup needs to paint before anything else is loaded: no schema, no dictionary, no model.
import { browser } from 'wxt/browser';
import { isTrue, type Painting } from '../app/painting.ts';
import type { EpochMs } from '../domain/time.ts';
import { filledIn } from '../words/left-open.ts';
import { type Texts, voiceOf, type Words } from '../words/voice.ts';

export const paintingKey = 'painting';

export type Painted = Pick<Painting, 'screen' | 'settings'> & { readonly words: Words };

/**
 * The screen that the worker left behind, as of now; `null` where there is none, or it is not true any more. Only the
 * extension itself can write there, and an update empties it: what is there has the shape this version gave it.
 */
export async function loadPainting(now: EpochMs): Promise<Painted | null> {
  const stored = await browser.storage.session.get(paintingKey).catch(() => ({}) as Record<string, unknown>);
  const painting = stored[paintingKey] as (Painting & { readonly texts: Texts }) | undefined;
  if (painting === undefined || !navigator.onLine || !isTrue(painting, now)) return null;
  const words = voiceOf(painting.texts, painting.locale);
  return { words, settings: painting.settings, screen: filledIn(painting.screen, words, now) };
}

/** Takes away what the worker left behind, at once: it may show what has just been deleted. */
export function forgetPainting(): Promise<void> {
  return browser.storage.session.remove(paintingKey);
}

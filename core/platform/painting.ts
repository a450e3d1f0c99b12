import { browser } from 'wxt/browser';
import type { Painting } from '../app/painting.ts';
import { textsUnder } from '../words/words.ts';
import { paintingKey } from './painted.ts';

/** First parts of the keys of all texts that components of the popup say themselves. */
export const paintedParts: readonly string[] = [
  ...['app', 'ask', 'card', 'first-run', 'job', 'last', 'purchase', 'reset', 'share', 'silence', 'state', 'steps'],
  ...['time', 'trouble', 'unseen'],
];

/** Leaves the screen for the popup, with the texts around it. In memory only: gone with the browser. */
export async function keepPainting(painting: Painting): Promise<void> {
  await browser.storage.session.set({
    [paintingKey]: { ...painting, texts: textsUnder(painting.locale, paintedParts) },
  });
}

import { browser } from 'wxt/browser';
import type { Painting } from '../app/painting.ts';
import { providers } from '../providers/index.ts';
import { type Locale, textsUnder } from '../words/words.ts';
import { type LeftBehind, paintingKey, type Spoken } from './painted.ts';

/** First parts of the keys of all texts that components of the popup say themselves. */
export const paintedParts: readonly string[] = [
  ...['app', 'ask', 'card', 'first-run', 'job', 'last', 'purchase', 'reset', 'share', 'silence', 'state', 'steps'],
  ...['time', 'trouble', 'unseen'],
];

const services = providers.map(({ watch, facts }) => ({
  id: watch.id,
  origins: watch.origins,
  first: facts.retired === null ? { name: facts.short, home: facts.home } : null,
}));

/** The texts that the popup says itself. */
export function spokenIn(locale: Locale): Spoken {
  return { locale, texts: textsUnder(locale, paintedParts) };
}

/** A screen with what is around it in the popup. */
export function framed(painting: Painting): LeftBehind {
  return { ...painting, ...spokenIn(painting.locale), services };
}

/** Leaves the screen for the popup. In memory only: gone with the browser. */
export async function keepPainting(painting: Painting): Promise<void> {
  await browser.storage.session.set({ [paintingKey]: framed(painting) });
}

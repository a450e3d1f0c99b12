// What the popup shows, as it gets it from the worker: no schema, no dictionary, no model.

import { browser } from 'wxt/browser';
import { isTrue, type Painting } from '../app/painting.ts';
import type { Trouble } from '../app/trouble.ts';
import type { Screen } from '../app/view.ts';
import type { EpochMs } from '../domain/time.ts';
import { filledIn } from '../words/left-open.ts';
import type { Locale, Texts, Words } from '../words/voice.ts';
import { troubleIn, troubleKey } from './trouble.ts';

export const paintingKey = 'painting';

/** The texts that the popup says itself, in one language. */
export type Spoken = { readonly locale: Locale; readonly texts: Texts };

/** `first`: what a person may open at first, where the service still exists. */
export type PaintedService = {
  readonly id: string;
  readonly origins: readonly string[];
  readonly first: { readonly name: string; readonly home: string } | null;
};

/** A screen from the worker, with everything that the popup needs beside it. */
export type LeftBehind = Painting & Spoken & { readonly services: readonly PaintedService[] };

/** What the worker answers: a screen, or what keeps it from making one. */
export type Told = LeftBehind | (Spoken & { readonly trouble: Trouble });

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

/** Whether a screen that was left behind still shows what is so. While the browser is offline it would not say that. */
export function stillHolds(painting: Painting, now: EpochMs): boolean {
  return navigator.onLine && isTrue(painting, now);
}

/** A screen as of now. */
export function screenAt({ screen }: Painting, words: Words, now: EpochMs): Screen {
  return filledIn(screen, words, now);
}

/** Takes away what the worker left behind, at once: it may show what has just been deleted. */
export function forgetPainting(): Promise<void> {
  return browser.storage.session.remove(paintingKey);
}

import { snoozeEnd } from '../domain/silence.ts';
import { now, offsetAt } from './clock.ts';
import type { Store } from './store.ts';

/** Asking for silence and taking it back, the same on every screen. */
export function silenceActions({ change }: Store) {
  return {
    snooze: (how: 'hour' | 'tomorrow') =>
      void change((before) => ({ ...before, snoozedUntil: snoozeEnd(how, now(), offsetAt) })),
    unsnooze: () => void change((before) => ({ ...before, snoozedUntil: null })),
  };
}

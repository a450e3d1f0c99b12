import type { Doer } from './actions.ts';

/** Asking for silence and taking it back, the same on every screen. */
export function silenceActions({ send }: Pick<Doer, 'send'>) {
  return {
    snooze: (how: 'hour' | 'tomorrow') => void send({ say: 'silence', how }),
    unsnooze: () => void send({ say: 'silence', how: null }),
  };
}

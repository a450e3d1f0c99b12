import type { Review } from '../domain/review.ts';
import { now } from './clock.ts';
import type { Store } from './store.ts';

/** Choosing when to look back: times that lay before the choice are told to nobody. */
export function reviewActions({ change }: Store) {
  return {
    change: (to: (review: Review) => Partial<Review>) =>
      void change((before) => ({ ...before, review: { ...before.review, ...to(before.review), since: now() } })),
  };
}

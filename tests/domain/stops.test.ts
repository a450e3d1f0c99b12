import { describe, expect, test } from 'vitest';
import { type StopState, stopEnd } from '@/core/domain/account.ts';
import { hour, minute } from '@/core/domain/time.ts';
import { noon } from './tasks.ts';

const stop = (over: Partial<StopState>): StopState => ({
  ...{ feature: 'video', label: 'videos', why: 'limit-reached', until: null, watch: 'usage', since: noon },
  ...over,
});

describe('a stop is over', () => {
  test('when the service says', () => {
    for (const why of ['credits-used-up', 'too-many-at-once', 'limit-reached'] as const)
      expect(stopEnd(stop({ why, until: noon + 1 }))).toBe(noon + 1);
  });

  test('ten minutes after too many at once, and six hours after any other that tells no time', () => {
    expect(stopEnd(stop({ why: 'too-many-at-once' }))).toBe(noon + 10 * minute);
    expect(stopEnd(stop({}))).toBe(noon + 6 * hour);
  });

  test('never by itself where credits are used up', () => {
    expect(stopEnd(stop({ why: 'credits-used-up' }))).toBe(Number.POSITIVE_INFINITY);
  });
});

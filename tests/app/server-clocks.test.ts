import { describe, expect, test } from 'vitest';
import { believed, clockOff, clocksAfter } from '@/core/app/server-clocks.ts';
import { emptySnapshot, type Snapshot } from '@/core/domain/account.ts';
import { day, hour, minute, second } from '@/core/domain/time.ts';
import { later, noon, seen } from './story.ts';

/** What services told one after the other, a minute apart: by how much their clocks are ahead. */
const told = (...all: readonly (readonly [string, number])[]): Snapshot['clocks'] =>
  all.reduce<Snapshot['clocks']>((clocks, [provider, lead], n) => {
    const at = later(n * minute);
    return clocksAfter(clocks, provider, seen({ at, served: at + lead }), at);
  }, []);
const off = 2 * hour;

describe('that the computer’s clock is wrong', () => {
  test('is said by the only service there is, once two of its answers agree', () => {
    expect(clockOff(told(['muse', off]), noon)).toBeNull();
    expect(clockOff(told(['muse', off], ['muse', off]), noon)).toBe(off);
  });

  test('is not said by one of two, however often it tells so', () => {
    expect(clockOff(told(['muse', 0], ['gem', off], ['gem', off], ['gem', off]), noon)).toBeNull();
    expect(clockOff(told(['gem', off], ['gem', off], ['muse', -hour]), noon)).toBeNull();
  });

  test('is said by two that agree, whatever a third tells', () => {
    const both = [
      ['muse', off],
      ['gem', off + second],
    ] as const;
    expect(clockOff(told(...both, ...both, ['ink', 0]), noon)).toBe(off + second);
    expect(clockOff(told(...both, ['muse', off]), noon)).toBeNull();
  });

  test('is not said any more a day later', () => {
    expect(clockOff(told(['muse', off], ['muse', off]), later(day + hour))).toBeNull();
  });
});

test('a date that is off is believed of the service alone that has told the same before', () => {
  const snapshot = { ...emptySnapshot, clocks: told(['muse', off], ['muse', off]) };
  const late = seen({ at: later(hour), served: later(hour) + off });
  expect(believed(late, 'muse', snapshot).served).toBe(late.served);
  expect(believed(late, 'gem', snapshot).served).toBeNull();
});

test('a clock that goes right is told of once, and not written again with each answer', () => {
  const once = told(['muse', 0]);
  expect(clocksAfter(once, 'muse', seen({ at: later(hour), served: later(hour) }), later(hour))).toBe(once);
});

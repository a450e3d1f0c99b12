import { describe, expect, test } from 'vitest';
import { throttle } from '@/core/platform/rate.ts';

/** A throttle with a clock that is moved by hand, in ms. */
function timed() {
  let now = 1_000_000;
  const may = throttle(() => now);
  const pass = (ms: number): void => {
    now += ms;
  };
  return { may, pass };
}
const passing = (may: (tab: string, sightings: number) => boolean, messages: number, sightings = 24, tab = '1') =>
  Array.from({ length: messages }, () => may(tab, sightings)).filter(Boolean).length;

describe('a tab', () => {
  test('may deliver what a page load brings, at once', () => {
    expect(passing(timed().may, 12)).toBe(12);
  });

  test('that floods is refused', () => {
    expect(passing(timed().may, 1_000)).toBe(12);
  });

  test('that floods with empty messages is refused, too', () => {
    expect(passing(timed().may, 10_000, 0)).toBe(300);
  });

  test('may go on after a while, as much as the time has given back', () => {
    const { may, pass } = timed();
    passing(may, 1_000);
    pass(2_500);
    expect(passing(may, 1_000)).toBe(3);
  });

  test('never saves up more than one burst', () => {
    const { may, pass } = timed();
    passing(may, 1_000);
    pass(86_400_000);
    expect(passing(may, 1_000)).toBe(12);
  });

  test('does not pay for another one', () => {
    const { may } = timed();
    passing(may, 1_000);
    expect(passing(may, 1_000, 24, '2')).toBe(12);
  });

  test('is not let through because the clock was set back', () => {
    const { may, pass } = timed();
    passing(may, 1_000);
    pass(-3_600_000);
    expect(passing(may, 10)).toBe(0);
  });

  test('that is refused loses nothing it would have had', () => {
    const { may } = timed();
    passing(may, 11);
    expect(may('1', 100)).toBe(false);
    expect(may('1', 24)).toBe(true);
  });
});

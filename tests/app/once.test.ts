import { describe, expect, test } from 'vitest';
import type { Read } from '@/core/app/record.ts';
import type { Reading } from '@/core/domain/reading.ts';
import { day, hour, minute } from '@/core/domain/time.ts';
import { badge } from './looking.ts';
import { accountOf, credits, fiveHours, later, lines, onPlan, play, stop, tells, weekly } from './story.ts';

const at = (ms: number, ...readings: readonly Reading[]) => tells(readings, { at: later(ms) });
const limits = (reads: readonly Read[]) => lines(play(reads)).filter((line) => line.startsWith('limit'));
const full = { blocked: true } as const;

describe('one limit is told once', () => {
  test('however often two tabs contradict each other', () => {
    const flapping = [1, 2, 3, 4, 5].map((n) => at(n * minute, fiveHours(99, { blocked: n % 2 === 1 })));
    expect(limits([at(0, fiveHours(80)), ...flapping])).toHaveLength(1);
  });

  test('even where it is free for long and then reached again before the window is over', () => {
    const again = at(hour, fiveHours(100, full));
    expect(
      limits([at(0, fiveHours(80)), at(minute, fiveHours(100, full)), at(20 * minute, fiveHours(100)), again]),
    ).toHaveLength(1);
  });

  test('where its announcement comes and goes', () => {
    const said = stop({ feature: 'codex', label: 'codex', why: 'limit-reached' });
    const flapping = [1, 2, 3, 4, 5].map((n) => at(n * minute, weekly(60), ...(n % 2 === 1 ? [said] : [])));
    expect(limits([at(0, weekly(60)), ...flapping])).toHaveLength(1);
  });

  test('and another time after it has been over for a while', () => {
    const said = stop({ feature: 'codex', label: 'codex', why: 'limit-reached' });
    const over = [at(2 * minute, weekly(60)), at(10 * minute, weekly(60))];
    expect(limits([at(0, weekly(60)), at(minute, weekly(60), said), ...over, at(hour, weekly(60), said)])).toHaveLength(
      2,
    );
  });

  test('although a sleeping tab echoes the old window after an early reset', () => {
    const over = weekly(100, { ...full, resetsAt: later(2 * day) });
    const fresh = weekly(1, { resetsAt: later(7 * day) });
    const story = [
      at(0, weekly(90, { resetsAt: later(2 * day) })),
      at(minute, over),
      at(hour, fresh),
      at(hour + minute, fresh),
    ];
    expect(limits([...story, at(hour + 2 * minute, over)])).toHaveLength(1);
    expect(
      badge(play([...story, at(hour + 2 * minute, over)]).snapshot, { now: later(hour + 3 * minute) }).text,
    ).not.toBe('!');
  });
});

describe('a stop that is announced', () => {
  const model = stop({ feature: 'astra', label: { name: 'Astra' }, why: 'limit-reached' });

  test('by the first answer of its watch may have stood there for long, and is not told', () => {
    const plan = tells(onPlan('plus'), { watch: 'user' });
    expect(limits([plan, tells(model, { at: later(minute), watch: 'init' })])).toEqual([]);
  });

  test('by a refusal is told, though its watch was never heard before', () => {
    const refused = tells(model, { at: later(minute), watch: 'turn', status: 429 });
    expect(limits([tells(onPlan('plus')), refused])).toEqual(['limit-reached stop:astra stops']);
  });

  test('does not come back with the plan’s renewal, and keeps its reason', () => {
    const workspace = stop({ feature: 'codex', label: 'codex', why: 'workspace-credits-used-up' });
    const { notices } = play([at(0, onPlan('plus', later(9 * day)), weekly(5)), at(minute, weekly(5), workspace)]);
    expect(notices).toMatchObject([{ kind: 'limit-reached', resetsAt: null, why: 'workspace-credits-used-up' }]);
  });
});

describe('a window whose length is left out', () => {
  const both = at(0, fiveHours(60), weekly(80));
  const lengths = (...reads: readonly Read[]) =>
    accountOf(play([both, ...reads])).windows.map(({ length, used, missingSince }) => [
      (length ?? 0) / hour,
      used,
      missingSince,
    ]);

  test('is the one that comes back at the same time', () => {
    const again = tells([fiveHours(61, { length: null }), weekly(85, { length: null })], {
      at: later(minute),
      complete: { but: [] },
    });
    expect(lengths(again)).toEqual([
      [5, 61, null],
      [168, 85, null],
    ]);
    expect(lines(play([both, again]))).toEqual([]);
  });

  test('is the long one where it comes back in days', () => {
    expect(lengths(at(4 * day, weekly(3, { length: null, resetsAt: later(10 * day) }))).at(1)).toEqual([168, 3, null]);
  });
});

test('videos that are used up while credits may be spent go on with the credits', () => {
  const videos = (left: number) => credits(left, { feature: 'videos', label: 'videos', unit: 'generations' });
  const purse = credits(250, { pool: 'shared' });
  expect(limits([at(0, videos(3), purse), at(minute, videos(0), purse)])).toEqual(['limit-reached videos credits']);
});

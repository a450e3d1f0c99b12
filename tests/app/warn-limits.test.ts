import { describe, expect, test } from 'vitest';
import type { Read } from '@/core/app/record.ts';
import { day, hour, minute } from '@/core/domain/time.ts';
import {
  credits,
  entering,
  fiveHours,
  later,
  lines,
  notifying,
  onPlan,
  play,
  sole,
  stop,
  tells,
  weekly,
} from './story.ts';

const full = { blocked: true } as const;
const limits = (told: Parameters<typeof lines>[0]) => lines(told).filter((one) => one.startsWith('limit-reached'));

/** Reads the first, then what stands at the limit a minute later. */
const reaching = (before: Parameters<typeof tells>[0], at: Parameters<typeof tells>[0], ...more: readonly Read[]) =>
  play([tells(before), tells(at, { at: later(minute) }), ...more]);

describe('a limit that is reached', () => {
  test('is told for short windows, too, and once', () => {
    const again = tells(fiveHours(100, full), { at: later(2 * minute) });
    expect(lines(reaching(fiveHours(60), fiveHours(100, full), again))).toEqual(['limit-reached codex:18000 stops']);
  });

  test('takes the place of the crossings it jumps over', () => {
    expect(lines(reaching(weekly(60), weekly(100, full)))).toEqual(['limit-reached codex:604800 stops']);
  });

  test('is the service’s word, below 100 % as well', () => {
    expect(limits(reaching(fiveHours(60), fiveHours(64, full)))).toEqual(['limit-reached codex:18000 stops']);
  });

  test('that stood there at first sight is not news', () => {
    const again = tells([fiveHours(100, full), credits(0)], { at: later(hour) });
    expect(play([tells([fiveHours(100, full), credits(0)]), again]).notices).toEqual([]);
  });

  test('is told again in a new window', () => {
    const next = tells(fiveHours(100, { ...full, resetsAt: later(7 * hour) }), { at: later(3 * hour) });
    const told = reaching(fiveHours(60), fiveHours(100, full), next);
    expect(limits(told)).toEqual(['limit-reached codex:18000 stops', 'limit-reached codex:18000 stops']);
    expect(new Set(told.notices.map(({ key }) => key)).size).toBe(told.notices.length);
  });

  test('is told for credits that are used up, and again after they came back', () => {
    const told = play(
      [500, 0, 0, 300, 300, 0, 0].map((left, n) => tells(credits(left), { at: later(n * 10 * minute) })),
    );
    expect(limits(told)).toEqual(['limit-reached credits stops', 'limit-reached credits stops']);
    const keys = told.notices.filter(({ kind }) => kind !== 'unusual-use').map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('is not told again for a balance that flickered above zero', () => {
    const told = play([500, 0, 0, 300, 0].map((left, n) => tells(credits(left), { at: later(n * minute) })));
    expect(limits(told)).toEqual(['limit-reached credits stops']);
  });

  test('says when the credits are renewed, where that is known', () => {
    const { notices } = play(
      [500, 0, 0].map((left, n) => tells(credits(left), { at: later(n * minute) })),
      {
        settings: entering({ renewalDay: 6 }),
      },
    );
    expect(sole(notices)).toMatchObject({ resetsAt: Date.parse('2026-12-06T08:00:00Z'), credits: null });
  });
});

describe('what follows a limit', () => {
  test.each([
    ['credits, which the service says may be spent', fiveHours(100, full), credits(1_250), 'credits', 1_250],
    ['credits without end', fiveHours(100), credits(null, { unlimited: true, usable: true }), 'credits', null],
    ['a stop, where credits may not be spent', fiveHours(100, full), credits(1_250, { usable: false }), 'stops', null],
    [
      'a stop, where nobody says that credits may be spent',
      fiveHours(100, full),
      credits(1_250, { usable: null }),
      'stops',
      null,
    ],
    ['a stop, where there are no credits', fiveHours(100, full), credits(0), 'stops', null],
    [
      'unknown, where the service does not speak of a stop',
      fiveHours(100, { blocked: null }),
      onPlan('plus'),
      'unknown',
      null,
    ],
  ] as const)('is %s', (_, window, other, follows, left) => {
    const [notice] = reaching([fiveHours(60), other], [window, other]).notices.filter(
      ({ kind }) => kind === 'limit-reached',
    );
    expect(notice).toMatchObject({ follows, credits: left, resetsAt: later(2 * hour) });
  });

  test('is credits, where the service says that there are some and not how many', () => {
    const some = credits(null, { usable: true, blocked: null });
    expect(limits(reaching([fiveHours(60), some], [fiveHours(100), some]))).toEqual([
      'limit-reached codex:18000 credits',
    ]);
  });
});

describe('an announced stop', () => {
  const announced = tells(stop(), { at: later(minute), watch: 'agent', phase: 'event' });

  test('of credits is a limit', () => {
    expect(lines(play([tells(credits(50)), announced]))).toEqual(['limit-reached stop:credits stops']);
  });

  test.each(['too-many-at-once', 'feature-blocked', 'not-in-plan'] as const)(
    'that is no end of an allowance is not: %s',
    (why) => {
      const read = tells(stop({ why }), { at: later(minute), watch: 'agent', phase: 'event' });
      expect(play([tells(credits(50)), read]).notices).toEqual([]);
    },
  );

  test('beside a meter that says the same is one limit', () => {
    expect(limits(reaching(credits(50), [credits(0), stop()]))).toEqual(['limit-reached credits stops']);
  });

  test.each<[string, Read, Read, Read]>([
    ['credits', tells(credits(50)), announced, tells(credits(0), { at: later(2 * minute), watch: 'balance' })],
    [
      'a window',
      tells(fiveHours(90)),
      tells(stop({ feature: 'codex', label: 'codex', why: 'limit-reached', until: later(2 * hour) }), {
        at: later(minute),
        watch: 'turn',
        status: 429,
      }),
      tells(fiveHours(100, full), { at: later(2 * minute) }),
    ],
  ])('followed by the meter that says the same is told once: %s', (_, before, announced, meter) => {
    expect(limits(play([before, announced, meter]))).toHaveLength(1);
  });
});

describe('with limits switched off', () => {
  const off = notifying({ 'limit-reached': false });
  const reached = play([tells(fiveHours(60)), tells(fiveHours(100, full), { at: later(minute) })], { settings: off });

  test('nothing is told', () => {
    expect(limits(reached)).toEqual([]);
  });

  test('the limit is told when they are switched on while it holds', () => {
    const next = tells(fiveHours(100, full), { at: later(hour) });
    expect(limits(play([next], { from: reached.snapshot }))).toEqual(['limit-reached codex:18000 stops']);
  });

  test('the limit is not told when they are switched on after it is over', () => {
    const next = tells(fiveHours(5, { resetsAt: later(7 * hour) }), { at: later(3 * hour) });
    expect(limits(play([next], { from: reached.snapshot }))).toEqual([]);
  });

  test('the crossing below it is told instead', () => {
    const told = play([tells(weekly(60)), tells(weekly(100, full), { at: later(minute) })], { settings: off });
    expect(lines(told)).toEqual(['near-limit codex:604800 80']);
  });
});

test('a meter of another length at its limit does not cover this one’s crossings', () => {
  const told = reaching([weekly(60), fiveHours(60)], [weekly(85), fiveHours(100, full)]);
  expect(lines(told).sort()).toEqual(['limit-reached codex:18000 stops', 'near-limit codex:604800 80']);
});

test('a weekly limit comes with its own reset', () => {
  expect(sole(reaching(weekly(60), weekly(100, full)).notices)).toMatchObject({ resetsAt: later(3 * day) });
});

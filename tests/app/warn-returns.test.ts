import { describe, expect, test } from 'vitest';
import type { Snapshot } from '@/core/domain/account.ts';
import type { Settings } from '@/core/domain/settings.ts';
import { day, hour, minute, second } from '@/core/domain/time.ts';
import { noticeText } from '@/core/words/notices.ts';
import { wordsFor } from '@/core/words/words.ts';
import {
  accountOf,
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
const back = (told: Parameters<typeof lines>[0]) => lines(told).filter((one) => one.startsWith('came-back'));
const upTo = (used: number) => play([tells(fiveHours(10)), tells(fiveHours(used), { at: later(minute) })]).snapshot;
/** A reading of the window after the one that resets in two hours. */
const next = (at: number, used = 3) =>
  tells(fiveHours(used, { resetsAt: later(at + 5 * hour - minute) }), { at: later(at) });
const asked = (snapshot: Snapshot, meter: string): Snapshot => ({
  ...snapshot,
  accounts: snapshot.accounts.map((one) => ({ ...one, tellMe: [meter] })),
});

const due = 2 * hour + minute;
const early = hour;

describe('a window that was due', () => {
  test.each([
    ['is told at once after the warning', upTo(80), ['came-back codex:18000 97']],
    ['is not told where nobody had to wait', upTo(79.9), []],
    ['is told below that to whoever asked', asked(upTo(20), 'codex:18000'), ['came-back codex:18000 97']],
    ['is not told to whoever asked for another', asked(upTo(20), 'codex:604800'), []],
  ])('%s', (_, from, expected) => {
    expect(back(play([next(due)], { from }))).toEqual(expected);
  });

  test('is told after a limit the service spoke of below the warning', () => {
    const from = play([tells(fiveHours(10)), tells(fiveHours(60, full), { at: later(minute) })]).snapshot;
    expect(back(play([next(due)], { from }))).toEqual(['came-back codex:18000 97']);
  });

  test('is told after such a limit even if something else was read in between', () => {
    const from = play([tells(fiveHours(10)), tells(fiveHours(60, full), { at: later(minute) })]).snapshot;
    const between = tells(onPlan('plus'), { at: later(due), watch: 'user' });
    expect(back(play([between, next(due + minute)], { from }))).toEqual(['came-back codex:18000 97']);
  });

  test('is told once', () => {
    expect(back(play([next(due), next(due + minute), next(due + hour)], { from: upTo(90) }))).toHaveLength(1);
  });

  test('is not told when the new one is past the warning itself', () => {
    expect(back(play([next(due, 85)], { from: upTo(90) }))).toEqual([]);
  });

  test('is told when it has come back idle, without a reset that moves along', () => {
    const idle = tells(fiveHours(0, { resetsAt: later(due + 5 * hour) }), { at: later(due) });
    const told = play([idle], { from: upTo(90) });
    expect(sole(told.notices)).toMatchObject({ kind: 'came-back', left: 100, resetsAt: null });
  });

  test('ends the asking', () => {
    expect(accountOf(play([next(due)], { from: asked(upTo(20), 'codex:18000') })).tellMe).toEqual([]);
  });

  test('tells a free quota’s return as a share, not its dollars as a percentage', () => {
    const dollars = (used: number) => ({ unit: 'dollars', used, limit: 5, left: 5 - used }) as const;
    const from = play([tells(fiveHours(10)), tells(fiveHours(90, { amount: dollars(4.5) }), { at: later(minute) })]);
    const fresh = fiveHours(0, { resetsAt: later(due + 4 * hour), amount: dollars(0) });
    const told = play([tells(fresh, { at: later(due) })], { from: from.snapshot });
    expect(noticeText(wordsFor('en'), sole(told.notices), 'Muse', later(due)).message).toContain('100%');
  });
});

describe('a window that came back early', () => {
  const from = upTo(90);

  test('is told only when a second reading agrees', () => {
    expect(back(play([next(early)], { from }))).toEqual([]);
    expect(back(play([next(early), next(early + minute)], { from }))).toEqual(['came-back codex:18000 97']);
  });

  test('is not told on the strength of the same reading delivered twice', () => {
    expect(back(play([next(early), next(early)], { from }))).toEqual([]);
  });

  test('is not told on the strength of an older reading that arrives late', () => {
    const late = tells(fiveHours(88), { at: later(early - minute) });
    expect(back(play([next(early), late], { from, now: later(early + minute) }))).toEqual([]);
  });

  test('is not told when the window before turns out to be still there', () => {
    const still = tells(fiveHours(90), { at: later(early + 20 * second) });
    const again = tells(fiveHours(90), { at: later(early + 2 * minute) });
    const told = play([next(early), still, again], { from });
    expect(lines(told)).toEqual([]);
    expect(sole(accountOf(told).windows).used).toBe(90);
  });

  test('is told once', () => {
    const reads = [0, 1, 2, 3].map((n) => next(early + n * minute));
    expect(back(play(reads, { from }))).toHaveLength(1);
  });
});

describe('with the kind switched off', () => {
  const settings = notifying({ 'came-back': false });

  test('nothing is told', () => {
    expect(back(play([next(due), next(due + minute)], { from: upTo(90), settings }))).toEqual([]);
    const reads = [50, 0, 700, 700].map((left, n) => tells(credits(left), { at: later(n * 10 * minute) }));
    expect(back(play(reads, { settings }))).toEqual([]);
  });
});

describe('credits', () => {
  const drained = (settings?: Settings) =>
    play(
      [2_000, 0, 0].map((left, n) => tells([onPlan('plus'), credits(left)], { at: later(n * minute) })),
      settings && { settings },
    ).snapshot;
  const then = (from: Snapshot, left: readonly number[], settings?: Settings) =>
    play(
      left.map((one, n) => tells([onPlan('plus'), credits(one)], { at: later(day + n * minute) })),
      { from, ...(settings && { settings }) },
    );
  const monthly = entering({ monthly: 10_000, renewalDay: 23 });

  test('that were refilled are told at once, with what has lapsed', () => {
    const from = play(
      [5_000, 320, 320].map((left, n) => tells([onPlan('plus'), credits(left)], { at: later(n * minute) })),
      {
        settings: monthly,
      },
    ).snapshot;
    const [cameBack, plan, ...others] = then(from, [10_000], monthly).notices;
    expect([plan?.kind, others]).toEqual(['cycle-plan', []]);
    expect(cameBack).toMatchObject({
      kind: 'came-back',
      left: 10_000,
      lapsed: 320,
      unit: 'credits',
      resetsAt: Date.parse('2026-12-23T08:00:00Z'),
    });
  });

  test('that were refilled while plenty was left are no news', () => {
    const from = play([tells([onPlan('plus'), credits(5_000)])], { settings: monthly }).snapshot;
    expect(back(then(from, [10_000], monthly))).toEqual([]);
  });

  test('that rose out of a limit by themselves need a second reading that agrees', () => {
    expect(back(then(drained(), [700]))).toEqual([]);
    expect(back(then(drained(), [700, 700]))).toEqual(['came-back credits 700']);
  });

  test('of which some is spent meanwhile agree, too', () => {
    expect(back(then(drained(), [700, 650]))).toEqual(['came-back credits 650']);
  });

  test('that rose for a moment only did not come back', () => {
    const told = then(drained(), [700, 0, 0]);
    expect(lines(told)).toEqual([]);
  });

  test('are told once', () => {
    expect(back(then(drained(), [700, 700, 700, 600]))).toHaveLength(1);
  });

  test('of every day are no news at 80 %, but they are after a limit', () => {
    const days = (left: readonly number[]) =>
      play(left.map((one, n) => tells([onPlan('free'), credits(one)], { at: later(n * 12 * hour) })));
    expect(back(days([100, 10, 100]))).toEqual([]);
    expect(back(days([100, 0, 0, 100]))).toEqual(['came-back credits 100']);
  });

  test('that come back end a stop that was announced for them', () => {
    const stopped = play([tells(stop(), { at: later(2 * minute), watch: 'agent', phase: 'event' })], {
      from: drained(),
    });
    expect(accountOf(then(stopped.snapshot, [700])).stops).toEqual([]);
  });
});

test('a weekly window that is back says so for whoever was warned', () => {
  const from = play([tells(weekly(60)), tells(weekly(85), { at: later(minute) })]).snapshot;
  const told = play([tells(weekly(2, { resetsAt: later(10 * day) }), { at: later(3 * day + hour) })], { from });
  expect(back(told)).toEqual(['came-back codex:604800 98']);
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Read } from '@/core/app/record.ts';
import { day, hour, minute, second } from '@/core/domain/time.ts';
import { card, en } from './looking.ts';
import {
  accountOf,
  credits,
  entering,
  fiveHours,
  later,
  lines,
  onPlan,
  play,
  rowsOf,
  sole,
  stop,
  task,
  tells,
} from './story.ts';

const left = (amount: number, at: number) => tells(credits(amount), { at: later(at) });
const told = (...reads: readonly Read[]) => play(reads);
const balance = (...reads: readonly Read[]) => sole(accountOf(play(reads)).balances);

describe('credits that are gone all at once', () => {
  const gone = [left(9_000, 0), left(0, hour)] as const;

  test('are not believed before a second look: nothing is told, charged or shown', () => {
    const { snapshot, notices, rows } = told(...gone);
    expect(notices).toEqual([]);
    expect(rowsOf({ rows }, 'spending')).toEqual([]);
    expect(accountOf({ snapshot })).toMatchObject({ unseen: null, limits: [], unseenDays: { open: [] } });
    expect(sole(accountOf({ snapshot }).balances)).toMatchObject({ left: 9_000, blocked: false, cycle: { spent: 0 } });
    expect(rowsOf({ rows }, 'observations').map(({ value }) => value)).toEqual([9_000, 0]);
  });

  test('are said to be in doubt, and asked for again soon', () => {
    const { snapshot, followUp } = told(...gone);
    expect(followUp).toEqual([expect.objectContaining({ after: 8 * second })]);
    const { notes } = sole(card(snapshot, { now: later(hour) }).balances);
    expect(notes).toContain(
      en.t('balance.doubt', { moment: en.moment(later(hour), later(hour)), amount: '0 credits' }),
    );
  });

  test('are told once the second look agrees, as of the first one', () => {
    const { notices, rows } = told(...gone, left(0, 3 * hour));
    expect(lines({ notices })).toEqual(['limit-reached credits stops', 'unusual-use credits 9000']);
    expect(sole(rowsOf({ rows }, 'spending'))).toMatchObject({ credits: 9_000, to: later(hour) });
  });

  test('leave no trace where the second look says otherwise, however late', () => {
    for (const at of [2 * hour, 3 * day]) {
      const all = told(...gone, left(9_000, at));
      expect([lines(all), rowsOf(all, 'spending')]).toEqual([[], []]);
      expect(sole(accountOf(all).balances)).toMatchObject({
        doubt: null,
        left: 9_000,
        cycle: { spent: 0, granted: 0 },
      });
    }
    expect(balance(...gone, left(8_900, 2 * hour))).toMatchObject({ left: 8_900, cycle: { spent: 100, granted: 0 } });
  });

  test('are no refill and no purchase where all of them come back, whatever the plan brings', () => {
    for (const plan of ['plus', 'team', 'free']) {
      const all = (plan === 'free' ? 100 : plan === 'team' ? 12_000 : 10_000) as number;
      const story = [all, all, 0, all, all].map((one, n) => left(one, n * 40 * minute));
      const { snapshot, notices } = told(tells(onPlan(plan)), ...story);
      const { balances, lots, refills } = accountOf({ snapshot });
      expect([notices, lots.lots, refills.evidence.refills]).toEqual([[], [], []]);
      expect(sole(balances).cycle).toEqual({ since: later(0), refilled: false, start: all, spent: 0, granted: 0 });
    }
  });

  test('are no refill either where a task might have taken them, and they come back whole', () => {
    const running = tells(task('a', 'started', { task: 'agent' }), {
      at: later(minute),
      watch: 'agent',
      phase: 'event',
    });
    const story = [left(12_000, 0), running, left(0, 20 * minute), left(12_000, 40 * minute)];
    const { balances, refills, lots } = accountOf(told(tells(onPlan('team')), ...story));
    expect(sole(balances).cycle).toMatchObject({ refilled: false, spent: 0, granted: 0 });
    expect([refills.evidence.refills, lots.lots]).toEqual([[], []]);
  });

  test('are not believed either where a request of the same moment says the same', () => {
    const twice = [...gone, left(0, hour + 2 * second)];
    expect(lines(told(...twice))).toEqual([]);
    const values = rowsOf(told(left(9_000, 0), left(180, minute), left(179, minute + second)), 'observations');
    expect(values.map(({ value }) => value)).toEqual([9_000, 180, 179]);
    expect(lines(told(...twice, left(0, hour + 8 * second)))).toContain('limit-reached credits stops');
  });

  test('are not told by the same answer delivered twice', () => {
    expect(lines(told(...gone, gone[1]))).toEqual([]);
  });
});

describe('what explains that credits are gone is believed at once', () => {
  test('a task of this browser', () => {
    const video = (news: 'started' | { ended: 'done' }, at: number) =>
      tells(task('v', news), { at: later(at), watch: 'agent', phase: 'event' });
    const story = [left(300, 0), video('started', minute), video({ ended: 'done' }, 3 * minute), left(0, 4 * minute)];
    expect(lines(told(...story))).toEqual(['limit-reached credits stops']);
    const dear = [left(9_000, 0), ...story.slice(1)];
    expect(lines(told(...dear))).toEqual([]);
  });

  test('the service’s own word', () => {
    expect(lines(told(left(900, 0), tells([credits(0), stop()], { at: later(hour) })))).toContain(
      'limit-reached credits stops',
    );
    const before = tells(stop(), { at: later(minute), watch: 'agent', phase: 'event' });
    expect(lines(told(left(900, 0), before, left(0, hour)))[0]).toBe('limit-reached stop:credits stops');
    expect(balance(left(900, 0), before, left(0, hour))).toMatchObject({ left: 0, doubt: null });
  });

  test('a window of the same answer at which work stops', () => {
    const stops = [fiveHours(100, { blocked: true }), credits(0, { pool: 'shared' })];
    const story = [tells([fiveHours(60), credits(1_250, { pool: 'shared' })]), tells(stops, { at: later(minute) })];
    expect(lines(told(...story))[0]).toBe('limit-reached codex:18000 stops');
    expect(balance(...story).left).toBe(0);
  });

  test('a lot that has lapsed', () => {
    const lot = { kind: 'grant', id: 'g', at: later(-hour), credits: 1_000, expiresAt: later(5 * hour) } as const;
    expect(balance(tells(lot, { watch: 'log' }), left(1_000, minute), left(0, 9 * hour))).toMatchObject({ left: 0 });
  });

  test('a renewal', () => {
    const settings = entering({ renewalDay: 23 });
    const { snapshot } = play([left(1_000, 0), left(0, 13 * hour)], { settings });
    expect(sole(accountOf({ snapshot }).balances)).toMatchObject({ left: 0, doubt: null });
  });
});

test('while credits are in doubt, nobody says whether they pay beyond a limit', () => {
  const both = (used: number, amount: number, at: number) =>
    tells([fiveHours(used), credits(amount, { pool: 'shared' })], { at: later(at) });
  expect(lines(told(both(60, 1_250, 0), both(100, 0, minute)))).toEqual(['limit-reached codex:18000 unknown']);
  expect(lines(told(both(60, 1_250, 0), both(100, 1_250, minute)))).toEqual(['limit-reached codex:18000 credits']);
});

describe('a very large fall to something', () => {
  test('waits for a second look where it was sudden', () => {
    expect(lines(told(left(9_000, 0), left(400, 20 * minute)))).toEqual([]);
    expect(lines(told(left(9_000, 0), left(400, 20 * minute), left(390, 40 * minute)))).toContain(
      'unusual-use credits 8600',
    );
  });

  test('counts before a task all the same, as it was shown last', () => {
    const composer = tells(
      { kind: 'composer', task: 'video', visit: 'v' },
      { watch: 'composer', phase: 'opened', at: later(61 * second) },
    );
    const shown = (...amounts: readonly number[]) =>
      card(told(left(9_000, 0), ...amounts.map((one, n) => left(one, minute + n * second)), composer).snapshot, {
        now: later(61 * second),
      });
    expect(shown(180).estimate?.text).toContain('180');
    expect(shown(180, 155).estimate?.text).toContain('155');
    expect(shown(0).estimate?.text ?? '').not.toContain('nothing is left');
  });

  test('is believed where it took its time, was small, or left a debt', () => {
    expect(balance(left(9_000, 0), left(400, 2 * hour)).left).toBe(400);
    expect(balance(left(80, 0), left(4, minute)).left).toBe(4);
    expect(balance(left(900, 0), left(-20, minute)).left).toBe(-20);
  });
});

/** Looks minutes apart at credits that only fall, by a tenth at most; some of the looks, never two in a row, show 0. */
const looks = fc.array(
  fc.record({
    minutes: fc.integer({ min: 1, max: 600 }),
    share: fc.double({ min: 0, max: 0.1, noNaN: true }),
    wrong: fc.boolean(),
  }),
  { minLength: 2, maxLength: 25 },
);

test('single wrong nothings change nothing that is told, charged or counted', () => {
  fc.assert(
    fc.property(looks, (all) => {
      let [at, amount, before] = [0, 20_000, true];
      const truth: Read[] = [left(amount, 0)];
      const mixed: Read[] = [left(amount, 0)];
      for (const { minutes, share, wrong } of all) {
        at += minutes * minute;
        const isWrong = wrong && !before;
        before = isWrong;
        if (!isWrong) amount = Math.round(amount * (1 - share));
        mixed.push(left(isWrong ? 0 : amount, at));
        if (!isWrong) truth.push(left(amount, at));
      }
      const [a, b] = [play(mixed), play(truth)];
      const cycle = (one: typeof a) => sole(accountOf(one).balances).cycle;
      expect(lines(a)).toEqual(lines(b));
      expect(cycle(a)).toEqual(cycle(b));
      expect(accountOf(a).charges).toEqual(accountOf(b).charges);
      expect(accountOf(a).refills.evidence).toEqual(accountOf(b).refills.evidence);
      expect(accountOf(a).lots).toEqual(accountOf(b).lots);
    }),
    { numRuns: 100 },
  );
});

test('credits that are really gone are told by the second look, whatever was seen before', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 9_000 }), { minLength: 1, maxLength: 8 }),
      fc.integer({ min: 5, max: 5_000 }),
      (all, seconds) => {
        const falling = all.toSorted((a, b) => b - a);
        const story = falling.map((one, n) => left(one, n * 10 * minute));
        const at = falling.length * 10 * minute;
        const { notices } = play([...story, left(0, at), left(0, at + seconds * second)]);
        expect(notices.filter(({ kind }) => kind === 'limit-reached')).toHaveLength(1);
      },
    ),
    { numRuns: 100 },
  );
});

import { describe, expect, test } from 'vitest';
import { catchUp, nextChange } from '@/core/app/catch-up.ts';
import { emptySnapshot, type Snapshot } from '@/core/domain/account.ts';
import { defaultSettings } from '@/core/domain/settings.ts';
import { day, hour, minute } from '@/core/domain/time.ts';
import {
  accountOf,
  credits,
  entering,
  fiveHours,
  later,
  lines,
  offset,
  onPlan,
  play,
  rowsOf,
  sole,
  stop,
  task,
  tells,
  weekly,
} from './story.ts';

const wake = (snapshot: Snapshot, now: number) => catchUp(snapshot, defaultSettings, { now, offset });

const asking = (snapshot: Snapshot, ...meters: string[]): Snapshot => ({
  ...snapshot,
  accounts: snapshot.accounts.map((one) => ({ ...one, tellMe: meters })),
});
const limited = play([
  tells([weekly(50), fiveHours(100, { blocked: true }), credits(0, { returnsAt: later(hour) })]),
]).snapshot;

describe('a reset that is due and not confirmed', () => {
  test('is told to whoever asked for that meter, at its time', () => {
    const asked = asking(limited, 'codex:18000');
    expect(lines(wake(asked, later(2 * hour - 1)))).toEqual([]);
    expect(lines(wake(asked, later(2 * hour)))).toEqual(['back-expected codex:18000']);
  });

  test('is told to nobody else', () => {
    expect(wake(limited, later(4 * day)).notices).toEqual([]);
    expect(lines(wake(asking(limited, 'codex:604800'), later(2 * hour)))).toEqual([]);
  });

  test('is told of a balance, too', () => {
    expect(lines(wake(asking(limited, 'credits'), later(hour)))).toEqual(['back-expected credits']);
  });

  test('has one key however often the worker wakes', () => {
    const first = wake(asking(limited, 'codex:18000'), later(2 * hour));
    const again = wake(first.snapshot, later(9 * hour));
    expect(again.notices.map(({ key }) => key)).toEqual(first.notices.map(({ key }) => key));
  });

  test('is not told of a window that has not started', () => {
    const idle = play([tells(fiveHours(0, { resetsAt: later(5 * hour) }))]).snapshot;
    expect(wake(asking(idle, 'codex:18000'), later(6 * hour)).notices).toEqual([]);
  });
});

describe('what time alone has done', () => {
  const running = play([
    tells(task('t1', 'started'), { watch: 'agent', phase: 'event' }),
    tells(task('t2', 'leaving'), { watch: 'agent', phase: 'sent' }),
    tells({ kind: 'composer', task: 'video', visit: 'v1' }, { watch: 'composer', phase: 'opened' }),
  ]).snapshot;

  test('nothing yet after a minute', () => {
    const caught = wake(running, later(minute));
    expect(caught.snapshot.accounts).toEqual(running.accounts);
    expect(caught.rows).toEqual([]);
  });

  test('a request that was never answered is forgotten', () => {
    const caught = wake(running, later(8 * minute));
    expect(accountOf(caught).tasks.map(({ key }) => key)).toEqual(['t1']);
    expect(caught.rows).toEqual([{ store: 'events', row: { what: 'woke', now: later(8 * minute) } }]);
  });

  test('a task nobody speaks of is over, and the ledger hears of it once', () => {
    const caught = wake(running, later(7 * hour));
    expect(rowsOf(caught, 'tasks').map(({ key, end, endedAt }) => [key, end, endedAt])).toEqual([
      ['t1', 'unknown', later(7 * hour)],
    ]);
    expect(wake(caught.snapshot, later(8 * hour)).rows).toEqual([]);
  });

  test.each([
    [15 * minute, true],
    [15 * minute + 1, false],
  ])('an estimate stands for a quarter of an hour: after %i ms %s', (waited, stands) => {
    expect(accountOf(wake(running, later(waited))).pending !== null).toBe(stands);
  });

  test('running it twice changes nothing more', () => {
    const once = wake(running, later(7 * hour));
    expect(wake(once.snapshot, later(7 * hour)).snapshot).toEqual(once.snapshot);
  });

  test('after the clock was set back, times are brought down to now', () => {
    const { snapshot } = play([tells(weekly(20), { at: later(day) })]);
    expect(sole(accountOf(wake(snapshot, later(0))).windows).seenAt).toBeLessThan(later(0));
  });
});

describe('the next change', () => {
  const next = (snapshot: Snapshot, now: number, settings = defaultSettings) =>
    nextChange(snapshot, settings, { now, offset });

  test('comes when what was learned to come back is overdue', () => {
    const { snapshot } = play([tells(credits(500))]);
    const due = { earliest: later(hour), at: later(2 * hour), latest: later(3 * hour) };
    const next = {
      rule: 'daily-utc',
      confidence: 1,
      refills: 9,
      due,
      waitsFor: null,
      visit: null,
      useFirst: false,
    } as const;
    const accounts = snapshot.accounts.map((one) => ({ ...one, refills: { ...one.refills, next } }));
    expect(nextChange({ ...snapshot, accounts }, defaultSettings, { now: later(0), offset })).toBe(later(3 * hour));
  });

  test('may be the day of the month that was entered', () => {
    const { snapshot } = play([tells([onPlan('plus'), credits(5)])]);
    expect(next(snapshot, later(0), entering({ renewalDay: 23 }))).toBe(later(12 * hour));
  });

  test('is the nearest reset, return or end of a stop ahead', () => {
    expect(next(limited, later(0))).toBe(later(hour));
    expect(next(limited, later(hour))).toBe(later(2 * hour));
    expect(next(limited, later(2 * hour))).toBe(later(3 * day));
    expect(next(limited, later(3 * day))).toBeNull();
  });

  test('may be the end of a stop, or of an estimate', () => {
    const { snapshot } = play([
      tells([onPlan('plus'), stop({ until: later(30 * minute) })]),
      tells({ kind: 'composer', task: 'video', visit: 'v1' }, { watch: 'composer', phase: 'opened' }),
    ]);
    // The toolbar speaks of it for five minutes, the popup for fifteen.
    expect(next(snapshot, later(0))).toBe(later(5 * minute));
    expect(next(snapshot, later(5 * minute))).toBe(later(15 * minute));
    expect(next(snapshot, later(15 * minute))).toBe(later(30 * minute));
  });

  test('is none where nothing is waiting, or a window has not started', () => {
    expect(next(emptySnapshot, later(0))).toBeNull();
    const idle = play([tells(fiveHours(0, { resetsAt: later(5 * hour) }))]).snapshot;
    expect(next(idle, later(0))).toBeNull();
  });
});

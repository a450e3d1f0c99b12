import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { catchUp } from '@/core/app/catch-up.ts';
import type { Event } from '@/core/app/events.ts';
import { rebuild } from '@/core/app/rebuild.ts';
import { record } from '@/core/app/record.ts';
import { emptySnapshot } from '@/core/domain/account.ts';
import { defaultSettings } from '@/core/domain/settings.ts';
import { hour, minute } from '@/core/domain/time.ts';
import { snapshotSchema } from '@/core/platform/stored.ts';
import { histories } from './histories.ts';
import { born, lived, readBack, rebuilding, stretchesOf } from './life.ts';
import {
  ann,
  bea,
  credits,
  facts,
  fiveHours,
  later,
  notifying,
  offset,
  play,
  rowsOf,
  sole,
  task,
  tells,
  weekly,
} from './story.ts';

describe('the events that were kept', () => {
  test('give the very accounts that were there, whatever has happened, and in whatever pieces they are taken in', () => {
    fc.assert(
      fc.property(histories, fc.double({ min: 0, max: 1, noNaN: true }), (steps, cut) => {
        const life = steps.reduce(lived, born);
        const events = readBack(stretchesOf(life.rows));
        const half = Math.floor(events.length * cut);
        const begun = rebuild(emptySnapshot, events.slice(0, half), rebuilding(life.settings));
        const stored = snapshotSchema.parse(structuredClone(begun));
        const again = rebuild(stored, events.slice(half), rebuilding(life.settings));
        expect(again.accounts).toEqual(life.snapshot.accounts);
      }),
      { numRuns: 100 },
    );
  }, 60_000);

  test('are none where nothing has changed: the same sightings twice, and those that say nothing', () => {
    const reads = [
      tells([weekly(60), credits(500)]),
      tells(task('t1', 'started'), { at: later(minute), watch: 'agent', phase: 'event' }),
      tells([], { at: later(2 * minute) }),
    ];
    const once = play(reads);
    expect(rowsOf(once, 'events').map((one) => 'watch' in one && one.watch)).toEqual(['numbers', 'agent']);
    expect(rowsOf(play(reads, { from: once.snapshot }), 'events')).toEqual([]);
  });

  test('hold what was entered when they came, not what is entered now', () => {
    const entered = { [`muse/${ann}`]: { monthly: 1_000, renewalDay: 1, at: later(0) } };
    const settings = { ...defaultSettings, entered };
    const told = play([tells(credits(100)), tells(credits(1_000), { at: later(hour) })], { settings });
    const again = rebuild(emptySnapshot, rowsOf(told, 'events'), rebuilding(defaultSettings));
    expect(sole(sole(again.accounts).balances).cycle.refilled).toBe(true);
    expect(again.accounts).toEqual(told.snapshot.accounts);
  });

  test('do not take a clock for set back that was not: it had crept back, unnoticed', () => {
    const talk = tells(task('t1', 'started', { task: 'chat' }), { at: later(-35 * minute), phase: 'event' });
    const before = play([talk, tells(credits(100), { account: bea }), tells([], { at: later(-minute) })]);
    const woke = catchUp(before.snapshot, defaultSettings, { now: later(-2.5 * minute), offset });
    const events = [...rowsOf(before, 'events'), ...rowsOf(woke, 'events')];
    expect(events.map(({ what }) => what)).toEqual(['heard', 'heard', 'woke']);
    const again = rebuild(emptySnapshot, events, rebuilding(defaultSettings));
    expect(again.accounts).toEqual(woke.snapshot.accounts);
  });

  test('tell nothing again: what was said stays said', () => {
    const told = play([tells(weekly(50)), tells(weekly(85), { at: later(minute) })]);
    const again = rebuild(emptySnapshot, rowsOf(told, 'events'), rebuilding(notifying({})));
    const circumstances = { facts, settings: notifying({}), now: later(2 * minute) };
    const next = record(again, [tells(weekly(86), { at: later(2 * minute) })], circumstances);
    expect(told.notices).toHaveLength(1);
    expect(next.notices).toEqual([]);
  });
});

test('an event that cannot be taken in, and one of a service that is gone, cost only themselves', () => {
  const told = play([tells(fiveHours(10)), tells(fiveHours(20), { at: later(minute) })]);
  const broken = { what: 'heard', now: later(minute), provider: 'muse' } as unknown as Event;
  const [first, second] = rowsOf(told, 'events');
  if (first?.what !== 'heard' || second === undefined) throw new Error('two were read');
  const failures: unknown[] = [];
  const events = [first, broken, { ...first, provider: 'gone' }, second];
  const how = { ...rebuilding(defaultSettings), failed: (error: unknown) => failures.push(error) };
  const again = rebuild(emptySnapshot, events, how);
  expect(sole(sole(again.accounts).windows).used).toBe(20);
  expect(failures).toHaveLength(1);
});

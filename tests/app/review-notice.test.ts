import { describe, expect, test } from 'vitest';
import type { Review } from '@/core/domain/review.ts';
import type { Settings } from '@/core/domain/settings.ts';
import { day, hour, minute, week } from '@/core/domain/time.ts';
import { kennel } from './kennel.ts';
import { later, offset, plain } from './story.ts';

/** The stories begin at noon on a Sunday; Monday at nine is so much later. */
const monday = 21 * hour;
const weekly: Review = { days: [0], at: 9 * 60, since: 0 };
const wanting = (review: Partial<Review>, over: Partial<Settings> = {}): Settings => ({
  ...plain,
  ...over,
  review: { ...weekly, ...review },
});
const reviews = (shown: readonly string[]) => shown.filter((key) => key.startsWith('review'));
const first = 'review·2026-11-23T09:00';
const second = 'review·2026-11-30T09:00';
/** Somebody whose service was read on Sunday, and looks around again and again after that. */
async function reading(settings: Settings) {
  const pack = kennel({ settings });
  await pack.saw(['fine']);
  const wakeAt = async (ms: number) => {
    pack.pass(ms);
    await pack.dog.wake();
  };
  return { ...pack, wakeAt };
}

describe('a review', () => {
  test('is told at its time, once, however often the worker wakes', async () => {
    const { wakeAt, shown } = await reading(wanting({}));
    await wakeAt(monday - 1);
    expect(reviews(shown)).toEqual([]);
    await wakeAt(monday);
    await wakeAt(monday);
    await wakeAt(monday + 3 * hour);
    expect(reviews(shown)).toEqual([first]);
  });

  test('sets the alarm for its time, and for the next one afterwards', async () => {
    const { wakeAt, wakes } = await reading(wanting({}));
    await wakeAt(minute);
    expect(wakes.at(-1)).toBe(later(monday));
    await wakeAt(monday);
    // What is read comes back on Wednesday, before the next review.
    expect(wakes.at(-1)).toBe(later(3 * day));
    await wakeAt(4 * day);
    expect(wakes.at(-1)).toBe(later(monday + week));
  });

  test('says how things stand now, as the popup does', async () => {
    const { wakeAt, ledger } = await reading(wanting({}));
    await wakeAt(monday);
    expect(ledger.sent.get(first)).toEqual({
      title: 'Your review since November 16 is ready',
      message: 'Codex, weekly limit: 60% used, 40% left. It shows what it went on, and what lies ahead.',
    });
  });

  test('leaves out what was last read before', async () => {
    const { saw, wakeAt, ledger } = await reading(wanting({}));
    await saw(['begun'], { at: monday + day });
    await wakeAt(monday + week);
    expect(ledger.sent.get(second)?.message).toBe('It shows what it went on, and what lies ahead.');
  });

  test('of a time that the machine slept through is told when it wakes, and of several one', async () => {
    const { saw, wakeAt, shown } = await reading(wanting({}));
    await saw(['fine'], { at: monday + day });
    await wakeAt(monday + week + 2 * day);
    await wakeAt(monday + week + 2 * day + hour);
    expect(reviews(shown)).toEqual([second]);
  });

  test('is told by the first page that is seen after it, should nothing else wake the worker', async () => {
    const { saw, shown } = await reading(wanting({}));
    await saw(['fine'], { at: monday + hour });
    await saw(['fine'], { at: monday + 2 * hour });
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(reviews(shown)).toEqual([first]);
  });

  test('is told twice a week to who wants that', async () => {
    const { saw, wakeAt, shown } = await reading(wanting({ days: [0, 3] }));
    await wakeAt(monday);
    await saw(['fine'], { at: monday + day });
    await wakeAt(monday + 3 * day);
    expect(reviews(shown)).toEqual([first, 'review·2026-11-26T09:00']);
  });
});

describe('nothing is told', () => {
  test('where nothing was read since the review before, also if something is read right after', async () => {
    const { saw, wakeAt, shown } = await reading(wanting({}));
    await wakeAt(monday);
    await saw(['fine'], { at: 3 * week });
    await wakeAt(3 * week + hour);
    expect(reviews(shown)).toEqual([first]);
    await wakeAt(monday + 3 * week);
    expect(reviews(shown)).toEqual([first, 'review·2026-12-14T09:00']);
  });

  test.each<[string, Settings]>([
    ['to who wants none', wanting({ days: [] })],
    ['of a time before it was chosen', wanting({ since: later(monday + minute) })],
    ['of services that are not watched any more', wanting({}, { stopped: ['muse'] })],
  ])('%s', async (_, settings) => {
    const pack = kennel({ settings: { ...settings, stopped: [] } });
    await pack.saw(['fine']);
    const dog = kennel({ settings, from: pack.ledger.snapshot });
    dog.pass(monday + hour);
    await dog.dog.wake();
    expect(dog.shown).toEqual([]);
  });

  test('of times before the first look: not after the installation, not after an update', async () => {
    const pack = kennel({ settings: wanting({}) });
    await pack.saw(['fine'], { at: -day });
    const older = { ...pack.ledger.snapshot, reviewedAt: null };
    const { dog, pass, saw, shown } = kennel({ settings: wanting({}), from: older });
    pass(monday + hour);
    await dog.wake();
    expect(reviews(shown)).toEqual([]);
    await saw(['fine'], { at: monday + day });
    pass(monday + week);
    await dog.wake();
    expect(reviews(shown)).toEqual([second]);
  });
});

test('another life of the worker goes on where the last one ended', async () => {
  const { wakeAt, ledger, shown } = await reading(wanting({}));
  await wakeAt(monday - hour);
  const told = [...shown];
  for (const ms of [monday, monday + hour]) {
    const { dog, pass, shown: again } = kennel({ settings: wanting({}), record: async () => ledger.record });
    pass(ms);
    await dog.wake();
    told.push(...again);
  }
  expect(told).toEqual([first]);
});

test('on a journey to the west, where the same time comes again, it is told once', async () => {
  let ahead = 9 * 60;
  const pack = kennel({ settings: wanting({}), offsetAt: () => ahead });
  await pack.saw(['fine']);
  pack.pass(monday);
  await pack.dog.wake();
  ahead = offset;
  pack.pass(monday + hour);
  await pack.dog.wake();
  expect(reviews(pack.shown)).toEqual([first]);
});

test('a clock that was a year ahead keeps no review back', async () => {
  const { wakeAt, shown, saw } = await reading(wanting({}));
  await wakeAt(370 * day);
  await wakeAt(hour);
  await saw(['fine'], { at: 2 * hour });
  await wakeAt(monday);
  expect(reviews(shown)).toContain(first);
});

describe('in a silence', () => {
  test('it waits for the end, and is told beside what else has waited', async () => {
    const quietHours = { on: true, from: 8 * 60, to: 11 * 60 };
    const { wakeAt, shown } = await reading(wanting({}, { quietHours }));
    await wakeAt(monday);
    expect(shown).toEqual([]);
    await wakeAt(monday + 2 * hour);
    await wakeAt(monday + 3 * hour);
    expect(reviews(shown)).toEqual([first]);
  });

  test('and while everything is paused, it is not told', async () => {
    const { ledger } = await reading(wanting({}));
    const { dog, pass, shown } = kennel({ settings: wanting({}, { paused: true }), record: async () => ledger.record });
    pass(monday);
    await dog.wake();
    expect([shown, [...ledger.due.keys()]]).toEqual([[], [first]]);
  });
});

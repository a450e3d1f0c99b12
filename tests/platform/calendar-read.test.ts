import fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, test } from 'vitest';
import { type CalendarEntry, calendarEntries } from '@/core/app/dashboard/calendar.ts';
import { emptySnapshot } from '@/core/domain/account.ts';
import { addLot } from '@/core/domain/lot-entries.ts';
import { defaultSettings, type Settings } from '@/core/domain/settings.ts';
import { day, type EpochMs, minute } from '@/core/domain/time.ts';
import { calendarText } from '@/core/platform/calendar.ts';
import { offsetAt } from '@/core/platform/clock.ts';
import { wordsFor } from '@/core/words/words.ts';
import { muse, zone } from '../app/looking.ts';
import { accountOf, ann, credits, later, noon, play, tells } from '../app/story.ts';

/* A calendar file, read by a library that had no part in writing it. */

const stamp = Date.parse('2026-11-22T20:00:07Z');

async function readBy(entries: readonly CalendarEntry[]) {
  const file = await calendarText(entries, stamp);
  const calendar = new ICAL.Component(ICAL.parse(file));
  const events = calendar.getAllSubcomponents('vevent').map((one) => ({ event: new ICAL.Event(one), one }));
  return { file, calendar, events };
}

/** A local date, as people write it. */
const dateOf = (at: EpochMs) => {
  const local = new Date(at);
  return [local.getFullYear(), local.getMonth() + 1, local.getDate()] as const;
};

const text = fc
  .string({ unit: 'grapheme', maxLength: 200 })
  .filter((one) => !/[\p{Cc}\p{Cs}]/u.test(one))
  .map((one) => `t${one}`);
const anyText = fc.oneof(
  text,
  fc.constantFrom('「Muse」：500クレジットがあと1か月で失効します；', 'a, b; c\\d "e" \\n f', '日本'.repeat(60)),
);
const entry = fc.record({
  uid: fc.uuid(),
  at: fc.integer({ min: noon, max: later(1_500 * day) }),
  wholeDay: fc.boolean(),
  title: anyText,
  text: anyText,
});

describe('another reader of calendars', () => {
  test('finds in the file what was put in: ids, texts, moments in UTC, days as days, and when it was made', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(entry, { maxLength: 5, selector: ({ uid }) => uid }), async (entries) => {
        const { file, calendar, events } = await readBy(entries);
        expect(calendar.getFirstPropertyValue('version')).toBe('2.0');
        expect(events).toHaveLength(entries.length);
        for (const [n, { event, one }] of events.entries()) {
          const put = entries[n] as CalendarEntry;
          expect([event.uid, event.summary, event.description]).toEqual([put.uid, put.title, put.text]);
          const made = one.getFirstPropertyValue('dtstamp') as ICAL.Time;
          expect([made.zone?.tzid, made.toUnixTime()]).toEqual(['UTC', Math.floor(stamp / 1_000)]);
          const [start, end] = [event.startDate, event.endDate];
          expect(start.isDate).toBe(put.wholeDay);
          if (put.wholeDay) {
            expect([start.year, start.month, start.day]).toEqual(dateOf(put.at));
            expect(end.subtractDate(start).toSeconds()).toBe(day / 1_000);
          } else {
            expect([start.zone?.tzid, start.toUnixTime()]).toEqual(['UTC', Math.floor(put.at / 1_000)]);
            expect(end.subtractDate(start).toSeconds()).toBe((15 * minute) / 1_000);
          }
        }
        for (const line of file.split('\r\n')) expect(Buffer.byteLength(line), line).toBeLessThanOrEqual(75);
        expect(file.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
      }),
      { numRuns: 80 },
    );
  });

  test('is not merely patient: it refuses what is no calendar', () => {
    expect(() => ICAL.parse('BEGIN:VCALENDAR\r\nVERSION:2.0\r\n')).toThrow();
  });
});

const base = accountOf(play([tells(credits(900))]));
const lapsingAt = (expiresAt: EpochMs) => ({
  ...base,
  lots: addLot(base.lots, {
    ...{ id: 'entered:1:500', kind: 'purchased', by: 'entered', at: noon - day, credits: 500, price: null },
    expiresAt,
  }),
});
const ahead = (account: typeof base, now: EpochMs, settings: Settings = defaultSettings) =>
  calendarEntries({
    ...{ snapshot: { ...emptySnapshot, accounts: [account] }, services: [muse], settings, words: wordsFor('ja', zone) },
    conditions: { now, offset: offsetAt(now), offsetAt, online: true, noAccess: [], needsReload: [] },
  });

/** By the calendar on the wall: the same day of the month before, or that month’s last day. */
function monthBefore(at: EpochMs) {
  const [year, month, date] = dateOf(at);
  const [y, m] = month === 1 ? [year - 1, 12] : [year, month - 1];
  const leap = y % 4 === 0 && (y % 100 !== 0 || y % 400 === 0);
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][m - 1] ?? 0;
  return [y, m, Math.min(date, days)];
}

async function dayOf(entries: readonly CalendarEntry[], what: string) {
  const { events } = await readBy(entries.filter(({ uid }) => uid.includes(what)));
  const start = events[0]?.event.startDate;
  return start === undefined ? null : [start.year, start.month, start.day];
}

describe('a day in the calendar', () => {
  const anyEnd = fc.integer({ min: later(40 * day), max: later(900 * day) });
  const midnights = fc
    .tuple(fc.integer({ min: 41, max: 900 }), fc.constantFrom(0, 29, 59, 23 * 60 + 1, 23 * 60 + 59))
    .map(([days, minutes]) => +new Date(2026, 10, 22 + days, 0, minutes));
  // 2028 has a 29 February; months of 28 to 31 days, the last ones of each, and clocks that are changed in between.
  const ends = fc.oneof(
    anyEnd,
    midnights,
    fc.constantFrom(
      ...[
        [2027, 2, 31],
        [2027, 2, 28],
        [2028, 2, 31],
        [2028, 2, 29],
        [2027, 11, 31],
        [2028, 0, 31],
        [2027, 4, 31],
      ].map(([y = 0, m, d]) => +new Date(y, m ?? 0, d, 12)),
    ),
  );

  test('is one calendar month before credits lapse, whatever the month, and wherever the clocks are changed', async () => {
    await fc.assert(
      fc.asyncProperty(ends, async (at) => {
        expect(await dayOf(ahead(lapsingAt(at), noon), 'month-before')).toEqual(monthBefore(at));
      }),
      { numRuns: 200 },
    );
  });

  test('is the day of the renewal that somebody has entered, also when the clocks are changed before it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 31 }), fc.integer({ min: 0, max: 800 }), async (wanted, days) => {
        const now = later(days * day);
        const entered = { [`muse/${ann}`]: { renewalDay: wanted, monthly: null, at: 0 } };
        const [year = 0, month = 0, date] =
          (await dayOf(ahead(base, now, { ...defaultSettings, entered }), 'renewal')) ?? [];
        expect(date).toBe(Math.min(wanted, new Date(year, month, 0).getDate()));
      }),
      { numRuns: 200 },
    );
  });

  test('keeps its id when the same is exported again, later and in another language', () => {
    const at = later(300 * day);
    const ids = (now: EpochMs) => ahead(lapsingAt(at), now).map(({ uid }) => uid);
    expect(ids(noon)).toEqual(ids(later(90 * day)));
  });
});

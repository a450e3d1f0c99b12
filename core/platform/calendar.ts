import type { EventAttributes } from 'ics';
import { type CalendarEntry, foldedLines } from '../app/dashboard/calendar.ts';
import type { EpochMs } from '../domain/time.ts';
import { now } from './clock.ts';

/** A calendar file of these entries; `null` where it could not be written. The library is loaded when it is wanted. */
export async function calendarText(entries: readonly CalendarEntry[], at: EpochMs): Promise<string | null> {
  const { createEvents } = await import('ics');
  const { value } = createEvents(
    entries.map((entry) => attributes(entry, at)),
    { productId: '-//Nokori//Nokori//EN', method: 'PUBLISH' },
  );
  return value === null ? null : foldedLines(value);
}

/** Moments in UTC; whole days as local dates, which are the same day wherever the calendar is opened. */
function attributes({ uid, at, wholeDay, title, text }: CalendarEntry, stamp: EpochMs): EventAttributes {
  const common = { uid, title, description: text, transp: 'TRANSPARENT', ...{ timestamp: stamp } } as const;
  if (!wholeDay) return { ...common, start: at, duration: { minutes: 15 } };
  return { ...common, start: dateOf(at, 0), end: dateOf(at, 1) };
}

function dateOf(at: EpochMs, later: number): [number, number, number] {
  const local = new Date(at);
  const date = new Date(local.getFullYear(), local.getMonth(), local.getDate() + later);
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()];
}

/** Saves a calendar as a file, without asking for any permission: the page links to its own bytes. */
export async function saveCalendar(entries: readonly CalendarEntry[]): Promise<boolean> {
  const text = await calendarText(entries, now());
  if (text === null) return false;
  const url = URL.createObjectURL(new Blob([text], { type: 'text/calendar;charset=utf-8' }));
  const link = Object.assign(document.createElement('a'), { href: url, download: 'nokori.ics' });
  link.click();
  // The download has its bytes by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  return true;
}

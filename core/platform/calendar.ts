import type { IcsEvent } from 'ts-ics';
import { type CalendarEntry, foldedLines } from '../app/dashboard/calendar.ts';
import { type EpochMs, minute } from '../domain/time.ts';
import { now } from './clock.ts';

/** A calendar file of these entries. The library is loaded when it is wanted. */
export async function calendarText(entries: readonly CalendarEntry[], at: EpochMs): Promise<string> {
  const { generateIcsCalendar } = await import('ts-ics');
  const events = entries.map((entry) => eventOf(entry, at));
  return foldedLines(
    generateIcsCalendar({ version: '2.0', prodId: '-//Nokori//Nokori//EN', method: 'PUBLISH', events }),
  );
}

/** Moments in UTC; whole days as local dates, which are the same day wherever the calendar is opened. */
function eventOf({ uid, at, wholeDay, title, text }: CalendarEntry, stamp: EpochMs): IcsEvent {
  const common = { uid, summary: inLine(title), description: inLine(text), stamp: { date: new Date(stamp) } };
  const [start, end] = wholeDay
    ? [dateOf(at, 0), dateOf(at, 1)]
    : [{ date: new Date(at) }, { date: new Date(at + 15 * minute) }];
  return { ...common, timeTransparent: 'TRANSPARENT', start, end };
}

/** Without signs that end a line: the library lets a lone CR through, and what is behind it would be a line of the file. */
const inLine = (text: string) => text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ');

/** The library takes a day as its midnight in UTC. */
function dateOf(at: EpochMs, later: number): IcsEvent['start'] {
  const local = new Date(at);
  return { type: 'DATE', date: new Date(Date.UTC(local.getFullYear(), local.getMonth(), local.getDate() + later)) };
}

/** Saves a calendar as a file, without asking for any permission: the page links to its own bytes. */
export async function saveCalendar(entries: readonly CalendarEntry[]): Promise<boolean> {
  const text = await calendarText(entries, now());
  const url = URL.createObjectURL(new Blob([text], { type: 'text/calendar;charset=utf-8' }));
  const link = Object.assign(document.createElement('a'), { href: url, download: 'nokori.ics' });
  link.click();
  // The download has its bytes by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  return true;
}

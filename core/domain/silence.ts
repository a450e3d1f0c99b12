import { day, type EpochMs, hour, localMidnight, type Ms, minute, nextWallClock } from './time.ts';
import type { WarningKind } from './warning.ts';

/** Minutes that local time is ahead of UTC at a moment. */
type OffsetAt = (at: EpochMs) => number;

/** Hours of the local day in which nothing is told, in minutes after midnight. Where `to` comes before `from`, it is on the next day. */
export type QuietHours = { readonly on: boolean; readonly from: number; readonly to: number };

export type Silence = {
  readonly quietHours: QuietHours;
  /** Until when somebody wants to hear nothing, whatever the hour. */
  readonly snoozedUntil: EpochMs | null;
};

/** The longest silence one can ask for ends on the next day; one that seems longer comes from a clock that was wrong. */
const longestSnooze: Ms = 2 * day;
/** Whoever is up later than midnight still calls what comes after sleeping tomorrow. */
const dayBegins: Ms = 4 * hour;
/** When "tomorrow morning" is. */
const morning = 8;

/** Notices that answer what a person is doing at this moment: later they would be worth nothing. */
const answers: readonly WarningKind[] = ['heavy-task'];
export const isAnswer = (kind: WarningKind): boolean => answers.includes(kind);

/** When the present silence ends; `null`: there is none. A snooze that ends within quiet hours is followed by them. */
export function silentUntil({ quietHours, snoozedUntil }: Silence, now: EpochMs, offsetAt: OffsetAt): EpochMs | null {
  const snooze = snoozeUntil(snoozedUntil, now);
  return endOfHours(quietHours, snooze ?? now, offsetAt) ?? snooze;
}

/** The end of a snooze that holds now. */
export function snoozeUntil(until: EpochMs | null, now: EpochMs): EpochMs | null {
  return until !== null && until > now && until - now <= longestSnooze ? until : null;
}

/** When a silence that begins now is to end: in an hour, or on the next morning. */
export function snoozeEnd(how: 'hour' | 'tomorrow', now: EpochMs, offsetAt: OffsetAt): EpochMs {
  if (how === 'hour') return now + hour;
  const tomorrow = localMidnight(now - dayBegins, offsetAt(now)) + day;
  return onTheWall(tomorrow, morning * 60, offsetAt(now), offsetAt);
}

/** When the quiet hours in which a moment lies are over; `null`: it lies in none. */
function endOfHours({ on, from, to }: QuietHours, at: EpochMs, offsetAt: OffsetAt): EpochMs | null {
  if (!on || from === to) return null;
  const offset = offsetAt(at);
  const time = (at - localMidnight(at, offset)) / minute;
  const within = from < to ? time >= from && time < to : time >= from || time < to;
  return within ? onTheWall(at, to, offset, offsetAt) : null;
}

/** When the wall clock next shows a time, in minutes after midnight, although the clocks may be changed before. */
function onTheWall(after: EpochMs, time: number, offset: number, offsetAt: OffsetAt): EpochMs {
  const guess = nextWallClock(0, time, after, offset);
  if (offsetAt(guess) === offset) return guess;
  const moved = guess + (offset - offsetAt(guess)) * minute;
  // A time that is skipped has come once the clock has been put forward.
  return moved > after && offsetAt(moved) === offsetAt(guess) ? moved : guess;
}

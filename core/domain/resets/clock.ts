import { day, type EpochMs, hour, type Ms, minute } from '../time.ts';
import { type Arc, type Calendar, cycleOf, monthly } from './calendar.ts';
import type { ClockRule } from './rule.ts';
import type { Span } from './span.ts';
import type { OffsetAt } from './zone.ts';

/** The calendar of a rule in real time (UTC ms). `offsetAt`: minutes the account's zone is ahead of UTC. */
export function clockOf(rule: ClockRule, offsetAt: OffsetAt): Calendar {
  switch (rule) {
    case 'daily-utc':
      return cycleOf(day);
    case 'daily-local':
      return onTheWall(cycleOf(day), offsetAt);
    case 'monthly-utc':
      return monthly;
    case 'monthly-local':
      return onTheWall(monthly, offsetAt);
    case 'thirty-days':
      return cycleOf(30 * day);
  }
}

/** The same calendar, read off a wall clock, whose days have 23 or 25 hours twice a year. */
function onTheWall(calendar: Calendar, offsetAt: OffsetAt): Calendar {
  const ahead = (at: EpochMs): Ms => {
    const offset = offsetAt(at) * minute;
    return Number.isFinite(offset) ? offset : 0;
  };
  return {
    ...calendar,
    phasesWithin: (span) => phasesOnTheWall(calendar, span, ahead),
    next: (phase, after) => {
      let local = calendar.next(phase, after + ahead(after) - 3 * hour);
      // A wall time may come before the moment it follows on the wall: skip on, at most twice.
      for (let turn = 0; turn < 3 && realTime(local, ahead) <= after; turn++) local = calendar.next(phase, local);
      return Math.max(realTime(local, ahead), after + 1);
    },
  };
}

function phasesOnTheWall(calendar: Calendar, { after, upTo }: Span, ahead: (at: EpochMs) => Ms): readonly Arc[] {
  const [before, behind] = [ahead(after), ahead(upTo)];
  const end = upTo + behind;
  // Where the clock was put back, the hour that comes twice counts the first time.
  const latest = behind < before ? Math.max(end, changeIn({ after, upTo }, ahead) + before) : end;
  const begin = after + before;
  return latest > begin ? calendar.phasesWithin({ after: begin, upTo: latest }) : [];
}

/** When the clock was changed within a span, to the millisecond. */
function changeIn({ after, upTo }: Span, ahead: (at: EpochMs) => Ms): EpochMs {
  const before = ahead(after);
  let [low, high] = [after, upTo];
  for (let turn = 0; turn < 48 && high - low > 1; turn++) {
    const middle = Math.floor((low + high) / 2);
    if (ahead(middle) === before) low = middle;
    else high = middle;
  }
  return high;
}

/** A wall time as a moment: the first of two, and where it was skipped as much later as was skipped. */
function realTime(local: EpochMs, ahead: (at: EpochMs) => Ms): EpochMs {
  const [before, behind] = [ahead(local - day), ahead(local + day)];
  if (ahead(local - before) === before) return local - before;
  return ahead(local - behind) === behind ? local - behind : local - before;
}

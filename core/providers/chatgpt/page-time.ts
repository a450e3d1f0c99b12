import { day, type EpochMs, minute, nextWallClock } from '../../domain/time.ts';

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/**
 * A reset time as ChatGPT's usage page words it (English 2025-12 and 2026-06, Japanese 2025-12 to 2026-08):
 * `2:15 PM`, `today at 2:15 PM`, `tomorrow at 2:15 PM`, `Fri at 9:00 AM`, `Jun 16, 2026 2:13 AM`, `17:16`,
 * `2026/03/19 4:55`, `8月20日 14:25`. `offset` is the page's zone, minutes ahead of UTC. `null` for anything else.
 */
export function readPageTime(told: string, now: EpochMs, offset: number): EpochMs | null {
  const words = told.trim();
  const clock = clockOf(words);
  if (clock === null) return null;
  const local = new Date(now + offset * minute);
  const [year, month] = [local.getUTCFullYear(), local.getUTCMonth()];
  const at = (y: number, m: number, d: number) => Date.UTC(y, m, d, clock.hours, clock.minutes) - offset * minute;

  const english = /^([a-z]{3})[a-z]* (\d{1,2}),? (\d{4})\b/i.exec(words);
  if (english !== null) {
    const m = months.indexOf((english[1] ?? '').toLowerCase());
    return m === -1 ? null : at(Number(english[3]), m, Number(english[2]));
  }
  const numeric = /^(\d{4})\/(\d{1,2})\/(\d{1,2})\b/.exec(words);
  if (numeric !== null) return at(Number(numeric[1]), Number(numeric[2]) - 1, Number(numeric[3]));
  const japanese = /^(\d{1,2})月(\d{1,2})日/.exec(words);
  if (japanese !== null) {
    const m = Number(japanese[1]) - 1;
    const turn = m < month - 6 ? 1 : m > month + 6 ? -1 : 0;
    return at(year + turn, m, Number(japanese[2]));
  }
  if (/^tomorrow\b/i.test(words)) return at(year, month, local.getUTCDate() + 1);
  const weekday = weekdays.indexOf(words.slice(0, 3).toLowerCase());
  if (weekday !== -1) {
    const on = at(year, month, local.getUTCDate() + weekday - local.getUTCDay());
    return on > now ? on : on + 7 * day;
  }
  if (!/^(today at )?\d{1,2}:\d{2}( ?[ap]\.?m\.?)?$/i.test(words)) return null;
  return nextWallClock(clock.hours, clock.minutes, now, offset);
}

function clockOf(words: string): { hours: number; minutes: number } | null {
  const clock = /(\d{1,2}):(\d{2})(?: ?([ap])\.?m\.?)?$/i.exec(words);
  if (clock === null) return null;
  const half = (clock[3] ?? '').toLowerCase();
  const hours = (Number(clock[1]) % (half === '' ? 24 : 12)) + (half === 'p' ? 12 : 0);
  return Number(clock[2]) < 60 ? { hours, minutes: Number(clock[2]) } : null;
}

import type { AccountState } from '../domain/account.ts';
import type { Forecast } from '../domain/forecast/forecast.ts';
import { perDayOf } from '../domain/forecast/per-day.ts';
import { earnedAccuracy } from '../domain/forecast/record.ts';
import { lastsVerdict } from '../domain/forecast/verdict.ts';
import { day, type EpochMs, hour, type Ms } from '../domain/time.ts';
import type { Level } from '../domain/warning.ts';
import { quantity } from '../words/names.ts';
import { rounded } from '../words/warnings.ts';
import type { Words } from '../words/words.ts';
import { forecastFor } from './forecasts.ts';

/** An amount a day in words, until which day, and what went today, where that is known. */
export type Daily = { readonly amount: string; readonly date: string; readonly today: string | null };

/** Whether it lasts, in one line; and on demand what that rests on. */
export type Lasting = {
  readonly text: string;
  readonly level: Level;
  /** In how long it will probably be used up, if that is before it comes back. */
  readonly runsOutIn: Ms | null;
  readonly evidence: readonly string[];
  /** How much a day lasts until the day it comes back; `null` where that is not more than a day ahead. */
  readonly daily: Daily | null;
  /** The numbers all of this is said of. */
  readonly forecast: Forecast;
};

/** Below this nothing has been used yet that a forecast could rest on: percent, and share of the window. */
const begun = 2;
export const begunElapsed = 0.05;

/** `whole`: the cycle's credits, where a percentage stands for an amount. */
export function lastingOf(
  account: AccountState,
  meter: string,
  whole: number | null,
  words: Words,
  now: EpochMs,
  accounts: readonly AccountState[] = [],
): Lasting | null {
  const known = account.forecasts.find((one) => one.meter === meter);
  const seen = forecastFor(account, meter, now, accounts);
  if (known === undefined || seen === null || seen.used < begun || seen.used >= 99.5) return null;
  if (seen.elapsed < begunElapsed) return null;
  const told = verdictText(seen, words, now);
  if (told === null) return null;
  const count = known.state.finals.length;
  const ends = { low: words.percent(seen.p10), high: words.percent(seen.p90) };
  const range = count === 0 ? words.t('forecast.range-new', ends) : words.t('forecast.range', { ...ends, count });
  const earned = earnedAccuracy(known.state.record);
  const accuracy =
    earned === null
      ? words.t('forecast.no-accuracy')
      : words.t('forecast.accuracy', {
          count: earned.count,
          points: Math.round(earned.typicalError),
          held: words.percent((100 * earned.held) / earned.count),
        });
  const daily = dailyOf(
    seen,
    now - known.today.midnight < day ? known.today.used : null,
    known.today.midnight,
    whole,
    words,
  );
  const evidence = [...(daily === null ? [] : [perDayText(daily, words)]), range, accuracy];
  return { ...told, evidence, daily, forecast: seen };
}

type Said = Pick<Lasting, 'text' | 'level' | 'runsOutIn'>;

function verdictText(seen: Forecast, words: Words, now: EpochMs): Said | null {
  const verdict = lastsVerdict(seen);
  if (verdict.kind === 'lasts') return { text: words.t('forecast.lasts'), level: 'none', runsOutIn: null };
  if (verdict.kind === 'tight') return { text: words.t('forecast.tight'), level: 'notice', runsOutIn: null };
  if (verdict.kind !== 'runs-out' || verdict.at === null) return null;
  const moment = words.moment(verdict.at.p50, now);
  const before = seen.resetsAt - verdict.at.p50;
  return {
    text:
      seen.resetsAt - now <= day || before < hour
        ? words.t('forecast.runs-out', { moment, duration: words.duration(before) })
        : words.t('forecast.runs-out-later', { moment }),
    level: 'notice',
    runsOutIn: verdict.at.p50 - now,
  };
}

/** How much a day lasts until the reset, where there is more than a day to go. */
function dailyOf(
  { used, at, resetsAt }: Forecast,
  usedAtMidnight: number | null,
  midnight: EpochMs,
  whole: number | null,
  words: Words,
): Daily | null {
  if (resetsAt - at <= day) return null;
  const spread = perDayOf({ used, usedAtMidnight, limit: 100, now: at, midnight, resetsAt });
  if (spread === null) return null;
  const amount = (percent: number) =>
    whole === null
      ? words.t('forecast.percent', { number: words.amount(Math.max(0.1, Math.round(percent * 10) / 10)) })
      : quantity(words, rounded((percent / 100) * whole), 'credits');
  return {
    amount: amount(spread.perDay),
    date: words.date(resetsAt),
    today: spread.usedToday === null ? null : amount(spread.usedToday),
  };
}

function perDayText({ amount, date, today }: Daily, words: Words): string {
  return today === null
    ? words.t('forecast.per-day', { amount, date })
    : words.t('forecast.per-day-used', { amount, date, today });
}

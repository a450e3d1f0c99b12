import type { EpochMs } from '../../core/domain/time.ts';
import type { Words } from '../../core/words/words.ts';
import type { Measure } from './measure.ts';
import { type Box, isKnown, type Stop } from './points.ts';
import type { TableData } from './table.tsx';

export type BarsData = {
  readonly name: string;
  readonly words: Words;
  readonly measure: Measure;
  readonly period: 'hour' | 'day' | 'week' | 'month';
  /** What the amounts are of, from the bottom up. */
  readonly series: readonly { readonly key: string; readonly name: string }[];
  /** By the beginning of their period; `parts` by the keys of `series` alone, `null` where nothing was recorded. */
  readonly bars: readonly { readonly at: EpochMs; readonly parts: Readonly<Record<string, number>> | null }[];
};

/** What cannot be drawn (unknown, or below zero) counts as nothing. */
export const amountOf = (parts: Readonly<Record<string, number>>, key: string) => {
  const value = parts[key];
  return isKnown(value) ? Math.max(0, value) : 0;
};
export const totalOf = (series: BarsData['series'], parts: Readonly<Record<string, number>> | null) =>
  parts === null ? null : series.reduce((sum, { key }) => sum + amountOf(parts, key), 0);

/** The same in words: a place for the cursor and a row for each period. */
export function numbersOf(
  data: BarsData,
  bars: BarsData['bars'],
  boxOf: (at: EpochMs) => Box,
): { readonly stops: readonly Stop[]; readonly table: TableData } {
  const { words, measure, series, period } = data;
  const { t } = words;
  const head = (at: EpochMs) => {
    if (period === 'hour') return words.t('time.date-and-clock', { date: words.date(at), clock: words.clock(at) });
    if (period === 'month') return words.monthAndYear(at);
    return period === 'week' ? t('chart.week-of', { date: words.dateAndYear(at) }) : words.dateAndYear(at);
  };
  const said = (value: number | undefined) => (isKnown(value) ? measure.say(value) : measure.say(0));
  const what = (parts: Readonly<Record<string, number>> | null) => {
    if (parts === null) return t('chart.unknown');
    const some = series.filter(({ key }) => amountOf(parts, key) > 0);
    const most = some.sort((a, b) => amountOf(parts, b.key) - amountOf(parts, a.key)).slice(0, 3);
    if (most.length === 0) return t('chart.nothing');
    const named = most.map(({ key, name }) => t('chart.part', { name, value: measure.brief(amountOf(parts, key)) }));
    const rest = some.length > most.length ? [t('chart.other')] : [];
    return t('chart.total-of', {
      total: measure.say(totalOf(series, parts) ?? 0),
      parts: words.list([...named, ...rest]),
    });
  };
  return {
    stops: bars.map(({ at, parts }) => {
      const box = boxOf(at);
      const say = () => t('chart.read-out', { when: head(at), what: what(parts) });
      return { say, x: (box.left + box.right) / 2, ys: [], box };
    }),
    table: {
      caption: data.name,
      columns: [t(`chart.${period}`), ...series.map(({ name }) => name), t('chart.total')],
      count: bars.length,
      rows: () =>
        bars.map(({ at, parts }) => ({
          ...{ key: `${at}`, head: head(at) },
          cells:
            parts === null
              ? [...series, null].map(() => t('chart.unknown'))
              : [...series.map(({ key }) => said(parts[key])), measure.say(totalOf(series, parts) ?? 0)],
        })),
    },
  };
}

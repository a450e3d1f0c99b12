import { scaleQuantize } from 'd3-scale';
import { hour } from '../../core/domain/time.ts';
import type { Words } from '../../core/words/words.ts';
import type { Measure } from './measure.ts';
import { type Box, isKnown, type Stop, smallest, within } from './points.ts';
import type { TableData } from './table.tsx';
import { textWidth } from './text-width.ts';
import { placed, type TimeTick } from './time-ticks.ts';

export type HeatData = {
  readonly name: string;
  readonly words: Words;
  readonly measure: Measure;
  /** Seven days from Monday on, of 24 hours each; `null` where nobody watched. */
  readonly hours: readonly (readonly (number | null)[])[];
};

/** 0: nothing used · 1 to 5: little to much · `null`: not known. */
export type Heat = 0 | 1 | 2 | 3 | 4 | 5 | null;
type Cell = { readonly key: string; readonly box: Box; readonly heat: Heat; readonly text: string };

export type HeatLayout = {
  readonly height: number;
  readonly box: Box;
  readonly cells: readonly Cell[];
  readonly across: readonly TimeTick[];
  readonly days: readonly { readonly y: number; readonly label: string }[];
  readonly stops: readonly Stop[];
  /** The hour in which most is used, in words. */
  readonly most: string | undefined;
  readonly table: TableData;
};

const days = [0, 1, 2, 3, 4, 5, 6] as const;
const hours = Array.from({ length: 24 }, (_, i) => i);
/** Some local midnight on a day without a clock change, to write the hours by. */
const midnight = new Date(2026, 0, 5).getTime();

/** The drawing of a week's hours `width` pixels wide; `null` where no hour is known. */
export function heatLayout(data: HeatData, width: number): HeatLayout | null {
  const { words, measure } = data;
  const valueAt = (d: number, h: number) => data.hours[d]?.[h] ?? null;
  const known = days.flatMap((d) => hours.map((h) => valueAt(d, h)).filter(isKnown));
  if (known.length === 0) return null;
  const highest = Math.max(...known);
  const heat = heatOf(highest);
  const names = days.map(words.weekday);
  const left = Math.max(...names.map((name) => textWidth(name))) + 10;
  const side = (width - left) / hours.length;
  const tall = within(side, 18, 26);
  const box = { left, right: width, top: 4, bottom: 4 + tall * days.length };
  const cells = days.flatMap((d) =>
    hours.map((h): Cell => {
      const value = valueAt(d, h);
      const [x, y] = [left + h * side, box.top + d * tall];
      const what = isKnown(value) ? measure.say(value) : words.t('chart.unknown');
      return {
        ...{ key: `${d}-${h}`, heat: isKnown(value) ? heat(value) : null },
        box: { left: x, right: x + side, top: y, bottom: y + tall },
        text: words.t('chart.read-out', { when: whenOf(words, names[d] ?? '', h), what }),
      };
    }),
  );
  return {
    ...{ height: box.bottom + 28, box, cells },
    across: hourTicks(words, (h) => left + (h + 0.5) * side, width),
    days: names.map((label, d) => ({ label, y: box.top + (d + 0.5) * tall })),
    most: cells.find((_, i) => valueAt(Math.floor(i / 24), i % 24) === highest)?.text,
    stops: cells.map(({ box, text }) => ({ say: () => text, x: (box.left + box.right) / 2, ys: [], box })),
    table: tableOf(data, names, valueAt),
  };
}

/** Five equal steps up to the highest value. Nothing is nothing: even little is more. */
function heatOf(most: number): (value: number) => Heat {
  if (most < smallest) return () => 0;
  const steps = scaleQuantize<Heat>().domain([0, most]).range([1, 2, 3, 4, 5]);
  return (value) => (value <= 0 ? 0 : steps(value));
}

const hourOf = (words: Words, h: number) => words.hour(midnight + (h % 24) * hour);

function whenOf(words: Words, day: string, h: number): string {
  return words.t('chart.weekly-hour', { day, from: hourOf(words, h), to: hourOf(words, h + 1) });
}

function hourTicks(words: Words, x: (h: number) => number, width: number): readonly TimeTick[] {
  for (const every of [2, 3, 6, 12]) {
    const ticks = placed(
      hours.filter((h) => h % every === 0).map((h) => ({ x: x(h), label: hourOf(words, h) })),
      width,
      10,
    );
    if (ticks !== null) return ticks;
  }
  return [];
}

/** Hours down, days across: seven columns still fit where 24 would not. */
function tableOf(
  { name, words, measure }: HeatData,
  names: readonly string[],
  valueAt: (d: number, h: number) => number | null,
): TableData {
  const said = (value: number | null) => (isKnown(value) ? measure.brief(value) : words.t('chart.unknown'));
  return {
    caption: name,
    columns: [words.t('chart.hour'), ...names],
    count: hours.length,
    rows: () =>
      hours.map((h) => ({
        ...{ key: `${h}`, head: hourOf(words, h) },
        cells: days.map((d) => said(valueAt(d, h))),
      })),
  };
}

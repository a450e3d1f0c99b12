import { scaleBand } from 'd3-scale';
import type { EpochMs } from '../../core/domain/time.ts';
import type { Words } from '../../core/words/words.ts';
import { amountOf, type BarsData, numbersOf, totalOf } from './bars-words.ts';
import { type Box, inOrder, type Stop } from './points.ts';
import type { TableData } from './table.tsx';
import { textWidth } from './text-width.ts';
import { placed, type TimeTick } from './time-ticks.ts';
import { type ValueScale, valueScale } from './value-scale.ts';

export type BarsLayout = {
  readonly height: number;
  readonly box: Box;
  readonly across: readonly TimeTick[];
  readonly up: ValueScale['ticks'];
  readonly bars: readonly Bar[];
  readonly stops: readonly Stop[];
  readonly table: TableData;
};
type Part = { readonly key: string; readonly fill: number; readonly y: number; readonly height: number };
type Bar = {
  readonly at: EpochMs;
  readonly x: number;
  readonly width: number;
  /** From the bottom up; `null` where nothing was recorded. */
  readonly parts: readonly Part[] | null;
  /** Its whole amount, where there is room for it. */
  readonly label: { readonly text: string; readonly y: number } | null;
};

const height = 236;
const top = 24;
const bottom = height - 28;
const widest = 40;
/** Between the parts of a bar, so that they can be told apart without colour. */
const seam = 1.5;

/** The drawing of stacked bars `width` pixels wide; `null` where nothing was recorded at all. */
export function barsLayout(data: BarsData, width: number): BarsLayout | null {
  const { series, measure, words } = data;
  const bars = inOrder(data.bars);
  if (bars.every(({ parts }) => parts === null) || series.length === 0) return null;
  const totals = bars.map(({ parts }) => totalOf(series, parts));
  const { y, ticks: up } = valueScale(
    totals.filter((total) => total !== null),
    top,
    bottom,
    measure,
  );
  const left = Math.max(0, ...up.map(({ label }) => textWidth(label))) + 10;
  const box = { left, right: Math.max(left + 1, width - 4), top, bottom };
  const band = scaleBand<EpochMs>(
    bars.map(({ at }) => at),
    [box.left, box.right],
  )
    .paddingInner(0.3)
    .paddingOuter(0.15);
  const wide = Math.min(widest, Math.max(1, band.bandwidth()));
  const middle = (at: EpochMs) => (band(at) ?? box.left) + band.bandwidth() / 2;
  const briefly = totals.map((total) => (total === null ? '?' : measure.brief(total)));
  const roomy = briefly.every((text) => textWidth(text) + 6 <= band.step());
  return {
    ...{ height, box, up },
    across: labelsOf(
      bars.map(({ at }) => ({ x: middle(at), label: edgeLabel(words, data.period, at) })),
      width,
    ),
    bars: bars.map(({ at, parts }, i) => ({
      ...{ at, x: middle(at) - wide / 2, width: wide },
      parts: parts === null ? null : stack(data, parts, y),
      label: roomy ? { text: briefly[i] ?? '', y: y(totals[i] ?? 0) - (totals[i] === null ? 20 : 6) } : null,
    })),
    ...numbersOf(data, bars, (at) => ({
      ...{ left: middle(at) - band.step() / 2, right: middle(at) + band.step() / 2 },
      ...{ top: top - 6, bottom },
    })),
  };
}

function stack({ series }: BarsData, parts: Readonly<Record<string, number>>, y: (value: number) => number): Part[] {
  let sum = 0;
  return series.flatMap(({ key }, fill) => {
    const value = amountOf(parts, key);
    if (value === 0) return [];
    const base = y(sum);
    sum += value;
    return [{ key, fill, y: y(sum), height: Math.max(0.5, base - y(sum) - seam) }];
  });
}

/** Every label, or every second, third … so that none touches the next. */
function labelsOf(all: readonly { x: number; label: string }[], width: number): readonly TimeTick[] {
  for (let every = 1; every < all.length; every++) {
    const ticks = placed(
      all.filter((_, i) => i % every === 0),
      width,
    );
    if (ticks !== null) return ticks;
  }
  return placed(all.slice(0, 1), width) ?? [];
}

function edgeLabel(words: Words, period: BarsData['period'], at: EpochMs): string {
  if (period === 'hour') return words.hour(at);
  if (period !== 'month') return words.shortDate(at);
  return new Date(at).getMonth() === 0 ? words.monthAndYear(at) : words.month(at);
}

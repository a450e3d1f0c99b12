import { scaleLinear } from 'd3-scale';
import type { Measure } from './measure.ts';
import { extentOf, smallest } from './points.ts';

export type ValueTick = { readonly y: number; readonly label: string };
export type ValueScale = { readonly y: (value: number) => number; readonly ticks: readonly ValueTick[] };

/** Pixels between two lines. */
const apart = 60;

/** Puts finite amounts between two heights. Always shows zero, so that heights can be compared. */
export function valueScale(values: readonly number[], top: number, bottom: number, measure: Measure): ValueScale {
  const [low, high] = extentOf([0, ...values]) ?? [0, 0];
  const y = scaleLinear()
    .domain([low, high - low < smallest ? low + 1 : high])
    .range([bottom, top])
    .nice(5);
  const ticks = y.ticks(Math.max(2, Math.round((bottom - top) / apart))).map((value) => ({
    y: y(value),
    label: measure.brief(value),
  }));
  return { y, ticks: ticks.filter(({ label }, i) => label !== ticks[i - 1]?.label) };
}

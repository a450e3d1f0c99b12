import { scaleLinear } from 'd3-scale';
import { type EpochMs, minute } from '../../core/domain/time.ts';
import type { Words } from '../../core/words/words.ts';
import type { Measure } from './measure.ts';
import { type Box, extentOf, isKnown, isMoment } from './points.ts';
import { textWidth } from './text-width.ts';
import { type TimeTick, timeTicks } from './time-ticks.ts';
import { type ValueTick, valueScale } from './value-scale.ts';

/** An amount at which something happens: what is allowed, or a share of it at which people are told. */
export type Level = { readonly kind: 'limit' | 'notice' | 'warning'; readonly value: number; readonly label: string };
/** Something that happened, or will. */
export type Mark = { readonly kind: 'reset' | 'grant'; readonly at: EpochMs };

/** Amounts over time, before they are drawn. Amounts in the unit of `measure`. */
export type Ground = {
  readonly words: Words;
  readonly measure: Measure;
  readonly levels: readonly Level[];
  readonly marks: readonly Mark[];
};
type Given = Ground & {
  readonly times: readonly EpochMs[];
  readonly values: readonly number[];
  readonly width: number;
};

/** The ground of a chart of amounts over time, in pixels. */
export type TimePlot = {
  readonly height: number;
  readonly box: Box;
  readonly x: (at: EpochMs) => number;
  readonly y: (value: number) => number;
  readonly across: readonly TimeTick[];
  readonly up: readonly ValueTick[];
  readonly levels: readonly (Level & { readonly y: number; readonly labelled: boolean })[];
  readonly marks: readonly (Mark & { readonly x: number })[];
};

const height = 236;
const top = 24;
const bottom = height - 28;
/** Marks and labels closer than this would run into each other. */
const markGap = 9;
const labelGap = 14;

export function timePlot({ words, measure, levels, marks, times, values, width }: Given): TimePlot {
  const known = levels.filter(({ value }) => isKnown(value));
  const { y, ticks: up } = valueScale([...values, ...known.map(({ value }) => value)], top, bottom, measure);
  const left = Math.max(0, ...up.map(({ label }) => textWidth(label))) + 10;
  const right = width - Math.max(2, ...known.map(({ label }) => textWidth(label))) - 8;
  const [from, to] = rangeOf(times);
  const x = scaleLinear()
    .domain([from, to])
    .range([left, Math.max(left + 1, right)]);
  const box = { left, right: Math.max(left + 1, right), top, bottom };
  const shown = marks.filter(({ at }) => isMoment(at) && at >= from && at <= to);
  return {
    ...{ height, box, x, y, up },
    across: timeTicks(from, to, x, width, words),
    levels: labelled(known.map((level) => ({ ...level, y: y(level.value) }))),
    marks: apart(shown.map((mark) => ({ ...mark, x: x(mark.at) }))),
  };
}

/** A single moment stands in the middle of an hour. */
function rangeOf(times: readonly EpochMs[]): readonly [EpochMs, EpochMs] {
  const [from, to] = extentOf(times.filter(isMoment)) ?? [0, 0];
  return to - from < minute ? [from - 30 * minute, to + 30 * minute] : [from, to];
}

/** The limit has its label in any case, the others where there is room. */
function labelled(levels: readonly (Level & { y: number })[]): TimePlot['levels'] {
  const first = [...levels].sort((a, b) => Number(b.kind === 'limit') - Number(a.kind === 'limit') || a.y - b.y);
  const taken: number[] = [];
  return first.map((level) => {
    const free = taken.every((y) => Math.abs(y - level.y) >= labelGap);
    if (free) taken.push(level.y);
    return { ...level, labelled: free };
  });
}

/** A year has a thousand resets of a short window: as many as can be told apart. */
function apart(marks: TimePlot['marks']): TimePlot['marks'] {
  const kept: (Mark & { readonly x: number })[] = [];
  for (const mark of [...marks].sort((a, b) => a.at - b.at)) {
    const before = kept.findLast(({ kind }) => kind === mark.kind);
    if (before === undefined || mark.x - before.x >= markGap) kept.push(mark);
  }
  return kept;
}

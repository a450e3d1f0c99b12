import { absorbUse } from '../../core/domain/forecast/absorb.ts';
import { type Around, outlooksOf, weightsOf } from '../../core/domain/forecast/forecast.ts';
import { type Outlook, probabilityUsedUp, probabilityWithin, quantileOf } from '../../core/domain/forecast/outlook.ts';
import { usedUp } from '../../core/domain/forecast/past.ts';
import type { Weights } from '../../core/domain/forecast/prior.ts';
import type { OpenWindow } from '../../core/domain/forecast/reading.ts';
import { type ForecastState, freshForecast } from '../../core/domain/forecast/state.ts';
import { type Cut, cutWindows, usedAt } from './cut.ts';
import { naive, type PastWindow, published } from './naive.ts';
import type { Row, Series, Trace } from './trace.ts';

/** A forecast and what came true. Percent used, moments in ms. */
export type Scored = {
  readonly series: Series;
  readonly resetsAt: number;
  readonly share: number;
  readonly used: number;
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
  readonly runsOut: number;
  readonly final: number;
  readonly ranOut: boolean;
  /** Where the outcome lies in the forecast distribution: between these two probabilities. */
  readonly pit: readonly [low: number, high: number];
  readonly others: Readonly<Record<string, number>>;
};

/** A forecast some hours ahead inside a window, whatever its end. Growth in percentage points. */
export type Ahead = {
  readonly series: Series;
  readonly resetsAt: number;
  readonly p50: number;
  readonly moved: number;
  readonly others: Readonly<Record<string, number>>;
};

/** A moment at which a window is asked about: `share` of it has passed, or `null`: what comes within one span. */
export type Question = {
  readonly at: number;
  readonly series: Series;
  readonly cut: Cut;
  readonly share: number | null;
  readonly past: readonly PastWindow[];
};

/** All that is known at that moment. */
export type Standing = {
  readonly used: number;
  readonly state: ForecastState;
  readonly window: OpenWindow;
  readonly around: Around;
};

/** What is believed of meters of a length before they say more. */
export type WeightsFor = (meter: Pick<ForecastState, 'length'>) => Weights;

const minute = 60_000;
const hour = 60 * minute;
const aYear = 366 * 24 * 60;
/** The shares of a window after which the definition asks. */
export const scoredShares: readonly number[] = [0.25, 0.5, 0.75];

/** Whether windows can be cut from a series: percent, of a known length of some hours, with resets. */
export const isScorable = ({ unit, minutes, rows }: Series): boolean =>
  unit === 'percent' &&
  minutes !== null &&
  minutes >= 200 &&
  minutes <= aYear &&
  rows.some(({ resetsAt }) => resetsAt !== null);

/** Feeds a trace reading by reading to the forecast the application uses, and asks it at the moments of the definition. */
export function runTrace(
  trace: Trace,
  weightsFor: WeightsFor = weightsOf,
): { readonly scored: readonly Scored[]; readonly ahead: readonly Ahead[] } {
  const scored: Scored[] = [];
  const ahead: Ahead[] = [];
  walk(trace, { shares: scoredShares, weightsFor }, (question, { used, state, window, around }) => {
    const { at, share, cut } = question;
    const outlookAt = outlooksOf(state, window, at, around, weightsFor(state));
    if (share === null) ahead.push(aheadOf(question, used, quantileOf(outlookAt(at + spanOf(cut)), 0.5)));
    else scored.push(scoredOf({ ...question, share }, used, outlookAt(window.resetsAt)));
  });
  return { scored, ahead };
}

type Walking = { readonly shares: readonly number[]; readonly weightsFor: WeightsFor };
type Answer = (question: Question, standing: Standing) => void;

/** Feeds a trace reading by reading, and stops at every moment that is asked about, with what is known then. */
export function walk(trace: Trace, { shares, weightsFor }: Walking, answer: Answer): void {
  const series = trace.series.filter(isScorable);
  const questions = series
    .flatMap((one) => questionsOf(one, cutWindows(one.rows, one.minutes ?? 0, trace.polled), trace.polled, shares))
    .sort((a, b) => a.at - b.at);
  const readings = series
    .flatMap((one) => one.rows.map((row) => ({ row, series: one })))
    .sort((a, b) => a.row.at - b.row.at);
  const states = new Map(series.map((one) => [one, freshForecast((one.minutes ?? 0) * minute)]));
  let next = 0;
  for (const question of questions) {
    for (; next < readings.length && (readings[next]?.row.at ?? 0) <= question.at; next++)
      take(states, readings[next], weightsFor);
    const standing = standingAt(question, states);
    if (standing !== null) answer(question, standing);
  }
}

function take(
  states: Map<Series, ForecastState>,
  reading: { readonly row: Row; readonly series: Series } | undefined,
  weightsFor: WeightsFor,
): void {
  if (reading === undefined) return;
  const { row, series } = reading;
  const state = states.get(series);
  if (state === undefined) return;
  const said = { at: row.at, used: row.value, resetsAt: row.resetsAt };
  states.set(series, absorbUse(state, said, aroundOf(series, states, row.at), weightsFor(state)));
}

function questionsOf(series: Series, cuts: readonly Cut[], polled: boolean, shares: readonly number[]): Question[] {
  const past: PastWindow[] = [];
  return cuts.flatMap((cut) => {
    const before = [...past];
    const asked = horizonsOf(cut, polled).map((at) => ({ at, series, cut, share: null, past: before }));
    if (cut.end !== 'natural') return asked;
    if (cut.final >= 2) past.push({ cut, final: cut.final });
    const atShares = shares.map((share) => ({
      at: cut.startsAt + share * cut.length,
      series,
      cut,
      share,
      past: before,
    }));
    return [...asked, ...atShares];
  });
}

export const spanOf = ({ length }: Cut) => (length <= 5 * hour ? hour : 24 * hour);

function horizonsOf(cut: Cut, polled: boolean): number[] {
  const span = spanOf(cut);
  const seen = polled || cut.end !== 'natural' ? (cut.points.at(-1)?.[0] ?? 0) : cut.resetsAt;
  const stop = Math.min(cut.stopsAt, cut.exhaustedAt ?? Number.POSITIVE_INFINITY, seen);
  const moments: number[] = [];
  for (let at = cut.startsAt + span; at + span <= stop + 1_000; at += span / 4) moments.push(at);
  return moments;
}

/** What is known where a forecast counts: something is used, and not yet all. */
function standingAt({ at, series, cut, share }: Question, states: ReadonlyMap<Series, ForecastState>): Standing | null {
  const used = usedAt(cut, at);
  const state = states.get(series);
  if (used === null || used >= 99.5 || state === undefined || (share !== null && used < 2)) return null;
  return { used, state, window: windowIn(state, cut, at, used), around: aroundOf(series, states, at) };
}

/** The window as the forecast follows it; where it lost sight of it, what the rows up to now say. */
function windowIn(state: ForecastState, cut: Cut, at: number, used: number): OpenWindow {
  const known = state.windows.findLast((one) => Math.abs(one.resetsAt - cut.resetsAt) < minute && one.used === used);
  if (known !== undefined) return known;
  const seen = cut.points.filter(([t]) => t <= at);
  const risenAt = seen.find(([, value]) => value >= used)?.[0] ?? null;
  return { resetsAt: cut.resetsAt, used, seenAt: seen.at(-1)?.[0] ?? at, risenAt, early: false, shown: [] };
}

function aroundOf(series: Series, states: ReadonlyMap<Series, ForecastState>, at: number): Around {
  const same: ForecastState[] = [];
  let stoppedUntil: number | null = null;
  for (const [other, state] of states) {
    if (other === series) continue;
    if (other.meter === series.meter && other.minutes === series.minutes) same.push(state);
    if (other.account !== series.account || productOf(other) !== productOf(series)) continue;
    const last = state.windows.at(-1);
    if (state.length > (series.minutes ?? 0) * minute && last && last.used >= usedUp && last.resetsAt > at)
      stoppedUntil = Math.max(stoppedUntil ?? 0, last.resetsAt);
  }
  return { siblings: same.map(({ finals }) => finals), burns: same.map(({ burn }) => burn), stoppedUntil };
}

const productOf = ({ meter }: Series) => meter.split('_')[0];

function scoredOf(
  { at, series, cut, share, past }: Question & { share: number },
  used: number,
  outlook: Outlook,
): Scored {
  const { final } = cut;
  const moment = { cut, at, share, used, past };
  const linear = naive.linear(moment);
  const entries = Object.entries({ ...naive, ...published }).map(
    ([name, method]) => [name, method(moment) ?? linear] as const,
  );
  const [p10, p50, p90] = [quantileOf(outlook, 0.1), quantileOf(outlook, 0.5), quantileOf(outlook, 0.9)];
  const high = final >= 99.5 ? 1 : probabilityWithin(outlook, final + 0.5);
  const low = final - 0.5 < used ? 0 : probabilityWithin(outlook, final - 0.5);
  return {
    ...{ series, resetsAt: cut.resetsAt, share, used, p10, p50, p90, final },
    ...{ runsOut: probabilityUsedUp(outlook), ranOut: cut.exhaustedAt !== null, pit: [low, high] },
    others: Object.fromEntries(entries),
  };
}

function aheadOf({ at, series, cut }: Question, used: number, p50: number): Ahead {
  const span = spanOf(cut);
  const growth = (points: number) => Math.min(100 - used, Math.max(0, points));
  const before = (ms: number) => usedAt(cut, at - ms) ?? 0;
  return {
    ...{ series, resetsAt: cut.resetsAt, p50: p50 - used, moved: (usedAt(cut, at + span) ?? used) - used },
    others: {
      stay: 0,
      linear: growth((used / (at - cut.startsAt)) * span),
      'last hour': growth(((used - before(hour)) / hour) * span),
      'last such span': growth(used - before(span)),
    },
  };
}

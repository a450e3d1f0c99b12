import { peersWorth, situationsOf, weightsOf } from '../../core/domain/forecast/forecast.ts';
import type { Situation } from '../../core/domain/forecast/growth.ts';
import { inUse, peersOf, usedUp } from '../../core/domain/forecast/past.ts';
import { day } from '../../core/domain/time.ts';
import { usedAt } from './cut.ts';
import { type Question, type Standing, spanOf, walk } from './run.ts';
import type { Series, Trace } from './trace.ts';

/** A forecast that was due and what came true, as the fit looks at it. Percent used. */
export type Example = {
  readonly person: string;
  readonly isLong: boolean;
  readonly situation: Situation;
  /** Points that were used until the moment asked for; 100 % and more are all that was left. */
  readonly growth: number;
  readonly ranOut: boolean;
  /** How far finished windows are believed, and how many of them ended within so many points (`steps`). */
  readonly trust: number;
  readonly peers: readonly number[];
  readonly weight: number;
};

/** Points of growth at which a forecast is compared with what came, and how many points each stands for. */
export const steps: readonly (readonly [points: number, worth: number])[] = [
  ...([
    [0.5, 1],
    [1.5, 1],
    [2.5, 1.5],
    [4.5, 2.5],
    [7.5, 3.5],
  ] as const),
  ...([
    [11.5, 5],
    [17.5, 7],
    [25.5, 9],
    [35.5, 11],
    [48.5, 14.5],
    [64.5, 17.5],
    [83.5, 17.5],
  ] as const),
];

/** More moments than are scored: a window says more than its three quarters, and a fit needs all that there is. */
const shares = [0.15, 0.25, 0.35, 0.5, 0.65, 0.75, 0.85] as const;
const perShare = 3 / shares.length;
/** Ends of long windows are few; without weight, what is said of a day ahead would be left to them. */
const perAhead = 4;

/** Whose series it is: a file that was polled is one person with several accounts, otherwise each account is one. */
export const personOf = ({ file, account }: Pick<Series, 'file' | 'account'>, polled: boolean): string =>
  polled ? file : `${file} ${account}`;

/** All that can be learned from a trace. Nothing in it hangs on the weights. */
export function examplesOf(trace: Trace): Example[] {
  const found: Example[] = [];
  walk(trace, { shares, weightsFor: weightsOf }, (question, standing) => {
    const example = exampleOf(question, standing, personOf(question.series, trace.polled));
    if (example !== null) found.push(example);
  });
  return found;
}

function exampleOf({ at, cut, share }: Question, standing: Standing, person: string): Example | null {
  const { used, state, window, around } = standing;
  const isLong = state.length > day;
  // A look ahead teaches where ends are few.
  if (share === null ? !isLong : used < inUse) return null;
  const until = share === null ? at + spanOf(cut) : window.resetsAt;
  const came = share === null ? (usedAt(cut, until) ?? used) : cut.final;
  const peers = peersOf(used, state.finals, around.siblings);
  const within = (points: number) =>
    peers.ends.reduce((sum, [final, weight]) => (final <= used + points ? sum + weight : sum), 0) /
    Math.max(peers.weight, Number.MIN_VALUE);
  const left = share === null ? 0 : 1 - share;
  return {
    ...{ person, isLong, growth: Math.max(0, came - used), ranOut: came >= usedUp },
    situation: situationsOf(state, window, at, around, weightsOf(state).usual)(until),
    trust: (left * peers.weight) / (peers.weight + peersWorth),
    peers: steps.map(([points]) => within(points)),
    weight: share === null ? perAhead : perShare,
  };
}

import { type Example, examplesOf, personOf } from './examples.ts';
import { type Fitted, weightsBy } from './fit.ts';
import { type Ahead, runTrace, type Scored } from './run.ts';
import type { Trace } from './trace.ts';

/** Forecasts of one person by weights that were fitted to all others. */
export type LeftOut = {
  readonly person: string;
  readonly scored: readonly Scored[];
  readonly ahead: readonly Ahead[];
};

/**
 * Leaves one person out after the other: the weights are fitted to the series of all others, and judged by theirs.
 * What the weights were fitted with before has no part in it.
 */
export function leaveOneOut(traces: readonly Trace[], learn: (examples: readonly Example[]) => Fitted): LeftOut[] {
  const examples = traces.flatMap(examplesOf);
  return peopleOf(traces).map((person): LeftOut => {
    const weightsFor = weightsBy(learn(examples.filter((one) => one.person !== person)));
    const runs = traces
      .filter((trace) => peopleOf([trace]).includes(person))
      .map((trace) => {
        const isTheirs = ({ series }: Scored | Ahead) => personOf(series, trace.polled) === person;
        const { scored, ahead } = runTrace(trace, weightsFor);
        return { scored: scored.filter(isTheirs), ahead: ahead.filter(isTheirs) };
      });
    return { person, scored: runs.flatMap(({ scored }) => scored), ahead: runs.flatMap(({ ahead }) => ahead) };
  });
}

const peopleOf = (traces: readonly Trace[]): readonly string[] => [
  ...new Set(traces.flatMap(({ series, polled }) => series.map((one) => personOf(one, polled)))),
];

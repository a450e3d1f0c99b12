/** How many mutants of one file came to which end. */
export type Ends = {
  readonly killed: number;
  readonly survived: number;
  /** Reached by no test. */
  readonly uncovered: number;
  /** Run only while a file loads, where one mutant cannot be told from the next; not counted. */
  readonly ignored: number;
};

export const noEnds: Ends = { killed: 0, survived: 0, uncovered: 0, ignored: 0 };

/** What a report of Stryker says of each file, as far as it is asked here. */
export type Report = {
  readonly files: { readonly [path: string]: { readonly mutants: readonly { readonly status: string }[] } };
};

const endOf: { readonly [status: string]: keyof Ends } = {
  Killed: 'killed',
  Timeout: 'killed',
  Survived: 'survived',
  NoCoverage: 'uncovered',
  Ignored: 'ignored',
};

/** The ends of one file's mutants; one that could not even be run counts as none. */
export function endsOf(mutants: readonly { readonly status: string }[]): Ends {
  const ends = { ...noEnds };
  for (const { status } of mutants) {
    const end = endOf[status];
    if (end !== undefined) ends[end]++;
  }
  return ends;
}

export function summed(all: readonly Ends[]): Ends {
  return all.reduce(
    (sum, one) => ({
      killed: sum.killed + one.killed,
      survived: sum.survived + one.survived,
      uncovered: sum.uncovered + one.uncovered,
      ignored: sum.ignored + one.ignored,
    }),
    noEnds,
  );
}

/** Percent of the mutants that were noticed, of those that no test reaches too; null where there are none. */
export function scoreOf({ killed, survived, uncovered }: Ends): number | null {
  const all = killed + survived + uncovered;
  return all === 0 ? null : (killed / all) * 100;
}

/** What a piece has come to so far; all counts. */
export type Tally = {
  readonly attempted: number;
  readonly survived: number;
  readonly lost: number;
  readonly false: number;
};
export const nothing: Tally = { attempted: 0, survived: 0, lost: 0, false: 0 };

export const added = (a: Tally, b: Tally): Tally => ({
  attempted: a.attempted + b.attempted,
  survived: a.survived + b.survived,
  lost: a.lost + b.lost,
  false: a.false + b.false,
});

/** One kind of attack or accident, done in rounds, so that it can stop after each and go on another day. */
export type Piece = {
  readonly name: string;
  /** In words, for the table. */
  readonly what: string;
  /** How many rounds are the whole of it. */
  readonly rounds: number;
  /** One round; the same seed and number do the same again. What went wrong is told. */
  readonly round: (seed: number, n: number, tell: (what: string) => void) => Promise<Tally>;
};

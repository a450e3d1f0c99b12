/** How an attack went: inputs tried, inputs after which all was well; what was believed wrongly, and what threw. */
export type Attack = {
  readonly attempted: number;
  readonly survived: number;
  readonly false: readonly string[];
  readonly thrown: readonly string[];
  /** The largest that what came of it became, in characters of JSON. */
  readonly largest: number;
};

export type Attacking = {
  readonly seed: number;
  /** Inputs for each service, or each door. */
  readonly n: number;
};

/** What one input came to: what of it is wrong, and how large what came of it is, if that was looked at. */
export type Came = { readonly wrong: readonly string[]; readonly size?: number };

/** So many different complaints are enough to begin with. */
const kept = 200;

/** Tries so many inputs, one after the other, whatever comes of each. */
export function tally(n: number, attempt: (i: number) => Came): Attack {
  const wrong = new Set<string>();
  const thrown = new Set<string>();
  let survived = 0;
  let largest = 0;
  for (let i = 0; i < n; i++) {
    try {
      const came = attempt(i);
      for (const one of came.wrong) if (wrong.size < kept) wrong.add(one);
      largest = Math.max(largest, came.size ?? 0);
      if (came.wrong.length === 0) survived++;
    } catch (error) {
      const { stack = `${error}` } = error as Error;
      if (thrown.size < kept) thrown.add(stack.split('\n').slice(0, 4).join(' '));
    }
  }
  return { attempted: n, survived, false: [...wrong], thrown: [...thrown], largest };
}

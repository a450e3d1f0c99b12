import fc from 'fast-check';

// A mutant is noticed by the first counterexample; looking for the smallest one takes a hundred times as long. The same
// chance for each, so that what was noticed once is noticed again.
fc.configureGlobal({ endOnFailure: true, seed: Number(process.env.NOKORI_SEED ?? 20261122) });

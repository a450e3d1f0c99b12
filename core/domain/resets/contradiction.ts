/** Before anything was seen, about one piece of evidence in fifteen is expected to be wrong, with little certainty. */
const [wrong, right] = [4, 56];

/**
 * The log-probability of `times` contradictions among `trials` pieces of evidence, their rate being unknown
 * (Beta-binomial, for one given order). The more was seen without any, the more a contradiction weighs, and the other
 * way round.
 */
export function contradictionLikelihood(times: number, trials: number): number {
  const count = Math.min(trials, Math.max(0, times));
  return logBeta(wrong + count, right + trials - count) - logBeta(wrong, right);
}

function logBeta(one: number, other: number): number {
  return logGamma(one) + logGamma(other) - logGamma(one + other);
}

/** Stirling's series, after moving the argument to where it is exact to 1e-9. */
function logGamma(value: number): number {
  let [x, correction] = [value, 0];
  for (; x < 10; x++) correction -= Math.log(x);
  const inverse = 1 / (x * x);
  const series = (1 / 12 - inverse * (1 / 360 - inverse / 1260)) / x;
  return correction + (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series;
}

/**
 * How likely a look is wrong in just the way that fits, as a logarithm. A fixed price: if it fell with the number of
 * contradictions, a rule that is contradicted half of the time would hardly pay, and would win over "at any time".
 */
export const price = Math.log(0.045);

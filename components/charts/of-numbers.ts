/*
 * Stands in for d3-interpolate and d3-format in what ships (wxt.config.ts): scales here go from numbers to numbers, and
 * words write the numbers beside them. The library's own also mix colours, dates and shapes of text, and format in
 * ways of their own: 7 kB after gzip for what nobody asks of them.
 */

/** From one number to another. */
export function interpolateNumber(from: number, to: number): (share: number) => number {
  return (share) => from * (1 - share) + to * share;
}

export const interpolate = interpolateNumber;

const never = (): never => {
  throw new Error('nobody asks for this');
};
export const interpolateRound = never;
export const piecewise = never;
export const format = never;
export const formatPrefix = never;
export const formatSpecifier = never;
export const precisionFixed = never;
export const precisionPrefix = never;
export const precisionRound = never;

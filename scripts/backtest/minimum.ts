/** A function of several numbers, and one set of them. */
type Loss = (at: readonly number[]) => number;
type Point = readonly number[];

const small = 1e-4;

/**
 * The numbers at which a smooth function is smallest near `from`: quasi-Newton steps (Broyden–Fletcher–Goldfarb–Shanno)
 * along gradients taken by central differences. The same start gives the same end; no chance is involved.
 */
export function minimum(loss: Loss, from: Point, rounds = 60): Point {
  let at = from;
  let value = loss(at);
  let slope = slopeOf(loss, at);
  let inverse: number[][] = from.map((_, row) => from.map((_, column) => (row === column ? 1 : 0)));
  for (let round = 0; round < rounds; round++) {
    const way = inverse.map((row) => -dot(row, slope));
    const next = along(loss, at, value, way, dot(slope, way));
    if (next === null) break;
    const after = slopeOf(loss, next.at);
    inverse = updated(inverse, minus(next.at, at), minus(after, slope));
    const gained = value - next.value;
    [at, value, slope] = [next.at, next.value, after];
    if (gained < 1e-6 * Math.abs(value)) break;
  }
  return at;
}

const dot = (a: Point, b: Point) => a.reduce((sum, one, index) => sum + one * (b[index] ?? 0), 0);
const minus = (a: Point, b: Point) => a.map((one, index) => one - (b[index] ?? 0));

function slopeOf(loss: Loss, at: Point): Point {
  return at.map((one, index) => (loss(at.with(index, one + small)) - loss(at.with(index, one - small))) / (2 * small));
}

/** The longest of ever shorter steps that pays; `null`: none does. */
function along(loss: Loss, from: Point, value: number, way: Point, slope: number) {
  if (!(slope < 0)) return null;
  for (let step = Math.min(1, 2 / Math.hypot(...way)); step > 1e-6; step /= 2) {
    const at = from.map((one, index) => one + step * (way[index] ?? 0));
    const there = loss(at);
    if (there <= value + 1e-4 * step * slope) return { at, value: there };
  }
  return null;
}

/** What is known of the curvature, after a step and what it has changed in the slope. */
function updated(inverse: number[][], step: Point, change: Point): number[][] {
  const curvature = dot(step, change);
  if (!(curvature > 1e-10)) return inverse;
  const turned = inverse.map((row) => dot(row, change));
  const scale = (1 + dot(change, turned) / curvature) / curvature;
  return inverse.map((row, i) =>
    row.map((one, j) => {
      const cross = (turned[i] ?? 0) * (step[j] ?? 0) + (step[i] ?? 0) * (turned[j] ?? 0);
      return one + scale * (step[i] ?? 0) * (step[j] ?? 0) - cross / curvature;
    }),
  );
}

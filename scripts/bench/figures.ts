import { type Judged, judged, type Pair } from './judge.ts';

/** Something that was measured as a ratio, in turns. */
export type Ratio = {
  /** What is divided by what. */
  readonly what: string;
  /** In which browser, or `node`. */
  readonly where: string;
  readonly pairs: readonly Pair[];
  /** The most the ratio may be, where there is a target. */
  readonly most: number | null;
};

/** Something that is told and not judged by a ratio. */
export type Told = { readonly what: string; readonly where: string; readonly told: string };

export type Figure = Ratio | Told;

/** What a part has measured, and of which state of the sources. `commit`: with `+` where they were changed since. */
export type Measured = { readonly commit: string; readonly at: string; readonly figures: readonly Figure[] };

const digits = (value: number) => (value >= 20 ? value.toFixed(0) : value >= 5 ? value.toFixed(1) : value.toFixed(3));
const span = ([low, high]: readonly [number, number]) => `${digits(low)}–${digits(high)}`;
const isRatio = (figure: Figure): figure is Ratio => 'pairs' in figure;

/** One line for whoever is waiting. */
export function lineOf(figure: Figure): string {
  if (!isRatio(figure)) return `${figure.what} [${figure.where}]: ${figure.told}`;
  const { median, interval, middle, verdict } = judged(figure.pairs, figure.most);
  const target = verdict === null ? '' : `, target ≤ ${figure.most}: ${verdict}`;
  const pairs = `${figure.pairs.length} pairs`;
  return `${figure.what} [${figure.where}]: ${digits(median)} (95 % ${span(interval)}; half of the pairs ${span(middle)}; ${pairs})${target}`;
}

const shown = (verdict: Judged['verdict']) => (verdict === 'missed' ? '**missed**' : (verdict ?? ''));

function ratioRow(figure: Ratio): string {
  const { median, interval, middle, verdict } = judged(figure.pairs, figure.most);
  const target = figure.most === null ? '' : `≤ ${figure.most}`;
  const cells = [figure.what, figure.where, digits(median), span(interval), span(middle), figure.pairs.length, target];
  return `| ${[...cells, shown(verdict)].join(' | ')} |`;
}

const first = (figures: readonly Figure[]) => figures.filter(isRatio).map(ratioRow);
const second = (figures: readonly Figure[]) =>
  figures.flatMap((figure) => (isRatio(figure) ? [] : [`| ${figure.what} | ${figure.where} | ${figure.told} |`]));

/** The tables of all parts that have been measured, and when each was. */
export function tablesOf(parts: ReadonlyMap<string, Measured>): string {
  const all = [...parts.values()].flatMap(({ figures }) => figures);
  const when = [...parts].map(([name, { at, commit }]) => `${name} ${at} (${commit})`).join(', ');
  return [
    `Measured: ${when}.`,
    '',
    '| ours ÷ the other | where | median | 95 % interval | half of the pairs | pairs | target | |',
    '|---|---|---|---|---|---|---|---|',
    ...first(all),
    '',
    '| told, not judged | where | |',
    '|---|---|---|',
    ...second(all),
  ].join('\n');
}

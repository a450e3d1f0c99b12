import { naive, published } from './naive.ts';
import type { Ahead, Scored } from './run.ts';
import { calibration, ourScore, type Score, scoreOf } from './score.ts';

const methods = [...Object.keys(naive), ...Object.keys(published)];

/** The score of some forecasts, one line per method. */
export function scoreTable(title: string, list: readonly Scored[]): string {
  if (list.length === 0) return `## ${title}\nnothing to score\n`;
  const shares = [...new Set(list.map(({ share }) => share))].sort();
  const head = [
    'method',
    ...shares.map((share) => `MAE ${share * 100}%`),
    'MAE all',
    'pinball',
    '<p10',
    '>p90',
    'Brier',
  ];
  const row = (name: string, score: Score) => [
    name,
    ...shares.map((share) => score.mae[share]?.error.toFixed(2) ?? '-'),
    score.all.toFixed(2),
    score.pinball.toFixed(2),
    score.below === null ? '' : percent(score.below),
    score.above === null ? '' : percent(score.above),
    score.brier.toFixed(3),
  ];
  const { n, inside, error } = calibration(list);
  const counts = shares
    .map((share) => `${share * 100}%: ${list.filter((one) => one.share === share).length}`)
    .join(', ');
  return [
    `## ${title}`,
    `n ${list.length} (${counts}); ran out ${list.filter(({ ranOut }) => ranOut).length}`,
    ...aligned([head, row('Nokori', ourScore(list)), ...methods.map((name) => row(name, scoreOf(list, name)))]),
    `randomised PIT between 0.1 and 0.9: ${percent(inside)} (n ${n}, binomial error ${percent(error)})`,
    '',
  ].join('\n');
}

/** The error of the median as a share of linear pace's, per share of the window: what the forecast is to reach. */
export function ratioLine(list: readonly Scored[]): string {
  const [own, linear] = [ourScore(list).mae, scoreOf(list, 'linear').mae];
  const ratios = Object.entries(own).map(([share, one]) => {
    const ratio = (one?.error ?? 0) / (linear[Number(share)]?.error ?? 0);
    return `${Number(share) * 100}%: ${ratio.toFixed(2)}`;
  });
  return `of the error of linear pace: ${ratios.join(', ')}\n`;
}

/** One line per series. */
export function seriesTable(groups: readonly (readonly [name: string, list: readonly Scored[]])[]): string {
  const head = [
    'series',
    'n',
    'MAE',
    'stay',
    'linear',
    'last hour',
    'past rest',
    'pinball',
    '<p10',
    '>p90',
    'Brier',
    'Brier linear',
  ];
  const rows = groups.map(([name, list]) => {
    const own = ourScore(list);
    const naiveErrors = Object.keys(naive).map((method) => scoreOf(list, method).all.toFixed(1));
    const tails = [own.below, own.above].map((share) => percent(share ?? 0));
    const briers = [own.brier.toFixed(3), scoreOf(list, 'linear').brier.toFixed(3)];
    return [name, String(own.n), own.all.toFixed(1), ...naiveErrors, own.pinball.toFixed(2), ...tails, ...briers];
  });
  return ['## per series', ...aligned([head, ...rows]), ''].join('\n');
}

/** Errors some hours ahead inside windows. */
export function aheadTable(title: string, list: readonly Ahead[]): string {
  if (list.length === 0) return `## ${title}\nnothing to score\n`;
  const error = (said: (one: Ahead) => number) =>
    (list.reduce((sum, one) => sum + Math.abs(said(one) - one.moved), 0) / list.length).toFixed(2);
  const names = ['stay', 'linear', 'last hour', 'last such span'];
  const moved = list.filter(({ moved }) => moved > 0).length / list.length;
  const errors = [
    `Nokori ${error(({ p50 }) => p50)}`,
    ...names.map((name) => `${name} ${error(({ others }) => others[name] ?? 0)}`),
  ];
  return `## ${title}\nn ${list.length}, moved at all in ${percent(moved)}; MAE: ${errors.join(', ')}\n`;
}

const percent = (share: number) => `${(share * 100).toFixed(1)}%`;

function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]?.map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0))) ?? [];
  return rows.map((row) =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  '),
  );
}

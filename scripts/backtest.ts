// `npm run --silent backtest -- [--jsonl] FILE.csv…`: what the forecast would have said on recorded traces, beside
// simpler methods and what came true. With `--leave-one-out`, each person by weights fitted to all others. docs/forecast.md explains the figures.
import { parseArgs } from 'node:util';
import { type Example, examplesOf } from './backtest/examples.ts';
import { fitted, starts } from './backtest/fit.ts';
import { leaveOneOut } from './backtest/leave-out.ts';
import { type Ahead, runTrace, type Scored } from './backtest/run.ts';
import { aheadTable, ratioLine, scoreTable, seriesTable } from './backtest/table.ts';
import { readTrace, type Trace } from './backtest/trace.ts';

const minutesOfDay = 1_440;

const usage = 'npm run --silent backtest -- [--jsonl] [--leave-one-out [--from-nothing]] FILE.csv…';

function main(): void {
  const flag = { type: 'boolean', default: false } as const;
  const { values, positionals } = parseArgs({
    options: { jsonl: flag, 'leave-one-out': flag, 'from-nothing': flag },
    allowPositionals: true,
  });
  if (positionals.length === 0) throw new Error(`no files were named. Usage: ${usage}`);
  const traces = positionals.map((path) => read(path, readTrace));
  if (values['leave-one-out']) {
    leavingOut(traces, values['from-nothing'] ? starts.nothing : starts.hand);
    return;
  }
  const runs = traces.map((trace, index) => read(positionals[index] ?? '', () => runTrace(trace)));
  const scored = runs.flatMap((run) => run.scored);
  if (values.jsonl) {
    for (const one of scored) console.log(JSON.stringify(lineOf(one)));
    return;
  }
  const ahead = runs.flatMap((run) => run.ahead);
  console.log(seriesTable([...Map.groupBy(scored, nameOf)]));
  print(scored, ahead);
}

function read<Of>(path: string, how: (path: string) => Of): Of {
  try {
    return how(path);
  } catch (error) {
    throw new Error(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** The same tables, each person forecast by weights fitted to all others; and the weights fitted to all of them. */
function leavingOut(traces: readonly Trace[], start: readonly number[]): void {
  const learn = (examples: readonly Example[]) => fitted(examples, start);
  const people = leaveOneOut(traces, learn);
  const scored = people.flatMap((one) => one.scored);
  console.log(
    seriesTable(people.map((one) => [one.person, one.scored] as const).filter(([, list]) => list.length > 0)),
  );
  print(
    scored,
    people.flatMap((one) => one.ahead),
  );
  console.log('windows of up to a day, error of the median');
  console.log(ratioLine(scored.filter((one) => !isLong(one))));
  const round = (_: string, value: unknown) => (typeof value === 'number' ? Number(value.toFixed(2)) : value);
  console.log(`fitted to all: ${JSON.stringify(learn(traces.flatMap(examplesOf)), round)}`);
}

function print(scored: readonly Scored[], ahead: readonly Ahead[]): void {
  const [short, long] = [scored.filter((one) => !isLong(one)), scored.filter(isLong)];
  console.log(scoreTable('windows of up to a day, pooled', short));
  console.log(scoreTable('longer windows, pooled', long));
  const [soon, late] = [true, false].map((which) =>
    ahead.filter(({ series }) => (series.minutes ?? 0) <= 300 === which),
  ) as [Ahead[], Ahead[]];
  console.log(aheadTable('1 hour ahead, windows of up to 5 hours', soon));
  console.log(aheadTable('24 hours ahead, longer windows', late));
}

const isLong = ({ series }: Scored): boolean => (series.minutes ?? 0) > minutesOfDay;
const nameOf = ({ series: { file, account, meter } }: Scored): string =>
  `${file.replace(/\.csv$/, '')} ${account} ${meter}`;

function lineOf({ series, resetsAt, share, used, p10, p50, p90, runsOut }: Scored) {
  const reset = new Date(resetsAt).toISOString().replace('.000Z', 'Z');
  const { file, account, meter } = series;
  return { file, account, meter, reset, at: share, used, p10, p50, p90, pRunOut: Number(runsOut.toFixed(4)) };
}

try {
  main();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

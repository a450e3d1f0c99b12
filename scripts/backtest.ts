// `npm run --silent backtest -- [--jsonl] FILE.csv…`: what the forecast would have said on recorded traces, beside
// simpler methods and what came true. docs/forecast.md explains the figures.
import { parseArgs } from 'node:util';
import { runTrace, type Scored } from './backtest/run.ts';
import { aheadTable, scoreTable, seriesTable } from './backtest/table.ts';
import { readTrace } from './backtest/trace.ts';

const minutesOfDay = 1_440;

function main(): void {
  const { values, positionals } = parseArgs({
    options: { jsonl: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  if (positionals.length === 0)
    throw new Error('no files were named. Usage: npm run --silent backtest -- [--jsonl] FILE.csv…');
  const runs = positionals.map((path) => {
    try {
      const trace = readTrace(path);
      if (trace.skipped > 0) console.error(`${path}: ${trace.skipped} rows without a time or a number were skipped`);
      return runTrace(trace);
    } catch (error) {
      throw new Error(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    }
  });
  const scored = runs.flatMap((run) => run.scored);
  if (values.jsonl) {
    for (const one of scored) console.log(JSON.stringify(lineOf(one)));
    return;
  }
  const ahead = runs.flatMap((run) => run.ahead);
  console.log(seriesTable([...Map.groupBy(scored, nameOf)]));
  const [short, long] = [scored.filter((one) => !isLong(one)), scored.filter(isLong)];
  console.log(scoreTable('windows of up to a day, pooled', short));
  console.log(scoreTable('longer windows, pooled', long));
  console.log(
    aheadTable(
      '1 hour ahead, windows of up to 5 hours',
      ahead.filter(({ series }) => (series.minutes ?? 0) <= 300),
    ),
  );
  console.log(
    aheadTable(
      '24 hours ahead, longer windows',
      ahead.filter(({ series }) => (series.minutes ?? 0) > 300),
    ),
  );
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

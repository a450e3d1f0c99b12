import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cutWindows, usedAt } from '@/scripts/backtest/cut.ts';
import { pinball } from '@/scripts/backtest/score.ts';
import { readTrace } from '@/scripts/backtest/trace.ts';

const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'backtest-'));
const header = 't_iso,account,meter,value,unit,window_minutes,resets_at_iso';
const minute = 60_000;
const noon = Date.UTC(2026, 5, 1, 12);
const iso = (minutes: number) => new Date(noon + minutes * minute).toISOString().replace('.000Z', 'Z');

function file(name: string, lines: readonly string[], head = header): string {
  const path = join(folder, name);
  writeFileSync(path, `${[head, ...lines].join('\n')}\n`);
  return path;
}

const row = (
  minutes: number,
  value: number | string,
  reset: number | null,
  meter = 'plan_5h',
  unit = 'percent',
  length = '300',
) => `${iso(minutes)},a1,${meter},${value},${unit},${length},${reset === null ? '' : iso(reset)}`;

/** Windows of five hours, one after the other: steady in their first half. */
const steady = (windows: number) =>
  Array.from({ length: windows * 20 }, (_, i) =>
    row(i * 15 + 1, Math.min(40, (i % 20) * 4), (Math.floor(i / 20) + 1) * 300),
  );

function backtest(...args: readonly string[]) {
  return spawnSync(process.execPath, [join(root, 'scripts/backtest.ts'), ...args], { encoding: 'utf8' });
}

describe('a trace', () => {
  test('is put in order; bad rows are counted, not believed', () => {
    const path = file('odd.csv', [
      row(30, 5, 300),
      row(15, 2, 300),
      row(20, 'n/a', 300),
      'yesterday,a1,plan_5h,3,percent,300,',
      '',
    ]);
    const { series, skipped } = readTrace(path);
    expect(series[0]?.rows.map(({ value }) => value)).toEqual([2, 5]);
    expect(skipped).toBe(2);
  });

  test('may quote its fields, and count in dollars or windows of unknown length', () => {
    const path = file('quoted-polled.csv', [`"${iso(1)}","a,1",usd_week,"12.5",usd,,`, row(2, 3, null)]);
    const { series, polled } = readTrace(path);
    expect(series.map(({ account, minutes }) => [account, minutes])).toEqual([
      ['a,1', null],
      ['a1', 300],
    ]);
    expect(polled).toBe(true);
  });
});

describe('cutting windows', () => {
  const reading = (minutes: number, value: number, reset: number | null) => ({
    ...{ at: noon + minutes * minute, value, resetsAt: reset === null ? null : noon + reset * minute },
  });

  test('takes the running maximum of equal resets, and knows a natural end', () => {
    const rows = [reading(10, 5, 300), reading(60, 30, 301), reading(61, 2, 300), reading(290, 44, 300)];
    const [cut] = cutWindows(rows, 300, true);
    expect(cut).toMatchObject({ end: 'natural', final: 44, exhaustedAt: null });
    expect(cut && usedAt(cut, noon + 100 * minute)).toBe(30);
    expect(cut && usedAt(cut, noon + 5 * minute)).toBeNull();
  });

  test('knows one that another window replaced, one nobody watched, and one still open', () => {
    const early = [
      reading(10, 5, 300),
      reading(60, 30, 300),
      reading(70, 1, 365),
      reading(80, 2, 365),
      reading(350, 9, 365),
    ];
    expect(cutWindows(early, 300, true).map(({ end }) => end)).toEqual(['early', 'natural']);
    const unwatched = [reading(10, 5, 300), reading(60, 30, 300), reading(900, 0, null)];
    expect(cutWindows(unwatched, 300, true)[0]?.end).toBe('gap');
    expect(cutWindows(unwatched, 300, false)[0]?.end).toBe('natural');
    expect(cutWindows(unwatched.slice(0, 2), 300, true)[0]?.end).toBe('open');
  });
});

test('pinball loss charges a low quantile little for being too low, and much for being too high', () => {
  expect([pinball(10, 0.1, 20), pinball(30, 0.1, 20), pinball(20, 0.9, 20)]).toEqual([1, 9, 0]);
});

describe('the command', () => {
  test('prints tables per series and pooled', () => {
    const { stdout, status } = backtest(file('steady-polled.csv', steady(6)));
    expect(status).toBe(0);
    expect(stdout).toMatch(/steady-polled a1 plan_5h/);
    for (const word of ['Nokori', 'stay', 'linear', 'last hour', 'past rest', 'randomised PIT', '24 hours ahead'])
      expect(stdout).toContain(word);
  });

  test('forecasts each person by weights fitted to the others with --leave-one-out', () => {
    const one = file('one-polled.csv', steady(6));
    const other = file('other-polled.csv', steady(5));
    for (const more of [[], ['--from-nothing']]) {
      const { stdout, status } = backtest('--leave-one-out', ...more, one, other);
      expect(status).toBe(0);
      for (const words of [
        'one-polled.csv',
        'other-polled.csv',
        'n 33 ',
        'of the error of linear pace: 25%',
        'fitted to all',
      ])
        expect(stdout).toContain(words);
    }
  });

  test('prints one line per forecast with --jsonl, quantiles in order', () => {
    const { stdout } = backtest('--jsonl', file('lines-polled.csv', steady(4)));
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toHaveLength(12);
    expect(lines[0]).toMatchObject({
      file: 'lines-polled.csv',
      account: 'a1',
      meter: 'plan_5h',
      reset: iso(300),
      at: 0.25,
      used: 16,
    });
    for (const { used, p10, p50, p90, pRunOut } of lines) {
      expect(used <= p10 && p10 <= p50 && p50 <= p90 && p90 <= 100).toBe(true);
      expect(pRunOut >= 0 && pRunOut <= 1).toBe(true);
    }
  });

  test('says the same of a window whatever comes after it', () => {
    const lines = (n: number) =>
      backtest('--jsonl', file('future-polled.csv', steady(n)))
        .stdout.split('\n')
        .slice(0, 6);
    expect(lines(6)).toEqual(lines(2));
  });

  test('says the same at half time whatever is used in the second half', () => {
    const until = (last: number) =>
      [5, 60, 74, 149, 151, 200, 290].map((at, i) => row(at, at < 151 ? 5 + 5 * i : last, 300));
    const lines = (last: number) =>
      backtest('--jsonl', file('half-polled.csv', until(last)))
        .stdout.split('\n')
        .slice(0, 2);
    expect(lines(90)).toEqual(lines(20));
    expect(lines(90)[1]).toContain('"used":20');
  });

  test('does not mind the order of rows, or having each twice', () => {
    const rows = steady(3);
    const said = (name: string, list: readonly string[]) =>
      backtest('--jsonl', file(name, list)).stdout.replaceAll(name, '');
    expect(said('twice-polled.csv', [...rows, ...[...rows].reverse()])).toBe(said('once-polled.csv', rows));
  });

  test('has nothing to score where no window can be cut, and says so', () => {
    const dollars = [
      row(1, 12, 900, 'usd', 'usd'),
      row(2, 13, null, 'idle'),
      row(3, 1, 400, 'odd', 'percent', 'unknown'),
    ];
    const { stdout, status } = backtest(file('nothing.csv', dollars));
    expect(status).toBe(0);
    expect(stdout).toContain('nothing to score');
  });

  test.each([
    ['no file', [], 'no files were named'],
    ['a missing file', [join(folder, 'missing.csv')], 'missing.csv cannot be read'],
    ['a file of something else', [file('else.csv', ['1,2'], 'x,y')], 'it is no trace: the column'],
    ['an unknown option', ['--fast'], 'fast'],
  ])('given %s fails in words', (_, args, words) => {
    const { stderr, status } = backtest(...args);
    expect(status).toBe(1);
    expect(stderr).toContain(words);
    expect(stderr).not.toContain('    at ');
  });
});

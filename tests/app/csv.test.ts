import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Cell, csv } from '@/core/app/csv.ts';
import type { ObservationRow, TaskRow } from '@/core/app/rows.ts';
import { type Naming, readingsSheet, tasksSheet } from '@/core/app/sheets.ts';
import { absorbTask } from '@/core/domain/task.ts';
import { wordsFor } from '@/core/words/words.ts';
import { ann, later, noon, offset } from './story.ts';

/** Reads it as RFC 4180 says. */
function parsed(text: string): string[][] {
  const lines: string[][] = [[]];
  const cells = text.slice(1).matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy);
  for (const [, quoted, plain, end] of cells) {
    lines.at(-1)?.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'));
    if (end === '\r\n') lines.push([]);
  }
  return lines.slice(0, -1);
}

const text = fc.oneof(
  fc.string({ unit: fc.constantFrom('=', '+', '-', '@', '"', ',', '\r', '\n', '\t', ' ', 'a', '日', '１', '＝') }),
  fc.string({ unit: 'binary' }),
);
const line = (cells: number) =>
  fc.array(fc.oneof(text, fc.double(), fc.constant(null)), { minLength: cells, maxLength: cells });

describe('a table for spreadsheets', () => {
  test('begins with the mark that lets Excel read Japanese', () => {
    expect(csv([['動画']])).toBe('\uFEFF動画\r\n');
  });

  test.each(['=1+1', '+1', '-1', '@SUM(A1)', ' =1', '\t=1', '\r=1', '\n@x', '＝1＋1', '－2'])(
    'makes no formula of %j',
    (bad) => {
      expect(parsed(csv([[bad]]))).toEqual([[`'${bad}`]]);
    },
  );

  test('leaves numbers numbers, also below zero', () => {
    expect(csv([[-3.5, 0, Number.NaN, null]])).toBe('\uFEFF-3.5,0,,\r\n');
  });

  test('whatever stands in it comes back, and no cell begins like a formula', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 4 }).chain((n) => fc.array(line(n), { maxLength: 5 })),
        (lines) => {
          const read = parsed(csv(lines as Cell[][]));
          expect(read).toHaveLength(lines.length);
          for (const [n, cells] of lines.entries())
            for (const [k, cell] of cells.entries()) {
              const got = read[n]?.[k] ?? '';
              if (typeof cell === 'string') {
                expect([cell, `'${cell}`]).toContain(got);
                expect(got).not.toMatch(/^\s*[=+\-@]/);
              }
            }
        },
      ),
    );
  });
});

const naming: Naming = {
  words: wordsFor('ja'),
  service: () => 'Muse',
  account: () => '=cmd()',
  job: (id) => (id === 'deck' ? '春の提案書' : null),
  offsetAt: () => offset,
};

test('tasks and readings say in words what they are, in local time', () => {
  const [task] = absorbTask(
    [],
    { kind: 'task', refs: ['t1'], task: 'video', parameters: { seconds: 60, model: 'kling/v3' }, news: 'started' },
    noon,
    'deck',
  ).tasks;
  if (task === undefined) throw new Error('no task');
  const row = { provider: 'muse', account: ann, ...task };
  const [head, first] = parsed(tasksSheet([row], naming));
  expect(head?.slice(0, 4)).toEqual(['サービス', 'アカウント', '種類', 'モデル']);
  expect(first).toEqual([
    'Muse',
    "'=cmd()",
    '動画',
    'kling/v3',
    '60',
    '',
    '',
    '2026-11-22 12:00',
    '',
    '',
    '',
    '',
    '',
    '',
    '春の提案書',
  ]);
  const reading: ObservationRow = {
    ...{ provider: 'muse', account: ann, meter: 'credits', from: noon, until: later(3_600_000), value: -12 },
    ...{ resetsAt: null, blocked: null, watch: 'balance' },
    unit: 'credits',
    via: 'page',
  };
  expect(parsed(readingsSheet([reading], naming))[1]).toEqual([
    'Muse',
    "'=cmd()",
    'credits',
    '-12',
    '残りクレジット',
    '2026-11-22 12:00',
    '2026-11-22 13:00',
    '',
  ]);
});

test('a guess has no more digits than it means, and a difference none that it does not have', () => {
  const said = { unit: 'credits', low: 214.28571428571428, middle: 300.1, high: 857.1428571428571 } as const;
  const costing = (credits: number, how: 'measured' | 'shared') => {
    const cost = { credits, how, final: true };
    const row = { provider: 'muse', account: ann, key: 't1', refs: ['t1'], task: 'video', parameters: {} };
    const over = { startedAt: noon, seenAt: noon, endedAt: noon, end: 'done', accepted: true, list: null, job: null };
    return parsed(tasksSheet([{ ...row, ...over, said, cost } as unknown as TaskRow], naming))[1]?.slice(10, 13);
  };
  expect(costing(9716.88 - 9642.3, 'measured')).toEqual(['210', '860', '74.58']);
  expect(costing(76.66666666666667, 'shared')).toEqual(['210', '860', '77']);
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chatgpt } from '@/core/providers/chatgpt/index.ts';
import { seen } from '../app/story.ts';
import { readText, seenAt } from './through.ts';

const hour = 3_600_000;
const lines = (...text: string[]) => readText(chatgpt, 'usage-text', text.join('\n')).readings;
const rows = (fields: Record<string, Record<string, string>>) =>
  chatgpt.read(seen({ watch: 'usage-text', phase: 'text', status: 0, at: seenAt, fields })).readings;

describe('a window on the visible page', () => {
  test.each([
    ['5 hour usage limit', 'codex', 5 * hour],
    ['5h limit', 'codex', 5 * hour],
    ['5時間の使用制限', 'codex', 5 * hour],
    ['Weekly usage limit', 'codex', 168 * hour],
    ['週あたりの使用制限', 'codex', 168 * hour],
    ['週間使用制限', 'codex', 168 * hour],
    ['Code review', 'code-review', null],
    ['コードレビュー', 'code-review', null],
  ])('called %s', (label, feature, length) => {
    const window = { kind: 'window', feature, label: feature, length, amount: null, resetsAt: null, blocked: null };
    for (const left of ['70% remaining', '70% left', '残り70%', '70%'])
      expect(lines(label, left)).toEqual([{ ...window, used: 30 }]);
  });

  test('tells of any share that is left the share that is used', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), (hundredths) => {
        const left = hundredths / 100;
        expect(rows({ weekly: { left: `${left}` } })).toMatchObject([{ used: 100 - left }]);
      }),
    );
  });

  test.each(['100.5', '101', '-5', '5%', 'x5', '1e1', '0005', '5.', '5.x', '', '٥'])(
    'with %j left is not read',
    (left) => {
      expect(rows({ weekly: { left } })).toEqual([]);
    },
  );

  test('without a number is not read, and takes nothing from the others', () => {
    expect(rows({ weekly: { resets: '2:15 PM' }, five_hour: { left: '40' } })).toMatchObject([{ used: 60 }]);
    expect(rows({ other: { left: '40' } })).toEqual([]);
  });

  test.each([
    ['Resets 2:15 PM', '2026-11-22T14:15:00Z'],
    ['リセット：2026/11/29 4:55', '2026-11-29T04:55:00Z'],
    ['11月24日 14:25 にリセット', '2026-11-24T14:25:00Z'],
  ])('comes back: %s', (resets, time) => {
    expect(lines('Weekly limit', '70% left', resets)).toMatchObject([{ resetsAt: Date.parse(time) }]);
  });

  test('whose time is worded otherwise is read without it', () => {
    expect(lines('Weekly limit', '70% left', 'Resets in a while')).toMatchObject([{ used: 30, resetsAt: null }]);
  });
});

describe('credits on the visible page', () => {
  const credits = {
    ...{ kind: 'balance', feature: 'credits', label: 'credits', unit: 'credits', unlimited: false },
    ...{ usable: null, blocked: null, returnsAt: null, pool: 'openai-credits' },
  };

  test.each(['Credits remaining', '残りのクレジット', 'クレジット残高'])('called %s', (label) => {
    expect(lines(label, '1,234,567.5')).toEqual([{ ...credits, left: 1_234_567.5 }]);
    expect(lines(`${label} 1,250`)).toEqual([{ ...credits, left: 1_250 }]);
    expect(lines(label, '0')).toEqual([{ ...credits, left: 0 }]);
  });

  test.each([{}, { number: ',' }, { number: 'many' }, { left: '70' }])('with %j are not read', (row) => {
    expect(rows({ credits: row })).toEqual([]);
  });
});

test('a page without any known row says nothing', () => {
  const { readings, problems } = chatgpt.read(seen({ watch: 'usage-text', phase: 'text', status: 0, fields: null }));
  expect([readings, problems]).toEqual([[], []]);
});

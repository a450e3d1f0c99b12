import { expect, test } from 'vitest';
import { diagnosisOf } from '@/core/app/diagnosis.ts';
import { emptyTables, type Whole } from '@/core/app/whole.ts';
import { emptySnapshot, newAccount } from '@/core/domain/account.ts';
import { ann, facts, noon } from './story.ts';

const account = {
  ...newAccount('muse', ann, 1),
  readAt: noon,
  heard: [{ watch: 'usage', at: noon }],
  problems: [{ watch: 'usage', kind: 'changed-shape', about: 'numbers', since: noon, at: noon }] as const,
};
const whole: Whole = {
  events: [],
  base: null,
  snapshot: { ...emptySnapshot, accounts: [account] },
  tables: {
    ...emptyTables,
    charges: [{ provider: 'muse', account: ann, id: 'line-91', at: noon, credits: 77_123, what: 'secret title' }],
    drift: [
      {
        ...{ provider: 'muse', watch: 'usage', kind: 'changed-shape', firstAt: noon, lastAt: noon, times: 3 },
        paths: ['$.data.rate_limit:object', '$.users.user-8f3c1d2e9a7b:object', '$.by.ann@example.com:text'],
      },
    ],
  },
};
const text = diagnosisOf(whole, [{ id: 'muse', facts }], { program: '0.1.0', browser: 'Any/1', now: noon });

test('a diagnosis tells what was read when, what was not understood, and how much is kept', () => {
  expect(text).toContain('Nokori 0.1.0\nBrowser: Any/1\n');
  expect(text).toContain('charges 1');
  expect(text).toContain('[muse]\naccounts: 1\nlast read: 2026-11-22T20:00Z');
  expect(text).toContain('problem: usage, changed-shape (numbers), since 2026-11-22T20:00Z');
  expect(text).toContain('not understood: usage, changed-shape, 3 times');
  expect(text).toContain('$.data.rate_limit:object');
});

test('and holds no account, no number that was read, and nothing that looks like an id', () => {
  for (const secret of [ann, '77', 'secret', 'line-91', '8f3c1d2e9a7b', 'ann@', 'example.com'])
    expect(text).not.toContain(secret);
});

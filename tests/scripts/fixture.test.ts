import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { stripped } from '../../scripts/fixture.ts';

test('a captured answer keeps its fields, kinds and chosen words, and nothing of anybody’s', () => {
  const answer = {
    plan_type: 'plus',
    account_id: 'acct-8f3c1d2e9a7b',
    email: 'hanako@example.com',
    title: 'garden',
    balance: '1287.25',
    used_percent: 37,
    unlimited: false,
    blocked: null,
    reset_at: 1_793_000_123,
    renews: '2026-12-03T09:12:44Z',
    members: { hanako: { credits: 812 }, taro: { credits: 77 }, jiro: { credits: 5 } },
    again: 'garden',
  };
  expect(stripped(answer)).toEqual({
    plan_type: 'plus',
    account_id: 'text-1',
    email: 'text-2',
    title: 'text-3',
    balance: '4444.5',
    used_percent: 44,
    unlimited: false,
    blocked: null,
    reset_at: 1_767_225_600,
    renews: '2026-01-01T00:00:00Z',
    members: { name_1: { credits: 444 }, name_2: { credits: 44 }, name_3: { credits: 4 } },
    again: 'text-3',
  });
});

test('recorded answers keep their shape', () => {
  const folder = join(import.meta.dirname, '../fixtures/chatgpt');
  const files = readdirSync(folder).filter((name) => /^usage-.*\.json$/.test(name));
  expect(files.length).toBeGreaterThan(5);
  const kinds = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(kinds);
    if (typeof value !== 'object' || value === null) return value === null ? null : typeof value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, kinds(inner)]));
  };
  for (const name of files) {
    const answer: unknown = JSON.parse(readFileSync(join(folder, name), 'utf8'));
    expect(kinds(stripped(answer)), name).toEqual(kinds(answer));
  }
});

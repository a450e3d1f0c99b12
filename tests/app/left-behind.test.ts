import { expect, test } from 'vitest';
import { mergedAccount, withoutAccount, withoutAccountsOf } from '@/core/app/merge-settings.ts';
import { defaultSettings, type Settings } from '@/core/domain/settings.ts';

const of = { provider: 'genspark', account: 'aaaaaaaaaaaaaaaa', number: 1 };
const into = { ...of, account: 'bbbbbbbbbbbbbbbb', number: 2 };
const key = 'genspark/aaaaaaaaaaaaaaaa';
const said = Object.freeze({ anything: 'that was said' });

/** Whatever keeps something under names, one entry of that account in each: also of fields that are yet to come. */
const named = Object.entries(defaultSettings).flatMap(([field, value]) =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0
    ? [field]
    : [],
);
const full = {
  ...defaultSettings,
  ...Object.fromEntries(named.map((field) => [field, { [key]: said }])),
  // A service and a kind of task are no account.
  ...{ askFirst: {}, unasked: {} },
  badge: `${key}/credits`,
} as unknown as Settings;
const own = named.filter((field) => field !== 'askFirst' && field !== 'unasked');

test('an account that is forgotten leaves nothing in the settings', () => {
  expect(own).toEqual(expect.arrayContaining(['names', 'entered', 'budgets', 'planned']));
  expect(JSON.stringify(full).split(of.account)).toHaveLength(own.length + 2);
  expect(JSON.stringify(withoutAccount(full, of))).not.toContain(of.account);
  expect(JSON.stringify(withoutAccountsOf(full, of.provider))).not.toContain(of.account);
});

test('an account that becomes another takes everything that was said of it with it', () => {
  const next = mergedAccount(full, into, of);
  for (const field of own) expect(next[field as keyof Settings], field).toEqual({ 'genspark/bbbbbbbbbbbbbbbb': said });
  expect(next.badge).toBe('genspark/bbbbbbbbbbbbbbbb/credits');
});

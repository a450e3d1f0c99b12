import { describe, expect, test } from 'vitest';
import {
  type AccountState,
  emptySnapshot,
  locate,
  newAccount,
  replaceAccount,
  unknownAccount,
} from '@/core/domain/account.ts';
import { noCharges } from '@/core/domain/charges.ts';
import { noCosts } from '@/core/domain/estimates.ts';
import { noFailures } from '@/core/domain/failures.ts';
import { noLots } from '@/core/domain/lots.ts';
import { noEvidence } from '@/core/domain/resets/evidence.ts';
import { accountKey } from '@/core/domain/settings.ts';
import { nothingSpent } from '@/core/domain/tally.ts';
import { noUnseenDays } from '@/core/domain/unseen-days.ts';

const now = Date.UTC(2026, 10, 22, 12);
const place = (accounts: Parameters<typeof locate>[0], provider: string, named: string | null, at = now) =>
  locate(accounts, provider, named, at);

const ada = newAccount('chatgpt', 'ada', 1);
const bob = newAccount('chatgpt', 'bob', 2);
const unnamed: AccountState = { ...newAccount('chatgpt', unknownAccount, 1), readAt: 5 };
const elsewhere = newAccount('genspark', 'eve', 1);
const nobody: AccountState = newAccount('genspark', unknownAccount, 1);

test('an account nobody has heard of has nothing to show', () => {
  expect(ada).toEqual({
    provider: 'chatgpt',
    account: 'ada',
    number: 1,
    aliases: [],
    plan: null,
    renewal: null,
    cycle: null,
    windows: [],
    balances: [],
    stops: [],
    limits: [],
    tasks: [],
    takes: [],
    problems: [],
    heard: [],
    lots: noLots,
    charges: noCharges,
    costs: noCosts,
    spentBy: nothingSpent,
    costRecord: [],
    failures: noFailures,
    forecasts: [],
    refills: { evidence: noEvidence, next: null },
    unseen: null,
    unseenDays: noUnseenDays,
    usualUnseen: null,
    banked: null,
    topUp: null,
    signedOutAt: null,
    readAt: null,
    pending: null,
    firstHeavy: null,
    headsUps: [],
    takesUnnamedUntil: null,
    tellMe: [],
  });
});

test('nothing is believed of anybody at first', () => {
  expect(emptySnapshot).toEqual({ version: 1, accounts: [], clocks: [], replays: [], reviewedAt: null, savedAt: 0 });
});

test('accounts are told apart by service and name', () => {
  expect(accountKey(ada)).toBe('chatgpt/ada');
  expect(accountKey(nobody)).toBe('genspark/unknown');
});

describe('a named answer', () => {
  test('belongs to the account of that name', () => {
    const accounts = [elsewhere, ada, bob];
    const located = place(accounts, 'chatgpt', 'bob');
    expect(located.account).toBe(bob);
    expect(located.accounts).toBe(accounts);
  });

  test('makes the first account of a service', () => {
    expect(place([], 'chatgpt', 'ada')).toEqual({ account: ada, accounts: [ada] });
  });

  test('makes another account beside the named ones, numbered in order of appearance', () => {
    expect(place([elsewhere, ada], 'chatgpt', 'bob')).toEqual({ account: bob, accounts: [elsewhere, ada, bob] });
  });

  test('gives its name to the unnamed account, which keeps its place and all that is believed of it', () => {
    const named = { ...unnamed, account: 'ada' };
    expect(place([unnamed, elsewhere], 'chatgpt', 'ada')).toEqual({ account: named, accounts: [named, elsewhere] });
  });

  test('leaves the unnamed account alone where others have names', () => {
    const cid = newAccount('chatgpt', 'cid', 4);
    const accounts = [ada, bob, { ...unnamed, number: 3 }];
    expect(place(accounts, 'chatgpt', 'cid')).toEqual({ account: cid, accounts: [...accounts, cid] });
  });

  test('leaves the unnamed account alone where its own is known', () => {
    const accounts = [{ ...unnamed, number: 2 }, ada];
    expect(place(accounts, 'chatgpt', 'ada')).toEqual({ account: ada, accounts });
  });

  test('never takes its account from another service', () => {
    const same = newAccount('genspark', 'ada', 1);
    expect(place([same], 'chatgpt', 'ada')).toEqual({ account: ada, accounts: [same, ada] });
    expect(place([nobody], 'chatgpt', 'ada')).toEqual({ account: ada, accounts: [nobody, ada] });
  });
});

describe('an answer without a name', () => {
  test('belongs to the only account there is', () => {
    expect(place([elsewhere, ada], 'chatgpt', null)).toEqual({ account: ada, accounts: [elsewhere, ada] });
  });

  test('belongs to the only named account, also beside the unnamed one', () => {
    expect(place([{ ...unnamed, number: 2 }, ada], 'chatgpt', null).account).toBe(ada);
  });

  test('belongs to the unnamed account where none has a name', () => {
    expect(place([unnamed], 'chatgpt', null)).toEqual({ account: unnamed, accounts: [unnamed] });
    const first = newAccount('chatgpt', unknownAccount, 1);
    expect(place([], 'chatgpt', null)).toEqual({ account: first, accounts: [first] });
  });

  test('stays apart where there are several named accounts', () => {
    const apart = newAccount('chatgpt', unknownAccount, 3);
    expect(place([ada, bob], 'chatgpt', null)).toEqual({ account: apart, accounts: [ada, bob, apart] });
    expect(place([ada, bob, apart], 'chatgpt', null)).toEqual({ account: apart, accounts: [ada, bob, apart] });
  });

  test('belongs to the one somebody has named, for as long as that counts', () => {
    const named = { ...bob, takesUnnamedUntil: now + 1 };
    expect(place([ada, named], 'chatgpt', null).account).toBe(named);
    expect(place([ada, named], 'chatgpt', null, now + 1).account.account).toBe(unknownAccount);
    expect(place([ada, named], 'chatgpt', 'ada').account).toBe(ada);
  });

  test('gets a number nobody has', () => {
    expect(place([{ ...bob, number: 7 }, ada], 'chatgpt', 'cleo').account.number).toBe(8);
  });

  test('never belongs to an account of another service', () => {
    const first = newAccount('chatgpt', unknownAccount, 1);
    expect(place([elsewhere], 'chatgpt', null)).toEqual({ account: first, accounts: [elsewhere, first] });
    expect(place([nobody], 'chatgpt', null)).toEqual({ account: first, accounts: [nobody, first] });
  });
});

test('a changed account takes the place of itself and of no other', () => {
  const namesake = newAccount('genspark', 'ada', 1);
  const next = { ...ada, readAt: 9 };
  expect(replaceAccount([elsewhere, ada, namesake, bob], next)).toEqual([elsewhere, next, namesake, bob]);
});

describe('somebody who has said that two accounts are one', () => {
  const both: AccountState = { ...bob, aliases: ['ben', 'bea'] };

  test('finds what is told of either in that one', () => {
    for (const name of ['bob', 'ben', 'bea']) {
      const accounts = [elsewhere, ada, both];
      expect(place(accounts, 'chatgpt', name)).toEqual({ account: both, accounts });
    }
  });

  test('finds what is told of nobody, or of the same name elsewhere, where it was', () => {
    expect(place([ada, both], 'chatgpt', null).account.account).toBe(unknownAccount);
    expect(place([both], 'chatgpt', 'ada').account.account).toBe('ada');
    expect(place([both], 'genspark', 'ben').account).toEqual(newAccount('genspark', 'ben', 1));
  });
});

import { describe, expect, test } from 'vitest';
import { unknownAccount } from '@/core/domain/account.ts';
import { minute } from '@/core/domain/time.ts';
import { ann, bea, cleo, credits, later, onPlan, play, rowsOf, sole, tells, weekly } from './story.ts';

const unnamed = { account: null } as const;
const owners = ({ snapshot }: ReturnType<typeof play>) => snapshot.accounts.map(({ account }) => account);

describe('an answer that names no account', () => {
  test('is of the unknown account where nothing is known', () => {
    expect(owners(play([tells(credits(50), unnamed)]))).toEqual([unknownAccount]);
  });

  test('belongs to the only account there is', () => {
    const told = play([tells(credits(50)), tells(credits(40), { ...unnamed, at: later(minute) })]);
    expect(owners(told)).toEqual([ann]);
    expect(sole(sole(told.snapshot.accounts).balances).left).toBe(40);
  });

  test('stays apart where there are several', () => {
    const told = play([
      tells(credits(50)),
      tells(credits(60), { account: bea }),
      tells(credits(40), { ...unnamed, at: later(minute) }),
    ]);
    expect(told.snapshot.accounts.map(({ account, balances }) => [account, sole(balances).left])).toEqual([
      [ann, 50],
      [bea, 60],
      [unknownAccount, 40],
    ]);
  });
});

describe('the unknown account', () => {
  const merged = play([
    tells([weekly(20), credits(50)], unnamed),
    tells(onPlan('plus'), { at: later(minute), watch: 'user' }),
  ]);

  test('becomes the first named one, with all it has', () => {
    const account = sole(merged.snapshot.accounts);
    expect(account).toMatchObject({ account: ann, number: 1, plan: { name: 'plus' } });
    expect(sole(account.balances).left).toBe(50);
  });

  test('takes its rows with it, once', () => {
    expect(rowsOf(merged, 'rename')).toEqual([{ provider: 'muse', account: unknownAccount, to: ann }]);
    const more = play([tells(credits(40), { at: later(2 * minute) })], { from: merged.snapshot });
    expect(rowsOf(more, 'rename')).toEqual([]);
  });

  test('says nothing twice for having got a name', () => {
    const crossed = play([tells(weekly(60), unnamed), tells(weekly(75), { ...unnamed, at: later(minute) })]);
    expect(crossed.notices).toHaveLength(1);
    expect(play([tells(weekly(76), { at: later(2 * minute) })], { from: crossed.snapshot }).notices).toEqual([]);
  });

  test('keeps its rows when a third account appears beside two others', () => {
    const told = play([
      tells(credits(50)),
      tells(credits(60), { account: bea }),
      tells(credits(40), { ...unnamed, at: later(minute) }),
      tells(credits(70), { account: cleo, at: later(2 * minute) }),
    ]);
    expect(owners(told)).toEqual([ann, bea, unknownAccount, cleo]);
    expect(rowsOf(told, 'rename')).toEqual([]);
  });
});

test('accounts are numbered in order of appearance, for each service by itself', () => {
  const told = play([tells(credits(1)), tells(credits(2), { account: bea }), tells(credits(3), { account: cleo })]);
  expect(told.snapshot.accounts.map(({ number }) => number)).toEqual([1, 2, 3]);
});

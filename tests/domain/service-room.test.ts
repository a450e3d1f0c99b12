import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AccountState, newAccount } from '@/core/domain/account.ts';
import { room } from '@/core/domain/room.ts';
import { alone, isOverrun, mostFor, mostIn, withinRoom } from '@/core/domain/service-room.ts';

type Size = {
  readonly windows?: number;
  readonly balances?: number;
  readonly stops?: number;
  readonly running?: number;
};
const many = <T>(count: number, one: (n: number) => T) => Array.from({ length: count }, (_, n) => one(n));

/** An account of so many meters; the first of each list was seen longest ago, balances before windows before stops. */
function account(number: number, { windows = 0, balances = 0, stops = 0, running = 0 }: Size, provider = 'sora') {
  const meter = (list: string, from: number) => (n: number) => ({ key: `${list}${n}`, seenAt: from + n });
  return {
    ...newAccount(provider, `a${number}`, number),
    windows: many(windows, meter('w', 1_000)),
    balances: many(balances, meter('b', 0)),
    stops: many(stops, (n) => ({ since: 2_000 + n })),
    forecasts: many(windows, (n) => ({ meter: `w${n}` })),
    tasks: many(running + 1, (n) => ({ end: n === 0 ? 'done' : null })),
  } as unknown as AccountState;
}
const metersOf = ({ windows, balances, stops }: AccountState) => windows.length + balances.length + stops.length;
const all = (accounts: readonly AccountState[]) => accounts.reduce((sum, one) => sum + metersOf(one), 0);

describe('how much an account may hold', () => {
  test('alone is what its service has room for', () => {
    const one = account(1, { windows: 3 });
    expect(mostFor([one], one)).toEqual(alone);
    expect(mostFor([one, account(0, { windows: 60, running: 150 }, 'genspark')], one)).toEqual(alone);
  });

  test('is what those known before it leave; those that came later take nothing of it', () => {
    const [first, second, third] = [
      account(1, { windows: 50, stops: 5 }),
      account(2, {}),
      account(3, { balances: 60 }),
    ];
    expect(mostFor([first, second, third], second).meters).toBe(room.ofService.meters - 55);
    expect(mostFor([first, second, third], first).meters).toBe(room.ofService.meters);
  });

  test('is never less than its own, however much is made up elsewhere', () => {
    const others = many(5, (n) => account(n + 1, { windows: 60, running: 60 }));
    const last = account(9, {});
    expect(mostFor([...others, last], last)).toEqual({ meters: room.own.meters, running: room.own.running });
  });

  test('of what runs is what the others leave, and a hundred at most', () => {
    const last = account(9, { running: 5 });
    expect(mostFor([account(1, { running: 150 }), last], last).running).toBe(50);
    expect(mostFor([account(1, { running: 3 }), last], last).running).toBe(room.running);
  });

  test('in one list is what is in it and what is free, up to the most of a list', () => {
    const one = account(1, { windows: 10, balances: 5 });
    expect(mostIn(one.windows, one, { meters: 20, running: 0 })).toBe(15);
    expect(mostIn(one.windows, one, { meters: 12, running: 0 })).toBe(10);
    expect(mostIn(one.windows, one, { meters: 240, running: 0 })).toBe(room.meters);
  });
});

test('more runs than may where it is more than may, and more than did', () => {
  const most = { meters: 0, running: 10 };
  const overrun = (before: number, after: number) =>
    isOverrun(account(1, { running: before }), account(1, { running: after }), most);
  expect([overrun(0, 10), overrun(0, 11), overrun(11, 11), overrun(11, 12), overrun(12, 11)]).toEqual([
    ...[false, true, false, true, false],
  ]);
});

describe('accounts of a service without room', () => {
  test('that have room are left as they are', () => {
    const accounts = many(4, (n) => account(n + 1, { windows: 60 }));
    expect(withinRoom(accounts, accounts[0] as AccountState)).toBe(accounts);
  });

  test('lose what was seen longest ago, with its forecasts, from the one that came last', () => {
    const accounts = [1, 2, 3, 4].map((number) => account(number, { windows: 50, balances: 5, stops: 8 }));
    const next = withinRoom(accounts, accounts[0] as AccountState);
    const last = next[3] as AccountState;
    expect(next.slice(0, 3)).toEqual(accounts.slice(0, 3));
    expect([last.balances.length, last.windows.length, last.stops.length]).toEqual([0, 43, 8]);
    expect(last.windows[0]).toMatchObject({ key: 'w7' });
    expect(last.forecasts.map(({ meter }) => meter)).toEqual(last.windows.map(({ key }) => key));
  });

  test('lose no more than there is too much, no one’s own, and nothing of who was there before or elsewhere', () => {
    const sizes = fc.array(fc.record({ windows: fc.nat(60), balances: fc.nat(60), stops: fc.nat(30) }), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(sizes, fc.nat(7), (of, grown) => {
        const accounts = of.map((size, n) => account(n + 1, size));
        const other = account(99, { windows: 60 }, 'genspark');
        const place = Math.min(grown, accounts.length - 1);
        const one = accounts[place];
        if (one === undefined) return;
        const next = withinRoom([...accounts, other], one);
        expect(next.at(-1)).toBe(other);
        expect(next.slice(0, place + 1)).toEqual(accounts.slice(0, place + 1));
        const [before, after] = [all(accounts), all(next.slice(0, -1))];
        expect(after).toBeGreaterThanOrEqual(Math.min(before, room.ofService.meters));
        for (const [n, left] of next.slice(0, -1).entries()) {
          const had = metersOf(accounts[n] as AccountState);
          expect(metersOf(left)).toBeGreaterThanOrEqual(Math.min(had, room.own.meters));
          if (n > place && after > room.ofService.meters) expect(metersOf(left)).toBeLessThanOrEqual(room.own.meters);
        }
      }),
    );
  });
});

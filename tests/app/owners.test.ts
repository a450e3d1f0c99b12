import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asOneAccount, withoutAccount } from '@/core/app/owners.ts';
import { rebuild } from '@/core/app/rebuild.ts';
import { type AccountState, emptySnapshot, unknownAccount } from '@/core/domain/account.ts';
import { hour, minute } from '@/core/domain/time.ts';
import { histories } from './histories.ts';
import { born, type Life, lived, readBack, rebuilding, stretchesOf } from './life.ts';
import { ann, bea, credits, later, play, rowsOf, tells, weekly } from './story.ts';

const eventsOf = (life: Life) => readBack(stretchesOf(life.rows));
const again = (life: Life, events: ReturnType<typeof eventsOf>) =>
  rebuild(emptySnapshot, events, rebuilding(life.settings)).accounts;
const named = (accounts: readonly AccountState[], name: string) => accounts.find(({ account }) => account === name);
/** Beside the number, which is counted anew, and forecasts, which learn from a person's other accounts. */
const itself = (one: AccountState | undefined) => one && { ...one, number: 0, forecasts: [], takesUnnamedUntil: null };

describe('a log without an account', () => {
  test('gives the others as they were, and nothing of it', () => {
    fc.assert(
      fc.property(histories, fc.constantFrom(ann, bea, unknownAccount), (steps, gone) => {
        const life = steps.reduce(lived, born);
        const left = withoutAccount(eventsOf(life), { provider: 'muse', account: gone });
        const accounts = again(life, left);
        expect(named(accounts, gone)).toBeUndefined();
        if (gone !== unknownAccount) expect(JSON.stringify(left)).not.toContain(gone);
        const others = life.snapshot.accounts.filter(({ account }) => account !== gone);
        expect(accounts.map(itself)).toEqual(others.map(itself));
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});

/** That nobody is signed in is of nobody: its name says nothing. */
const nameless = (event: ReturnType<typeof eventsOf>[number]) =>
  event.what === 'heard' && event.readings.some(({ kind }) => kind === 'signed-out')
    ? { ...event, account: null }
    : event;
/** Two accounts that are always named, and nothing entered of either. */
const twoNamed = histories.map((steps) =>
  steps
    .filter((step) => step.do !== 'enter')
    .map((step) =>
      step.do === 'read'
        ? { ...step, reads: step.reads.map((one) => ({ ...one, account: one.account ?? bea })) }
        : step,
    ),
);

describe('a log of two accounts as one', () => {
  test('gives what there would be, had it always been one', () => {
    fc.assert(
      fc.property(twoNamed, (steps) => {
        const life = steps.reduce(lived, born);
        const merged = asOneAccount(eventsOf(life), { provider: 'muse', account: ann, from: bea });
        const told = eventsOf(life).map((event) => {
          if (!('account' in event) || event.account !== bea) return event;
          return { ...event, account: ann };
        });
        expect(merged.map(nameless)).toEqual(told.map(nameless));
        expect(named(again(life, merged), bea)).toBeUndefined();
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  test('leaves numbers without a name apart, unless they are the ones', () => {
    fc.assert(
      fc.property(histories, (steps) => {
        const life = steps.reduce(lived, born);
        const of = (name: string) => itself(named(life.snapshot.accounts, name));
        const merged = again(life, asOneAccount(eventsOf(life), { provider: 'muse', account: ann, from: bea }));
        if (of(ann) !== undefined) expect(named(merged, bea)).toBeUndefined();
        expect(itself(named(merged, unknownAccount))).toEqual(of(unknownAccount));
        const own = again(life, asOneAccount(eventsOf(life), { provider: 'muse', account: ann, from: unknownAccount }));
        // That somebody was signed out is said of nobody, and stays so.
        const rest = named(own, unknownAccount);
        expect([...(rest?.balances ?? []), ...(rest?.windows ?? [])]).toEqual([]);
        expect(itself(named(own, bea))).toEqual(of(bea));
      }),
      { numRuns: 40 },
    );
  }, 60_000);
});

test('whoever was said to be the same account is that one from then on, whatever it is called', () => {
  const two = play([tells([weekly(20), credits(50)]), tells(credits(60), { account: bea, at: later(minute) })]);
  const said = { provider: 'muse', account: ann, what: 'merged', from: bea, now: later(hour), offset: 0 } as const;
  const log = asOneAccount(rowsOf(two, 'events'), said);
  const merged = rebuild(emptySnapshot, [...log, said], rebuilding(born.settings));
  expect(merged.accounts.map(({ account, aliases }) => [account, aliases])).toEqual([[ann, [bea]]]);
  const next = play([tells(credits(40), { account: bea, at: later(2 * hour) })], { from: merged });
  expect(next.snapshot.accounts.map(({ account, balances }) => [account, balances[0]?.left])).toEqual([[ann, 40]]);
});

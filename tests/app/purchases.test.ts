import { describe, expect, test } from 'vitest';
import { catchUp } from '@/core/app/catch-up.ts';
import type { Snapshot } from '@/core/domain/account.ts';
import { defaultSettings, type Settings } from '@/core/domain/settings.ts';
import { day, hour, minute } from '@/core/domain/time.ts';
import { kennel } from './kennel.ts';
import { card, en } from './looking.ts';
import {
  accountOf,
  ann,
  credits,
  entering,
  facts,
  later,
  lines,
  notifying,
  offset,
  onPlan,
  play,
  sole,
  tells,
} from './story.ts';

const selling = {
  ...facts,
  purchases: { validMonths: { value: 12, source: 'invented for tests', date: '2026-11' }, perCredit: null },
};
const left = (amount: number, at: number) => tells(credits(amount, { pool: 'shared' }), { at: later(at) });
const play12 = (reads: Parameters<typeof play>[0]) => play(reads, { facts: selling });
const bought = play12([left(100, 0), left(600, hour), left(600, 2 * hour)]).snapshot;
const grant = (id: string, amount: number, expires: number) =>
  tells({ kind: 'grant', id, at: later(-day), credits: amount, expiresAt: later(expires) }, { watch: 'log' });

describe('a rise that no refill explains', () => {
  test('is asked about once two readings agree, with the day it would lapse', () => {
    expect(card(play12([left(100, 0), left(600, hour)]).snapshot).bought).toBeNull();
    expect(card(bought, { now: later(2 * hour) }).bought?.text).toBe(
      en.t('ask.bought-until', { day: 'November 22', amount: '500 credits', date: 'November 22, 2027' }),
    );
  });

  test('is not asked about where it was gone at once', () => {
    expect(card(play12([left(100, 0), left(600, minute), left(90, 2 * minute)]).snapshot).bought).toBeNull();
  });

  test('is not asked about where a nothing was misread, and nobody is asked whose use that was', () => {
    const reads = [9_000, 9_000, 0].map((amount, n) => tells(credits(amount), { at: later(n * 30 * minute) }));
    const back = [9_000, 9_000].map((amount, n) => tells(credits(amount), { at: later((3 + n) * 30 * minute) }));
    const settings = entering({ monthly: 20_000, renewalDay: 1 });
    const pack = tells(
      { kind: 'grant', id: 'p', at: later(-day), credits: 3_000, expiresAt: later(90 * day) },
      { watch: 'log' },
    );
    const { snapshot } = play([pack, ...reads, ...back], { facts: selling, settings });
    const { lots, unseen, unseenDays, balances } = accountOf({ snapshot });
    expect([card(snapshot, { settings }).bought, unseen, unseenDays.open, sole(balances).cycle.spent]).toEqual([
      null,
      null,
      [],
      0,
    ]);
    expect([lots.lots.map(({ left }) => left), lots.unexplained?.credits]).toEqual([[3_000], 6_000]);
  });

  const answer = async (yes: boolean) => {
    const { dog, ledger } = kennel({ from: bought });
    const { id } = sole(accountOf({ snapshot: bought }).lots.lots);
    await dog.answerPurchase({ provider: 'muse', account: ann, id, yes });
    return sole(ledger.snapshot.accounts);
  };

  test('becomes a purchase when somebody says so', async () => {
    expect(sole((await answer(true)).lots.lots)).toMatchObject({ guess: false, credits: 500, left: 500 });
  });

  test('stays unexplained, and is not asked about again, when somebody says no', async () => {
    const account = await answer(false);
    expect(account.lots.lots).toEqual([]);
    expect(account.lots.unexplained?.credits).toBe(600);
    const { snapshot } = play12([]);
    const again = play([left(600, 3 * hour)], { facts: selling, from: { ...snapshot, accounts: [account] } });
    expect(card(again.snapshot).bought).toBeNull();
  });
});

test('a purchase that is entered takes its part of what is there, and is shown with its end', async () => {
  const { dog, ledger } = kennel({ from: play12([left(600, 0)]).snapshot });
  await dog.addPurchase({
    provider: 'muse',
    account: ann,
    credits: 500,
    at: later(-30 * day),
    paid: 20,
    entered: later(0),
  });
  const { lots } = sole(ledger.snapshot.accounts);
  expect(sole(lots.lots)).toMatchObject({ by: 'entered', left: 500, price: { amount: 20, currency: 'USD' } });
  expect(lots.unexplained?.credits).toBe(100);
});

test('two equal packs of one day are two; the same one delivered twice is one', async () => {
  const { dog, ledger } = kennel({ from: play12([left(1_200, 0)]).snapshot });
  const pack = { provider: 'muse', account: ann, credits: 500, at: later(-day), paid: null };
  for (const entered of [later(0), later(0), later(minute)]) await dog.addPurchase({ ...pack, entered });
  const { lots } = sole(ledger.snapshot.accounts);
  expect(lots.lots.map(({ left }) => left)).toEqual([500, 500]);
  expect(lots.unexplained?.credits).toBe(200);
});

describe('a pack of before a refill that is entered after it', () => {
  const entered = async (settings: Settings, then: readonly number[]) => {
    const reads = [7_000, 15_000, ...then].map((amount, n) => tells(credits(amount), { at: later(n * 9 * day) }));
    const { snapshot } = play([tells(onPlan('plus')), ...reads], { facts: selling, settings });
    const { dog, ledger } = kennel({ from: snapshot, settings });
    await dog.addPurchase({ provider: 'muse', account: ann, credits: 5_000, at: later(-day), paid: null, entered: 1 });
    const { lots, unexplained } = sole(ledger.snapshot.accounts).lots;
    return [...lots.map(({ kind, left }) => [kind, left]), unexplained?.credits ?? 0];
  };
  const known = entering({ monthly: 10_000, renewalDay: 1 });

  test('holds what exceeds the plan’s own amount', async () => {
    expect(await entered(known, [])).toEqual([['cycle', 10_000], ['purchased', 5_000], 0]);
    expect(await entered(known, [12_000])).toEqual([['cycle', 7_000], ['purchased', 5_000], 0]);
  });

  test('takes its part of the cycle where that amount is not known', async () => {
    const unknown = entering({ renewalDay: 1 });
    expect(await entered(unknown, [])).toEqual([['cycle', 10_000], ['purchased', 5_000], 0]);
    expect(await entered(unknown, [7_000])).toEqual([['cycle', 2_000], ['purchased', 5_000], 0]);
  });
});

test('a purchase that was entered wrongly is corrected, or taken back', async () => {
  const { dog, ledger } = kennel({ from: play12([left(600, 0)]).snapshot });
  const owner = { provider: 'muse', account: ann };
  await dog.addPurchase({ ...owner, credits: 500, at: later(-30 * day), paid: 20, entered: later(0) });
  const { id } = sole(sole(ledger.snapshot.accounts).lots.lots);
  await dog.correctPurchase({ ...owner, id, to: { credits: 550, at: later(-60 * day), paid: null } });
  expect(sole(sole(ledger.snapshot.accounts).lots.lots)).toMatchObject({ id, credits: 550, left: 550, price: null });
  await dog.correctPurchase({ ...owner, id, to: null });
  expect(sole(ledger.snapshot.accounts).lots).toMatchObject({ lots: [], unexplained: { credits: 600 } });
});

describe('credits that lapse', () => {
  const ending = (days: number) => play([grant('g', 500, days * day), left(500, 0)]).snapshot;
  const told = (snapshot: Snapshot, at: number, settings = defaultSettings) =>
    catchUp(snapshot, settings, { now: later(at), offset });

  test('are said with the next end on the card', () => {
    const { notes } = sole(card(ending(20)).balances);
    expect(notes).toContain(en.t('balance.expiry', { amount: '500 credits', date: 'December 12', duration: '20 d' }));
  });

  test.each([
    [40, 0, 0],
    [40, 10, 1],
    [40, 33, 1],
    [40, 39.5, 1],
    [40, 41, 0],
  ])('in %d days are told after %d days %d times', (days, at, times) => {
    expect(lines(told(ending(days), at * day))).toHaveLength(times);
  });

  test('are told a month, a week and a day before, each once', () => {
    const snapshot = ending(40);
    const keys = [10, 12, 33, 35, 39.5].flatMap((at) => told(snapshot, at * day).notices.map(({ key }) => key));
    expect(new Set(keys).size).toBe(3);
  });

  test('are not told where that is switched off', () => {
    expect(lines(told(ending(5), 0, notifying({ 'credits-expire': false })))).toEqual([]);
  });
});

describe('credits that the service lists with their end', () => {
  const lot = (plan: string, amount: number, lasts: number) =>
    play([
      tells(onPlan(plan)),
      tells(
        { kind: 'grant', id: 'g', at: later(0), credits: amount, expiresAt: later(lasts * day) },
        { at: later(minute), watch: 'log' },
      ),
    ]).snapshot;
  const kindOf = (...of: Parameters<typeof lot>) => sole(accountOf({ snapshot: lot(...of) }).lots.lots).kind;
  const told = (snapshot: Snapshot, at: number) =>
    lines(catchUp(snapshot, defaultSettings, { now: later(at * day), offset }));

  test('are the plan’s own where the plan gives just so many for so long', () => {
    expect([kindOf('plus', 10_000, 30), kindOf('free', 100, 1), kindOf('free', 100, 90)]).toEqual([
      'cycle',
      'daily',
      'bonus',
    ]);
    expect([kindOf('plus', 10_000, 90), kindOf('plus', 2_000, 1)]).toEqual(['bonus', 'bonus']);
    expect(told(lot('plus', 10_000, 30), 29.5)).toEqual([]);
  });

  test('are not told to lapse at a time before they were given', () => {
    const three = lot('plus', 2_000, 3);
    expect([told(three, 0.1), told(three, 1.9), told(three, 2.1)]).toEqual([[], [], ['credits-expire credits 2000']]);
  });
});

describe('a refill beside purchases', () => {
  test('leaves a pack its credits and its end', () => {
    const cycle = { kind: 'cycle', from: later(-29 * day), to: later(day) } as const;
    const next = { kind: 'cycle', from: later(day), to: later(31 * day) } as const;
    const { snapshot } = play([
      grant('pack', 500, 20 * day),
      tells([cycle, credits(900)]),
      tells([next, credits(10_500)], { at: later(day + hour) }),
    ]);
    const lots = accountOf({ snapshot }).lots.lots.map(({ kind, left }) => [kind, left]);
    expect(lots).toEqual([
      ['bonus', 500],
      ['cycle', 10_000],
    ]);
  });

  test('on a free daily plan is no purchase, however much of it is gone already', () => {
    const day_ = (n: number, amount: number) => tells(credits(amount), { at: later(n * day) });
    const { snapshot } = play([
      tells(onPlan('free')),
      day_(0, 5),
      day_(1, 80),
      day_(1.1, 80),
      day_(2, 70),
      day_(2.1, 70),
    ]);
    expect(card(snapshot, { now: later(2.2 * day) }).bought).toBeNull();
    expect(accountOf({ snapshot }).refills.evidence.refills.length).toBeGreaterThan(0);
  });

  test('where nobody knows the renewal is not asked about where it is an amount of the plan', () => {
    const story = [0, 1, 2].map((n) => tells(credits([500, 20_000, 20_000][n] ?? 0), { at: later(n * hour) }));
    expect(card(play([tells(onPlan('plus')), ...story]).snapshot).bought).toBeNull();
  });
});

test('several lots are each told before they lapse', () => {
  const { snapshot } = play([grant('a', 400, 40 * day), grant('b', 600, 50 * day), left(1_000, 0)]);
  const told = catchUp(snapshot, defaultSettings, { now: later(22 * day), offset });
  expect(lines(told)).toEqual(['credits-expire credits 400', 'credits-expire credits 600']);
});

describe('several packs between two looks', () => {
  const packs = [500, 2_000].map((value) => ({ value, source: 'invented for tests', date: '2026-11' }));
  const shop = { ...selling, purchases: { ...selling.purchases, packs } };
  const rise = (amount: number) =>
    play([left(100, 0), left(100 + amount, hour), left(100 + amount, 2 * hour)], { facts: shop }).snapshot;
  const asked = (amount: number) => card(rise(amount), { services: [{ id: 'muse', facts: shop }] }).bought;

  test('are asked about as such where published sizes add up to them', () => {
    expect(asked(1_000)?.packs).toEqual([{ text: '2 packs of 500 credits', parts: [500, 500] }]);
    expect([asked(1_000)?.yes, asked(1_000)?.no]).toEqual(['In one purchase', 'No']);
    expect(asked(2_500)?.packs.map(({ text }) => text)).toEqual(['1 pack of 2,000 credits and 1 pack of 500 credits']);
    expect(asked(2_000)?.packs).toEqual([{ text: '4 packs of 500 credits', parts: [500, 500, 500, 500] }]);
  });

  test('are one purchase where nothing adds up, or it is one pack', () => {
    for (const amount of [500, 700]) {
      expect(asked(amount)).toMatchObject({ packs: [], yes: 'Yes, bought', no: 'No' });
    }
  });

  test('are a guess until somebody answers, then so many purchases', async () => {
    const snapshot = rise(1_000);
    const guess = sole(accountOf({ snapshot }).lots.lots);
    expect(guess).toMatchObject({ guess: true, credits: 1_000 });
    const { dog, ledger } = kennel({ from: snapshot });
    await dog.splitPurchase({ provider: 'muse', account: ann, id: guess.id, parts: [500, 500] });
    const { lots } = sole(ledger.snapshot.accounts).lots;
    expect(lots.map(({ guess, credits, left }) => [guess, credits, left])).toEqual([
      [false, 500, 500],
      [false, 500, 500],
    ]);
    expect(card(ledger.snapshot, { services: [{ id: 'muse', facts: shop }] }).bought).toBeNull();
  });
});

describe('a rise while nobody knows the renewal', () => {
  const plain = (amount: number, at: number) => tells(credits(amount), { at: later(at) });
  const story = (...amounts: readonly number[]) => [
    tells(onPlan('plus')),
    ...amounts.map((amount, n) => plain(amount, n * hour)),
  ];
  const play3 = (reads: Parameters<typeof play>[0], settings: Settings = defaultSettings) =>
    play(reads, { facts: selling, settings }).snapshot;
  const risen = story(500, 3_500, 3_500);

  test('is asked about with the doubt it needs', () => {
    expect(card(play3(risen)).bought).toMatchObject({
      text: en.t('ask.bought-perhaps', { amount: '3,000 credits', day: 'November 22' }),
      yes: 'They were bought',
      no: 'Not bought',
    });
  });

  test.each([
    ['to the plan’s amount', story(500, 10_000, 10_000)],
    ['by the plan’s amount', story(500, 10_500, 10_500)],
    ['to another size of the plan', story(500, 30_000, 30_000)],
    ['of a day’s credits', story(500, 600, 600)],
    ['of a plan that nobody has told', story(5_000, 12_000, 12_000).slice(1)],
  ])('is not asked about %s', (_, reads) => {
    expect(card(play3(reads)).bought).toBeNull();
  });

  test('is not asked about where it is the amount somebody has entered', () => {
    const settings = entering({ monthly: 3_000 });
    for (const reads of [story(500, 3_500, 3_500), story(500, 3_000, 3_000)])
      expect(card(play3(reads, settings), { settings }).bought).toBeNull();
  });

  test.each([
    ['entered', plain(3_500, 5 * hour), entering({ renewalDay: 22, monthly: 4_000 })],
    ['told as the next', tells(onPlan('plus', later(30 * day)), { at: later(5 * hour) }), defaultSettings],
    [
      'told with the cycle',
      tells({ kind: 'cycle', from: later(-hour), to: later(30 * day) }, { at: later(5 * hour) }),
      defaultSettings,
    ],
  ])('is withdrawn where a renewal of that day is %s', (_, then, settings) => {
    const from = play3(risen);
    const { snapshot } = play([then], { facts: selling, settings, from });
    const { lots } = accountOf({ snapshot });
    expect([card(snapshot, { settings }).bought, lots.lots, lots.unexplained?.credits]).toEqual([null, [], 3_500]);
    expect(sole(accountOf({ snapshot }).balances).cycle).toMatchObject({ refilled: false, granted: 0 });
  });

  test('is no question any more as soon as the day is entered', () => {
    expect(card(play3(risen), { settings: entering({ renewalDay: 22 }) }).bought).toBeNull();
  });

  test('shows the right share of the cycle once it turns out to be the renewal', () => {
    const settings = entering({ renewalDay: 22, monthly: 4_000 });
    const { snapshot } = play([plain(3_500, 5 * hour)], { facts: selling, settings, from: play3(risen) });
    expect(sole(card(snapshot, { settings, now: later(5 * hour) }).balances).cycle?.used).toBe(12.5);
  });

  test('stays where the renewal is another day, or somebody has called it a purchase', async () => {
    const settings = entering({ renewalDay: 8 });
    const other = play([plain(3_500, 5 * hour)], { facts: selling, settings, from: play3(risen) }).snapshot;
    expect(card(other, { settings }).bought).not.toBeNull();
    const { dog, ledger } = kennel({ from: play3(risen) });
    const { id } = sole(accountOf({ snapshot: play3(risen) }).lots.lots);
    await dog.answerPurchase({ provider: 'muse', account: ann, id, yes: true });
    const late = entering({ renewalDay: 22 });
    const { snapshot } = play([plain(3_500, 5 * hour)], { facts: selling, settings: late, from: ledger.snapshot });
    expect(sole(accountOf({ snapshot }).lots.lots)).toMatchObject({ guess: false, left: 3_000 });
  });

  test('looked for after a long time may have been a renewal of any day in between', () => {
    const reads = [tells(onPlan('plus')), plain(500, 0), plain(3_500, 20 * day), plain(3_500, 20 * day + hour)];
    const settings = entering({ renewalDay: 5 });
    const { snapshot } = play([plain(3_500, 21 * day)], { facts: selling, settings, from: play3(reads) });
    expect(card(snapshot, { settings }).bought).toBeNull();
  });
});

describe('a pack that brings the balance to the amount of the plan', () => {
  const packs = [{ value: 10_000, source: 'invented for tests', date: '2026-11' }];
  const shop = { ...selling, purchases: { ...selling.purchases, packs } };
  const story = [400, 0, 0, 10_000, 10_000].map((amount, n) => tells(credits(amount), { at: later(n * hour) }));
  const seen = (settings: Settings, facts = shop) =>
    play([tells(onPlan('plus')), ...story], { facts, settings }).snapshot;

  test('is asked about where the day that was entered is another', () => {
    const settings = entering({ renewalDay: 8, monthly: 10_000 });
    expect(card(seen(settings), { settings, services: [{ id: 'muse', facts: shop }] }).bought?.text).toContain(
      '10,000 credits',
    );
    expect(sole(accountOf({ snapshot: seen(settings) }).balances).cycle).toMatchObject({ refilled: false });
  });

  test('is a refill where nothing like it is sold, or the day is not known', () => {
    for (const snapshot of [
      seen(entering({ renewalDay: 8, monthly: 10_000 }), selling as typeof shop),
      seen(defaultSettings),
    ])
      expect(sole(accountOf({ snapshot }).balances).cycle).toMatchObject({ refilled: true, start: 10_000 });
  });
});

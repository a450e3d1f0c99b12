import { describe, expect, test } from 'vitest';
import type { Reading } from '@/core/domain/reading.ts';
import { day, hour, minute } from '@/core/domain/time.ts';
import { card, en, type Looking, screen } from './looking.ts';
import {
  bea,
  credits,
  entering,
  fails,
  later,
  onPlan,
  play,
  settingsWith,
  sole,
  task,
  tells,
  weekly,
} from './story.ts';

const of = (readings: readonly Reading[], looking?: Looking) => card(play([tells(readings)]).snapshot, looking);

test('running tasks are counted and named; chats and requests without an answer are not', () => {
  const { snapshot } = play([
    tells([task('t1', 'started'), task('t2', 'started', { task: 'slides' }), task('t3', 'started')]),
    tells([task('t4', 'leaving'), task('t5', 'started', { task: 'chat' }), task('t3', { ended: 'done' })]),
  ]);
  expect(card(snapshot).running).toBe(en.t('card.running', { count: 2, kinds: 'video and slides' }));
});

test('a costly composer that fits shows its estimate for a quarter of an hour', () => {
  const { snapshot } = play([
    tells([onPlan('plus'), credits(5_000)]),
    tells({ kind: 'composer', task: 'video', visit: 'v1' }, { phase: 'opened', watch: 'composer' }),
  ]);
  expect(card(snapshot).estimate).toMatchObject({ level: 'none' });
  expect(card(snapshot).estimate?.text).toContain('100–400');
  expect(card(snapshot, { now: later(16 * minute) }).estimate).toBeNull();
});

test('an estimate is judged by what is left now, and is gone when its task is over', () => {
  const opened = [
    tells(credits(5_000)),
    tells({ kind: 'composer', task: 'video', visit: 'v1' }, { phase: 'opened', watch: 'composer' }),
    tells(credits(150, { blocked: false }), { at: later(minute) }),
  ];
  const { snapshot } = play(opened);
  expect(card(snapshot, { now: later(minute) }).estimate).toMatchObject({ level: 'warning' });
  expect(card(snapshot, { now: later(minute) }).estimate?.text).toContain('150');
  const made = (news: 'leaving' | { ended: 'done' }, at: number) => tells(task('v', news), { at: later(at) });
  const during = play([...opened, made('leaving', 2 * minute)]).snapshot;
  expect(card(during, { now: later(2 * minute) }).estimate).not.toBeNull();
  const over = play([...opened, made('leaving', 2 * minute), made({ ended: 'done' }, 3 * minute)]).snapshot;
  expect(card(over, { now: later(3 * minute) }).estimate).toBeNull();
});

test('accounts are named where there are several, and one that got no name says so', () => {
  expect(of([credits(1)]).accountName).toBeNull();
  const { snapshot } = play([
    tells(credits(1)),
    tells(credits(2), { account: bea }),
    tells(credits(3), { account: null }),
  ]);
  const { cards } = screen(snapshot);
  expect(cards.map(({ accountName }) => accountName)).toEqual([
    en.t('card.account', { n: 1 }),
    en.t('card.account', { n: 2 }),
    en.t('card.unknown-account'),
  ]);
  expect(cards[0]?.others.map(({ name }) => name)).toEqual([en.t('card.account', { n: 2 })]);
  expect(cards[2]?.asks).toEqual(['whose']);
  expect(cards[2]?.others.map(({ name }) => name)).toEqual([
    en.t('card.account', { n: 1 }),
    en.t('card.account', { n: 2 }),
  ]);
});

describe('what the page does not tell', () => {
  const asks = (readings: readonly Reading[], settings = settingsWith({})) => of(readings, { settings }).asks;

  test.each<[string, readonly Reading[], readonly string[]]>([
    ['both, of a paid plan with credits', [onPlan('plus'), credits(50)], ['monthly', 'renewal-day']],
    ['only the day, where the plan’s amount is published', [onPlan('team'), credits(50)], ['renewal-day']],
    ['only the amount, where the page tells the day', [onPlan('plus', later(day)), credits(50)], ['monthly']],
    ['nothing of a free plan', [onPlan('free'), credits(50)], []],
    ['nothing where the plan is not known', [credits(50)], []],
    ['nothing without credits', [onPlan('plus'), weekly(5)], []],
    ['nothing for a shared pool, which has no cycle', [onPlan('plus'), credits(50, { pool: 'pot' })], []],
    ['nothing while the size is unknown', [onPlan('plus'), credits(null, { usable: true })], []],
  ])('is asked for: %s', (_, readings, expected) => {
    expect(asks(readings)).toEqual(expected);
  });

  test('is not asked again once it was entered', () => {
    expect(asks([onPlan('plus'), credits(50)], entering({ monthly: 9_000 }))).toEqual(['renewal-day']);
    expect(asks([onPlan('plus'), credits(50)], entering({ monthly: 9_000, renewalDay: 3 }))).toEqual([]);
  });

  test('is not asked while the numbers cannot be trusted', () => {
    const read = tells([onPlan('plus'), credits(50)]);
    expect(card(play([read, fails('refused', { at: later(minute) })]).snapshot).asks).toEqual([]);
    expect(card(play([read]).snapshot, { now: later(2 * day) }).asks).toEqual(['monthly', 'renewal-day']);
  });

  test('is not asked for once a refill was seen', () => {
    const cycle = { kind: 'cycle', from: later(hour), to: later(30 * day) } as const;
    const { snapshot } = play([
      tells([onPlan('plus'), credits(50)]),
      tells([cycle, credits(9_000)], { at: later(2 * hour) }),
    ]);
    expect(card(snapshot, { now: later(3 * hour) }).asks).toEqual([]);
  });
});

describe('what was entered and what the page says', () => {
  const cycle = { kind: 'cycle', from: later(-20 * day), to: Date.parse('2026-12-07T05:00:00Z') } as const;
  const notes = (renewalDay: number) =>
    of([onPlan('team'), cycle, credits(50)], { settings: entering({ renewalDay }) }).notes;

  test('a contradiction about the day is said; where they agree, nothing is', () => {
    expect(notes(9)).toEqual([en.t('ask.contradiction-day', { day: 9, date: 'December 6' })]);
    expect(notes(6)).toEqual([]);
  });

  test('a contradiction about the amount is said once a refill shows another', () => {
    const settings = entering({ monthly: 12_000, renewalDay: 23 });
    const { snapshot } = play([tells([onPlan('plus'), credits(50)]), tells(credits(10_000), { at: later(day) })], {
      settings,
    });
    const { notes, balances } = card(snapshot, { settings, now: later(day) });
    const said = [...notes, ...balances.flatMap(({ notes }) => notes)].join(' ');
    expect(said).toContain('12,000');
    expect(said).toContain('10,000');
  });

  test('no contradiction is seen in a balance whose refill was not', () => {
    expect(of([onPlan('plus'), credits(5_000)], { settings: entering({ monthly: 12_000 }) }).notes).toEqual([]);
  });

  test('the day that counts is the page’s', () => {
    const shown = of([onPlan('team'), cycle, credits(50)], { settings: entering({ renewalDay: 9 }) });
    expect(sole(shown.balances).cycle?.reset?.iso).toBe('2026-12-07T05:00:00.000Z');
  });
});

describe('what was entered', () => {
  const shown = (readings: readonly Reading[], entered: Parameters<typeof entering>[0]) =>
    of(readings, { settings: entering(entered) }).entered;

  test('is labelled as such, as long as it counts', () => {
    expect(shown([onPlan('plus'), credits(50)], { monthly: 9_000, renewalDay: 6 })).toEqual([
      { ask: 'monthly', text: en.t('ask.entered', { amount: '9,000 credits' }) },
      { ask: 'renewal-day', text: en.t('ask.entered-day', { day: 6, date: 'December 6' }) },
    ]);
  });

  test('is not shown where the page tells the day', () => {
    expect(shown([onPlan('plus', later(day)), credits(50)], { renewalDay: 6 })).toEqual([]);
  });

  test('while the account had no name still counts when it has got one', () => {
    const settings = entering({ monthly: 10_000 }, 'unknown');
    const { snapshot } = play([
      tells([onPlan('plus'), credits(2_000)], { account: null }),
      tells(onPlan('plus'), { watch: 'user' }),
    ]);
    expect(sole(card(snapshot, { settings }).balances).cycle?.figure).toBe('80%');
  });
});

describe('a renewal day that was entered', () => {
  const settings = entering({ monthly: 10_000, renewalDay: 6 });
  const looking = (locale: 'en' | 'ja') =>
    card(play([tells([onPlan('plus'), credits(9_000)])], { settings }).snapshot, { settings, locale });

  test('is told once on the card, and as a day', () => {
    const { balances, entered } = looking('en');
    const said = [...balances.flatMap(({ notes }) => notes), ...entered.map(({ text }) => text)];
    expect(said.filter((text) => text.includes('December 6'))).toEqual([
      'Renewed on day 6 of the month, next on December 6 (entered by you)',
    ]);
    expect(balances[0]?.cycle?.reset?.moment).toBe('December 6');
    expect(looking('ja').balances[0]?.cycle?.reset?.moment).toBe('12月6日');
  });

  test('is a day also once it has passed without a refill', () => {
    const { snapshot } = play([tells([onPlan('plus'), credits(9_000)])], { settings });
    const late = card(snapshot, { settings, now: later(15 * day) });
    const { note } = late.balances[0]?.cycle ?? {};
    expect(note).toContain('December 6');
    expect(note).not.toMatch(/\d:\d\d/);
  });
});

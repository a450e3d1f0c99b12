import { describe, expect, test } from 'vitest';
import { type CardState, cardStates } from '@/core/app/card.ts';
import { emptySnapshot, type Snapshot } from '@/core/domain/account.ts';
import { type ProblemKind, problemKinds } from '@/core/domain/problem.ts';
import { day, hour, minute } from '@/core/domain/time.ts';
import { wordsFor } from '@/core/words/words.ts';
import { card, en, type Looking, screen, service as serviceOf, zone } from './looking.ts';
import { ann, bea, credits, fails, later, noon, onPlan, play, signedOut, sole, tells, weekly } from './story.ts';

const read = play([tells([weekly(20), credits(50)])]).snapshot;
const unreadable = play([fails('changed-shape', { at: later(minute) })], { from: read }).snapshot;
const out = play([signedOut({ at: later(2 * minute) })], { from: unreadable }).snapshot;
const service = { service: 'Muse' };
const noAccess = { noAccess: ['muse'] };
const needsReload = { needsReload: ['muse'] };

/** How each state comes about; `retired` is no card but a line of its own. */
const coming: { readonly [State in Exclude<CardState, 'retired'>]: readonly [Snapshot, Looking] } = {
  ok: [read, {}],
  stale: [read, { now: later(day + 1) }],
  offline: [read, { online: false }],
  unreadable: [unreadable, {}],
  'signed-out': [out, {}],
  empty: [emptySnapshot, {}],
  'needs-reload': [read, needsReload],
  'no-access': [read, noAccess],
};

describe('the state of a card', () => {
  test.each(Object.entries(coming))('%s', (state, [snapshot, looking]) => {
    expect(card(snapshot, looking).state).toBe(state);
  });

  test('is one of the list, and each but the retired has a way to come about here', () => {
    expect(new Set([...Object.keys(coming), 'retired'])).toEqual(new Set(cardStates));
  });

  test.each<[CardState, string, Snapshot, Looking]>([
    ['no-access', 'everything', out, { ...noAccess, ...needsReload, online: false }],
    ['needs-reload', 'what was read', out, { ...needsReload, online: false }],
    ['signed-out', 'unreadable', out, { online: false, now: later(3 * day) }],
    ['unreadable', 'offline and stale', unreadable, { online: false, now: later(3 * day) }],
    ['offline', 'stale', read, { online: false, now: later(3 * day) }],
    ['empty', 'offline', emptySnapshot, { online: false }],
  ])('%s is said before %s', (state, _, snapshot, looking) => {
    expect(card(snapshot, looking).state).toBe(state);
  });

  test.each([
    [day, 'ok'],
    [day + 1, 'stale'],
  ])('is stale only after a day: after %i ms it is %s', (age, state) => {
    expect(card(read, { now: later(age) }).state).toBe(state);
  });

  test.each(['features', 'tasks', 'plan', 'history'] as const)('is not unreadable for trouble with %s', (about) => {
    const { snapshot } = play([fails('refused', { at: later(minute), watch: 'other' }, about)], { from: read });
    expect(card(snapshot).state).toBe('ok');
  });

  test('is empty where an account is known of which no number was ever read', () => {
    expect(card(play([tells(onPlan('plus'))]).snapshot).state).toBe('empty');
  });
});

describe('trouble in words', () => {
  test.each([
    ['no-access', en.t('state.no-access', service), 'allow'],
    ['needs-reload', en.t('state.needs-reload', service), 'reload'],
    ['signed-out', en.t('state.signed-out', service), 'open'],
    ['empty', en.t('card.empty', service), 'open'],
  ] as const)('%s says what is wrong and what to do', (state, text, todo) => {
    const [snapshot, looking] = coming[state];
    expect(card(snapshot, looking).trouble).toEqual({ text, todo });
  });

  test('numbers that pages ask for in vain for a day cannot be read, since the last that could', () => {
    const replay = (failures: number, account = ann) => ({
      ...read,
      replays: [{ key: `muse/${account}`, timedAt: noon, manualAt: null, failures, restUntil: null }],
    });
    const told = (snapshot: typeof read, age: number) => {
      const { state, trouble } = card(snapshot, { now: later(age) });
      return [state, trouble?.text.includes('cannot be read') ?? false];
    };
    expect(told(replay(3), day + 1)).toEqual(['unreadable', true]);
    expect(told(replay(3), day)).toEqual(['ok', false]);
    expect(told(replay(2), day + 1)).toEqual(['stale', false]);
    expect(told(replay(9, bea), day + 1)).toEqual(['stale', false]);
  });

  test('a stale card says how old its numbers are', () => {
    expect(card(read, { now: later(3 * day) }).trouble?.text).toContain('3 days ago');
  });

  test('signed out before anything was read speaks of no last numbers', () => {
    const text = card(play([signedOut()]).snapshot).trouble?.text;
    expect(text).toBe(en.t('state.signed-out-empty', service));
  });

  test.each(problemKinds)('%s is said with its beginning, its service, and that older numbers stand below', (kind) => {
    const { snapshot } = play([fails(kind, { at: later(minute) })], { from: read });
    for (const locale of ['en', 'ja'] as const) {
      const trouble = card(snapshot, { locale }).trouble;
      const words = wordsFor(locale, zone);
      expect(trouble?.text).toContain(words.clock(later(minute)));
      expect(trouble?.text).toContain('Muse');
      expect(trouble?.text).toContain(words.t('problem.last-known', service));
      expect(trouble?.todo).toBe('open');
    }
  });

  test('of an empty card does not speak of numbers below', () => {
    const { snapshot } = play([fails('refused')]);
    expect(card(snapshot)).toMatchObject({ state: 'unreadable', meters: [], balances: [] });
    expect(card(snapshot).trouble?.text).not.toContain(en.t('problem.last-known', service));
  });

  test.each(['ok', 'offline'] as const)('%s is no trouble of the card', (state) => {
    const [snapshot, looking] = coming[state];
    expect(card(snapshot, looking).trouble).toBeNull();
  });

  test('with the ends of tasks stands as a note, since the numbers are not affected', () => {
    const { snapshot } = play([fails('refused', { at: later(minute), watch: 'agent' }, 'tasks')], { from: read });
    expect(card(snapshot).notes).toEqual([
      en.t('problem.about.tasks', { ...service, moment: en.clock(later(minute)) }),
    ]);
  });

  test.each(['features', 'plan', 'history'] as const)(
    'with %s stands as a note only where the answer has changed',
    (about) => {
      const notes = (kind: ProblemKind) =>
        card(play([fails(kind, { at: later(minute), watch: 'other' }, about)], { from: read }).snapshot).notes;
      expect(notes('unexpected-answer')).toEqual([]);
      expect(notes('changed-shape')).toEqual([
        en.t(`problem.about.${about}`, { ...service, moment: en.clock(later(minute)) }),
      ]);
    },
  );

  test('keeps the last numbers on the card', () => {
    for (const state of ['unreadable', 'signed-out', 'offline', 'stale'] as const) {
      const [snapshot, looking] = coming[state];
      expect(sole(card(snapshot, looking).meters).used).toBe(20);
    }
  });
});

describe('a service that is gone', () => {
  const closed = { value: '2026-04-26', source: 'invented for tests', date: '2026-07' };
  const retired = serviceOf('muse', { retired: closed, pool: { id: 'pot', home: false, sharedBy: ['Muse', 'Home'] } });
  const home = serviceOf('home', { short: 'Home', pool: { id: 'pot', home: true, sharedBy: ['Muse', 'Home'] } });

  test('is one quiet line with its day, and where its credits live on', () => {
    const { cards, retired: gone } = screen(emptySnapshot, { services: [retired, home] });
    expect(cards.map(({ provider }) => provider)).toEqual(['home']);
    const text = en.t('card.retired-pool', { ...service, date: 'April 26, 2026', home: 'Home' });
    expect(gone).toEqual([{ provider: 'muse', text }]);
  });

  test('says nothing of a pool where none lives on', () => {
    const text = sole(screen(emptySnapshot, { services: [retired] }).retired).text;
    expect(text).toBe(en.t('card.retired', { ...service, date: 'April 26, 2026' }));
  });

  test('is a card again as soon as anything is read of it', () => {
    const seen = screen(read, { services: [retired] });
    expect([seen.cards.length, seen.retired.length]).toEqual([1, 0]);
  });
});

test('the age of a number is said with where it came from', () => {
  const values = { ago: '3 minutes ago', service: 'Muse' };
  const sources = [
    [{ onUsagePage: true }, en.t('source.usage-page', values)],
    [{}, en.t('source.page', values)],
    [{ via: 'replay' }, en.t('source.replay', values)],
    [{ via: 'text' }, en.t('source.text', values)],
  ] as const;
  for (const [over, text] of sources)
    expect(sole(card(play([tells(weekly(20), over)]).snapshot, { now: later(3 * minute) }).meters).source).toBe(text);
  expect(sole(card(read, { now: later(2 * hour) }).meters).source).toContain('2 hours ago');
});

test('a card says the age and origin of its newest number', () => {
  const { snapshot } = play([
    tells([weekly(20), credits(50)]),
    tells(credits(40), { at: later(3 * minute), watch: 'balance', via: 'replay' }),
  ]);
  const newest = en.t('source.replay', { ago: '2 minutes ago', service: 'Muse' });
  expect(card(snapshot, { now: later(5 * minute) }).source).toBe(newest);
  expect(card(emptySnapshot).source).toBeNull();
});

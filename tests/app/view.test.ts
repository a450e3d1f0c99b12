import { describe, expect, test } from 'vitest';
import { bannersOf } from '@/core/app/view.ts';
import { emptySnapshot } from '@/core/domain/account.ts';
import { day, minute } from '@/core/domain/time.ts';
import { en, muse, screen, service } from './looking.ts';
import { credits, later, onPlan, play, settingsWith, sole, tells, weekly } from './story.ts';

const read = play([tells(weekly(20))]).snapshot;

describe('a screen', () => {
  test('has a card for each service in order, read or not', () => {
    const services = [service('first'), muse, service('last')];
    expect(screen(read, { services }).cards.map(({ provider, state }) => [provider, state])).toEqual([
      ['first', 'empty'],
      ['muse', 'ok'],
      ['last', 'empty'],
    ]);
  });

  test('leaves out services that are not to be watched', () => {
    const settings = settingsWith({ stopped: ['muse'] });
    const { cards } = screen(read, { settings, services: [muse, service('other')] });
    expect(cards.map(({ provider }) => provider)).toEqual(['other']);
  });

  test('has the level of its worst card', () => {
    expect(screen(read).level).toBe('none');
    const both = play([tells(weekly(85))], { from: read, facts: service('other').facts }).snapshot;
    expect(screen(both, { services: [muse, service('other')] }).level).toBe('warning');
  });

  test.each([
    ['nothing was ever read', emptySnapshot, true],
    ['only a plan was read', play([tells(onPlan('plus'))]).snapshot, true],
    ['a number was read', read, false],
  ])('is fresh as long as no number was read: %s', (_, snapshot, fresh) => {
    expect(screen(snapshot).fresh).toBe(fresh);
  });

  test('says above all else that it is paused, or that nothing is watched', () => {
    const banners = (over: Parameters<typeof settingsWith>[0]) =>
      bannersOf(screen(read, { settings: settingsWith(over) }), en);
    expect(banners({})).toEqual([]);
    expect(banners({ paused: true })).toEqual(['Paused. Nothing is being watched.']);
    expect(banners({ stopped: ['muse'] })).toEqual(['No service is being watched.']);
  });

  test('says when it is offline, and that it is paused', () => {
    expect(screen(read)).toMatchObject({ offline: null, paused: false });
    const shown = screen(read, { online: false, settings: settingsWith({ paused: true }) });
    expect(shown).toMatchObject({ offline: en.t('app.offline'), paused: true });
  });
});

describe('a clock that is off', () => {
  const off = (lead: number) =>
    play([0, 5].map((at) => tells(credits(5), { at: later(at), served: later(at + lead) }))).snapshot;

  test.each([
    [20 * minute, en.t('state.clock-ahead', { duration: '20 min' })],
    [-90 * minute, en.t('state.clock-behind', { duration: '1 h 30 min' })],
    [30_000, null],
  ])('by %i ms is said with about how much', (lead, text) => {
    expect(screen(off(lead)).clock).toBe(text);
  });

  test('is no longer spoken of when nothing has been heard for a day', () => {
    expect(screen(off(20 * minute), { now: later(day + 6) }).clock).toBeNull();
  });
});

test('plans have the name the service gives them, unknown ones as they come', () => {
  const plan = (name: string) => sole(screen(play([tells([onPlan(name), credits(5)])]).snapshot).cards).plan;
  expect(plan('plus')).toBe(en.t('card.plan', { plan: 'Plus' }));
  expect(plan('galactic')).toBe(en.t('card.plan', { plan: 'galactic' }));
});

test('free resets in stock and automatic purchases stand as notes', () => {
  const notes = (reading: Parameters<typeof tells>[0]) => sole(screen(play([tells(reading)]).snapshot).cards).notes;
  expect(notes({ kind: 'banked', available: 2, nextExpiry: later(3 * day) })).toEqual([
    en.t('balance.banked-until', { count: 2, date: 'November 25' }),
  ]);
  expect(notes({ kind: 'banked', available: 0, nextExpiry: null })).toEqual([]);
  expect(notes({ kind: 'top-up', enabled: true, threshold: 100, target: 1_000 })).toEqual([
    en.t('balance.top-up', { threshold: 100, target: 1_000 }),
  ]);
  expect(notes({ kind: 'top-up', enabled: false, threshold: 100, target: 1_000 })).toEqual([]);
});

import { describe, expect, test } from 'vitest';
import type { Reading, TaskReading } from '@/core/domain/reading.ts';
import { hour, minute, second } from '@/core/domain/time.ts';
import type { Playing } from './story.ts';
import {
  accountOf,
  credits,
  entering,
  facts,
  later,
  lines,
  notifying,
  onPlan,
  play,
  sole,
  task,
  tells,
} from './story.ts';

/** 100–400 credits, 200 in the middle: heavy where that is a fifth of what is left, or the cap is passed. */
const began = (left: number) => play([tells([onPlan('plus'), credits(left)])]).snapshot;
const composer = (visit: string): Reading => ({ kind: 'composer', task: 'video', visit });
const opens = (visit: string, at: number) =>
  tells(composer(visit), { at: later(at), watch: 'composer', phase: 'opened' });
const leaves = (ref: string, at: number, over: Partial<TaskReading> = {}) =>
  tells(task(ref, 'leaving', over), { at: later(at), watch: 'agent', phase: 'sent' });
const heavy = (left: number, ...reads: Parameters<typeof play>[0]) => play(reads, { from: began(left) });
const told = (all: ReturnType<typeof play>) => lines(all).filter((one) => one.startsWith('heavy-task'));
const share = 'heavy-task video large-share';

describe('before a heavy video', () => {
  test.each([
    ['its composer is opened', opens('v1', minute)],
    ['its request leaves', leaves('t1', minute)],
  ])('somebody is told when %s', (_, read) => {
    const all = heavy(900, read);
    expect(told(all)).toEqual([share]);
    const { key, verdict } = sole(all.notices.flatMap((one) => (one.kind === 'heavy-task' ? [one] : [])));
    expect(key).toContain('·heavy-task·');
    expect(verdict.estimate).toMatchObject({ low: 100, high: 400, middle: 200, basis: 'guide' });
    expect(verdict.after).toEqual({ low: 500, high: 800 });
  });

  test.each([
    ['the same composer again', opens('v1', 2 * minute)],
    ['the request of what was put together there', leaves('t1', 2 * minute)],
    ['another visit with the same to say', opens('v2', 10 * minute)],
  ])('not twice: %s', (_, read) => {
    expect(told(heavy(900, opens('v1', minute), read))).toEqual([share]);
  });

  test('again when there is something else to say', () => {
    const spent = tells(credits(300), { at: later(2 * minute) });
    const all = heavy(900, opens('v1', minute), spent, leaves('t1', 3 * minute));
    expect(told(all)).toEqual([share, 'heavy-task video does-not-fit large-share']);
  });

  test('again on a visit after a quarter of an hour', () => {
    expect(told(heavy(900, opens('v1', minute), opens('v2', 17 * minute)))).toEqual([share, share]);
  });

  test('the same sighting delivered twice is told once', () => {
    const all = heavy(900, leaves('t1', minute), leaves('t1', minute));
    expect(new Set(all.notices.map(({ key }) => key)).size).toBe(1);
  });
});

describe('silent', () => {
  test('where it plainly fits, but the estimate stands', () => {
    const all = heavy(5_000, opens('v1', minute));
    expect(all.notices).toEqual([]);
    expect(accountOf(all).pending).toMatchObject({ at: later(minute), verdict: { heavy: false, reasons: [] } });
  });

  test('for chat turns, and for what nobody can name', () => {
    for (const kind of ['chat', 'other'] as const) {
      const all = heavy(900, leaves('t1', minute, { task: kind }));
      expect(all.notices).toEqual([]);
      expect(accountOf(all).pending).toBeNull();
    }
  });

  test('for kinds of whose cost nothing is known', () => {
    const all = heavy(900, leaves('t1', minute, { task: 'audio' }));
    expect(all.notices).toEqual([]);
    expect(accountOf(all).pending).toBeNull();
  });

  test('where the balance is not known, since unknown is never heavy', () => {
    const all = play([opens('v1', minute)]);
    expect(all.notices).toEqual([]);
    expect(accountOf(all).pending?.verdict.means).toMatchObject({ left: null, allowance: null });
  });

  test('when the kind is switched off', () => {
    const settings = notifying({ 'heavy-task': false });
    expect(play([opens('v1', minute)], { from: began(900), settings }).notices).toEqual([]);
  });

  test('when a task that left has only been accepted', () => {
    const accepted = tells(task('t1', 'started'), { at: later(minute + second), watch: 'agent', phase: 'event' });
    expect(told(heavy(900, leaves('t1', minute), accepted))).toEqual([share]);
  });
});

test('a heads-up that was switched off is not used up', () => {
  const off: Playing = { from: began(900), settings: notifying({ 'heavy-task': false }) };
  const { snapshot } = play([opens('v1', minute)], off);
  expect(told(play([leaves('t1', 2 * minute)], { from: snapshot }))).toEqual([share]);
});

describe('reasons', () => {
  test.each([
    ['it does not fit', 300, {}, ['does-not-fit', 'large-share']],
    ['it takes much of the cycle', 5_000, { monthly: 6_000 }, ['large-of-cycle']],
    ['it crosses the warning', 2_300, { monthly: 10_000 }, ['crosses-warning']],
  ])('%s', (_, left, entered, reasons) => {
    const settings = entering(entered);
    const from = play([tells([onPlan('plus'), credits(left)])], { settings }).snapshot;
    const all = play([opens('v1', minute)], { from, settings });
    expect(accountOf(all).pending?.verdict.reasons).toEqual(reasons);
  });

  test('the parameters of the last one of its kind are the guess for the one being put together', () => {
    const double = leaves('t1', minute, { parameters: { variants: 2 } });
    const accepted = tells(task('t1', 'started'), { at: later(minute + second), watch: 'agent', phase: 'event' });
    const all = heavy(9_000, double, accepted, opens('v1', 20 * minute));
    expect(accountOf(all).pending?.verdict.estimate).toMatchObject({ low: 200, high: 800 });
  });

  test('an estimate of an earlier visit is gone after a quarter of an hour', () => {
    const all = heavy(5_000, opens('v1', minute), tells(credits(4_900), { at: later(17 * minute) }));
    expect(accountOf(all).pending).toBeNull();
  });
});

describe('other kinds than videos', () => {
  const image = (ref: string, at: number) => leaves(ref, at, { task: 'image' });
  const large = 'heavy-task image does-not-fit large-share';

  test('are told, too, but not with every turn of the same day', () => {
    const all = heavy(800, image('t1', minute), image('t2', 20 * minute), image('t3', 5 * hour));
    expect(told(all)).toEqual([large]);
  });

  test('are told again the next day', () => {
    expect(told(heavy(800, image('t1', minute), image('t2', 25 * hour)))).toEqual([large, large]);
  });

  test('are told again at once where a graver reason has come', () => {
    const spent = tells(credits(800), { at: later(2 * minute) });
    const all = play([image('t1', minute), spent, image('t2', 3 * minute)], { from: began(3_000) });
    expect(told(all)).toEqual(['heavy-task image large-share', large]);
  });

  test('do not silence a video', () => {
    expect(told(heavy(800, image('t1', minute), opens('v1', 2 * minute)))).toEqual([large, share]);
  });

  test('are judged when a chat turn turns out to be one', () => {
    const turn = leaves('t1', minute, { task: 'chat' });
    const named = tells(task('t1', 'named', { task: 'image' }), {
      at: later(minute + 2 * second),
      watch: 'agent',
      phase: 'event',
    });
    const all = heavy(800, turn, named);
    expect(told(all)).toEqual([large]);
    expect(accountOf(all).pending).toMatchObject({ call: 't1', left: true, verdict: { guessed: false } });
  });
});

test('a composer goes by the last one of its kind, and says that it does', () => {
  const first = leaves('t1', minute, { parameters: { variants: 2 } });
  const accepted = tells(task('t1', 'started'), { at: later(minute + second), watch: 'agent', phase: 'event' });
  expect(accountOf(heavy(9_000, opens('v0', 1))).pending?.verdict.guessed).toBe(false);
  expect(accountOf(heavy(9_000, first, accepted, opens('v1', hour))).pending?.verdict).toMatchObject({
    guessed: true,
    parameters: { variants: 2 },
  });
});

describe('every heavy video is told', () => {
  const vid = (ref: string, at: number, seconds = 60) => leaves(ref, at, { parameters: { seconds, model: 'm' } });

  test('each with a composer visit of its own: one heads-up a video, not two and not none', () => {
    const ten = Array.from({ length: 10 }, (_, n) => [
      opens(`v${n}`, (n + 1) * 10 * minute),
      vid(`t${n}`, (n + 1) * 10 * minute + 3 * minute),
    ]).flat();
    expect(told(heavy(900, ...ten))).toHaveLength(10);
  });

  test('several out of one composer, a few minutes apart: the first is covered, each later one is told', () => {
    const all = heavy(900, opens('v', minute), vid('t1', 2 * minute), vid('t2', 5 * minute), vid('t3', 8 * minute));
    expect(told(all)).toHaveLength(3);
  });

  test('a chain of requests less than a minute apart does not stay silent for ever', () => {
    const chain = Array.from({ length: 5 }, (_, n) => vid(`t${n}`, minute + n * 40 * second));
    expect(told(heavy(900, ...chain)).length).toBeGreaterThanOrEqual(2);
  });

  test('a clearly dearer one is told at once, and so is one above the cap', () => {
    const priced = [
      { task: 'video', per: 'second', unit: 'credits', basis: 'guide', range: { value: { low: 3, high: 12 } } },
    ] as const;
    const costly = { ...facts, costs: priced as never };
    const from = play([tells([onPlan('plus'), credits(300)])], { facts: costly }).snapshot;
    const all = play([vid('t1', minute, 10), vid('t2', minute + 10 * second, 60)], { from, facts: costly });
    expect(told(all)).toEqual([
      expect.stringMatching(/^heavy-task video large-share/),
      expect.stringMatching(/^heavy-task video does-not-fit over-cap/),
    ]);
  });

  test('also after the clock was set back', () => {
    const before = heavy(900, opens('v1', hour)).snapshot;
    const all = play([tells(credits(900), { at: later(10 * minute) }), opens('v2', 11 * minute)], { from: before });
    expect(told(all)).toEqual([share]);
  });
});

describe('who pays', () => {
  const short = (reads: Parameters<typeof play>[0]) => accountOf(play(reads)).pending?.verdict;

  test('where nothing is left, a short video does not fit', () => {
    for (const left of [0, -20])
      expect(short([tells([onPlan('plus'), credits(left)]), opens('v1', minute)])).toMatchObject({
        heavy: true,
        payer: 'nobody',
        reasons: ['does-not-fit'],
      });
  });

  test('unlimited credits pay for everything', () => {
    const verdict = short([tells([onPlan('plus'), credits(null, { unlimited: true })]), opens('v1', minute)]);
    expect(verdict).toMatchObject({ heavy: false, payer: 'credits', means: { unlimited: true, left: null } });
  });
});

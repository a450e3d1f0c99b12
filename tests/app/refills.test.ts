import { describe, expect, test } from 'vitest';
import { learnedDue, learnedNotes } from '@/core/app/refills.ts';
import { day, hour } from '@/core/domain/time.ts';
import { card, en } from './looking.ts';
import { accountOf, credits, later, onPlan, play, sole, tells } from './story.ts';

/** A free account: 100 credits come back at 1 in the morning in Los Angeles (nine o'clock UTC). Read every few hours. */
const first = 13 * hour;
const daily = [...Array(12).keys()].flatMap((n) =>
  [-5, -1, 1, 5].map((h) => tells(credits(h < 0 ? 40 + h : 100 - h), { at: later(first + n * day + h * hour) })),
);
const story = [tells([onPlan('free')]), ...daily];
const now = later(first + 11 * day + 6 * hour);
const notes = (reads: Parameters<typeof play>[0]) => sole(card(play(reads).snapshot, { now }).balances).notes.join(' ');

describe('a refill that nobody announces', () => {
  test('is learned from what was seen, and said with its range and with how much it rests on', () => {
    expect(accountOf(play(story)).refills.next).toMatchObject({ refills: 12, confidence: expect.any(Number) });
    expect(notes(story)).toMatch(/^Probably back (around .+ \(±.+\)|between .+ and .+), learned from 12 refills\./);
  });

  test('says on demand which rule fits best, and how likely that is', () => {
    const { why } = sole(card(play(story).snapshot, { now }).balances);
    expect(why).toMatch(/^What fits best so far: once a day at the same (local )?time.* \(\d+% likely\)\. The range/);
    const fresh = play([tells([onPlan('free'), credits(50)], { at: now })]).snapshot;
    expect(sole(card(fresh, { now }).balances).why).toBeNull();
  });

  test('comes when it was foretold', () => {
    const { due } = accountOf(play(story)).refills.next ?? {};
    const truth = later(first + 12 * day);
    expect(due?.earliest ?? 0).toBeLessThan(truth);
    expect(due?.latest ?? 0).toBeGreaterThanOrEqual(truth);
  });

  test('is not spoken of while nothing was seen', () => {
    expect(notes([tells([onPlan('free'), credits(50)], { at: now })])).not.toContain('learned');
  });
});

test('without a refill that was seen, or within a month, nothing is due', () => {
  const due = { earliest: later(0), at: later(day), latest: later(2 * day) };
  const next = {
    due,
    refills: 1,
    visit: null,
    useFirst: false,
    rule: 'every-30-days',
    confidence: 0.9,
  } as never as Parameters<typeof learnedDue>[0];
  expect(learnedDue(next)).toEqual(due);
  expect(learnedDue(next && { ...next, refills: 0 })).toBeNull();
  expect(learnedDue(next && { ...next, due: { ...due, latest: later(30 * day) } })).toBeNull();
  expect(learnedDue(null)).toBeNull();
});

test('where the service tells the day, nothing is learned aloud', () => {
  const told = tells([onPlan('plus', later(40 * day)), credits(500)], { at: later(first + 11.2 * day) });
  expect(notes([...story, told])).not.toContain('learned');
});

describe('the one look that would help', () => {
  const account = accountOf(play(story));
  const next = account.refills.next;
  const said = (over: object) =>
    learnedNotes({ ...account, refills: { ...account.refills, next: next && { ...next, ...over } } }, 'Muse', en, now);
  const visit = now + 3 * hour;

  test('stands beside what is known', () => {
    const due = { earliest: now, at: now + 2 * hour, latest: now + 4 * hour };
    expect(said({ due, visit, useFirst: false })[1]).toMatch(/^One look at Muse around .+ would tell it better\.$/);
    expect(said({ due, visit, useFirst: true })[1]).toContain('after using a little');
    expect(said({ due, visit: now - 1 })).toHaveLength(1);
  });

  test('is not asked for before anything has come back', () => {
    expect(said({ due: null, visit, refills: 0 })).toEqual([]);
  });

  test('stands alone where nothing can be said yet, or nothing that helps', () => {
    const month = { earliest: now, at: now + 10 * day, latest: now + 20 * day };
    for (const due of [null, month]) {
      expect(said({ due, visit, useFirst: false })).toEqual([
        expect.stringMatching(
          /^When it comes back is not known yet\. One look at Muse around .+ would help to learn it\.$/,
        ),
      ]);
      expect(said({ due, visit, useFirst: true })[0]).toContain('after using a little');
      expect(said({ due, visit: null })).toEqual([]);
    }
  });
});

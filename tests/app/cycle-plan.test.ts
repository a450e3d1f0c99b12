import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cyclePlaces, lastCycle } from '@/core/app/dashboard/cycle-plan.ts';
import type { Found } from '@/core/app/dashboard/history.ts';
import { addUp, envelopes, wholeShares } from '@/core/domain/plans.ts';
import { defaultSettings, type Settings } from '@/core/domain/settings.ts';
import { day, hour, minute } from '@/core/domain/time.ts';
import { en, muse } from './looking.ts';
import { ann, credits, entering, later, notifying, offset, onPlan, play, rowsOf, sole, task, tells } from './story.ts';

/** Renewed on the 25th of each month: noon, when the stories begin, is a Sunday, the 22nd of November. */
const renewed = (over: Partial<Settings> = {}): Settings => ({
  ...entering({ monthly: 10_000, renewalDay: 25 }),
  ...over,
});
const reads = (left: number, at: number) => tells([onPlan('plus'), credits(left)], { at: later(at) });
const plans = (all: Parameters<typeof play>[0], settings = renewed()) =>
  play(all, { settings }).notices.filter(({ kind }) => kind === 'cycle-plan');
const before = [reads(5_000, 0), reads(4_000, hour)];
const begin = Date.parse('2026-11-25T08:00:00Z');

describe('the begin of a cycle', () => {
  test('is told with the first reading in it, once, with its end', () => {
    const all = [...before, reads(9_900, 4 * day), reads(9_800, 5 * day), reads(9_700, 20 * day)];
    expect(sole(plans(all))).toMatchObject({ until: Date.parse('2026-12-25T08:00:00Z'), at: later(4 * day) });
  });

  test('is told anew in the next one', () => {
    const keys = plans([...before, reads(9_900, 4 * day), reads(9_800, 34 * day)]).map(({ key }) => key);
    expect([keys.length, new Set(keys).size]).toEqual([2, 2]);
  });

  test.each<[string, Parameters<typeof play>[0], Settings]>([
    ['of the first cycle that is seen', before, renewed()],
    ['late in a cycle', [...before, reads(9_900, 20 * day)], renewed()],
    [
      'where it is switched off',
      [...before, reads(9_900, 4 * day)],
      { ...renewed(), notify: notifying({ 'cycle-plan': false }).notify },
    ],
    ['where the calendar stands in for a cycle nobody knows', [...before, reads(9_900, 10 * day)], defaultSettings],
  ])('is not told %s', (_, all, settings) => {
    expect(plans(all, settings)).toEqual([]);
  });

  test('is not told where only the day of the renewal has become known', () => {
    const month = play(before, { settings: defaultSettings });
    const known = play([reads(3_900, 2 * hour)], { from: month.snapshot, settings: entering({ renewalDay: 16 }) });
    expect(known.notices.filter(({ kind }) => kind === 'cycle-plan')).toEqual([]);
  });
});

describe('the place for it', () => {
  const run = (name: string, kind: 'video' | 'research', at: number, left: number) => [
    tells(task(name, 'started', { task: kind }), { watch: 'agent', at: later(at) }),
    tells(task(name, { ended: 'done' }, { task: kind }), { watch: 'agent', at: later(at + 4 * minute) }),
    tells(credits(left), { at: later(at + 5 * minute) }),
  ];
  const settings = renewed();
  const story = play(
    [
      reads(5_000, 0),
      ...run('a', 'video', hour, 4_700),
      ...run('b', 'research', 3 * hour, 4_600),
      reads(10_000, 4 * day),
    ],
    { settings },
  );
  const found: Found = {
    ...{ spending: rowsOf(story, 'spending'), tasks: rowsOf(story, 'tasks'), readings: [], days: [], sums: [] },
    since: later(0),
  };
  const looking = (over: Partial<Settings> = {}, at = 4 * day) => ({
    ...{ snapshot: story.snapshot, services: [muse], settings: { ...settings, ...over }, words: en },
    conditions: { now: later(at + minute), offset, online: true, noAccess: [], needsReload: [] },
  });

  test('shows the last cycle by kind of work, with its shares beside those that are set', () => {
    const place = sole(cyclePlaces(looking()));
    expect([place.last.from, place.last.to]).toEqual([Date.parse('2026-10-25T08:00:00Z'), begin]);
    const last = lastCycle(found, place, looking());
    expect(last.total).toBe(400);
    expect(last.finding).toBe('The largest part was for images and video: 75% of 400 credits.');
    expect(last.rows.map(({ name, went, share, set }) => [name, went, share, set])).toEqual([
      ['Research', '100', '25%', 25],
      ['Images and video', '300', '75%', 20],
    ]);
    expect(last.shares).toEqual({ drafts: 0, research: 25, media: 75, developer: 0 });
  });

  test('knows whether this cycle has been planned, until the next one begins', () => {
    const key = `muse/${ann}`;
    const planned = (at: number | undefined, now = 4 * day) =>
      sole(cyclePlaces(looking(at === undefined ? {} : { planned: { [key]: at } }, now))).planned;
    expect([planned(undefined), planned(begin), planned(begin - hour)]).toEqual([false, true, true]);
    expect(planned(begin, 40 * day)).toBe(false);
  });

  test('is none where no cycle is known', () => {
    expect(cyclePlaces({ ...looking(), settings: defaultSettings })).toEqual([]);
  });
});

describe('shares as they went', () => {
  const amount = fc.double({ min: 0, max: 1e6, noNaN: true });

  test('are whole, add up, and are rounded by less than one', () => {
    fc.assert(
      fc.property(fc.record({ drafts: amount, research: amount, media: amount, developer: amount }), (amounts) => {
        const all = envelopes.reduce((sum, one) => sum + amounts[one], 0);
        fc.pre(all > 1e-6);
        const shares = wholeShares(amounts);
        if (shares === null) throw new Error('no shares');
        expect(addUp(shares)).toBe(true);
        for (const one of envelopes) expect(Math.abs(shares[one] - (amounts[one] / all) * 100)).toBeLessThan(1 + 1e-9);
      }),
    );
  });

  test('are none where nothing went', () => {
    expect(wholeShares({ drafts: 0, research: 0, media: 0, developer: 0 })).toBeNull();
  });
});

import { describe, expect, test } from 'vitest';
import { type BackView, backViews, type Point } from '@/core/app/dashboard/back.ts';
import type { Read } from '@/core/app/record.ts';
import type { Conditions } from '@/core/app/view.ts';
import type { NextReset } from '@/core/domain/resets/next-reset.ts';
import type { Settings } from '@/core/domain/settings.ts';
import { day, hour, minute } from '@/core/domain/time.ts';
import type { Facts } from '@/core/providers/provider.ts';
import { card, en } from '../looking.ts';
import {
  ann,
  bea,
  credits,
  entering,
  facts,
  fails,
  fiveHours,
  later,
  noon,
  offset,
  onPlan,
  plain,
  play,
  settingsWith,
  signedOut,
  sole,
  stop,
  task,
  tells,
} from '../story.ts';

type Asking = Partial<Conditions> & {
  readonly facts?: Facts;
  readonly settings?: Settings;
  readonly next?: NextReset;
};

function views(reads: readonly Read[], asking: Asking = {}): readonly BackView[] {
  const { facts: own = facts, settings = plain, next, ...conditions } = asking;
  const played = play(reads, { facts: own, settings }).snapshot;
  const accounts = played.accounts.map((one) => (next ? { ...one, refills: { ...one.refills, next } } : one));
  const snapshot = { ...played, accounts };
  return backViews({
    ...{ snapshot, services: [{ id: 'muse', facts: own }], settings, words: en },
    conditions: { now: noon, offset, online: true, noAccess: [], needsReload: [], ...conditions },
  });
}
const view = (reads: readonly Read[], asking?: Asking) => sole(views(reads, asking));
const point = (reads: readonly Read[], wanted: Point, asking?: Asking) =>
  view(reads, asking).lines.find((line) => line.point === wanted);

const read = (left: number, ago: number, more: Parameters<typeof credits>[1] = {}) =>
  tells(credits(left, more), { at: later(-ago) });
/** A free account whose credits came back at nine each morning, today for the last time. */
const mornings = (days: number) =>
  Array.from({ length: days }, (_, n) => {
    const nine = later(-3 * hour - (days - 1 - n) * day);
    return [tells(credits(10), { at: nine - 5 * minute }), tells(credits(100), { at: nine + 5 * minute })];
  }).flat();

describe('it does not come back', () => {
  test('is answered for every account of which something was read, what is overdue first', () => {
    expect(views([])).toEqual([]);
    const late = tells(fiveHours(90, { resetsAt: later(-hour) }), { at: later(-2 * hour), account: bea });
    const both = views([read(500, hour), late]);
    expect(both.map(({ account, overdue }) => [account, overdue])).toEqual([
      [2, true],
      [1, false],
    ]);
    expect(both[0]?.finding).toMatch(
      /^Overdue \(5-hour limit\): it was due back 11:00.AM, and has not been seen to come\./,
    );
    expect(both[1]?.finding).toBe('Nothing is overdue by what is known here.');
  });

  test('knows the plan and the cycle only as far as they were seen', () => {
    expect(point([read(500, hour)], 'plan')).toMatchObject({ verdict: 'unknown' });
    const plus = (renewsAt: number | null) => tells([credits(500), onPlan('plus', renewsAt)], { at: later(-hour) });
    expect(point([plus(later(3 * day))], 'plan')).toEqual({
      ...{ point: 'plan', verdict: 'fine' },
      text: `You are on the Plus plan. ${en.t('back.plan-monthly')} The next cycle begins on November 25, 2026, by what Muse says.`,
    });
    expect(point([plus(null)], 'plan')).toMatchObject({ verdict: 'unknown' });
    const entered = point([plus(null)], 'plan', { settings: entering({ renewalDay: 6 }) });
    expect(entered).toMatchObject({ verdict: 'unknown', text: expect.stringContaining('that is the day you entered') });
    const ending = { kind: 'plan', plan: 'plus', renewsAt: later(3 * day), willRenew: false } as const;
    expect(point([tells([credits(500), ending], { at: later(-hour) })], 'plan')).toMatchObject({ verdict: 'look' });
  });

  test('looks at a renewal that has passed without new credits', () => {
    const passed = [tells([credits(500), onPlan('plus', later(-2 * hour))], { at: later(-day) })];
    expect(point(passed, 'plan')).toMatchObject({
      verdict: 'look',
      text: expect.stringContaining('have not been seen'),
    });
    expect(view(passed).finding).toMatch(/^Overdue \(credits\): it was due back 10:00.AM/);
  });

  test('tells what was learned of the refills, and that the next one is late', () => {
    const free = tells(onPlan('free'), { at: later(-20 * day), watch: 'plan' });
    const reads = [free, ...mornings(12)];
    const known = (ahead: number): NextReset => ({
      ...{ rule: 'daily-utc', confidence: 0.9, refills: 12, waitsFor: null, visit: null, useFirst: false },
      due: { earliest: later(ahead - hour), at: later(ahead), latest: later(ahead + hour) },
    });
    const ahead = view(reads, { next: known(5 * hour) });
    expect(ahead.overdue).toBe(false);
    expect(ahead.lines.find((line) => line.point === 'rule')).toMatchObject({
      verdict: 'fine',
      text: expect.stringMatching(
        /^12 refills were seen, the last one between 8:55.AM and 9:05.AM\. The one before was about 1 d earlier\. What fits best: once a day at the same time \(UTC\) \(90% likely\)\. The next one is expected between 4:00.PM and 6:00.PM\.$/,
      ),
    });
    const late = view(reads, { next: known(-2 * hour) });
    expect(late.overdue).toBe(true);
    expect(late.finding).toMatch(/^Overdue \(credits\): by what was learned it was due back by 11:00.AM at the latest/);
    expect(late.lines.find((line) => line.point === 'rule')).toMatchObject({
      verdict: 'look',
      text: expect.stringMatching(/was expected by 11:00.AM at the latest\.$/),
    });
    expect(point(reads, 'rule', { next: { ...known(0), due: null } })).toMatchObject({ verdict: 'unknown' });
    expect(point([read(500, hour)], 'rule')).toMatchObject({ verdict: 'unknown' });
  });

  test('says of a limit that has not begun that there is nothing to wait for', () => {
    const idle = tells(fiveHours(0, { resetsAt: later(5 * hour) }), { at: noon });
    expect(point([idle], 'due')).toMatchObject({ verdict: 'fine', text: expect.stringContaining('has not begun') });
    expect(point([tells(fiveHours(50, { resetsAt: null }), { at: noon })], 'due')).toMatchObject({
      verdict: 'unknown',
    });
  });

  test('adds up the last 24 hours by task, with what no task explains', () => {
    const run = (key: string, at: number) => [
      tells(task(key, 'started', { task: 'video' }), { at: later(at), watch: 'agent', phase: 'event' }),
      tells(task(key, { ended: 'done' }, { task: 'video' }), {
        at: later(at + minute),
        watch: 'agent',
        phase: 'event',
      }),
    ];
    const all = [
      read(5_000, 5 * hour),
      ...run('a', -5 * hour + minute),
      read(4_700, 4.9 * hour),
      read(4_600, 3 * hour),
    ];
    expect(point(all, 'tasks')).toEqual({
      ...{ point: 'tasks', verdict: 'fine' },
      text: 'In the last 24 hours about 400 credits went: video 300 and without a known task 100. 1 task was begun in this browser, chat turns aside.',
    });
    expect(point(all, 'elsewhere')).toMatchObject({
      verdict: 'look',
      text: expect.stringContaining('about 100 credits'),
    });
    // The card says the same, from the same place.
    const { snapshot } = play(all);
    expect(card(snapshot).notes).toContain(point(all, 'elsewhere')?.text);
  });

  test('does not know what went where nothing was read', () => {
    const old = [read(5_000, 3 * day)];
    for (const wanted of ['tasks', 'elsewhere', 'trouble'] as const)
      expect(point(old, wanted)).toMatchObject({ verdict: 'unknown' });
    expect(point(old, 'page')).toMatchObject({ verdict: 'look', text: expect.stringContaining('3 days ago') });
    expect(point([tells(fiveHours(5), { at: later(-minute) })], 'elsewhere')).toMatchObject({ verdict: 'unknown' });
  });

  test('compares the page with the record', () => {
    expect(point([read(500, hour)], 'page')).toEqual({
      ...{ point: 'page', verdict: 'fine' },
      text: 'The page last told 500 credits, and so does the record (1 hour ago, from a Muse page).',
    });
    const echo = [tells(fiveHours(80), { at: later(-2 * minute) }), tells(fiveHours(60), { at: later(-minute) })];
    expect(point(echo, 'page')).toMatchObject({ verdict: 'look', text: expect.stringMatching(/60% used.*80% used/) });
    expect(point([read(500, hour)], 'page', { noAccess: ['muse'] })).toMatchObject({ verdict: 'look' });
  });

  test('sees that nobody is signed in, that the service has trouble, and that it stops', () => {
    expect(point([read(500, hour)], 'sign-in')).toMatchObject({ verdict: 'fine' });
    expect(point([read(500, hour), signedOut({ at: later(-minute) })], 'sign-in')).toMatchObject({ verdict: 'look' });
    expect(point([read(500, hour)], 'trouble')).toMatchObject({ verdict: 'fine' });
    const failing = [read(500, hour), fails('service-trouble', { at: later(-minute) })];
    expect(point(failing, 'trouble')).toMatchObject({
      verdict: 'look',
      text: expect.stringContaining('trouble of its own'),
    });
    const limited = [read(500, hour), fails('asked-too-often', { at: later(-minute) })];
    expect(point(limited, 'trouble')).toMatchObject({
      verdict: 'look',
      text: expect.stringContaining('asked too often'),
    });
    const stopped = [
      tells([credits(500), stop({ feature: 'video', why: 'too-many-at-once' })], { at: later(-minute) }),
    ];
    expect(point(stopped, 'trouble')).toMatchObject({
      verdict: 'look',
      text: expect.stringContaining('Too many at once'),
    });
    expect(point([read(500, hour)], 'trouble', { online: false })).toMatchObject({ verdict: 'look' });
  });

  test('says what was promised, to whom it was promised, and when that is over', () => {
    const promising = (value: string): Facts => ({
      ...facts,
      promises: [
        { what: 'free-quota', paidOnly: true, until: { value, source: 'invented for tests', date: '2026-11' } },
      ],
    });
    const on = (plan: string) => [tells([credits(500), onPlan(plan)], { at: later(-hour) })];
    expect(point(on('plus'), 'promise', { facts: promising('2026-11-22') })).toMatchObject({ verdict: 'fine' });
    expect(point(on('plus'), 'promise', { facts: promising('2026-11-20') })).toMatchObject({ verdict: 'look' });
    expect(point(on('free'), 'promise', { facts: promising('2026-11-20') })).toBeUndefined();
    expect(point(on('plus'), 'promise')).toBeUndefined();
  });
});

describe('what is left for the person', () => {
  test('leads to the service’s own pages, as far as they are known', () => {
    const page = (value: `https://${string}`) => ({ value, source: 'invented for tests', date: '2026-11' });
    const help = {
      ...{ history: page('https://muse.example/history'), support: page('https://muse.example/help') },
      ...{ security: null, status: page('https://status.muse.example') },
    };
    const { checks } = view([read(500, hour)], { facts: { ...facts, help } });
    expect(checks.map(({ key, url }) => [key, url])).toEqual([
      ['reload', 'https://muse.example/usage'],
      ['history', 'https://muse.example/history'],
      ['people', null],
      ['way', null],
      ['status', 'https://status.muse.example'],
      ['support', 'https://muse.example/help'],
    ]);
    expect(view([read(500, hour)]).checks.map(({ key }) => key)).toEqual(['reload', 'people', 'way']);
  });
});

describe('the text for support', () => {
  test('has every point, with times in UTC, and nothing that names anybody', () => {
    const settings = settingsWith({ names: { [`muse/${ann}`]: 'Ann’s own' } });
    const { report, lines } = view([read(500, hour), signedOut({ at: later(-minute) })], { settings });
    expect(report.split('\n').slice(0, 2)).toEqual([
      expect.stringMatching(/^Muse: credits or limits have not come back, as of November 22, 2026 8:00.PM \(UTC\)$/),
      'All times are UTC. Local time is UTC-08:00.',
    ]);
    expect(report).toMatch(/Sign-in \(Look here\): Since 7:59.PM/);
    expect(lines.find(({ point }) => point === 'sign-in')?.text).toMatch(/11:59.AM/);
    for (const { point } of lines) expect(report).toContain(en.t(`back.point.${point}`));
    for (const secret of [ann, 'Ann']) expect(report).not.toContain(secret);
  });
});

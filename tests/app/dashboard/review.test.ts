import { describe, expect, test } from 'vitest';
import type { Found } from '@/core/app/dashboard/history.ts';
import { rangeBetween } from '@/core/app/dashboard/ranges.ts';
import { isWithin, reviewedRange, reviewOf } from '@/core/app/dashboard/review.ts';
import { noFilter, taskList } from '@/core/app/dashboard/task-list.ts';
import { useOverTime } from '@/core/app/dashboard/use-over-time.ts';
import type { TaskRow } from '@/core/app/rows.ts';
import { screenOf } from '@/core/app/view.ts';
import type { Failure } from '@/core/domain/failures.ts';
import type { Settings } from '@/core/domain/settings.ts';
import { day, hour, minute, week } from '@/core/domain/time.ts';
import { type Locale, wordsFor } from '@/core/words/words.ts';
import { muse, zone } from '../looking.ts';
import { ann, bea, credits, entering, later, offset, onPlan, play, rowsOf, task, tells, weekly } from '../story.ts';

const offsetAt = () => offset;
const run = (name: string, kind: 'video' | 'research', at: number, left: number, account = ann) => [
  tells(task(name, 'started', { task: kind }), { watch: 'agent', at: later(at), account }),
  tells(task(name, { ended: 'done' }, { task: kind }), { watch: 'agent', at: later(at + 4 * minute), account }),
  tells(credits(left), { at: later(at + 5 * minute), account }),
];
/** A week of two tasks, after a week of one; the last of it a day ago. */
const reads = [
  tells([onPlan('plus'), weekly(40, { resetsAt: later(9 * day) }), credits(9_000)], { at: later(-9 * day) }),
  ...run('old', 'video', -8 * day, 8_800),
  ...run('film', 'video', -3 * day, 8_400),
  ...run('study', 'research', -2 * day, 8_300),
  tells([weekly(60, { resetsAt: later(5 * day) }), credits(8_300)], { at: later(-day) }),
];
const settings: Settings = {
  ...entering({ monthly: 10_000, renewalDay: 25 }),
  names: { [`muse/${ann}`]: 'Client Acme' },
};

/** As the record keeps them: the last row of each. */
const kept = (rows: readonly TaskRow[]) => [...new Map(rows.map((row) => [row.key, row])).values()];

function looking(all = reads, locale: Locale = 'en', over: Partial<Settings> = {}) {
  const story = play(all, { settings });
  const conditions = { now: later(0), offset, offsetAt, online: true, noAccess: [], needsReload: [] };
  const words = wordsFor(locale, zone);
  const selection = {
    snapshot: story.snapshot,
    services: [muse],
    settings: { ...settings, ...over },
    words,
    conditions,
  };
  const found: Found = {
    ...{ spending: rowsOf(story, 'spending'), tasks: kept(rowsOf(story, 'tasks')), readings: [], days: [], sums: [] },
    since: later(-9 * day),
  };
  const range = rangeBetween(later(-week), later(0), offsetAt);
  const before = rangeBetween(later(-9 * day), later(-week), offsetAt);
  const screen = screenOf(story.snapshot, [muse], selection.settings, words, conditions);
  const review = (since: number | null = later(-9 * day), at = { range, before: before as typeof range | null }) =>
    reviewOf({ found: { ...found, since }, before: { ...found, since } }, at, selection, screen);
  return { selection, screen, found, range, review };
}

describe('a review', () => {
  test('has the numbers of the popup and of the history', () => {
    const { screen, found, range, selection, review } = looking();
    const { standing, use, biggest } = review();
    const [card] = screen.cards;
    expect(standing.map(({ name, text, share }) => [name, text, share])).toEqual([
      ['weekly limit', card?.meters[0]?.both, card?.meters[0]?.used],
      ['credits', card?.balances[0]?.text, card?.balances[0]?.cycle?.used],
    ]);
    const looked = {
      range,
      owners: [{ provider: 'muse', account: ann, name: 'Muse', purse: true }],
      now: later(0),
      offsetAt,
    };
    const history = useOverTime(found, 'kind', 'credits', { ...looked, words: selection.words });
    expect([use.total, use.finding]).toEqual([history.total, history.finding]);
    expect(use.total).toBe(500);
    expect(use.parts.reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(use.total);
    const list = taskList(found, { ...noFilter, sort: 'cost' }, { ...looked, words: selection.words, jobs: [] });
    expect(biggest.map(({ what, cost }) => [what, cost])).toEqual(list.lines.map(({ what, cost }) => [what, cost]));
    expect(biggest).toHaveLength(2);
  });

  test('names the parts, the largest first, and the biggest tasks', () => {
    const { use, biggest } = looking().review();
    expect(use.parts.map(({ name, amount, percent }) => [name, amount, percent])).toEqual([
      ['Images and video', '400 credits', '80%'],
      ['Research', '100 credits', '20%'],
    ]);
    expect(biggest.map(({ what, where, cost }) => [what, where, cost])).toEqual([
      ['video', 'Muse, November 19', '400 credits'],
      ['research', 'Muse, November 20', '100 credits'],
    ]);
  });

  test('is held against the week before only where all of that was seen', () => {
    expect(looking().review().use.notes).toEqual(['A week before: 200 credits.']);
    expect(looking().review(later(-8 * day)).use.notes).toEqual([]);
    expect(looking().review(null).use.notes).toEqual([]);
    const { range, review } = looking();
    expect(review(later(-9 * day), { range, before: null }).use.notes).toEqual([]);
  });

  test('says what comes in seven days, and nothing of later', () => {
    const { outlook } = looking().review();
    expect(outlook).toContain('November 25: Muse: the plan is renewed');
    expect(outlook).toContain('November 27: Muse: the weekly limit comes back');
    const far = looking(reads, 'en', { entered: {} });
    expect(far.review().outlook.join(' ')).not.toContain('renewed');
  });

  test('says that nothing was used, and invents no parts', () => {
    const quiet = looking(reads.slice(0, 1)).review();
    expect([quiet.use.total, quiet.use.parts, quiet.biggest, quiet.unusual]).toEqual([0, [], [], []]);
    expect(quiet.use.finding).toContain('Nothing was used');
    expect(quiet.text).toContain('Nothing unusual was seen.');
  });
});

describe('unusual', () => {
  const stranger = [
    ...reads,
    tells(credits(8_300), { at: later(-20 * hour) }),
    tells(credits(7_000), { at: later(-10 * hour) }),
  ];

  test('is what no task explains, and what somebody is asked about', () => {
    const { unusual } = looking(stranger).review();
    expect(unusual[0]).toMatch(/^1,300 credits \(72%\) went without a known task/);
    expect(unusual[1]).toMatch(/^Muse: From .* about 1,300 credits went/);
  });

  test('of another stretch is not told in this one', () => {
    const { review } = looking(stranger);
    const range = rangeBetween(later(-9 * day), later(-2 * day), offsetAt);
    expect(review(later(-9 * day), { range, before: null }).unusual).toEqual([]);
  });

  test('is not a trifle', () => {
    const trifle = [...reads, tells(credits(8_290), { at: later(-10 * hour) })];
    expect(looking(trifle).review().unusual).toEqual([]);
  });

  test('is a failed task whose credits did not come back', () => {
    const { selection, screen, found, range } = looking();
    const failure: Failure = {
      ...{ key: 'x', task: 'video', parameters: {}, reference: null, end: 'failed', credits: 210, balance: null },
      ...{ rise: null, line: null },
      ...{ startedAt: later(-3 * day), endedAt: later(-3 * day), state: 'not-given-back', settledAt: later(-2 * day) },
    };
    const told = (settledAt: number) => {
      const accounts = selection.snapshot.accounts.map((one) => ({
        ...one,
        failures: { all: [{ ...failure, settledAt }], given: [] },
      }));
      const snapshot = { ...selection.snapshot, accounts };
      return reviewOf({ found, before: null }, { range, before: null }, { ...selection, snapshot }, screen).unusual;
    };
    expect(told(later(-2 * day))).toEqual(['Muse: failed tasks took 210 credits that were not seen to come back.']);
    expect(told(later(-8 * day))).toEqual([]);
  });
});

describe('what is handed on', () => {
  test('says all of it in plain lines', () => {
    expect(looking().review().text.split('\n').slice(0, 14)).toEqual([
      'Nokori: review, November 15, 12:00 PM to November 22, 12:00 PM',
      'What is left, and the outlook: as of November 22, 2026, 12:00 PM.',
      '',
      'What is left',
      '- Codex, weekly limit: 60% used, 40% left (back November 27, 12:00 PM)',
      '- Muse, credits: 8,300 credits left (back November 25)',
      '',
      'What it went on',
      'The largest part was for images and video: 80% of 500 credits.',
      '- Images and video: 400 credits (80%)',
      '- Research: 100 credits (20%)',
      'A week before: 200 credits.',
      '',
      'Biggest tasks',
    ]);
    expect(looking(reads, 'ja').review().text).toContain('・画像・動画：400クレジット（80%）');
  });

  test.each(['en', 'ja'] as const)('is never a broken text, and holds no name of an account: %s', (locale) => {
    const two = [...reads, ...run('other', 'video', -hour, 700, bea)];
    const { text } = looking(two, locale).review();
    expect(text).not.toMatch(/[{}]|undefined|null|NaN|\[object|Acme/);
    expect(text).not.toContain(ann);
  });
});

test('the stretches of reviews follow one another, each beside the same a week before', () => {
  const review = { days: [0, 3], at: 9 * 60, since: 0 };
  const at = (back: number) => reviewedRange(review, back, later(0), offsetAt);
  expect(at(0).before).toBeNull();
  expect([at(0).range.from, at(0).range.to]).toEqual([at(1).range.to, later(0)]);
  expect([at(1).before?.from, at(1).before?.to]).toEqual([at(1).range.from - week, at(1).range.to - week]);
  const none: Found = { spending: [], tasks: [], readings: [], days: [], sums: [], since: null };
  expect(isWithin(none, at(1))).toBe(false);
  expect(isWithin({ ...none, since: at(1).range.to - 1 }, at(1))).toBe(true);
  expect(isWithin({ ...none, since: at(1).range.to }, at(1))).toBe(false);
});

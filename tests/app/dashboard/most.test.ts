import { describe, expect, test } from 'vitest';
import type { Found } from '@/core/app/dashboard/history.ts';
import { askedFor, mostByOwner, mostWanted } from '@/core/app/dashboard/most.ts';
import { noFilter, taskList } from '@/core/app/dashboard/task-list.ts';
import { useOverTime } from '@/core/app/dashboard/use-over-time.ts';
import type { Read } from '@/core/app/record.ts';
import type { TaskRow } from '@/core/app/rows.ts';
import type { Selection } from '@/core/app/view.ts';
import { day, minute } from '@/core/domain/time.ts';
import { quantity } from '@/core/words/names.ts';
import { type Locale, wordsFor } from '@/core/words/words.ts';
import { muse, zone } from '../looking.ts';
import { ann, bea, credits, entering, later, offset, play, rowsOf, task, tells, weekly } from '../story.ts';

const run = (name: string, kind: 'video' | 'research', at: number, left: number, account = ann): readonly Read[] => [
  tells(task(name, 'started', { task: kind }), { watch: 'agent', at: later(at), account }),
  tells(task(name, { ended: 'done' }, { task: kind }), { watch: 'agent', at: later(at + 4 * minute), account }),
  tells(credits(left), { at: later(at + 5 * minute), account }),
];
/** The cycle began twenty days ago; a film before it does not count. */
const reads = [
  tells(credits(9_000), { at: later(-25 * day) }),
  ...run('old', 'video', -24 * day, 7_000),
  tells(credits(7_000), { at: later(-4 * day) }),
  ...run('film', 'video', -3 * day, 6_600),
  ...run('study', 'research', -2 * day, 6_500),
];
const settings = entering({ renewalDay: 2 });
const kept = (rows: readonly TaskRow[]) => [...new Map(rows.map((row) => [`${row.account}${row.key}`, row])).values()];

function looking(all: readonly Read[], locale: Locale = 'en') {
  const story = play(all, { settings });
  const words = wordsFor(locale, zone);
  const selection: Selection = {
    ...{ snapshot: story.snapshot, services: [muse], settings, words },
    conditions: { now: later(0), offset, offsetAt: () => offset, online: true, noAccess: [], needsReload: [] },
  };
  const found: Found = {
    ...{ spending: rowsOf(story, 'spending'), tasks: kept(rowsOf(story, 'tasks')), readings: [], days: [], sums: [] },
    since: later(-25 * day),
  };
  const { range, owners, now, offsetAt } = mostWanted(selection);
  const most = mostByOwner(found, range, selection);
  return { most, found, words, history: { range, owners, now, offsetAt, words, jobs: [] } };
}

describe.each(['en', 'ja'] as const)('what cost the most, in %s', (locale) => {
  test('is said of this cycle, with the numbers of the history', () => {
    const { most, found, words, history } = looking(reads, locale);
    const use = useOverTime(found, 'service', 'credits', history);
    const [dearest] = taskList(found, { ...noFilter, sort: 'cost' }, history).lines;
    expect(use.total).toBe(500);
    expect(most.get(`muse/${ann}`)?.text).toBe(
      words.sentences([
        words.t('now.most', {
          date: words.date(history.range.from),
          name: words.t('envelope.media'),
          percent: words.percent(80),
          total: quantity(words, use.total, 'credits'),
        }),
        words.t('now.dearest', {
          task: dearest?.what ?? '',
          cost: dearest?.cost ?? '',
          date: words.date(dearest?.at ?? 0),
        }),
      ]),
    );
  });

  test('says so where no task explains it, and names no dearest one', () => {
    const { most, words } = looking([tells(credits(900), { at: later(-day) }), tells(credits(300))], locale);
    const said = most.get(`muse/${ann}`)?.text ?? '';
    expect(said).toContain(words.percent(100));
    expect(said).toBe(
      words.t('now.most-unattributed', {
        date: words.date(mostWantedFrom(locale)),
        percent: words.percent(100),
        total: quantity(words, 600, 'credits'),
      }),
    );
  });
});

const mostWantedFrom = (locale: Locale) => looking([tells(credits(900))], locale).history.range.from;

test('it is said where nothing was seen to go, and nothing where nothing counts in credits', () => {
  const { most, words, history } = looking([tells(credits(900))]);
  expect(most.get(`muse/${ann}`)?.text).toBe(words.t('now.most-none', { date: words.date(history.range.from) }));
  expect(looking([tells(weekly(10), { at: later(-day) }), tells(weekly(60))]).most.size).toBe(0);
});

test('each account has its own', () => {
  const other = [
    tells(credits(5_000), { at: later(-5 * day), account: bea }),
    ...run('b', 'research', -day, 4_000, bea),
  ];
  const { most } = looking([...reads, ...other]);
  expect([...most.keys()].toSorted()).toEqual([`muse/${ann}`, `muse/${bea}`].toSorted());
  expect(most.get(`muse/${bea}`)?.text).toContain('1,000 credits');
});

test('the line leads to the history of its cycle and account', () => {
  const { most } = looking(reads);
  expect(askedFor(most.get(`muse/${ann}`)?.to ?? '')).toEqual({ kind: 'cycle', service: `muse/${ann}` });
  for (const other of ['', '#history', '#now/cycle/x', '#history/cycle/%']) expect(askedFor(other)).toBeNull();
});

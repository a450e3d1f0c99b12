import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Read } from '@/core/app/record.ts';
import type { LimitState, Snapshot } from '@/core/domain/account.ts';
import type { Notice } from '@/core/domain/notice.ts';
import { reasons } from '@/core/domain/preflight.ts';
import { problemKinds, topics } from '@/core/domain/problem.ts';
import { type Label, labels, stopReasons, type TaskEnd, type Unit } from '@/core/domain/reading.ts';
import type { Via } from '@/core/domain/sighting.ts';
import { nothingSpent } from '@/core/domain/tally.ts';
import { taskKinds } from '@/core/domain/task.ts';
import { day, hour, minute } from '@/core/domain/time.ts';
import { snapshotSchema } from '@/core/platform/stored.ts';
import { noticeSchema } from '@/core/platform/stored-notices.ts';
import {
  accountOf,
  credits,
  fails,
  fiveHours,
  later,
  onPlan,
  plain,
  play,
  seen,
  signedOut,
  stop,
  task,
  tells,
  weekly,
} from '../app/story.ts';
import { verdictOf } from '../domain/cases.ts';
import { estimate, means, notices, samples } from '../words/samples.ts';

/** What IndexedDB gives back of what was put into it, looked at as it is when it is read. */
const around = (snapshot: Snapshot) => snapshotSchema.parse(structuredClone(snapshot));
const kept = (reads: readonly Read[]) => {
  const { snapshot } = play(reads);
  expect(around(snapshot)).toEqual(snapshot);
  return accountOf({ snapshot });
};
/** All members of a union that has no list of its own; a new one does not compile before it stands here. */
const all = <Member extends string>(members: { readonly [M in Member]: true }) => Object.keys(members) as Member[];

describe('every kind of notice comes back as it was', () => {
  const table: { readonly [Kind in Notice['kind']]: Notice } = samples;
  test.each(Object.entries(table))('%s', (_, notice) => {
    expect(noticeSchema.parse(structuredClone(notice))).toEqual(notice);
  });

  test.each(Object.entries(notices))('%s, with whatever may be unknown of it', (_, any) => {
    fc.assert(
      fc.property(any as fc.Arbitrary<Notice>, (notice) => {
        expect(noticeSchema.parse(structuredClone(notice))).toEqual(notice);
      }),
      { numRuns: 50 },
    );
  });
});

describe('every member of a list comes back in a snapshot', () => {
  test.each(problemKinds)('problem: %s', (kind) => {
    expect(kept([fails(kind)]).problems).toHaveLength(1);
  });

  test.each(topics)('topic: %s', (about) => {
    expect(kept([fails('refused', {}, about)]).problems).toHaveLength(1);
  });

  test.each(stopReasons)('stop: %s', (why) => {
    expect(kept([tells(stop({ why, until: later(hour) }))]).stops).toHaveLength(1);
  });

  test.each<Label>([...labels, { name: 'GPT-5.3-Spark' }])('label: %s', (label) => {
    expect(kept([tells([weekly(5, { label }), credits(5, { label }), stop({ label })])]).windows).toHaveLength(1);
  });

  test.each(all<Unit>({ percent: true, credits: true, generations: true, uses: true, dollars: true }))(
    'unit: %s',
    (unit) => {
      const amount = { unit, used: 1, limit: null, left: null };
      expect(kept([tells([weekly(5, { amount }), credits(5, { unit })])]).balances).toHaveLength(1);
    },
  );

  test.each(taskKinds)('task: %s', (kind) => {
    expect(kept([tells(task('t1', 'started', { task: kind }))]).tasks).toHaveLength(1);
  });

  test.each(all<TaskEnd>({ done: true, failed: true, stopped: true, unknown: true }))('end: %s', (ended) => {
    expect(kept([tells(task('t1', 'started')), tells(task('t1', { ended }))]).tasks[0]?.end).toBe(ended);
  });

  test.each(all<Via>({ page: true, replay: true, text: true }))('way: %s', (via) => {
    expect(kept([tells([weekly(5), credits(5)], { via })]).windows).toHaveLength(1);
  });

  test.each(all<LimitState['said']>({ told: true, primed: true, off: true }))('limit: %s', (said) => {
    const { snapshot } = play([tells(credits(5))]);
    const limited = snapshot.accounts.map((one) => ({
      ...one,
      limits: [{ key: 'credits', since: later(0), freeAt: null, said }],
    }));
    expect(around({ ...snapshot, accounts: limited }).accounts).toEqual(limited);
  });

  test.each(reasons)('reason: %s', (reason) => {
    const verdict = { ...verdictOf(estimate, means), reasons: [reason] };
    const { snapshot } = play([tells(credits(5))]);
    const pending = snapshot.accounts.map((one) => ({
      ...one,
      pending: { verdict, at: later(0), call: 'c', left: true, toldAt: later(0), leftAt: null },
      firstHeavy: { day: '2026-11-22', call: 'c' },
    }));
    expect(around({ ...snapshot, accounts: pending }).accounts).toEqual(pending);
  });
});

describe('a snapshot comes back as it was', () => {
  const full = [
    tells([weekly(60), fiveHours(20, { amount: { unit: 'dollars', used: 1, limit: 5, left: 4 } }), credits(5_000)]),
    tells([onPlan('plus', later(9 * day)), { kind: 'cycle', from: later(-day), to: later(day) }], { watch: 'cycle' }),
    tells({ kind: 'banked', available: 2, nextExpiry: later(day) }, { watch: 'banked' }),
    tells({ kind: 'top-up', enabled: true, threshold: null, target: 500 }, { watch: 'top-up' }),
    tells(task('t1', 'started', { parameters: { model: 'm', seconds: 8, size: 'hd', variants: 2 } }), {
      watch: 'agent',
    }),
    tells({ kind: 'composer', task: 'video', visit: 'v1' }, { phase: 'opened', watch: 'composer' }),
    tells([weekly(30), credits(4_000, { usable: null })], { at: later(minute), served: later(hour) }),
    tells([weekly(3, { resetsAt: later(8 * day) }), credits(6_000)], { at: later(2 * minute), account: null }),
    fails('asked-too-often', { at: later(3 * minute), via: 'replay' }),
    signedOut({ at: later(4 * minute) }),
  ];

  test('with everything in it', () => {
    const account = kept(full);
    for (const [field, value] of Object.entries(account))
      if (
        !['problems', 'limits', 'stops', 'takesUnnamedUntil', 'tellMe', 'unseen', 'usualUnseen', 'firstHeavy'].includes(
          field,
        )
      )
        expect([field, value]).not.toEqual([field, null]);
  });

  test('with what was spent on what, and for which job', () => {
    const settings = {
      ...plain,
      jobs: [
        {
          id: 'deck',
          name: 'Deck',
          ceiling: { provider: 'muse', credits: 50 },
          counts: {},
          createdAt: 0,
          finishedAt: null,
        },
      ],
      currentJob: { id: 'deck', since: 0 },
    };
    const many = Array.from({ length: 60 }, (_, n) => [
      tells(credits(9_000 - n * 9), { at: later(n * hour) }),
      tells(task(`t${n}`, 'started', { parameters: { seconds: n } }), { at: later(n * hour + minute), watch: 'agent' }),
      tells(task(`t${n}`, { ended: 'done' }), { at: later(n * hour + 2 * minute), watch: 'agent' }),
    ]).flat();
    const { snapshot } = play(many, { settings });
    const { spentBy, tasks } = accountOf({ snapshot });
    expect(tasks.at(-1)?.job).toBe('deck');
    expect([spentBy.cycle?.byKind.video, spentBy.jobs.length, spentBy.said.length]).toEqual([expect.any(Number), 1, 1]);
    expect(around(snapshot)).toEqual(snapshot);
  });

  test('of a version that knew no jobs, with nothing spent on any', () => {
    const { snapshot } = play([tells(task('t1', 'started')), tells(credits(5))]);
    const older = structuredClone(snapshot) as unknown as { accounts: { spentBy?: unknown; tasks: object[] }[] };
    for (const account of older.accounts) {
      delete account.spentBy;
      for (const one of account.tasks) Reflect.deleteProperty(one, 'job');
    }
    const [account] = snapshotSchema.parse(older).accounts;
    expect([account?.spentBy, account?.tasks[0]?.job]).toEqual([nothingSpent, null]);
  });

  test('of an older version that knew no heavy task of the day', () => {
    const { snapshot } = play([tells(credits(5))]);
    const older = snapshot.accounts.map(({ firstHeavy: _, ...one }) => one);
    expect(around({ ...snapshot, accounts: older as never }).accounts).toEqual(snapshot.accounts);
  });

  test('whatever was read', () => {
    const share = fc.oneof(fc.constant(null), fc.double({ min: 0, max: 200, noNaN: true }));
    const amount = fc.oneof(fc.constant(null), fc.double({ min: -1e9, max: 1e12, noNaN: true }));
    const reset = fc.oneof(fc.constant(null), fc.integer({ min: -day, max: 9 * day }).map(later));
    const reads = fc.array(
      fc
        .tuple(fc.nat({ max: 300 }), share, amount, reset, fc.constantFrom(true, false, null))
        .map(([minutes, used, left, resetsAt, blocked]) =>
          tells([weekly(used, { resetsAt, blocked }), credits(left, { blocked, returnsAt: resetsAt })], {
            at: later(minutes * minute),
          }),
        ),
      { minLength: 1, maxLength: 8 },
    );
    fc.assert(fc.property(reads, (all) => void kept(all)));
  });

  test('names of ordinary length are never too long to be read again', () => {
    const id = 'x'.repeat(128);
    const read = tells(
      [
        task(id, 'started'),
        onPlan('p'.repeat(64)),
        stop({ feature: id.slice(0, 48), label: { name: id.slice(0, 64) } }),
      ],
      {
        watch: 'agent',
        call: id,
      },
    );
    expect(kept([read]).tasks).toHaveLength(1);
  });
});

describe('what is used elsewhere', () => {
  const looks = [0, 1, 2, 3, 4, 5].map((n) => tells(credits(9_000 - n * 900), { at: later(n * day) }));

  test('comes back with its open days and the question', () => {
    const { unseen, unseenDays } = kept(looks);
    expect([unseen?.credits, unseenDays.open.length > 0, unseenDays.histogram.length > 0]).toEqual([900, true, true]);
  });

  test('is unknown to a snapshot and a notice from before it was learned, which stay readable', () => {
    const { snapshot, notices: told } = play(looks);
    const older = structuredClone(snapshot) as unknown as { accounts: Record<string, unknown>[] };
    for (const account of older.accounts) {
      delete account.unseenDays;
      delete (account.unseen as Record<string, unknown>).usual;
    }
    const [account] = snapshotSchema.parse(older).accounts;
    expect(account?.unseenDays).toEqual({ open: [], next: null, days: 0, histogram: [] });
    expect(account?.unseen?.usual).toBeNull();
    const { usual: _, ...notice } = told.find(({ kind }) => kind === 'unusual-use') as Notice & { usual: unknown };
    expect(noticeSchema.parse(notice)).toMatchObject({ kind: 'unusual-use', usual: null });
  });
});

describe('what is no snapshot is not believed', () => {
  const { snapshot } = play([tells([weekly(5), credits(5)])]);
  const spoil = (change: (copy: { accounts: Record<string, unknown>[] } & Record<string, unknown>) => void) => {
    const copy = structuredClone(snapshot) as unknown as Parameters<typeof change>[0];
    change(copy);
    return copy;
  };

  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['a text', 'snapshot'],
    ['a later version', spoil((copy) => void Object.assign(copy, { version: 2 }))],
    ['a field that is missing', spoil((copy) => void delete copy.accounts[0]?.windows)],
    ['a number that is none', spoil((copy) => void Object.assign(copy, { savedAt: Number.NaN }))],
    ['a time as a text', spoil((copy) => void Object.assign(copy.accounts[0] ?? {}, { readAt: '2026-11-22' }))],
    [
      'an unknown label',
      spoil((copy) => void Object.assign(copy.accounts[0] ?? {}, { stops: [{ ...seen(), label: 'x' }] })),
    ],
  ])('%s', (_, stored) => {
    expect(snapshotSchema.safeParse(stored).success).toBe(false);
  });

  test('and neither is a notice of another kind', () => {
    expect(noticeSchema.safeParse({ ...samples['near-limit'], kind: 'unheard-of' }).success).toBe(false);
  });
});

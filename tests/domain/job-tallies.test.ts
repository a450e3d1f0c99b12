import { describe, expect, test } from 'vitest';
import { allRuns, countTask, type JobTally, joined, madeOf, type Run, withJob } from '@/core/domain/jobs.ts';
import { absorbTask, type TaskKind, type TaskState } from '@/core/domain/task.ts';
import { minute } from '@/core/domain/time.ts';

type Made = { readonly task?: TaskKind; readonly size?: string; readonly seconds?: number; readonly at?: number };

function started(job: string | null, { task = 'video', at = 0, ...parameters }: Made = {}): TaskState {
  const reading = { kind: 'task', refs: [`${at}`], task, parameters, news: 'started' } as const;
  const [made] = absorbTask([], reading, at * minute, job).tasks;
  if (made === undefined) throw new Error('no task');
  return made;
}
const tally = (...tasks: readonly TaskState[]) =>
  tasks.reduce<readonly JobTally[]>((jobs, task) => countTask(jobs, undefined, task), []);
const taken = (jobs: readonly JobTally[], task: TaskState) => countTask(jobs, task, { ...task, end: 'failed' });
const runs = (jobs: readonly JobTally[], id = 'film') => jobs.find(({ job }) => job === id)?.runs ?? [];
const like = (all: readonly Run[]) => all.map(({ task, size, seconds, count }) => [task, size, seconds, count]);
const run = (over: Partial<Run> = {}): Run => ({
  ...{ task: 'video', size: null, seconds: 10, count: 1, again: 0, recent: [0] },
  ...over,
});

describe('tasks that are alike', () => {
  test('are of one kind, size and length, each told apart, whichever came first', () => {
    const tasks = [
      started('film', { size: '1', seconds: 15 }),
      started('film', { size: '11', seconds: 5 }),
      started('film', { size: '11', seconds: 6 }),
      started('film', { task: 'image', size: '11', seconds: 5 }),
      started('film'),
    ];
    const told = [
      ['image', '11', 5, 1],
      ['video', '11', 5, 1],
      ['video', '11', 6, 1],
      ['video', '1', 15, 1],
      ['video', null, null, 1],
    ];
    expect(like(runs(tally(...tasks)))).toEqual(told);
    expect(like(runs(tally(...tasks.toReversed())))).toEqual(told);
  });

  test('remember when the last eight began, and how many came soon after another', () => {
    const tasks = Array.from({ length: 12 }, (_, n) => started('film', { seconds: 10, at: n * 10 }));
    const recent = tasks.map(({ startedAt }) => startedAt);
    expect(runs(tally(...tasks.slice(0, 2)))).toEqual([run({ count: 2, again: 1, recent: recent.slice(0, 2) })]);
    expect(runs(tally(...tasks))).toEqual([run({ count: 12, again: 11, recent: recent.slice(4) })]);
    expect(runs(tally(...tasks.slice(0, 3).toReversed()))).toEqual([
      run({ count: 3, again: 2, recent: recent.slice(0, 3) }),
    ]);
  });

  test('that are taken back leave the others as they were, even one that began too long ago to be remembered', () => {
    const tasks = Array.from({ length: 12 }, (_, n) => started('film', { seconds: 10, at: n * 10 }));
    const all = tally(...tasks);
    const [first, , , , fifth] = tasks;
    if (first === undefined || fifth === undefined) throw new Error('no task');
    expect(runs(taken(all, first))[0]).toEqual({ ...runs(all)[0], count: 11 });
    expect(runs(taken(all, fifth))[0]?.recent).toEqual(tasks.slice(5).map(({ startedAt }) => startedAt));
  });

  test('are told apart for 24 kinds; further ones count by their kind alone', () => {
    const many = Array.from({ length: 30 }, (_, n) => started('film', { seconds: n + 1, at: n }));
    const told = (count: number) => like(runs(tally(...many.slice(0, count))));
    expect(told(24)).toHaveLength(24);
    expect(told(24).every(([, , seconds]) => seconds !== null)).toBe(true);
    expect(told(25)).toHaveLength(25);
    expect(told(25)[0]).toEqual(['video', null, null, 1]);
    expect(told(30)).toHaveLength(25);
    expect(told(30)[0]).toEqual(['video', null, null, 6]);
    const all = tally(...many);
    const last = many.at(-1) as TaskState;
    expect(like(runs(taken(all, last)))[0]).toEqual(['video', null, null, 5]);
    const known = countTask(all, undefined, started('film', { seconds: 3, at: 90 }));
    expect(like(runs(known)).filter(([, , seconds]) => seconds === 3)).toEqual([['video', null, 3, 2]]);
  });

  test('that counted by their kind alone are taken back there, though there would be room for them by now', () => {
    const many = Array.from({ length: 25 }, (_, n) => started('film', { seconds: n + 1, at: n }));
    const fewer = many.slice(0, 5).reduce(taken, tally(...many));
    expect(like(runs(fewer))[0]).toEqual(['video', null, null, 1]);
    const last = many.at(-1) as TaskState;
    expect(like(runs(taken(fewer, last)))).toEqual(like(runs(fewer)).slice(1));
  });

  test('that were never counted take nothing from others', () => {
    const jobs = tally(started('film', { seconds: 10 }));
    expect(like(runs(taken(jobs, started('film', { seconds: 20 }))))).toEqual([['video', null, 10, 1]]);
  });
});

describe('news of a task', () => {
  test('that changes nothing leaves the tallies as they are', () => {
    const task = started('film', { seconds: 10 });
    const jobs = tally(task);
    expect(countTask(jobs, task, { ...task, end: 'done' })).toBe(jobs);
  });

  test('may tell how long it is: it counts as that, and no more as it did', () => {
    const task = started('film');
    const jobs = countTask(tally(task), task, { ...task, parameters: { seconds: 10 } });
    expect(like(runs(jobs))).toEqual([['video', null, 10, 1]]);
  });

  test('may put it into a job, or take it out of one', () => {
    const [none, film] = [started(null), started('film')];
    expect(countTask([], undefined, none)).toEqual([]);
    expect(like(runs(countTask([], none, film)))).toEqual([['video', null, null, 1]]);
    expect(countTask([], none, film)).toHaveLength(1);
    const out = countTask(tally(film), film, none);
    expect(out).toEqual([{ job: 'film', credits: 0, runs: [] }]);
  });
});

describe('tallies', () => {
  const add = (jobs: readonly JobTally[], job: string) =>
    withJob(jobs, job, (own) => ({ ...own, credits: own.credits + 1 }));

  test('are one for each job, the one that was changed last at the end', () => {
    expect(['a', 'b', 'a'].reduce(add, [] as readonly JobTally[])).toEqual([
      { job: 'b', credits: 1, runs: [] },
      { job: 'a', credits: 2, runs: [] },
    ]);
  });

  test('are kept for 120 jobs', () => {
    const jobs = Array.from({ length: 125 }, (_, n) => `${n}`).reduce(add, [] as readonly JobTally[]);
    expect(jobs.map(({ job }) => job)).toEqual(Array.from({ length: 120 }, (_, n) => `${n + 5}`));
  });

  test('of two accounts that are one are added up, job by job', () => {
    const film = { job: 'film', credits: 30, runs: [run({ count: 2, again: 1, recent: [3, 9] })] };
    const more = {
      job: 'film',
      credits: 12,
      runs: [run({ count: 3, again: 2, recent: [1, 5] }), run({ seconds: 60 })],
    };
    const deck = { job: 'deck', credits: 7, runs: [run({ task: 'slides' })] };
    expect(joined([film], [more, deck])).toEqual([
      {
        ...{ job: 'film', credits: 42 },
        runs: [run({ count: 5, again: 3, recent: [1, 3, 5, 9] }), run({ seconds: 60 })],
      },
      deck,
    ]);
    expect(joined([film], [])).toEqual([film]);
  });

  test('remember the last eight beginnings of both', () => {
    const of = (recent: readonly number[]) => ({ job: 'film', credits: 0, runs: [run({ recent })] });
    const [all] = allRuns([of([1, 3, 5, 7, 9, 11]), of([10, 2, 4, 6, 8])]);
    expect(all?.recent).toEqual([4, 5, 6, 7, 8, 9, 10, 11]);
  });
});

test('what was made of a kind is counted by that kind alone', () => {
  const all = [run({ seconds: 10, count: 2 }), run({ task: 'image', seconds: 90, count: 3 })];
  expect(madeOf(all, 'video')).toEqual({ finals: 2, previews: 0 });
  expect(madeOf([...all, run({ seconds: 60 })], 'video')).toEqual({ finals: 1, previews: 2 });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jobName, withFinished, withJobChanged, withoutJob, withPicked, withTyped } from '@/core/domain/job-changes.ts';
import { allRuns, countTask, type JobTally, jobsKept, madeOf, retakesIn } from '@/core/domain/jobs.ts';
import { defaultSettings, jobAt, jobNow } from '@/core/domain/settings.ts';
import { absorbTask, type TaskKind, type TaskState } from '@/core/domain/task.ts';
import { minute } from '@/core/domain/time.ts';

const started = (key: string, job: string | null, task: TaskKind = 'video', seconds?: number, at = 5): TaskState => {
  const parameters = seconds === undefined ? {} : { seconds };
  const [made] = absorbTask([], { kind: 'task', refs: [key], task, parameters, news: 'started' }, at, job).tasks;
  if (made === undefined) throw new Error('no task');
  return made;
};
const runsOf = (jobs: readonly JobTally[], id: string) => jobs.find(({ job }) => job === id)?.runs ?? [];
const tally = (...tasks: readonly TaskState[]) =>
  tasks.reduce<readonly JobTally[]>((jobs, task) => countTask(jobs, undefined, task), []);

describe('what a job has made', () => {
  test('is counted once the service has taken a task, and not again with later news', () => {
    const task = started('a', 'deck', 'slides');
    const left = { ...task, accepted: false };
    const jobs = countTask(countTask(countTask([], undefined, left), left, task), task, { ...task, end: 'done' });
    expect(madeOf(runsOf(jobs, 'deck'), 'slides')).toEqual({ finals: 1, previews: 0 });
  });

  test('does not hold what failed', () => {
    const task = started('a', 'deck');
    const jobs = countTask(tally(task), task, { ...task, end: 'failed' });
    expect(runsOf(jobs, 'deck')).toEqual([]);
  });

  test('goes along with a task that is moved', () => {
    const task = started('a', 'deck');
    const jobs = countTask(tally(task), task, { ...task, job: 'film' });
    expect([runsOf(jobs, 'deck').length, runsOf(jobs, 'film').length]).toEqual([0, 1]);
  });

  test('tells productions from previews', () => {
    const all = [60, 60, 60, 10, 10].map((seconds, n) => started(`${n}`, 'film', 'video', seconds));
    expect(madeOf(runsOf(tally(...all), 'film'), 'video')).toEqual({ finals: 3, previews: 2 });
  });

  test('is the same in any order, and stays small', () => {
    const tasks = fc.uniqueArray(
      fc.record({
        ...{ key: fc.string({ minLength: 1 }), task: fc.constantFrom<TaskKind>('video', 'slides', 'chat') },
        seconds: fc.constantFrom(undefined, 5, 10, 60),
      }),
      { selector: ({ key }) => key, maxLength: 60 },
    );
    const both = tasks.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })));
    fc.assert(
      fc.property(both, ([all, shuffled]) => {
        const count = (list: typeof all) =>
          runsOf(tally(...list.map(({ key, task, seconds }) => started(key, 'film', task, seconds))), 'film');
        expect(count(shuffled)).toEqual(count(all));
        expect(allRuns([{ job: 'film', credits: 0, runs: count(all) }]).reduce((sum, one) => sum + one.count, 0)).toBe(
          all.length,
        );
      }),
    );
    const many = Array.from({ length: 200 }, (_, n) => started(`${n}`, 'film', 'video', n + 1));
    expect(runsOf(tally(...many), 'film').length).toBeLessThan(40);
    expect(runsOf(tally(...many), 'film').reduce((sum, one) => sum + one.count, 0)).toBe(200);
  });
});

describe('a retake', () => {
  const at = (minutes: number, seconds = 60, task: TaskKind = 'video') =>
    started(`${task}${seconds}at${minutes}`, 'film', task, seconds, minutes * minute);
  const retakes = (...tasks: readonly TaskState[]) => retakesIn(runsOf(tally(...tasks), 'film'));

  test('is much the same again within half an hour: not on another day, not together, and no preview', () => {
    expect(retakes(at(0), at(10), at(25))).toBe(2);
    expect(retakes(at(0), at(31), at(2_000), at(4_000))).toBe(0);
    expect(retakes(at(0), at(0.5), at(0.8))).toBe(0);
    expect(retakes(at(0, 60), at(5, 10), at(10, 10))).toBe(0);
    expect(retakes(at(0, 60), at(5, 45), at(10, 60))).toBe(1);
    expect(retakes(at(0, 60, 'image'), at(5, 60, 'image'))).toBe(0);
  });

  test('is taken back with the task: one that failed, or was for another job', () => {
    const [first, second] = [at(0), at(10)];
    const both = tally(first, second);
    expect(retakesIn(runsOf(countTask(both, second, { ...second, end: 'failed' }), 'film'))).toBe(0);
    expect(retakesIn(runsOf(countTask(both, first, { ...first, job: 'deck' }), 'film'))).toBe(0);
  });

  test('is counted in any order of arrival, and by what came before it, however many there are', () => {
    const begun = fc.uniqueArray(fc.integer({ min: 0, max: 500 }), { maxLength: 40 });
    fc.assert(
      fc.property(begun, (minutes) => {
        const sorted = minutes.toSorted((a, b) => a - b);
        const expected = sorted.filter((one, n) => n > 0 && one - (sorted[n - 1] ?? 0) < 30).length;
        expect(retakes(...sorted.map((one) => at(one)))).toBe(expected);
        const late = sorted.length > 4 ? [...sorted.slice(0, -4), ...sorted.slice(-4).toReversed()] : sorted;
        expect(retakes(...late.map((one) => at(one)))).toBe(expected);
      }),
    );
  });
});

describe('a job that somebody types', () => {
  const typed = withTyped(defaultSettings, '  Spring   deck ', 'one', 10);

  test('is made, and gone on with from now on', () => {
    expect(typed.jobs).toMatchObject([{ id: 'one', name: 'Spring deck', ceiling: null, finishedAt: null }]);
    expect([jobAt(typed, 9), jobAt(typed, 10)]).toEqual([null, 'one']);
  });

  test('is the one of that name, where there is one', () => {
    const again = withTyped(withPicked(typed, null, 20), 'Spring deck', 'two', 30);
    expect([again.jobs.length, again.currentJob]).toEqual([1, { id: 'one', since: 30 }]);
  });

  test('without a name is none; a long name is cut', () => {
    expect(withTyped(defaultSettings, '   ', 'one', 10)).toEqual(defaultSettings);
    expect(jobName('x'.repeat(100))).toHaveLength(jobsKept.name);
  });

  test('is not made beyond what can be kept', () => {
    const full = Array.from({ length: jobsKept.jobs }, (_, n) => n).reduce(
      (settings, n) => withTyped(settings, `Job ${n}`, `${n}`, n),
      defaultSettings,
    );
    expect(withTyped(full, 'One more', 'more', 500)).toEqual(full);
  });

  test('can be renamed, but not to nothing', () => {
    expect(withJobChanged(typed, 'one', { name: 'Autumn deck' }).jobs).toMatchObject([{ name: 'Autumn deck' }]);
    expect(withJobChanged(typed, 'one', { name: ' ' }).jobs).toMatchObject([{ name: 'Spring deck' }]);
  });

  test('is not gone on with once it is finished or deleted', () => {
    const finished = withFinished(typed, 'one', 20);
    expect([jobNow(finished), jobAt(finished, 30)]).toEqual([undefined, null]);
    expect(withPicked(finished, 'one', 30).currentJob).toBeNull();
    expect(withFinished(finished, 'one', null).jobs).toMatchObject([{ finishedAt: null }]);
    expect(withoutJob(typed, 'one')).toMatchObject({ jobs: [], currentJob: null });
  });
});

describe('of several jobs', () => {
  const both = withTyped(withTyped(defaultSettings, 'Spring deck', 'one', 10), 'Film', 'two', 20);

  test('one alone is picked, renamed, finished and forgotten', () => {
    expect(withPicked(both, 'one', 30).currentJob).toEqual({ id: 'one', since: 30 });
    expect(withPicked(both, 'nobody', 30).currentJob).toBeNull();
    expect(withJobChanged(both, 'two', { name: 'Trailer' }).jobs.map(({ name }) => name)).toEqual([
      'Spring deck',
      'Trailer',
    ]);
    expect(withFinished(both, 'two', 40).jobs.map(({ finishedAt }) => finishedAt)).toEqual([null, 40]);
    expect(withoutJob(both, 'two').jobs.map(({ id }) => id)).toEqual(['one']);
  });

  test('the one that is gone on with stays so where another one is finished or forgotten', () => {
    expect(withFinished(both, 'one', 40).currentJob).toEqual({ id: 'two', since: 20 });
    expect(withoutJob(both, 'one').currentJob).toEqual({ id: 'two', since: 20 });
    expect(withFinished(both, 'two', 40).currentJob).toBeNull();
    expect(withoutJob(both, 'two').currentJob).toBeNull();
  });

  test('one that is finished does not give its name to what is typed', () => {
    const next = withTyped(withFinished(both, 'one', 30), 'Spring deck', 'three', 40);
    expect(next.jobs.map(({ id }) => id)).toEqual(['one', 'two', 'three']);
    expect(next.currentJob).toEqual({ id: 'three', since: 40 });
  });

  test('what is typed anew starts with nothing, and what else is said of it stays', () => {
    expect(both.jobs[1]).toEqual({
      ...{ id: 'two', name: 'Film', ceiling: null },
      ...{ counts: {}, createdAt: 20, finishedAt: null },
    });
    const ceiling = { provider: 'genspark', credits: 500 };
    const dear = withJobChanged(both, 'two', { ceiling });
    expect(dear.jobs[1]).toMatchObject({ name: 'Film', ceiling });
    expect(withJobChanged(dear, 'two', { name: '   ' }).jobs[1]).toMatchObject({ name: 'Film', ceiling });
    expect(withJobChanged(dear, 'two', { name: ' A   trailer ' }).jobs[1]).toMatchObject({
      name: 'A trailer',
      ceiling,
    });
  });
});

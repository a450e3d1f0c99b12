import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Read } from '@/core/app/record.ts';
import { emptySnapshot } from '@/core/domain/account.ts';
import type { TaskReading } from '@/core/domain/reading.ts';
import { day, hour, minute } from '@/core/domain/time.ts';
import { card } from './looking.ts';
import { accountOf, credits, facts, later, lines, notifying, play, rowsOf, sole, task, tells } from './story.ts';

const left = (amount: number, at: number) => tells(credits(amount), { at: later(at) });
const news = (key: string, what: TaskReading['news'], at: number, over: Partial<TaskReading> = {}) =>
  tells(task(key, what, { task: 'video', ...over }), { at: later(at), watch: 'agent', phase: 'event' });
/** A video that runs for two minutes. */
const ran = (
  key: string,
  at: number,
  ended: 'done' | 'failed' | 'stopped' | 'unknown',
  over?: Partial<TaskReading>,
) => [news(key, 'started', at, over), news(key, { ended }, at + 2 * minute)];
/** The balance soon after a video that began at a moment, and when all of it must have shown. */
const seenAfter = (amount: number, at: number) => [left(amount, at + 3 * minute), left(amount, at + 10 * minute)];
const taskOf = (reads: readonly Read[], key: string) =>
  sole(accountOf(play(reads)).tasks.filter((one) => one.key === key));
const failures = (reads: readonly Read[]) =>
  accountOf(play(reads)).failures.all.map(({ key, state }) => `${key} ${state}`);
const told = (reads: readonly Read[]) => lines(play(reads)).filter((line) => line.startsWith('failed-charge'));

describe('what was said of a task’s cost', () => {
  test('is the estimate of the moment it began', () => {
    expect(taskOf([left(2_000, 0), ...ran('v', minute, 'done')], 'v').said).toMatchObject({
      ...{ low: 100, middle: 200, high: 400, unit: 'credits', basis: 'guide' },
    });
  });

  test('stays as it was said, though its own cost has taught otherwise', () => {
    const thrice = [0, 1, 2].flatMap((n) => [
      left(2_000 - n * 300, n * hour),
      ...ran(`v${n}`, n * hour + minute, 'done'),
      ...seenAfter(1_700 - n * 300, n * hour + minute),
    ]);
    expect(taskOf(thrice, 'v0').said?.middle).toBe(200);
    expect(taskOf(thrice, 'v2').said).toMatchObject({ basis: 'own', last: 2 });
  });

  test('follows what it turns out to be', () => {
    const named = [
      news('t', 'started', 0, { task: 'other' }),
      tells(task('t', 'named', { task: 'image' }), { at: later(minute), watch: 'agent', phase: 'event' }),
    ];
    expect(taskOf(named.slice(0, 1), 't').said).toBeNull();
    expect(taskOf(named, 't').said).toMatchObject({ low: 500, high: 900 });
    const renamed = [...named, tells(task('t', 'named', { task: 'video' }), { at: later(2 * minute), watch: 'agent' })];
    expect(taskOf(renamed, 't').said).toMatchObject({ low: 100, high: 400 });
  });

  test('stays when no more than another name of it becomes known', () => {
    const others = [2, 3].flatMap((n) => [left(2_000 - n, n * minute), ...ran(`w${n}`, n * hour, 'done')]);
    const begun = [left(2_000, 0), news('v', 'started', minute), ...others, ...seenAfter(1_400, 3 * hour)];
    const named = tells(task('v', 'named', { refs: ['v', 'project'] }), { at: later(4 * hour), watch: 'agent' });
    const told = play([...begun, named]);
    expect(accountOf(told).costs.kinds).toHaveLength(1);
    expect(taskOf([...begun, named], 'v').said).toMatchObject({ basis: 'guide', last: 0 });
  });

  test('is nothing where nothing is known to go by, and of a chat turn', () => {
    expect(taskOf([news('t', 'started', 0, { task: 'developer' })], 't').said).toBeNull();
    const [chat] = facts.costs.map((one) => ({ ...one, task: 'chat' as const }));
    const priced = { ...facts, costs: chat === undefined ? [] : [chat] };
    const turn = play([news('t', 'started', 0, { task: 'chat' })], { facts: priced });
    expect(sole(accountOf(turn).tasks).said).toBeNull();
  });
});

describe('what a task has cost', () => {
  const story = [left(2_000, 0), ...ran('v', minute, 'done'), ...seenAfter(1_816, minute)];

  test('stands with it as soon as it shows, and becomes final', () => {
    expect(taskOf(story.slice(0, 4), 'v').cost).toEqual({ credits: 184, how: 'measured', final: false });
    expect(taskOf(story, 'v').cost).toEqual({ credits: 184, how: 'measured', final: true });
  });

  test('is written down with the task', () => {
    expect(rowsOf(play(story), 'tasks').map(({ end, cost }) => [end, cost?.credits, cost?.final])).toEqual([
      [null, undefined, undefined],
      ['done', undefined, undefined],
      ['done', 184, false],
      ['done', 184, true],
    ]);
  });

  test('stays known after its readings have been forgotten', () => {
    const long = Array.from({ length: 60 }, (_, n) => left(1_800 - n, hour + n * 10 * minute));
    const quiet = [11, 12].map((n) => left(1_741, n * hour));
    expect(taskOf([...story, ...long, ...quiet], 'v').cost).toEqual({ credits: 184, how: 'measured', final: true });
  });

  test('is held against what was said, once', () => {
    expect(accountOf(play([...story, ...story])).costRecord).toEqual([{ key: 'v', off: 8, held: true }]);
    const zero = [left(2_000, 0), ...ran('v', minute, 'done'), ...seenAfter(2_000, minute)];
    expect(accountOf(play(zero)).costRecord).toEqual([]);
  });

  test('of a failed one is no measure of what was said', () => {
    const failed = [left(2_000, 0), ...ran('v', minute, 'unknown'), ...seenAfter(1_816, minute)];
    expect(accountOf(play(failed)).costRecord).toHaveLength(1);
    const after = [...failed, news('v', { ended: 'failed' }, 20 * minute), left(1_816, 21 * minute)];
    expect(accountOf(play(after)).costRecord).toEqual([]);
  });
});

describe('a failed task that took credits', () => {
  const story = [left(2_000, 0), ...ran('v', minute, 'failed'), ...seenAfter(1_816, minute)];
  const nextDay = left(1_816, day + hour);

  test('is not told of before its credits had a day to come back', () => {
    expect(failures(story.slice(0, 4))).toEqual([]);
    expect([failures(story), told(story)]).toEqual([['v pending'], []]);
    expect(told([...story, left(1_816, 20 * hour)])).toEqual([]);
  });

  test('is told of once, when nothing has come back', () => {
    const all = [...story, nextDay, left(1_816, 2 * day), left(1_800, 3 * day)];
    expect([failures(all), told(all)]).toEqual([['v not-given-back'], ['failed-charge video video 184']]);
  });

  test('is not told of when the credits come back', () => {
    const all = [...story, left(2_000, 3 * hour), left(2_000, 4 * hour), left(2_000, day + hour)];
    expect([failures(all), told(all)]).toEqual([['v given-back'], []]);
  });

  test('is not told of when the service’s own log gives them back', () => {
    const line = { kind: 'charge', id: 'r', at: later(4 * hour), credits: -184, what: null } as const;
    const all = [...story, tells(line, { at: later(5 * hour), watch: 'log' }), nextDay];
    expect([failures(all), told(all)]).toEqual([['v given-back'], []]);
  });

  test('is not told of when its log of what arrived gives them back', () => {
    const line = { kind: 'grant', id: 'g', at: later(4 * hour), credits: 184, expiresAt: null } as const;
    const all = [...story, tells(line, { at: later(5 * hour), watch: 'log' }), nextDay];
    expect([failures(all), told(all)]).toEqual([['v given-back'], []]);
  });

  test('is followed, but not told of, where that is switched off', () => {
    const played = play([...story, nextDay], { settings: notifying({ 'failed-charge': false }) });
    expect(lines(played)).toEqual([]);
    expect(accountOf(played).failures.all).toMatchObject([{ state: 'not-given-back' }]);
  });

  test('and was stopped by the person is followed, but no notification', () => {
    const all = [left(2_000, 0), ...ran('v', minute, 'stopped'), ...seenAfter(1_816, minute), nextDay];
    expect([failures(all), told(all)]).toEqual([['v not-given-back'], []]);
  });

  test('blames nobody after the clock was set back meanwhile', () => {
    const ahead = play([left(2_000, day), ...ran('v', day + minute, 'failed'), ...seenAfter(1_816, day + minute)]);
    expect(accountOf(ahead).failures.all).toMatchObject([{ state: 'pending' }]);
    const after = play([left(1_816, 0), left(1_816, 3 * day)], { from: ahead.snapshot });
    expect([accountOf(after).failures.all.map(({ state }) => state), lines(after)]).toEqual([['unclear'], []]);
  });

  test('for free, or beside another one, is not followed', () => {
    const free = [left(2_000, 0), ...ran('v', minute, 'failed'), ...seenAfter(2_000, minute), nextDay];
    const two = [
      left(2_000, 0),
      ...ran('v', minute, 'failed'),
      ...ran('w', minute, 'done'),
      ...seenAfter(1_500, minute),
    ];
    expect([failures(free), failures(two)]).toEqual([[], []]);
  });

  test('while another one runs, is not blamed: it may have been that one', () => {
    const alone = [left(2_000, 0), ...ran('v', 2 * minute, 'failed'), ...seenAfter(1_700, 2 * minute)];
    const beside = [...alone.slice(0, 1), news('w', 'started', minute), ...alone.slice(1)];
    expect([failures(alone), failures(beside)]).toEqual([['v pending'], []]);
  });
});

/** Videos that fail one after the other, each taking so much, and given back so many minutes later, or never. */
const world = fc
  .array(
    fc.record({
      back: fc.option(fc.integer({ min: 1, max: 60 })),
      by: fc.constantFrom('balance', 'log', 'both'),
      twice: fc.boolean(),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((all) => all.map((one, n) => ({ ...one, key: `v${n}`, took: 40 * 2 ** n })));

type World = typeof world extends fc.Arbitrary<infer W> ? W : never;

/** What is seen of such a world: everything that happens has a quarter of an hour of its own. */
function reads(failed: World): readonly Read[] {
  const step = 15 * minute;
  let balance = 50_000;
  const seen: Read[] = [left(balance, -step)];
  const due = new Map<number, World[number][]>();
  for (let n = 0; n < failed.length + 61 + failed.length; n++) {
    const [one, now] = [failed[n], n * step];
    if (one !== undefined) {
      balance -= one.took;
      seen.push(...ran(one.key, now, 'failed'), ...seenAfter(balance, now));
      const when = n + (one.back ?? 0) + failed.length;
      if (one.back !== null) due.set(when, [...(due.get(when) ?? []), one]);
      continue;
    }
    const [back, ...later_] = due.get(n) ?? [];
    if (later_.length > 0) due.set(n + 1, [...(due.get(n + 1) ?? []), ...later_]);
    if (back === undefined) continue;
    if (back.by !== 'log') balance += back.took;
    if (back.by !== 'log') seen.push(left(balance, now), left(balance, now + 10 * minute));
    const line = { kind: 'charge', id: `r${back.key}`, at: later(now), credits: -back.took, what: null } as const;
    if (back.by !== 'balance') seen.push(tells(line, { at: later(now + minute), watch: 'log' }));
  }
  const end = 120 * step;
  return [...seen, left(balance, end), left(balance, end + hour)].flatMap((read, n) =>
    failed[n % failed.length]?.twice ? [read, read] : [read],
  );
}

/** Keys of the tasks that were told of. A clock never goes back, however late something is delivered. */
function blamed(all: readonly Read[]): readonly string[] {
  let now = later(0);
  let told = play([]);
  const keys: string[] = [];
  for (const read of all) {
    now = Math.max(now, read.sighting.at);
    told = play([read], { from: told.snapshot, now });
    for (const { kind, key } of told.notices) if (kind === 'failed-charge') keys.push(key.split('·').at(-1) ?? '');
  }
  return keys;
}

describe('whatever fails and comes back', () => {
  test('what came back is never called lost, what did not is told exactly once', () => {
    fc.assert(
      fc.property(world, (failed) => {
        const lost = failed.filter(({ back }) => back === null).map(({ key }) => key);
        expect(blamed(reads(failed)).toSorted()).toEqual(lost);
      }),
    );
  });

  test('what came back is never called lost, and nothing told twice, in whatever order it arrives', () => {
    const delivery = world.chain((failed) =>
      fc.tuple(fc.constant(failed), fc.array(fc.nat({ max: 400 }), { maxLength: 12 })),
    );
    fc.assert(
      fc.property(delivery, ([failed, late]) => {
        const all = [...reads(failed)];
        const dayIsOver = all.findIndex(({ sighting }) => sighting.at >= later(day));
        const end = all.splice(dayIsOver);
        // News of tasks and lines of the log arrive late, readings a second time: one that was missed shows nothing.
        for (const place of late) {
          const [from, read] = [place % all.length, all[place % all.length]];
          const moves = read?.outcome.readings.every(({ kind }) => kind !== 'balance') === true;
          if (read !== undefined) all.splice(from, moves ? 1 : 0);
          if (read !== undefined) all.splice(from + 7, 0, read);
        }
        all.push(...end);
        const keys = blamed([...all, ...all]);
        const back = failed.filter((one) => one.back !== null).map(({ key }) => key);
        expect(new Set(keys).size).toBe(keys.length);
        expect(keys.filter((key) => back.includes(key))).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  test('a world without failures says nothing of them', () => {
    expect(play([left(5, 0)], { from: emptySnapshot }).snapshot.accounts[0]?.failures.all).toEqual([]);
  });
});

describe('the last tasks on a card', () => {
  const at = (reads: readonly Read[], now: number) => card(play(reads).snapshot, { now: later(now) }).last;
  const parameters = { seconds: 60, model: 'kling/v3' };

  test('say what was estimated beside what it cost', () => {
    const story = [left(2_000, 0), ...ran('v', minute, 'done', { parameters }), ...seenAfter(1_816, minute)];
    expect(at(story, hour)?.tasks).toMatchObject([
      {
        text: 'video (60 s, kling/v3), 12:03 PM: done.',
        cost: 'Estimated 100–400 credits, cost 184.',
        report: null,
      },
    ]);
    expect(at(story.slice(0, 4), 5 * minute)?.tasks[0]?.cost).toBe(
      'Estimated 100–400 credits. Cost 184 credits so far.',
    );
    expect(at(story.slice(0, 3), 4 * minute)?.tasks[0]?.cost).toContain('Its cost has not been seen yet.');
  });

  test('say what was shared, what was free, and what nobody can tell', () => {
    const shared = [
      left(2_000, 0),
      ...ran('v', minute, 'done'),
      ...ran('w', minute, 'done'),
      ...seenAfter(1_600, minute),
    ];
    const free = [left(2_000, 0), ...ran('v', minute, 'done'), ...seenAfter(2_000, minute)];
    const topped = [left(2_000, 0), ...ran('v', minute, 'done'), ...seenAfter(3_000, minute)];
    const cost = (reads: readonly Read[]) => at(reads, hour)?.tasks[0]?.cost;
    expect(cost(shared)).toContain('Cost about 200 credits, worked out together with other tasks.');
    expect(cost(free)).toContain('No credits were seen to go.');
    expect(cost(topped)).toContain('What it cost is not known, because credits arrived at the same time.');
  });

  test('are the last five that are over, the newest first, and no chat turns', () => {
    const many = Array.from({ length: 7 }, (_, n) => ran(`v${n}`, n * hour, 'done')).flat();
    const chat = [news('c', 'started', 9 * hour, { task: 'chat' }), news('c', { ended: 'done' }, 9.1 * hour)];
    expect(at([left(9, 0), ...many, ...chat], 10 * hour)?.tasks.map(({ key }) => key)).toEqual(
      [6, 5, 4, 3, 2].map((n) => `v${n}`),
    );
    expect(at([left(9, 0), ...chat], 10 * hour)).toBeNull();
  });

  test('advise to check the connection while one has just failed', () => {
    const failed = [left(2_000, 0), ...ran('v', minute, 'failed')];
    expect(at(failed, 20 * minute)?.hint).toContain('Check the connection first');
    expect(at(failed, 40 * minute)?.hint).toBeNull();
  });

  test('say what becomes of the credits of a failed one, and what to send to support', () => {
    const call = '0e1d7e0a-1111-4222-8333-444455556666:3';
    const refs = { refs: [call, 'project-7'], parameters };
    const begun = [
      left(2_000, 0),
      tells(task(call, 'started', { task: 'video', ...refs }), { at: later(minute), watch: 'agent', phase: 'event' }),
      tells(task(call, { ended: 'failed' }), { at: later(3 * minute), watch: 'agent', phase: 'event' }),
      ...seenAfter(1_816, minute),
    ];
    expect(at(begun, hour)?.tasks[0]).toMatchObject({
      cost: expect.stringMatching(/Whether they come back is watched until November 23.+12:03 PM\./),
      report: null,
    });
    expect(at(begun, 2 * day)?.tasks[0]?.cost).toContain('shows at the next look');
    const over = at([...begun, left(1_816, day + hour)], day + hour);
    expect(over?.tasks[0]?.cost).toContain('Nothing was seen to come back within a day.');
    expect(over?.tasks[0]?.report?.split('\n')).toEqual([
      'Service: Muse',
      'Task: video (60 s, kling/v3)',
      'Task id: project-7',
      'Started: 2026-11-22 20:01:00 UTC',
      'Failed: 2026-11-22 20:03:00 UTC',
      'Credits taken: 184',
      'Balance before: 2,000; after: 1,816',
      'Nothing was seen to come back until: 2026-11-23 21:00:00 UTC',
    ]);
  });

  test('keep what is to be sent to support for a week, though many others have ended since', () => {
    const begun = [left(2_000, 0), ...ran('v', minute, 'failed'), ...seenAfter(1_816, minute), left(1_816, 25 * hour)];
    const others = Array.from({ length: 12 }, (_, n) => ran(`w${n}`, 26 * hour + n * hour, 'done')).flat();
    const last = at([...begun, ...others], 2 * day);
    expect(last?.tasks.map(({ key }) => key)).toEqual([...[11, 10, 9, 8, 7].map((n) => `w${n}`), 'v']);
    expect(last?.tasks.at(-1)?.report).toContain('Credits taken: 184');
    expect(at([...begun, ...others], 9 * day)?.tasks).toHaveLength(5);
  });

  test('say how the estimates did once enough have been seen, and what it is worth', () => {
    const made = (count: number, cost: number) =>
      Array.from({ length: count }, (_, n) => [
        left(90_000 - n * cost, n * hour),
        ...ran(`v${n}`, n * hour + minute, 'done'),
        ...seenAfter(90_000 - (n + 1) * cost, n * hour + minute),
      ]).flat();
    expect(at(made(2, 200), day)?.accuracy).toBe('Too few tasks have ended to say how good the estimates are.');
    expect(at(made(6, 200), day)?.accuracy).toMatch(
      /^The last 6 estimates were typically off by 0%; .+ in 6 of them\.$/,
    );
  });
});

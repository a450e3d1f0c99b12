import { describe, expect, test } from 'vitest';
import type { Record } from '@/core/app/watchdog.ts';
import { emptySnapshot } from '@/core/domain/account.ts';
import { day, hour, minute } from '@/core/domain/time.ts';
import { kennel, memory } from './kennel.ts';
import {
  ann,
  bea,
  credits,
  later,
  notifying,
  offset,
  plain,
  play,
  settingsWith,
  sole,
  tells,
  weekly,
} from './story.ts';

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));
const spread = (of: readonly string[]) => of.map((key) => key.split('·')[2]);

describe('an acknowledgement', () => {
  test('waits until the record has been written', async () => {
    const { ledger, saw } = kennel();
    const release = ledger.hold();
    let acknowledged = false;
    const reply = saw(['fine']).then((told) => {
      acknowledged = true;
      return told;
    });
    await settled();
    expect(acknowledged).toBe(false);
    release();
    expect(await reply).toEqual({ quiet: false, holds: false, named: true, replay: [] });
    expect(sole(ledger.snapshot.accounts).windows).toHaveLength(1);
  });

  test('does not come when the record could not be written', async () => {
    const broken = { ...memory().record, record: () => Promise.reject(new Error('disk full')) };
    await expect(kennel({ record: async () => broken }).saw(['fine'])).rejects.toThrow('disk full');
  });

  test('does not wait for badge and notifications', async () => {
    const never = new Promise<void>(() => {});
    const { saw } = kennel({ paint: () => never, show: () => never });
    await saw(['fine']);
    expect(await saw(['warned'], { at: minute })).toMatchObject({ quiet: false });
  });

  test('comes although badge and alarm fail, and the failures are told', async () => {
    const broken = () => Promise.reject(new Error('gone'));
    const { saw, failures } = kennel({ paint: broken, wakeAt: broken });
    await saw(['fine']);
    await settled();
    expect(failures).toEqual(['what follows a recording', 'what follows a recording']);
  });
});

describe('a notice', () => {
  test('is shown and then counted as sent, with its words', async () => {
    const { saw, shown, ledger } = kennel();
    await saw(['fine']);
    await saw(['warned'], { at: minute });
    await settled();
    expect(spread(shown)).toEqual(['near-limit']);
    expect(ledger.due.size).toBe(0);
    expect(sole([...ledger.sent.values()]).title).toBe('Codex: 80% of the weekly limit is used');
  });

  test('that could not be shown stays due, and is shown at the next wake', async () => {
    let broken = true;
    const seenIds: string[] = [];
    const { dog, saw, ledger, failures } = kennel({
      show: async (id) => {
        if (broken) throw new Error('no notifications');
        seenIds.push(id);
      },
    });
    await saw(['fine']);
    await saw(['warned'], { at: minute });
    await settled();
    expect([ledger.due.size, ledger.sent.size, failures.includes('a notification')]).toEqual([1, 0, true]);
    broken = false;
    await dog.wake();
    expect([seenIds.length, ledger.due.size, ledger.sent.size]).toEqual([1, 0, 1]);
  });

  test('that cannot be shown does not hold up the others', async () => {
    const seenIds: string[] = [];
    const { saw } = kennel({
      show: async (id) => {
        if (id.includes('near-limit')) throw new Error('this one not');
        seenIds.push(id);
      },
    });
    await saw(['fine', 'full']);
    await saw(['warned'], { at: minute });
    await saw(['empty'], { at: 2 * minute });
    await saw(['empty'], { at: 3 * minute });
    await settled();
    expect(spread(seenIds)).toEqual(['limit-reached']);
  });

  test('the browser says nothing about holds up neither the others nor an answer, and is told once it is taken', async () => {
    const patiently: (() => void)[] = [];
    const asked: string[] = [];
    let taken = () => {};
    const { dog, saw, ledger } = kennel({
      later: (run, ms) => void (ms === 0 ? queueMicrotask(run) : patiently.push(run)),
      show: (id) => {
        asked.push(id);
        return id.includes('near-limit') ? new Promise((done) => (taken = done)) : Promise.resolve();
      },
    });
    await saw(['fine', 'full']);
    await saw(['warned'], { at: minute });
    await saw(['empty'], { at: 2 * minute });
    await saw(['empty'], { at: 3 * minute });
    await settled();
    expect(spread(asked)).toEqual(['near-limit']);
    await dog.tellMe({ provider: 'muse', account: ann, meter: 'codex:604800', on: true });
    for (const run of patiently) run();
    await settled();
    expect([spread(asked), ledger.due.size]).toEqual([['near-limit', 'limit-reached'], 1]);
    taken();
    await settled();
    expect([ledger.due.size, ledger.sent.size]).toEqual([0, 2]);
  });

  test('that was shown is not shown again where the record has no room to say so, and is told once it has', async () => {
    const { dog, saw, ledger, shown } = kennel();
    await saw(['fine']);
    const full = () => Promise.reject(new DOMException('', 'QuotaExceededError'));
    const { sent } = ledger.record;
    Object.assign(ledger.record, { sent: full });
    await saw(['warned'], { at: minute });
    await dog.wake();
    await dog.wake();
    expect([shown.length, ledger.due.size]).toEqual([1, 1]);
    Object.assign(ledger.record, { sent });
    await dog.wake();
    expect([shown.length, ledger.due.size, ledger.sent.size]).toEqual([1, 0, 1]);
  });

  test('that is over and cannot be given up does not hold up a fresh one', async () => {
    const seenIds: string[] = [];
    let deaf = true;
    const { saw, ledger } = kennel({
      show: async (id) => {
        if (deaf) throw new Error('no notifications');
        seenIds.push(id);
      },
    });
    await saw(['full', 'fine']);
    await saw(['warned'], { at: minute });
    await settled();
    deaf = false;
    Object.assign(ledger.record, { missed: () => Promise.reject(new DOMException('', 'QuotaExceededError')) });
    await saw(['empty'], { at: 2 * day });
    await saw(['empty'], { at: 2 * day + minute });
    await settled();
    expect(spread(seenIds)).toContain('limit-reached');
  });

  test.each([
    ['of a window that is over', 73 * hour],
    ['of yesterday', 25 * hour],
  ])('%s is not told any more', async (_, wake) => {
    let broken = true;
    const { dog, saw, pass, shown, ledger } = kennel({
      show: async (id) => {
        if (broken) throw new Error('no notifications');
        shown.push(id);
      },
    });
    await saw(['fine']);
    await saw(['warned'], { at: minute });
    await settled();
    broken = false;
    pass(wake);
    await dog.wake();
    expect([shown, ledger.due.size, ledger.missed.size]).toEqual([[], 0, 1]);
  });

  test.each([
    ['while everything is paused', { paused: true }],
    ['of a service that is no longer watched', { stopped: ['muse'] }],
  ])('waits %s', async (_, over) => {
    let settings = plain;
    const { dog, saw, shown, ledger } = kennel({
      settings: async () => settings,
      show: async (id) => {
        if (settings === plain) throw new Error('not yet');
        shown.push(id);
      },
    });
    await saw(['fine']);
    await saw(['warned'], { at: minute });
    await settled();
    settings = { ...plain, ...over };
    await dog.wake();
    expect([shown, ledger.due.size]).toEqual([[], 1]);
  });

  test('that was shown is not shown at the next wake', async () => {
    const { dog, saw, shown } = kennel();
    await saw(['fine']);
    await saw(['warned'], { at: minute });
    await dog.wake();
    await dog.wake();
    expect(shown).toHaveLength(1);
  });

  test('is shown once, although two sightings came at the same moment', async () => {
    const { saw, shown } = kennel();
    await saw(['fine']);
    await Promise.all([saw(['warned'], { at: minute }), saw(['warned'], { at: minute })]);
    await settled();
    expect(shown).toHaveLength(1);
  });

  test('is urgent unless it is good news', async () => {
    const told: [string | undefined, boolean][] = [];
    const { saw } = kennel({
      settings: notifying({ 'unusual-use': false }),
      show: async (id, _, urgent) => void told.push([id.split('·')[2], urgent]),
    });
    for (const [n, watch] of ['full', 'empty', 'empty', 'full', 'full'].entries())
      await saw([watch], { at: n * 10 * minute });
    await settled();
    expect(told).toEqual([
      ['limit-reached', true],
      ['came-back', false],
    ]);
  });

  test('says which account it is about, where there are several', async () => {
    const { saw, ledger } = kennel();
    await saw(['fine'], { account: bea });
    await saw(['fine']);
    await saw(['warned'], { at: minute });
    await settled();
    expect(sole([...ledger.sent.values()]).title).toBe('Codex: 80% of the weekly limit is used (Account 2)');
  });

  test('calls the account what the person calls it', async () => {
    const { saw, ledger } = kennel({ settings: settingsWith({ names: { [`muse/${ann}`]: 'Studio' } }) });
    await saw(['fine'], { account: bea });
    await saw(['fine']);
    await saw(['warned'], { at: minute });
    await settled();
    expect(sole([...ledger.sent.values()]).title).toBe('Codex: 80% of the weekly limit is used (Studio)');
  });

  test('can be found again by the id of its notification', async () => {
    const { dog, ledger } = kennel();
    const { notices } = play([tells(weekly(60)), tells(weekly(85), { at: later(minute) })]);
    const notice = sole(notices);
    ledger.due.set(notice.key, notice);
    expect(await dog.noticeOf(notice.key)).toBe(notice);
    expect(await dog.noticeOf('test·1')).toBeNull();
  });
});

describe('what follows a recording', () => {
  test('is a badge, and an alarm for the next change', async () => {
    const { saw, badges, wakes } = kennel();
    await saw(['fine']);
    await settled();
    expect(badges.map(({ text }) => text)).toEqual(['60%']);
    expect(wakes).toEqual([later(72 * hour)]);
  });

  test('is the same badge after a restart, from the record alone', async () => {
    const { snapshot } = play([tells(weekly(82))]);
    const { dog, badges } = kennel({ from: snapshot });
    await dog.wake();
    await dog.repaint();
    expect(new Set(badges.map(({ text }) => text))).toEqual(new Set(['82%']));
  });

  test('begins only once the page has its acknowledgement', async () => {
    const afterwards: (() => void)[] = [];
    const { saw, badges, paintings, ledger } = kennel({ later: (run, ms) => void (ms === 0 && afterwards.push(run)) });
    await saw(['fine']);
    await settled();
    expect([ledger.snapshot.accounts.length, badges.length, paintings.length]).toEqual([1, 0, 0]);
    for (const run of afterwards) run();
    await settled();
    expect([badges.length, paintings.length]).toEqual([1, 1]);
  });

  test('is painted once for all that came before it begins, with what they say, and once more for what comes later', async () => {
    const afterwards: (() => void)[] = [];
    const { saw, badges } = kennel({ later: (run, ms) => void (ms === 0 && afterwards.push(run)) });
    const go = async () => {
      for (const run of afterwards.splice(0)) run();
      await settled();
    };
    await saw(['fine']);
    await saw(['fine'], { at: minute });
    await saw(['warned'], { at: 2 * minute });
    await go();
    expect(badges.map(({ text }) => text)).toEqual(['85%']);
    await saw(['empty'], { at: 3 * minute });
    await saw(['empty'], { at: 4 * minute });
    await go();
    expect(badges.map(({ text }) => text)).toEqual(['85%', '!']);
  });

  test('waits while another painting is under way, and then shows the newest', async () => {
    let painted = () => {};
    const badges: string[] = [];
    const { saw } = kennel({
      paint: ({ text }) => {
        badges.push(text);
        return new Promise((done) => {
          painted = done;
        });
      },
    });
    await saw(['fine']);
    await settled();
    await saw(['warned'], { at: minute });
    await settled();
    expect(badges).toEqual(['60%']);
    painted();
    await settled();
    expect(badges).toEqual(['60%', '85%']);
  });

  test('goes on without a browser that never answers, and is told of meanwhile', async () => {
    const patiently: (() => void)[] = [];
    const badges: string[] = [];
    const { saw, shown } = kennel({
      later: (run, ms) => void (ms === 0 ? queueMicrotask(run) : patiently.push(run)),
      paint: ({ text }) => {
        badges.push(text);
        return new Promise<void>(() => {});
      },
    });
    await saw(['fine']);
    await settled();
    await saw(['warned'], { at: minute });
    await settled();
    for (const run of patiently) run();
    await settled();
    expect([badges, spread(shown)]).toEqual([['60%', '85%'], ['near-limit']]);
  });

  test('is what stood there last, before a start of the worker has written anything', async () => {
    const { snapshot } = play([tells(weekly(82))]);
    const { dog, badges, ledger } = kennel({ from: snapshot });
    const release = ledger.hold();
    const woken = dog.wake();
    await settled();
    expect(badges.map(({ text }) => text)).toEqual(['82%']);
    release();
    await woken;
  });

  test('uses the settings as they are when it begins', async () => {
    const afterwards: (() => void)[] = [];
    let settings = plain;
    const { saw, badges } = kennel({
      settings: async () => settings,
      later: (run, ms) => void (ms === 0 && afterwards.push(run)),
    });
    await saw(['fine']);
    settings = { ...plain, show: 'left' };
    for (const run of afterwards) run();
    await settled();
    expect(badges.map(({ text }) => text)).toEqual(['40%']);
  });
});

describe('nothing is watched', () => {
  test.each([
    ['while everything is paused', { paused: true }],
    ['of a service that is not to be watched', { stopped: ['muse'] }],
  ])('%s', async (_, over) => {
    const { saw, ledger, badges } = kennel({ settings: { ...plain, ...over } });
    expect(await saw(['fine'], { visible: true })).toEqual({ quiet: true, holds: false, named: false, replay: [] });
    await settled();
    expect([ledger.snapshot, badges]).toEqual([emptySnapshot, []]);
  });
});

describe('a page that may read again', () => {
  const again = [{ watch: 'usage', after: 0 }];
  const ask = { at: 6 * minute, visible: true };

  test('is told which watches, once in five minutes', async () => {
    const { saw } = kennel();
    await saw(['fine']);
    expect((await saw([], ask)).replay).toEqual(again);
    expect((await saw([], { ...ask, at: 7 * minute })).replay).toEqual([]);
  });

  test.each([
    ['is one that is visible', { ...ask, visible: false }, plain],
    ['is one whose number has become old', { ...ask, at: minute }, plain],
    ['is none where asking again is switched off', ask, { ...plain, askAgain: false }],
    ['is none where it is switched off for that service', ask, { ...plain, askAgainNot: ['muse'] }],
  ])('%s', async (_, asked, settings) => {
    const { saw } = kennel({ settings });
    await saw(['fine']);
    expect((await saw([], asked)).replay).toEqual([]);
  });

  test('may tell something else meanwhile, and is none then, either, where that is switched off', async () => {
    const replies = [true, false].map(async (askAgain) => {
      const { saw } = kennel({ settings: { ...plain, askAgain } });
      await saw(['fine']);
      return (await saw(['begun'], ask)).replay;
    });
    expect(await Promise.all(replies)).toEqual([again, []]);
  });

  test('asks a moment after a task has ended, although nobody looks', async () => {
    const { saw } = kennel();
    await saw(['fine', 'begun']);
    expect((await saw(['ended'], { at: minute })).replay).toEqual([{ watch: 'usage', after: 8_000 }]);
  });

  test('asks nothing after a task, either, where that is switched off, for that service or for all', async () => {
    for (const off of [{ askAgain: false }, { askAgainNot: ['muse'] }]) {
      const { saw } = kennel({ settings: { ...plain, ...off } });
      await saw(['fine', 'begun']);
      expect((await saw(['ended'], { at: minute })).replay).toEqual([]);
    }
    const { saw } = kennel({ settings: { ...plain, askAgainNot: ['lyre'] } });
    await saw(['fine', 'begun']);
    expect((await saw(['ended'], { at: minute })).replay).toHaveLength(1);
  });

  test('by hand is granted once in 20 seconds', async () => {
    const { dog, pass } = kennel();
    const first = await dog.refresh('muse', ann);
    pass(19_000);
    const second = await dog.refresh('muse', ann);
    pass(20_000);
    expect([first, second, await dog.refresh('muse', ann)]).toEqual([true, false, true]);
  });
});

describe('somebody', () => {
  test('who asks to be told, and takes it back, is remembered', async () => {
    const { dog, ledger } = kennel({ from: play([tells(weekly(90))]).snapshot });
    const of = { provider: 'muse', account: ann, meter: 'codex:604800' };
    await dog.tellMe({ ...of, on: true });
    await dog.tellMe({ ...of, on: true });
    expect(sole(ledger.snapshot.accounts).tellMe).toEqual(['codex:604800']);
    await dog.tellMe({ ...of, on: false });
    expect(sole(ledger.snapshot.accounts).tellMe).toEqual([]);
  });

  test('who says something makes the record another one, so that whatever shows it looks again', async () => {
    const { dog, ledger, pass } = kennel({ from: play([tells(weekly(90))]).snapshot });
    pass(hour);
    await dog.tellMe({ provider: 'muse', account: ann, meter: 'codex:604800', on: true });
    expect(ledger.snapshot.savedAt).toBe(later(hour));
  });

  test('who asks for an account that is not there changes nothing', async () => {
    const { dog, ledger } = kennel();
    await dog.tellMe({ provider: 'muse', account: ann, meter: 'codex:604800', on: true });
    expect(ledger.snapshot.accounts).toEqual([]);
  });

  test('who says whose unnamed numbers are moves their rows and leaves the account’s own numbers', async () => {
    const reads = [tells(credits(50)), tells(credits(60), { account: bea }), tells(credits(70), { account: null })];
    const ledger = memory(play(reads).snapshot);
    const rows: unknown[] = [];
    const record: Record = {
      ...ledger.record,
      record: async (now, change) => {
        const writing = await ledger.record.record(now, change);
        rows.push(...writing.rows);
        return writing;
      },
    };
    await kennel({ record: async () => record }).dog.belongsTo({ provider: 'muse', account: bea });
    const [, named] = ledger.snapshot.accounts;
    expect(named?.takesUnnamedUntil).toBe(later(day));
    expect(ledger.snapshot.accounts.map(({ account, balances }) => [account, sole(balances).left])).toEqual([
      [ann, 50],
      [bea, 60],
    ]);
    const said = { what: 'belongs-to', provider: 'muse', account: bea, now: later(0), offset };
    expect(rows).toEqual([
      { store: 'rename', row: { provider: 'muse', account: 'unknown', to: bea } },
      { store: 'events', row: said },
    ]);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Record } from '@/core/app/watchdog.ts';
import type { Snapshot } from '@/core/domain/account.ts';
import type { Notice } from '@/core/domain/notice.ts';
import { day, hour, minute } from '@/core/domain/time.ts';
import { kennel, memory } from './kennel.ts';
import { ann, credits, fiveHours, later, noon, onPlan, play, stop, tells, weekly } from './story.ts';

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));
const kindAndMeter = (key: string) => key.split('·').slice(2, 4).join(' ').replace(/#\d+$/, '');

describe('a machine that slept over several moments', () => {
  const limited = play([
    tells([
      onPlan('plus'),
      weekly(90),
      fiveHours(100, { blocked: true }),
      credits(0, { returnsAt: later(hour) }),
      stop({ until: later(30 * minute) }),
    ]),
  ]).snapshot;
  const asked: Snapshot = {
    ...limited,
    accounts: limited.accounts.map((one) => ({ ...one, tellMe: ['codex:18000', 'codex:604800', 'credits'] })),
  };

  test('tells each of them once, at its first wake', async () => {
    const { dog, pass, shown, wakes } = kennel({ from: asked });
    pass(4 * day);
    await dog.wake();
    expect(shown.map(kindAndMeter).toSorted()).toEqual([
      'back-expected codex:18000',
      'back-expected codex:604800',
      'back-expected credits',
    ]);
    // Every alarm of before is past: none is set for then.
    expect(wakes.at(-1) ?? Number.POSITIVE_INFINITY).toBeGreaterThan(later(4 * day));
    for (const more of [0, minute, hour]) {
      pass(4 * day + more);
      await dog.wake();
    }
    expect(shown).toHaveLength(3);
  });

  test('tells them once, too, where everything that can wake it does so at the same moment', async () => {
    const { dog, pass, shown } = kennel({ from: asked });
    pass(4 * day);
    await Promise.all([dog.wake(), dog.wake(), dog.repaint(), dog.wake()]);
    await settled();
    expect(shown).toHaveLength(3);
  });

  test('looks again soon where what has come to pass cannot be written down, and tells it then', async () => {
    const ledger = memory(asked);
    let full = true;
    const record: Record = {
      ...ledger.record,
      record: (now, change) =>
        full ? Promise.reject(new DOMException('', 'QuotaExceededError')) : ledger.record.record(now, change),
    };
    const { dog, pass, shown, wakes, badges } = kennel({ record: async () => record });
    pass(4 * day);
    await expect(dog.wake()).rejects.toThrow();
    expect([badges.length > 0, wakes.at(-1), shown]).toEqual([true, later(4 * day + 5 * minute), []]);
    full = false;
    await dog.wake();
    expect(shown).toHaveLength(3);
  });

  test('does not put off what comes sooner than that', async () => {
    const ledger = memory(asked);
    const record: Record = {
      ...ledger.record,
      record: () => Promise.reject(new DOMException('', 'QuotaExceededError')),
    };
    const { dog, pass, wakes } = kennel({ record: async () => record });
    pass(2 * hour - minute);
    await expect(dog.wake()).rejects.toThrow();
    expect(wakes.at(-1)).toBe(later(2 * hour));
  });

  test('looks again soon where nothing can be read either', async () => {
    const broken = () => Promise.reject(new DOMException('', 'UnknownError'));
    const { dog, wakes } = kennel({ record: broken });
    await expect(dog.wake()).rejects.toThrow();
    expect(wakes.at(-1)).toBe(later(5 * minute));
  });

  test('tells only what has come to pass, where it wakes in between', async () => {
    const { dog, pass, shown, wakes } = kennel({ from: asked });
    pass(90 * minute);
    await dog.wake();
    expect([shown.map(kindAndMeter), wakes.at(-1)]).toEqual([['back-expected credits'], later(2 * hour)]);
  });

  test('says nothing any more of what was to be told before it fell asleep and is over', async () => {
    let deaf = true;
    const told: string[] = [];
    const show = async (id: string) => {
      if (deaf) throw new Error('no notifications while the lid closes');
      told.push(id);
    };
    const { dog, saw, pass, ledger } = kennel({ show });
    await saw(['fine']);
    await saw(['warned'], { at: minute });
    await settled();
    expect([...ledger.due.keys()].map(kindAndMeter)).toEqual(['near-limit codex:604800']);
    deaf = false;
    pass(8 * day);
    await dog.wake();
    expect([told, ledger.due.size, ledger.missed.size]).toEqual([[], 0, 1]);
  });

  test('still tells what holds, where it slept for an hour', async () => {
    let deaf = true;
    const told: string[] = [];
    const show = async (id: string) => {
      if (deaf) throw new Error('no notifications while the lid closes');
      told.push(id);
    };
    const { dog, saw, pass } = kennel({ show });
    await saw(['fine']);
    await saw(['warned'], { at: minute });
    await settled();
    deaf = false;
    pass(hour);
    await dog.wake();
    await dog.wake();
    expect(told.map(kindAndMeter)).toEqual(['near-limit codex:604800']);
  });
});

describe('a clock that jumps', () => {
  /** Every moment in the record that says when something was. What is expected may lie ahead. */
  const past = ({ accounts }: Snapshot) =>
    accounts.flatMap(({ windows, balances, tasks, readAt }) => [
      readAt ?? 0,
      ...windows.flatMap(({ openedAt, seenAt, changedAt }) => [openedAt, seenAt, changedAt]),
      ...balances.flatMap(({ seenAt, changedAt }) => [seenAt, changedAt]),
      ...tasks.flatMap(({ startedAt, seenAt }) => [startedAt, seenAt]),
    ]);
  const jumps = fc.array(
    fc.record({
      to: fc.oneof(
        fc.integer({ min: -400 * day, max: 400 * day }),
        fc.constantFrom(-day, -hour, -2 * minute, -1, 0, 1, hour, day, 30 * day),
      ),
      what: fc.constantFrom('fine', 'warned', 'full', 'begun', 'ended', 'wake' as const),
    }),
    { minLength: 1, maxLength: 8 },
  );

  test('leaves nothing ahead of it once it is right again, and then what is read is believed', async () => {
    await fc.assert(
      fc.asyncProperty(jumps, async (steps) => {
        const { dog, saw, pass, ledger, failures, wakes, shown } = kennel();
        for (const { to, what } of steps) {
          if (what !== 'wake') await saw([what], { at: to });
          else {
            pass(to);
            await dog.wake();
          }
          await settled();
          // What creeps back by less than two minutes at a time is taken for jitter between two tabs.
          expect(Math.max(0, ...past(ledger.snapshot))).toBeLessThanOrEqual(noon + to + steps.length * 2 * minute);
          expect(wakes.at(-1) ?? Number.POSITIVE_INFINITY).toBeGreaterThan(noon + to);
        }
        for (const at of [0, 10, 20]) await saw(['warned', 'full'], { at: at * minute });
        await settled();
        const account = ledger.snapshot.accounts.find((one) => one.account === ann);
        expect(account?.windows.map(({ used, seenAt }) => [used, seenAt])).toEqual([[85, later(20 * minute)]]);
        expect(account?.balances.map(({ left, seenAt }) => [left, seenAt])).toEqual([[500, later(20 * minute)]]);
        expect(failures).toEqual([]);
        expect(new Set(shown).size).toBe(shown.length);
      }),
      { numRuns: 30 },
    );
  });

  test.each([
    ['ahead by a month', 30 * day],
    ['behind by a month', -30 * day],
  ])('%s and is set right tells a limit once', async (_, off) => {
    const { saw, shown } = kennel();
    await saw(['fine'], { at: off });
    await saw(['warned'], { at: off + minute });
    await saw(['warned'], { at: 0 });
    await saw(['warned'], { at: minute });
    await settled();
    expect(shown.filter((key) => key.includes('near-limit')).length).toBeLessThanOrEqual(2);
    expect(new Set(shown).size).toBe(shown.length);
  });

  test('does not keep back, nor throw away, what came up just before it was set back', async () => {
    const { dog, ledger, pass, shown } = kennel();
    const due: Notice = {
      ...{ key: `muse·${ann}·failed-charge·1`, kind: 'failed-charge', provider: 'muse', account: ann, at: later(day) },
      ...{ subject: { meter: 'credits', label: 'credits', length: null }, task: 'video', credits: 20, endedAt: noon },
    };
    ledger.due.set(due.key, due);
    pass(0);
    await dog.wake();
    await dog.wake();
    expect(shown).toEqual([due.key]);
  });
});

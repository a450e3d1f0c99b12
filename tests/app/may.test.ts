import { describe, expect, test } from 'vitest';
import type { Question } from '@/core/app/question.ts';
import type { AccountState } from '@/core/domain/account.ts';
import type { AskFirst } from '@/core/domain/ask-first.ts';
import type { Reading } from '@/core/domain/reading.ts';
import type { Settings } from '@/core/domain/settings.ts';
import { minute } from '@/core/domain/time.ts';
import type { Provider } from '@/core/providers/provider.ts';
import { kennel } from './kennel.ts';
import { ann, bea, credits, facts, later, plain, play, rowsOf, seen, sole, task, tells } from './story.ts';

const running = ({ tasks }: AccountState) => tasks.flatMap(({ key, end }) => (end === null ? [key] : []));
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));
const asking = (mode: AskFirst, more: Partial<Settings> = {}): Settings => ({
  ...plain,
  askFirst: { muse: mode },
  ...more,
});

/** A watchdog of a page on which videos are made; each takes 100–400 credits. */
function studio(settings: Settings, over: { ask?: (question: Question) => Promise<void>; left?: number } = {}) {
  const { left = 900, ...ports } = over;
  const house = kennel({ settings, ...ports });
  const says: { readonly [watch: string]: (call: string) => readonly Reading[] } = {
    balance: () => [credits(left)],
    make: (call) => [task(call, 'leaving')],
  };
  const provider: Provider = {
    facts,
    watch: { ...emptyWatch, id: 'muse' },
    read: ({ watch, call }) => ({ readings: says[watch]?.(call) ?? [], problems: [] }),
  };
  const page = { provider, account: ann as string | null };
  return {
    ...house,
    balance: (account = ann) =>
      house.dog.saw({ provider, account, visible: false, sightings: [seen({ watch: 'balance', account })] }),
    may(call: string, at = minute) {
      house.pass(at);
      const sighting = seen({ watch: 'make', phase: 'sent', call, id: call, at: later(at) });
      return house.dog.may({ ...page, sighting, tab: 7 });
    },
    saw(call: string, at = minute) {
      house.pass(at);
      const sighting = seen({ watch: 'make', phase: 'sent', call, id: call, at: later(at) });
      return house.dog.saw({ ...page, sightings: [sighting], visible: false });
    },
    withhold(call: string, at = 2 * minute) {
      house.pass(at);
      const sighting = seen({ watch: 'make', phase: 'end', rule: 'withheld', call, id: `${call}!`, at: later(at) });
      return house.dog.saw({ ...page, sightings: [sighting], visible: false });
    },
    account: () => sole(house.ledger.snapshot.accounts),
  };
}
const emptyWatch = {
  origins: ['https://muse.example'],
  api: '/api/',
  headers: false,
  usagePage: '^/usage',
  endpoints: [],
  sockets: [],
  texts: [],
  composers: [],
} as const;

describe('a heavy request that waits', () => {
  test('is recorded, asked about, and not told beside the window', async () => {
    const { balance, may, asked, shown, account, ledger } = studio(asking('every'));
    await balance();
    expect(await may('c1')).toMatchObject({ ask: true, quiet: false, holds: true });
    await settled();
    const question = sole(asked);
    expect(question).toMatchObject({ id: 'c1', service: 'Muse', short: 'Muse', of: null });
    expect(question.notice).toMatchObject({ kind: 'heavy-task', provider: 'muse', verdict: { heavy: true } });
    expect([shown, ledger.due.size]).toEqual([[], 0]);
    expect(account().tasks.map(({ key }) => key)).toEqual(['c1']);
    expect(account().pending).toMatchObject({ call: 'c1', left: true, toldAt: later(minute) });
  });

  test('is told as ever where nobody is to be asked', async () => {
    const { balance, may, asked, shown } = studio(asking('over-cap'));
    await balance();
    expect(await may('c1')).toMatchObject({ ask: false, holds: true });
    await settled();
    expect([asked, shown.length]).toEqual([[], 1]);
  });

  test('is told where no window opens', async () => {
    const { balance, may, shown, failures } = studio(asking('every'), {
      ask: () => Promise.reject(new Error('no windows here')),
    });
    await balance();
    await may('c1');
    await settled();
    expect([shown.length, failures]).toEqual([1, ['a window']]);
  });

  test('is asked about although the write fails once its window opens; the page hears that it is not stored', async () => {
    const { balance, may, asked, ledger, failures } = studio(asking('every'));
    await balance();
    const { record } = ledger.record;
    const failing: typeof record = (now, change) =>
      record(now, change).then(() => Promise.reject(new Error('the disk is full')));
    Object.assign(ledger.record, { record: failing });
    expect(await may('c1')).toMatchObject({ ask: true, stored: false, quiet: false, holds: true });
    expect([asked.length, failures]).toEqual([1, ['a request that is asked about']]);
  });

  test('is not answered for where the write fails and nobody is asked', async () => {
    const { balance, may, ledger } = studio(asking('over-cap'));
    await balance();
    Object.assign(ledger.record, { record: () => Promise.reject(new Error('the disk is full')) });
    await expect(may('c1')).rejects.toThrow('the disk is full');
  });

  test('is asked about once, although the write has to be tried again', async () => {
    const { balance, may, asked, ledger } = studio(asking('every'));
    await balance();
    const { record } = ledger.record;
    const twice: typeof record = (now, change) =>
      record(now, (before) => {
        change(before);
        return change(before);
      });
    Object.assign(ledger.record, { record: twice });
    await may('c1');
    expect(asked.length).toBe(1);
  });

  test('is not asked about while everything is paused', async () => {
    const { may, asked } = studio(asking('every', { paused: true }));
    expect(await may('c1')).toMatchObject({ ask: false, quiet: true, holds: false });
    expect(asked).toEqual([]);
  });

  test('names its account where there are several', async () => {
    const { balance, may, asked } = studio(asking('every'));
    await balance();
    await balance(bea);
    await may('c1');
    expect(sole(asked).of).toBe(1);
  });

  test('is asked about from the second of the day on', async () => {
    const { balance, may, asked } = studio(asking('second'));
    await balance();
    expect(await may('c1')).toMatchObject({ ask: false });
    expect(await may('c2', 5 * minute)).toMatchObject({ ask: true });
    expect(asked.map(({ id }) => id)).toEqual(['c2']);
  });
});

test('a task that plainly fits goes without a word', async () => {
  const { balance, may, asked, shown } = studio(asking('every'), { left: 90_000 });
  await balance();
  expect(await may('c1')).toMatchObject({ ask: false });
  await settled();
  expect([asked, shown]).toEqual([[], []]);
});

test('pages are told whether to hold costly requests back', async () => {
  expect(await studio(asking('off')).balance()).toMatchObject({ holds: false });
  expect(await studio(asking('second')).balance()).toMatchObject({ holds: true });
});

describe('a request that never left', () => {
  test('is a row that says it was stopped', () => {
    const made = tells(task('c1', 'leaving'), { watch: 'make', phase: 'sent', call: 'c1', at: later(minute) });
    const held = { watch: 'make', phase: 'end', rule: 'withheld', call: 'c1', at: later(2 * minute) } as const;
    const all = play([tells(credits(900)), made, tells(task('c1', 'withheld'), held)]);
    expect(rowsOf(all, 'tasks').at(-1)).toMatchObject({ key: 'c1', end: 'stopped', endedAt: later(2 * minute) });
  });

  test('leaves nothing else behind', async () => {
    const { balance, may, withhold, account } = studio(asking('every'));
    await balance();
    await may('c1');
    await withhold('c1');
    expect(account()).toMatchObject({ takes: [], pending: null, firstHeavy: null });
    expect(running(account())).toEqual([]);
  });

  test.each([
    ['five minutes after it was asked about, although other things were read meanwhile', 6 * minute],
    ['much later, as on a machine that slept', 90 * minute],
  ])('leaves nothing behind %s', async (_, at) => {
    const { balance, may, withhold, account, pass } = studio(asking('every'));
    await balance();
    await may('c1');
    for (const moment of [3 * minute, at - 1]) {
      pass(moment);
      await balance();
    }
    await withhold('c1', at);
    expect(account()).toMatchObject({ takes: [], pending: null, firstHeavy: null });
    expect(running(account())).toEqual([]);
  });

  test('is a row that says so, although other things were read while it waited for five minutes', () => {
    const made = tells(task('c1', 'leaving'), { watch: 'make', phase: 'sent', call: 'c1', at: later(minute) });
    const held = { watch: 'make', phase: 'end', rule: 'withheld', call: 'c1', at: later(6 * minute + 5_000) } as const;
    const looks = [3, 5, 6].map((minutes) => tells(credits(900), { at: later(minutes * minute) }));
    const all = play([tells(credits(900)), made, ...looks, tells(task('c1', 'withheld'), held)]);
    expect(rowsOf(all, 'tasks').at(-1)).toMatchObject({ key: 'c1', end: 'stopped' });
  });

  test('is none either where it is told of only afterwards, or once more', async () => {
    const { balance, saw, withhold, account, shown } = studio(asking('every'));
    await balance();
    await withhold('c1');
    await saw('c1', 3 * minute);
    await withhold('c1', 4 * minute);
    await saw('c1', 5 * minute);
    await settled();
    expect(account()).toMatchObject({ takes: [], pending: null, firstHeavy: null });
    expect([running(account()), shown]).toEqual([[], []]);
    await saw('c2', 6 * minute);
    expect(account().pending?.call).toBe('c2');
  });

  test('is forgotten after a while, and pushes no task out of the last ones', async () => {
    const { balance, withhold, account, pass } = studio(asking('every'));
    await balance();
    for (let n = 0; n < 30; n++) await withhold(`c${n}`);
    expect(account().tasks.length).toBe(8);
    pass(20 * minute);
    await balance();
    expect(account().tasks).toEqual([]);
  });

  test('that the service has answered all the same stays what it is', async () => {
    const { balance, saw, withhold, account, dog } = studio(asking('every'));
    await balance();
    await saw('c1');
    const started: Provider = {
      facts,
      watch: { ...emptyWatch, id: 'muse' },
      read: () => ({ readings: [task('c1', 'started')], problems: [] }),
    };
    const sightings = [seen({ watch: 'make', phase: 'event', call: 'c1', at: later(minute) })];
    await dog.saw({ provider: started, account: ann, visible: false, sightings });
    await withhold('c1');
    expect(running(account())).toEqual(['c1']);
    expect(account().pending?.call).toBe('c1');
  });

  test('does not count as the first of the day', async () => {
    const { balance, may, withhold, asked } = studio(asking('second'));
    await balance();
    await may('c1');
    await withhold('c1');
    await may('c2', 5 * minute);
    expect(asked).toEqual([]);
  });

  test('takes nothing from another one', async () => {
    const { balance, saw, withhold, account } = studio(asking('every'));
    await balance();
    await saw('c1');
    await saw('c2', 2 * minute);
    await withhold('c1', 3 * minute);
    expect([running(account()), account().pending?.call]).toEqual([['c2'], 'c2']);
  });
});

test('a question nobody could be asked in time is told like any heavy task', async () => {
  const { balance, may, asked, shown, dog } = studio(asking('every'));
  await balance();
  await may('c1');
  await dog.tell(sole(asked));
  expect(shown).toEqual([sole(asked).notice.key]);
});

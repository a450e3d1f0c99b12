import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Phase } from '@/core/domain/sighting.ts';
import { type Ack, outbox } from '@/core/page/outbox.ts';
import { settle } from './page.ts';

type Item = { readonly id: number; readonly phase: Phase; readonly watch: string };
const ok: Ack = { ok: true, salt: 'salt', named: false, quiet: false, holds: false, replay: [] };
const item = (id: number, phase: Phase = 'event', watch = 'w'): Item => ({ id, phase, watch });

/** An outbox whose worker answers as the test says, and whose pauses pass when the test says. */
function box(worker: (items: readonly Item[]) => Promise<Ack | undefined> = async () => ok) {
  const batches: number[][] = [];
  const pauses: { readonly run: () => void; readonly ms: number }[] = [];
  const waited: number[] = [];
  const made = outbox<Item>(
    (items) => {
      batches.push(items.map(({ id }) => id));
      return worker(items);
    },
    (run, ms) => {
      pauses.push({ run, ms });
      waited.push(ms);
    },
  );
  const wait = async () => {
    pauses.shift()?.run();
    await settle();
  };
  return { ...made, add: made.add, left: () => made.size, batches, pauses, waited, wait };
}

describe('outbox', () => {
  test('delivers everything once and in order while the worker answers', async () => {
    const { add, batches, left } = box();
    for (let id = 0; id < 60; id++) add(item(id));
    await settle();
    expect(batches.flat()).toEqual(Array.from({ length: 60 }, (_, id) => id));
    expect(left()).toBe(0);
  });

  test('sends few at a time, and one message at a time', async () => {
    let open = 0;
    let most = 0;
    const { add, batches } = box(async () => {
      most = Math.max(most, ++open);
      await settle();
      open--;
      return ok;
    });
    for (let id = 0; id < 60; id++) add(item(id));
    for (let turn = 0; turn < 6; turn++) await settle();
    expect(most).toBe(1);
    expect(Math.max(...batches.map((batch) => batch.length))).toBeLessThanOrEqual(25);
    expect(batches.flat()).toHaveLength(60);
  });

  test.each<[string, () => Promise<Ack | undefined>]>([
    ['rejects', () => Promise.reject(new Error('Receiving end does not exist'))],
    ['answers nothing', async () => undefined],
    ['says that it could not', async () => ({ ...ok, ok: false })],
  ])('a worker that %s is asked again with growing pauses, never longer than half a minute', async (_, worker) => {
    const { add, batches, waited, wait, left } = box(worker);
    add(item(1));
    await settle();
    for (let turn = 0; turn < 9; turn++) await wait();
    expect(batches).toEqual(Array(10).fill([1]));
    expect(waited).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000, 30_000]);
    expect(left()).toBe(1);
  });

  test('pauses are short again after a success', async () => {
    let failing = 3;
    const { add, waited, wait } = box(async () => (failing-- > 0 ? undefined : ok));
    add(item(1));
    await settle();
    for (let turn = 0; turn < 3; turn++) await wait();
    failing = 1;
    add(item(2));
    await settle();
    expect(waited).toEqual([500, 1_000, 2_000, 500]);
  });

  test('loses nothing and keeps the order, however often the worker dies', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.boolean(), { maxLength: 12 }),
        fc.integer({ min: 1, max: 80 }),
        async (fates, count) => {
          const stored: number[] = [];
          const { add, pauses } = box(async (items) => {
            if (fates.shift() === false) throw new Error('died before storing');
            stored.push(...items.map(({ id }) => id).filter((id) => !stored.includes(id)));
            return fates.shift() === false ? undefined : ok;
          });
          for (let id = 0; id < count; id++) add(item(id));
          for (let turn = 0; turn < 400; turn++) {
            await Promise.resolve();
            if (turn % 10 === 0) pauses.shift()?.run();
          }
          expect(stored).toEqual(Array.from({ length: count }, (_, id) => id));
        },
      ),
      { numRuns: 40 },
    );
  });

  test('however much is added while nobody answers, one next try is planned', async () => {
    const { add, pauses } = box(async () => undefined);
    for (let id = 0; id < 30; id++) {
      add(item(id));
      await settle();
    }
    expect(pauses).toHaveLength(1);
  });
});

describe('an outbox that is full', () => {
  /** Fills it while the worker is away, and gives what is delivered in the end. */
  async function delivered(items: readonly Item[]): Promise<number[]> {
    const got: number[] = [];
    let away = true;
    const { add, pauses, left } = box(async (batch) => {
      if (away) return undefined;
      got.push(...batch.map(({ id }) => id));
      return ok;
    });
    for (const one of items) add(one);
    expect(left()).toBeLessThanOrEqual(200);
    await settle();
    away = false;
    pauses.shift()?.run();
    await settle();
    return got;
  }
  const times = (count: number, make: (id: number) => Item) => Array.from({ length: count }, (_, id) => make(id));

  test('keeps the newest', async () => {
    const got = await delivered(times(1_000, (id) => item(id)));
    expect(got).toHaveLength(200);
    expect(got.at(-1)).toBe(999);
  });

  test('lets go of overtaken answers first: starts, ends and the last answer of each kind stay, in order', async () => {
    const starts = times(100, (id) => item(id, id % 2 === 0 ? 'sent' : 'end'));
    const rare = item(1_000, 'answer', 'rare');
    const answers = times(200, (id) => item(2_000 + id, 'answer', id % 2 === 0 ? 'usage' : 'credits'));
    const got = await delivered([...starts, rare, ...answers]);
    expect(got).toEqual([...starts.map(({ id }) => id), 1_000, ...answers.slice(-99).map(({ id }) => id)]);
  });
});

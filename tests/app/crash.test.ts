import { describe, expect, test } from 'vitest';
import type { Ports, Record } from '@/core/app/watchdog.ts';
import { minute } from '@/core/domain/time.ts';
import { kennel, memory } from './kennel.ts';

const never = new Promise<never>(() => {});
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

/**
 * A life of the worker that ends at its n-th word to the outside: `said` decides whether that word was still heard.
 * From then on nothing comes back to it any more.
 */
function mortal(n: number, said: boolean) {
  let words = 0;
  const through =
    <A extends unknown[], R>(call: (...given: A) => Promise<R>) =>
    (...given: A): Promise<R> => {
      words += 1;
      if (words > n) return never;
      if (words < n) return call(...given);
      if (said) void call(...given);
      return never;
    };
  return { through, spoken: () => words };
}

type Life = { readonly shown: string[]; readonly ledger: ReturnType<typeof memory> };

/** A worker that lives so long in the world that others have left behind. */
function born({ shown, ledger }: Life, n: number, said: boolean) {
  const { through, spoken } = mortal(n, said);
  const own = ledger.record;
  const record: Record = {
    record: through(own.record) as Record['record'],
    snapshot: through(own.snapshot),
    due: through(own.due),
    sent: through(own.sent),
    missed: through(own.missed),
    shownSince: through(own.shownSince),
    notice: own.notice,
  };
  const outside: Partial<Omit<Ports, 'settings'>> = {
    record: async () => record,
    show: through(async (id: string) => void shown.push(id)),
  };
  return { ...kennel(outside), spoken };
}

/** Two readings, the second of which is past a threshold, by a worker that dies; then wakes by others that live. */
async function story(
  n: number,
  said: boolean,
): Promise<{ readonly shown: readonly string[]; readonly ended: boolean }> {
  const life: Life = { shown: [], ledger: memory() };
  const first = born(life, n, said);
  const acknowledged = async (worker: ReturnType<typeof born>, what: string, at: number) => {
    let done = false;
    void worker.saw([what], { at }).then(
      () => {
        done = true;
      },
      () => undefined,
    );
    await settled();
    return done;
  };
  const heard = [await acknowledged(first, 'fine', 0), await acknowledged(first, 'warned', minute)];
  await settled();
  const ended = first.spoken() >= n;
  // The relay tells again what nobody has acknowledged.
  for (const [place, what] of ['fine', 'warned'].entries())
    if (!heard[place]) {
      const next = born(life, Number.POSITIVE_INFINITY, true);
      await next.saw([what], { at: place * minute });
      await settled();
    }
  for (let wake = 0; wake < 3; wake++) {
    const next = born(life, Number.POSITIVE_INFINITY, true);
    next.pass(2 * minute + wake);
    await next.dog.wake();
    await settled();
  }
  return { shown: life.shown, ended };
}

describe('a worker that ends at any word it says', () => {
  test('undisturbed, tells once', async () => {
    expect((await story(Number.POSITIVE_INFINITY, true)).shown).toHaveLength(1);
  });

  test.each([
    ['which was not heard any more', false],
    ['which was the last one heard', true],
  ])('%s: never leaves anything untold, and tells nothing more than twice', async (_, said) => {
    const counts: number[] = [];
    for (let n = 1; ; n++) {
      const { shown, ended } = await story(n, said);
      if (!ended) break;
      expect(new Set(shown).size, `word ${n}`).toBe(1);
      expect(shown.length, `word ${n}`).toBeGreaterThanOrEqual(1);
      expect(shown.length, `word ${n}`).toBeLessThanOrEqual(2);
      counts.push(shown.length);
    }
    expect(counts.length).toBeGreaterThan(6);
    // Twice only where it ended between showing and writing that down.
    expect(counts.filter((count) => count === 2).length).toBeLessThanOrEqual(2);
  });
});

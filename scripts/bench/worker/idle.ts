import type { Bench } from '../browser.ts';
import type { Figure } from '../figures.ts';

/** A browser ends a worker that has had nothing to do for half a minute; what is kept alive is there for longer. */
const patience = 90_000;

/** Whether the worker is gone some time after its last observation, a page of a service being open all the while. */
export async function idleness(bench: Bench, observe: () => Promise<unknown>): Promise<readonly Figure[]> {
  const what = 'a worker that has nothing to do is gone, after its last observation';
  await observe();
  const begun = Date.now();
  const gone = await bench.workerGone(patience);
  const told = gone ? `after ${Math.round((Date.now() - begun) / 1_000)} s` : `not within ${patience / 1_000} s`;
  return [{ what, where: bench.name, told }];
}

import type { Tab } from '../../../tests/rig/rig.ts';
import type { Bench } from '../browser.ts';

const api = '(globalThis.browser ?? globalThis.chrome)';

/** A worker that ends by itself has had nothing to do for long: nothing it was at is left for the next one to wait for. */
const rest = () => new Promise((done) => setTimeout(done, 400));

/** ms from a message that wakes the worker to a badge that the worker has painted. */
export async function badgePainted(bench: Bench, own: Tab): Promise<number> {
  await rest();
  await own.evaluate(`${api}.action.setBadgeText({ text: '?' }).then(() => true)`);
  await bench.endWorkers();
  return own.evaluate(`(async () => {
    const from = performance.now();
    ${api}.runtime.sendMessage({ say: 'nothing' }).catch(() => undefined);
    while ((await ${api}.action.getBadgeText({})) === '?') if (performance.now() - from > 20_000) throw new Error('no badge');
    return performance.now() - from;
  })()`);
}

/** ms from a message that wakes an empty worker to its answer. */
export async function greeted(bench: Bench, own: Tab): Promise<number> {
  await rest();
  await bench.endWorkers();
  return own.evaluate(`(async () => {
    const from = performance.now();
    await ${api}.runtime.sendMessage({ say: 'hello' });
    return performance.now() - from;
  })()`);
}

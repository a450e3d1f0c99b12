// What pages do all day, as code that runs in them: each is done several times a turn, and gives ms for each time.
import type { Tab } from '../../../tests/rig/rig.ts';
import { inTurns, pairsOf } from '../in-turns.ts';
import { type Pair, quantile } from '../judge.ts';

/** Something a page does: an expression that gives ms. `rest`: ms between one time and the next. */
export type Act = { readonly code: string; readonly times: number; readonly rest?: number };

/** Fetches that are none of our business, one after the other; every other one under the service's API. */
export const foreignFetches = (count: number): string => `(async () => {
  const from = performance.now();
  for (let n = 0; n < ${count}; n++)
    await fetch((n % 2 ? '/backend-api/elsewhere/' : '/asset/') + n, { headers: window.headers }).then((r) => r.text());
  return performance.now() - from;
})()`;

/** A fetch that is watched, 2 kB of JSON. */
export const watchedFetch = `(async () => {
  const from = performance.now();
  await window.call('/backend-api/wham/usage').then((r) => r.json());
  return performance.now() - from;
})()`;

/** A watched stream, read to its end (or to its first bytes alone). */
export const stream = (bytes: number, until: 'end' | 'first'): string => `(async () => {
  const from = performance.now();
  const init = { method: 'POST', body: JSON.stringify({ model: 'some-model' }) };
  const reader = (await fetch('/backend-api/f/conversation?bytes=${bytes}', init)).body.getReader();
  let first = 0;
  for (;;) {
    const { done } = await reader.read();
    if (first === 0) first = performance.now() - from;
    if (done) return ${until === 'first' ? 'first' : 'performance.now() - from'};
  }
})()`;

/** Messages of a watched socket, as fast as they come. */
export const messages = (count: number): string => `(async () => {
  const socket = (window.socket ??= await new Promise((ok) => {
    const made = new WebSocket('wss://ws.chatgpt.com/some');
    made.onopen = () => ok(made);
  }));
  const from = performance.now();
  await new Promise((done) => {
    let left = ${count};
    socket.onmessage = () => --left === 0 && done();
    socket.send(JSON.stringify({ send: ${count} }));
  });
  return performance.now() - from;
})()`;

/**
 * One turn: what the act takes when nothing comes between. Other work of the machine only ever makes it longer, so of
 * several times in a row the lower quartile is taken, on both sides.
 */
export async function turn(tab: Tab, { code, times, rest = 0 }: Act): Promise<number> {
  const all = await tab.evaluate<number[]>(`(async () => {
    const all = [];
    for (let n = 0; n < ${times}; n++) {
      all.push(await ${code});
      if (${rest} > 0) await new Promise((done) => setTimeout(done, ${rest}));
    }
    return all;
  })()`);
  return quantile(all, 0.25);
}

/** The same act in two tabs, in turns. */
export async function actsInTurns(ours: Tab, other: Tab, act: Act, pairs: number): Promise<readonly Pair[]> {
  const turns = await inTurns(
    () => turn(ours, act),
    () => turn(other, act),
    { pairs },
  );
  return pairsOf(turns, (ms) => ms);
}

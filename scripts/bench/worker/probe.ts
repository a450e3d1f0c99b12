// What speaks to a worker from inside a page, and a worker that does nothing but what it is asked.
import type { Tab } from '../../../tests/rig/rig.ts';

export type Answered = {
  /** ms from each message to its answer. */
  readonly times: readonly number[];
  /** How many were not answered with a yes. */
  readonly refused: number;
  /** Epoch ms, with fractions. */
  readonly from: number;
  readonly to: number;
  /** What the worker says about itself in its last answer. */
  readonly inside: readonly number[];
};

/** A script for the isolated world: sends what the page hands it, one after the other, and hands back how it went. */
export const probe = (name: string): string => `
const api = globalThis.browser ?? chrome;
const clock = () => performance.timeOrigin + performance.now();
document.addEventListener('bench:${name}', async ({ detail }) => {
  const { messages, rest } = JSON.parse(detail);
  const answered = { times: [], refused: 0, inside: [], from: clock(), to: 0 };
  for (const message of messages) {
    const at = clock();
    const answer = await api.runtime.sendMessage(message).catch(() => undefined);
    answered.times.push(clock() - at);
    if (answer?.ok !== true) answered.refused++;
    answered.inside = answer?.inside ?? [];
    if (rest > 0) await new Promise((done) => setTimeout(done, rest));
  }
  answered.to = clock();
  document.dispatchEvent(new CustomEvent('bench:${name}:done', { detail: JSON.stringify(answered) }));
});`;

/** Lets a page's probe send messages, with so many ms between an answer and the next. */
export function send(tab: Tab, name: string, messages: readonly object[], rest = 0): Promise<Answered> {
  const detail = JSON.stringify(JSON.stringify({ messages, rest }));
  return tab.evaluate(`new Promise((done) => {
    document.addEventListener('bench:${name}:done', ({ detail }) => done(JSON.parse(detail)), { once: true });
    document.dispatchEvent(new CustomEvent('bench:${name}', { detail: ${detail} }));
  })`);
}

/** A worker that greets, and that puts rows into a store when it is told to: strictly, each batch by itself. */
export const bare = `
const api = globalThis.browser ?? chrome;
let opened;
const open = () => (opened ??= new Promise((done) => {
  const asked = indexedDB.open('bare', 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore('rows', { keyPath: ['provider', 'account', 'meter', 'from'] });
  asked.onsuccess = () => done(asked.result);
}));
const put = async (rows) => {
  const db = await open();
  await new Promise((done) => {
    const tx = db.transaction('rows', 'readwrite', { durability: 'strict' });
    for (const row of rows) tx.objectStore('rows').put(row);
    tx.oncomplete = done;
  });
};
const obey = async ({ batches, rest }) => {
  const inside = [];
  await open();
  for (const rows of batches) {
    const from = performance.now();
    await put(rows);
    inside.push(performance.now() - from);
    if (rest > 0) await new Promise((done) => setTimeout(done, rest));
  }
  return { ok: true, inside };
};
api.runtime.onMessage.addListener((message, sender, reply) => {
  if (message.say === 'hello') reply({ ok: true });
  else obey(message).then(reply);
  return true;
});`;

import type { Sighting } from '@/core/domain/sighting.ts';
import type { AskPort, ToWindow } from '@/core/page/ask-line.ts';
import type { Ack, MayAck } from '@/core/page/outbox.ts';
import { announceTap, type Command, type Spotted } from '@/core/page/port.ts';
import { startRelay } from '@/core/page/relay.ts';
import type { Watch } from '@/core/providers/provider.ts';
import { closedLater, fakeDocument, settle } from './page.ts';
import { timers } from './timers.ts';

export type Saw = { sightings: readonly Sighting[]; account: string | null; visible: boolean };
export const ack: Ack = { ok: true, salt: 'pepper', named: false, quiet: false, holds: false, replay: [] };

/** The visible page, as far as the relay looks at it. */
export function fakeScreen(watch: Watch, address = '/') {
  const clock = timers();
  const observed: { run: () => void; on: boolean }[] = [];
  const screen = { text: null as string | null };
  class MutationObserver {
    readonly own: { run: () => void; on: boolean };
    constructor(run: () => void) {
      this.own = { run, on: false };
      observed.push(this.own);
    }
    observe() {
      this.own.on = true;
    }
    disconnect() {
      this.own.on = false;
    }
  }
  const location = new URL(address, watch.origins[0]);
  const document = Object.assign(fakeDocument(watch), {
    documentElement: {},
    querySelector: () => (screen.text === null ? null : { innerText: screen.text }),
  });
  const navigation = new EventTarget();
  const leaving: ((event: { isTrusted: boolean }) => void)[] = [];
  const page = Object.assign(new EventTarget(), { document, location, navigation, MutationObserver, ...clock });
  const listen = page.addEventListener.bind(page);
  page.addEventListener = (type: string, run: Parameters<typeof listen>[1]) => {
    if (type === 'pagehide') leaving.push(run as unknown as (typeof leaving)[number]);
    listen(type, run);
  };
  return {
    ...clock,
    page: page as unknown as Window & typeof globalThis,
    document,
    location,
    screen,
    watching: () => observed.some(({ on }) => on),
    /** The page's content changes. */
    show(text: string) {
      screen.text = text;
      for (const one of observed) if (one.on) one.run();
    },
    /** The page moves to another address without loading. */
    move(to: string) {
      location.href = new URL(to, location).href;
      navigation.dispatchEvent(new Event('currententrychange'));
    },
    /** Only a browser makes an event that is trusted: its listeners are called as it would. */
    async leave() {
      for (const run of leaving) run({ isTrusted: true });
      await settle();
    },
    loaded: () => document.dispatchEvent(new Event('DOMContentLoaded')),
    hide(hidden: boolean) {
      Object.assign(document, { visibilityState: hidden ? 'hidden' : 'visible' });
      document.dispatchEvent(new Event('visibilitychange'));
    },
  };
}

/** A relay between a tap and a worker that the test plays both. */
export function relayed(
  watch: Watch,
  {
    address = '/',
    worker = async (_: Saw): Promise<Ack | undefined> => ack,
    holds = async () => false,
    judge = async (): Promise<MayAck | undefined> => ({ ...ack, ask: true }),
  } = {},
) {
  const screen = fakeScreen(watch, address);
  const sent: Saw[] = [];
  const commands: Command[] = [];
  const judged: Sighting[] = [];
  let order: (command: Command) => void = () => {};
  let connect: (id: string, window: AskPort) => void = () => {};
  let alive = true;
  startRelay(screen.page, watch, {
    send: (saw) => {
      sent.push(saw);
      return worker(saw);
    },
    holds,
    may: ({ sighting }) => {
      judged.push(sighting);
      return judge();
    },
    onWindow: (take) => {
      connect = take;
    },
    onCommand: (take) => {
      order = take;
    },
    alive: () => alive,
  });
  const port = closedLater(announceTap(screen.document));
  let closed = false;
  port.onmessage = ({ data }: MessageEvent<Command>) => commands.push(data);
  port.addEventListener('close', () => {
    closed = true;
  });
  let calls = 0;
  return {
    ...screen,
    sent,
    commands,
    port,
    spotted,
    closed: () => closed,
    order: (command: Command) => order(command),
    die: () => {
      alive = false;
    },
    /** What the tap tells. */
    async tell(more: Partial<Spotted> = {}) {
      port.postMessage({ ...spotted, call: `${++calls}`, ...more });
      await settle();
      await screen.pass(100);
    },
    ready: () => port.postMessage({ ready: true }),
    judged,
    /** A costly request waits in the page. */
    async wait(call: string, more: Partial<Spotted> = {}) {
      port.postMessage({ hold: call, sent: { ...spotted, phase: 'sent', call, ...more } });
      await settle();
    },
    /** The page gives it up. */
    async drop(call: string) {
      port.postMessage({ drop: call });
      await settle();
    },
    async still(call: string) {
      port.postMessage({ still: call });
      await settle();
    },
    /** The browser has opened a window about the latest request that waits. */
    async opened(id = judged.at(-1)?.call ?? '') {
      order({ do: 'opened', call: id });
      await settle();
    },
    /** A window speaks about the latest request that waits. */
    async window(id = judged.at(-1)?.call ?? '') {
      const window = fakeWindow();
      connect(id, window.port);
      await settle();
      return window;
    },
    sightings: () => sent.flatMap(({ sightings }) => sightings),
  };
}

const spotted: Spotted = {
  watch: 'usage',
  phase: 'answer',
  rule: null,
  call: '1',
  at: Date.parse('2026-11-22T12:00:00Z'),
  status: 200,
  served: null,
  via: 'page',
  fields: { plan_type: 'plus' },
  who: [],
};

/** The window's end of the line. */
function fakeWindow() {
  const told: ToWindow['is'][] = [];
  let heard: (message: unknown) => void = () => {};
  let gone: () => void = () => {};
  const port: AskPort = {
    postMessage: ({ is }) => void told.push(is),
    onMessage: {
      addListener: (take) => {
        heard = take;
      },
    },
    onDisconnect: {
      addListener: (take) => {
        gone = take;
      },
    },
  };
  return {
    port,
    told,
    async say(message: unknown) {
      heard(message);
      await settle();
    },
    async close() {
      gone();
      await settle();
    },
  };
}

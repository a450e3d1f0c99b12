import type { Sighting } from '../domain/sighting.ts';
import type { Watch } from '../providers/provider.ts';
import { lookAt } from './look.ts';
import { type Ack, outbox } from './outbox.ts';
import { awaitTap, type Command, type Ready, type Spotted } from './port.ts';

/** How often a visible page asks whether it may read again. The worker decides, over all tabs. */
const askEvery = 5 * 60_000;
/** A page that has just loaded asks for its numbers itself; only what it leaves out is worth a request of ours. */
const settling = 5_000;

/** The line to the worker, and what it may ask of this page. */
export type Line = {
  /** Resolves when the worker has stored the sightings; rejects or gives nothing where it could not. */
  readonly send: (saw: {
    sightings: readonly Sighting[];
    account: string | null;
    visible: boolean;
  }) => Promise<Ack | undefined>;
  readonly onCommand: (take: (command: Command) => void) => void;
  /** Whether the extension behind this script still exists: after an update the old script lives on alone. */
  readonly alive: () => boolean;
};

/** A page that has just loaded may tell its account only after its numbers: so long they wait, where another account is known. */
const introduction = 4_000;
const patient: readonly Spotted['phase'][] = ['answer', 'event', 'end'];

/** Not yet named or hashed: a sighting is made of it when it is first sent, and kept for the next try. */
type Item = Spotted & { readonly onUsagePage: boolean; readonly offset: number; made?: Sighting };

/** Runs in the isolated world of each watched page: names, hashes and delivers what the tap and the page's text tell. */
export function startRelay(page: Window & typeof globalThis, watch: Watch, line: Line): void {
  const { document, location } = page;
  const usagePage = new RegExp(watch.usagePage);
  let port: MessagePort | undefined;

  const command = (order: Command): void => port?.postMessage(order);
  /** `asks`: this visible page would read again, should the numbers have become old. */
  const send = async (sightings: readonly Sighting[], asks: boolean): Promise<Ack | undefined> => {
    const visible = asks && document.visibilityState === 'visible';
    const ack = await line.send({ sightings, account: name.account(), visible });
    if (ack === undefined) return undefined;
    command({ do: 'quiet', quiet: ack.quiet });
    for (const { watch, after } of ack.replay) page.setTimeout(() => command({ do: 'replay', watch }), after);
    return ack;
  };
  const name = naming(watch.id, () => command({ do: 'forget' }));

  const queue = outbox<Item>(
    async (items) => {
      // After an update this script is alone: it lets go of the port, so that the tap falls silent.
      if (!line.alive()) return port?.close() as undefined;
      if (!name.ready()) name.met(await send([], false));
      await name.ahead(items);
      if (name.mayBeOthers() && items.every(({ phase }) => patient.includes(phase))) return undefined;
      const sightings: Sighting[] = [];
      for (const item of items) {
        item.made ??= await name.sighting(item);
        sightings.push(item.made);
      }
      return send(sightings, false);
    },
    (run, ms) => void page.setTimeout(run, ms),
  );

  const take = (spotted: Spotted): void => {
    const onUsagePage = usagePage.test(location.pathname + location.hash);
    queue.add({ ...spotted, onUsagePage, offset: -new Date(spotted.at).getTimezoneOffset() });
  };
  const notice = (more: Pick<Spotted, 'watch' | 'phase' | 'via'> & Partial<Spotted>): void =>
    take({ rule: null, call: more.watch, at: Date.now(), status: 0, served: null, who: [], ...more });
  const ask = (): void => {
    if (document.visibilityState === 'visible' && line.alive()) void send([], true).catch(() => undefined);
  };

  awaitTap(document, (taken) => {
    port = taken;
    port.onmessage = ({ data }: MessageEvent<Spotted | Ready>) => {
      command({ do: 'heard' });
      if ('ready' in data) page.setTimeout(ask, settling);
      else take(data);
    };
  });
  line.onCommand(command);
  document.addEventListener('visibilitychange', () => page.setTimeout(ask, settling));
  page.setInterval(ask, askEvery);
  if (!watch.headers) page.addEventListener('load', () => page.setTimeout(ask, settling));
  watchAddress(page, watch, notice);
}

/** Gives sightings their ids, and their account: the one this document has last been told about. */
function naming(provider: string, accountChanged: () => void) {
  const here = crypto.randomUUID();
  let count = 0;
  const born = Date.now();
  let account: string | null = null;
  let salt: string | undefined;
  let named = false;

  const hashed = async (id: string): Promise<string> => {
    const bytes = new TextEncoder().encode(`${salt}\n${provider}\n${id}`);
    // Firefox hands the page's own kind of buffer to this world, which only a DataView may look into.
    const digest = new DataView(await crypto.subtle.digest('SHA-256', bytes));
    return digest.getBigUint64(0).toString(16).padStart(16, '0');
  };

  return {
    ready: () => salt !== undefined,
    account: () => account,
    met(ack: Ack | undefined): void {
      if (ack === undefined) throw new Error('the worker has not answered yet');
      ({ salt, named } = ack);
    },
    /** Whether what has no account yet may be of another one than the one that is known. */
    mayBeOthers: () => named && account === null && Date.now() - born < introduction,
    /** The first account this document tells is that of the numbers before it, too. */
    async ahead(items: readonly Item[]): Promise<void> {
      if (account !== null) return;
      const told = items.map(({ who }) => [...new Set(who)]).find(({ length }) => length === 1)?.[0];
      if (told !== undefined) account = await hashed(told);
    },
    async sighting({ who, made, ...spotted }: Item): Promise<Sighting> {
      const [first, ...others] = new Set(who);
      if (first !== undefined && others.length === 0) {
        const next = await hashed(first);
        if (account !== null && account !== next) accountChanged();
        account = next;
      }
      return { ...spotted, id: `${here}:${++count}`, call: `${here}:${spotted.call}`, account };
    },
  };
}

type Notice = (more: Pick<Spotted, 'watch' | 'phase' | 'via'> & Partial<Spotted>) => void;

/** Costly composers and pages with readable numbers are known by their address; single-page apps change it silently. */
function watchAddress(page: Window & typeof globalThis, watch: Watch, notice: Notice): void {
  const { document, location } = page;
  const composers = watch.composers.map(({ id, on }) => ({ id, on: new RegExp(on) }));
  const look = lookAt(page, watch.texts, (id, fields) => notice({ watch: id, phase: 'text', via: 'text', fields }));
  let address = '';
  let visits = 0;
  const moved = (): void => {
    if (location.href === address) return;
    address = location.href;
    if (document.readyState !== 'loading') look();
    const open = composers.find(({ on }) => on.test(location.pathname + location.search));
    if (open !== undefined) notice({ watch: open.id, phase: 'opened', via: 'page', call: `${open.id}${++visits}` });
  };
  // A composer is known before its page is there; what it shows is not.
  moved();
  document.addEventListener('DOMContentLoaded', look);
  // Of a page's own `pushState` an isolated world only hears through the Navigation API.
  const { navigation } = page as { navigation?: EventTarget };
  if (navigation !== undefined) navigation.addEventListener('currententrychange', moved);
  else page.setInterval(moved, 1_000);
}

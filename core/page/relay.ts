import type { Sighting } from '../domain/sighting.ts';
import type { RelayWatch } from '../providers/provider.ts';
import type { AskPort } from './ask-line.ts';
import { lookAt } from './look.ts';
import { type Item, naming } from './naming.ts';
import { type Ack, type MayAck, outbox } from './outbox.ts';
import { awaitTap, type Command, type Held, type Spotted } from './port.ts';
import { questions, windowWithin } from './questions.ts';
import { toldIn } from './spotted.ts';

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
  /** Whether costly requests are to be held back, as far as is known without the worker. */
  readonly holds: () => Promise<boolean>;
  /** As `send`, for the one request that is held back; resolves with whether a window is to ask about it. */
  readonly may: (held: { sighting: Sighting; account: string | null }) => Promise<MayAck | undefined>;
  /** A window wants to ask about the request with this call. */
  readonly onWindow: (take: (id: string, window: AskPort) => void) => void;
  readonly onCommand: (take: (command: Command) => void) => void;
  /** Whether the extension behind this script still exists: after an update the old script lives on alone. */
  readonly alive: () => boolean;
};

const patient: readonly Spotted['phase'][] = ['answer', 'event', 'end'];

/** Runs in the isolated world of each watched page: names, hashes and delivers what the tap and the page's text tell. */
export function startRelay(page: Window & typeof globalThis, watch: RelayWatch, line: Line): void {
  const { document, location } = page;
  let port: MessagePort | undefined;

  const later = (run: () => void, ms: number) => void page.setTimeout(run, ms);
  const isVisible = () => document.visibilityState === 'visible';
  const command = (order: Command): void => port?.postMessage(order);
  /** `asks`: this visible page would read again, should the numbers have become old. */
  const send = async (sightings: readonly Sighting[], asks: boolean): Promise<Ack | undefined> => {
    const ack = await line.send({ sightings, account: name.account(), visible: asks && isVisible() });
    if (ack !== undefined) heed(ack);
    return ack;
  };
  let holds = false;
  const holding = (on: boolean): void => {
    if (on !== holds) command({ do: 'hold', on });
    holds = on;
  };
  const heed = (ack: Ack): void => {
    command({ do: 'quiet', quiet: ack.quiet });
    if (ack.ok) holding(ack.holds);
    for (const { watch, after } of ack.replay) later(() => command({ do: 'replay', watch }), after);
  };
  const name = naming(watch.id, () => command({ do: 'forget' }));

  const meet = async (): Promise<void> => {
    if (!name.ready()) name.met(await send([], false));
    await name.introduced();
  };
  let named: Promise<unknown> = Promise.resolve();
  /** One group after the other, in the order in which they were seen: an account holds for what comes after it. */
  const made = (items: readonly Item[]): Promise<Sighting[]> => {
    const all = named.then(async () => {
      const sightings: Sighting[] = [];
      for (const item of items) {
        item.made ??= await name.sighting(item);
        sightings.push(item.made);
      }
      return sightings;
    });
    named = all.catch(() => undefined);
    return all;
  };
  const queue = outbox<Item>(
    async (items) => {
      // After an update this script is alone: it lets go of the port, so that the tap falls silent.
      if (!line.alive()) return port?.close() as undefined;
      await meet();
      if (name.mayBeOthers() && items.every(({ phase }) => patient.includes(phase))) return undefined;
      return send(await made(items), false);
    },
    later,
    name.ready,
  );

  const asking = questions(command, line.alive, later);
  /** A request waits: the worker is asked at once, past whatever else is to be delivered. */
  const hold = ({ hold: call, sent }: Held): void => {
    const item = itemOf(sent);
    const id = name.callOf(call);
    asking.begin(id, call);
    name.heard(sent.who);
    const judged = async (): Promise<boolean> => {
      await meet();
      const [sighting] = await made([item]);
      const ack = sighting && (await line.may({ sighting, account: name.account() }));
      // A worker that says nothing may have opened a window: then the time decides.
      if (ack === undefined) return false;
      heed(ack);
      if (ack.ask !== true) asking.allow(id);
      return ack.ok;
    };
    const late = new Promise<boolean>((done) => later(() => done(false), windowWithin));
    void Promise.race([judged(), late])
      .catch(() => false)
      .then((stored) => {
        // What may not have been stored is delivered like the rest; arriving twice does no harm.
        if (!stored) queue.add(item);
      });
  };

  const itemOf = (spotted: Spotted): Item => ({
    ...spotted,
    onUsagePage: new RegExp(watch.usagePage).test(location.pathname + location.hash),
    offset: -new Date(spotted.at).getTimezoneOffset(),
  });
  const take = (spotted: Spotted): void => {
    const item = itemOf(spotted);
    queue.add(item);
    name.heard(spotted.who);
    // What overtakes it, or is left when it has to go, is of the account that is told here.
    if (name.account() !== null) void made([item]);
  };
  const notice = (more: Pick<Spotted, 'watch' | 'phase' | 'via'> & Partial<Spotted>): void =>
    take({ rule: null, call: more.watch, at: Date.now(), status: 0, served: null, who: [], ...more });
  let soon = false;
  /** However often a page is hidden and shown, or says so. */
  const askSoon = (): void => {
    if (!soon)
      later(() => {
        soon = false;
        ask();
      }, settling);
    soon = true;
  };
  const ask = (): void => {
    if (isVisible() && line.alive()) void send([], true).catch(() => undefined);
  };

  awaitTap(document, (taken) => {
    port = taken;
    // What has been known before anybody listened.
    if (holds) command({ do: 'hold', on: true });
    port.onmessage = ({ data }: MessageEvent<unknown>) => {
      command({ do: 'heard' });
      const told = toldIn(data);
      if (told === undefined) return;
      if ('ready' in told) askSoon();
      else if ('hold' in told) hold(told);
      else if ('still' in told) asking.still(name.callOf(told.still));
      else if ('drop' in told) asking.drop(name.callOf(told.drop));
      else take(told);
    };
  });
  line.onCommand((order) => {
    if (order.do === 'hold') holding(order.on);
    else if (order.do === 'opened') asking.opened(order.call);
    else command(order);
  });
  // A page may send its first costly request before the worker has been heard of.
  void line.holds().then(holding, () => undefined);
  line.onWindow(asking.connect);
  page.addEventListener('pagehide', ({ isTrusted }) => {
    // A page may dispatch one of its own: it would only press the worker.
    if (!isTrusted) return;
    asking.dropAll();
    queue.leave();
  });
  document.addEventListener('visibilitychange', askSoon);
  page.setInterval(ask, askEvery);
  if (!watch.headers) page.addEventListener('load', askSoon);
  watchAddress(page, watch, notice);
}

type Notice = (more: Pick<Spotted, 'watch' | 'phase' | 'via'> & Partial<Spotted>) => void;

/** Costly composers and pages with readable numbers are known by their address; single-page apps change it silently. */
function watchAddress(page: Window & typeof globalThis, watch: RelayWatch, notice: Notice): void {
  const { document, location } = page;
  const look = lookAt(page, watch.texts, (watch, fields) => notice({ watch, phase: 'text', via: 'text', fields }));
  let address = '';
  let visits = 0;
  const moved = (): void => {
    if (location.href === address) return;
    address = location.href;
    if (document.readyState !== 'loading') look();
    const open = watch.composers.find(({ on }) => new RegExp(on).test(location.pathname + location.search));
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

import { batch, computed, type ReadonlySignal, signal } from '@preact/signals';
import { browser } from 'wxt/browser';
import { momentToShow } from '../app/moment.ts';
import { type PlanScreen, planScreenOf } from '../app/plan-screen.ts';
import type { Trouble } from '../app/trouble.ts';
import { type Conditions, type Screen, type Selection, screenOf } from '../app/view.ts';
import { emptySnapshot, type Snapshot } from '../domain/account.ts';
import type { Settings } from '../domain/settings.ts';
import type { EpochMs } from '../domain/time.ts';
import { providers } from '../providers/index.ts';
import { localeOf, type Words, wordsFor } from '../words/words.ts';
import type { Doer } from './actions.ts';
import { now, offsetAt } from './clock.ts';
import { openLedger } from './ledger.ts';
import { warnOf } from './log.ts';
import { changeSettings, loadSettings, onSettings } from './settings.ts';
import { onChange } from './signal.ts';
import { outOfReach } from './tabs.ts';
import { loadTrouble, onTrouble, troubleOf } from './trouble.ts';

export const services = providers.map(({ watch, facts }) => ({ id: watch.id, facts, origins: watch.origins }));

/** Services a person may open at first. */
export const firstServices = services
  .filter(({ facts }) => facts.retired === null)
  .map(({ facts }) => ({ name: facts.short, home: facts.home }));

/** What our own pages show and may do. Everything shown is made from one selection of the record. */
export type Store = Doer & {
  readonly screen: ReadonlySignal<Screen>;
  /** What the settings page shows of plans; worked out only where it is looked at. */
  readonly plans: ReadonlySignal<PlanScreen>;
  /** What all screens are made from: for what only one place of the dashboard shows. */
  readonly selection: ReadonlySignal<Selection>;
  readonly words: ReadonlySignal<Words>;
  readonly settings: ReadonlySignal<Settings>;
  /** What keeps the record from being read or written; then what is shown is what was known last. */
  readonly trouble: ReadonlySignal<Trouble | null>;
  /** Whether it could be read at all since this page was opened. */
  readonly known: ReadonlySignal<boolean>;
  readonly change: (change: (settings: Settings) => Settings) => Promise<void>;
};

/** Reads once, then keeps up: with the record's own signal, with settings, and with the clock. */
export async function openStore(): Promise<Store> {
  const { snapshot, known, trouble, read } = reading();
  const [, given] = await Promise.all([read(), loadSettings()]);
  const settings = signal(given);
  const at = signal(now());
  const online = signal(navigator.onLine);
  const noAccess = signal<readonly string[]>([]);
  const deafOnes = signal<ReadonlyMap<string, readonly number[]>>(new Map());

  const words = computed(() => wordsFor(localeOf(settings.value.language, browser.i18n.getUILanguage())));
  const conditionsAt = (now: EpochMs): Conditions => ({
    ...{ now, offset: offsetAt(now), offsetAt, online: online.value },
    ...{ noAccess: noAccess.value, needsReload: [...deafOnes.value.keys()] },
  });
  const conditions = computed(() => conditionsAt(at.value));
  const selection = computed(
    (): Selection => ({
      ...{ snapshot: snapshot.value, services, settings: settings.value },
      ...{ words: words.value, conditions: conditions.value },
    }),
  );
  const screenIn = (conditions: Conditions) =>
    screenOf(snapshot.value, services, settings.value, words.value, conditions);
  const screen = computed(() => screenIn(conditions.value));
  const plans = computed(() => planScreenOf(selection.value));

  const look = async (): Promise<void> => {
    const watched = services.filter(({ id }) => !settings.value.stopped.includes(id));
    const { noAccess: unreadable, deaf } = await outOfReach(watched);
    batch(() => {
      noAccess.value = unreadable;
      deafOnes.value = deaf;
    });
  };

  /** What is news is shown as it stands now. */
  const show = (news: () => void) =>
    batch(() => {
      news();
      at.value = now();
    });
  const setTo = (next: Settings) => show(() => (settings.value = next));
  onChange(() => void read(show));
  onSettings(setTo);
  const tick = () => {
    at.value = momentToShow({ at: at.value, screen: screen.value }, now(), (then) => screenIn(conditionsAt(then)));
  };
  setInterval(tick, 1_000);
  setInterval(() => void (trouble.value !== null && read(show)), againAfter);
  for (const event of ['online', 'offline']) addEventListener(event, () => (online.value = navigator.onLine));
  void look().catch((error: unknown) => warnOf('looking at tabs', error));

  return {
    screen,
    plans,
    selection,
    words,
    settings,
    trouble,
    known,
    look,
    deaf: (provider) => deafOnes.value.get(provider) ?? [],
    origins: (provider) => services.find(({ id }) => id === provider)?.origins ?? [],
    change: async (change) => {
      setTo(await changeSettings(change));
    },
    send: (command) => browser.runtime.sendMessage(command),
  };
}

/** A record that fails is tried again, ms. */
const againAfter = 5_000;

/** The record as this page knows it: what was read last stays where it cannot be read any more. */
function reading() {
  const snapshot = signal<Snapshot>(emptySnapshot);
  const known = signal(false);
  const unread = signal<Trouble | null>(null);
  /** What the worker has left word of: it alone writes. */
  const unwritten = signal<Trouble | null>(null);
  const readOnce = async (show: (news: () => void) => void): Promise<void> => {
    try {
      const ledger = await openLedger();
      try {
        const next = await ledger.snapshot();
        show(() => {
          snapshot.value = next;
          known.value = true;
          unread.value = null;
        });
      } finally {
        ledger.close();
      }
    } catch (error) {
      warnOf('the record could not be read', error);
      unread.value = troubleOf(error) ?? 'broken';
    }
  };
  // One at a time: what is announced meanwhile is read afterwards.
  let last: Promise<void> = Promise.resolve();
  const read = (show: (news: () => void) => void = batch) => {
    last = last.then(() => readOnce(show));
    return last;
  };
  onTrouble((trouble) => (unwritten.value = trouble));
  void loadTrouble().then(
    (trouble) => (unwritten.value = trouble),
    () => undefined,
  );
  const trouble = computed(() => unread.value ?? unwritten.value);
  return { snapshot, known, trouble, read };
}

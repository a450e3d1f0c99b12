import { browser } from 'wxt/browser';
import { accountName } from '../app/account-names.ts';
import { diagnosisOf } from '../app/diagnosis.ts';
import { mergedSettings, withoutAccountsOf } from '../app/merge-settings.ts';
import { type Naming, readingsSheet, tasksSheet } from '../app/sheets.ts';
import { countOf, emptyWhole } from '../app/whole.ts';
import { forgetQuestions } from './ask.ts';
import { now, offsetAt } from './clock.ts';
import { bounds, exportText, readExport, type Unread } from './exported.ts';
import { type Ledger, openLedger } from './ledger.ts';
import { warnOf } from './log.ts';
import { forgetNotifications } from './notifications.ts';
import { forgetPainting } from './painted.ts';
import { replayNow } from './replaying.ts';
import { readRescued, startOver } from './rescue.ts';
import { saveFile } from './save-file.ts';
import { forgetSettings, loadSettings } from './settings.ts';
import { announceChange } from './signal.ts';
import { type Store, services } from './store.ts';
import { forget, type Held, readHeld, takeIn } from './whole.ts';

/** What can be saved of a record of which nothing can be read. */
const nothing = { whole: emptyWhole, lost: 0 };

/** What came of it, in words. */
export type Done = { readonly ok: boolean; readonly text: string };

/** What a person can do with everything that is kept. */
export function dataActions(store: Store) {
  const { t } = store.words.value;
  const held = () => withLedger((ledger) => ledger.reading(readHeld));
  const sheet = (kind: 'tasks' | 'readings') =>
    tried(store, async () => {
      const { whole } = await held();
      const of = naming(store, whole);
      const { tasks, observations } = whole.tables;
      const text = kind === 'tasks' ? tasksSheet(tasks, of) : readingsSheet(observations, of);
      saveFile(`nokori-${kind}-${today()}.csv`, text, 'text/csv');
      const count = (kind === 'tasks' ? tasks : observations).length;
      return { ok: true, text: t('data.saved-rows', { count, number: store.words.value.amount(count) }) };
    });
  return {
    save: () =>
      tried(store, async () => {
        // A record of which parts cannot be read is saved in parts.
        const { whole, lost } = (await held().catch(readRescued)) ?? nothing;
        const text = exportText({ whole, settings: await loadSettings() }, now(), program());
        saveFile(`nokori-${today()}.json`, text, 'application/json');
        if (whole === emptyWhole) return { ok: true, text: t('data.saved-settings') };
        const count = countOf(whole.tables) + whole.events.length;
        const saved = t('data.saved-all', { count, number: store.words.value.amount(count) });
        return { ok: true, text: lost === 0 ? saved : t('data.saved-lost', { saved, count: lost }) };
      }),
    sheet,
    /** Puts a new record in the place of one that cannot be used. */
    startOver: () =>
      tried(store, async () => {
        await startOver();
        await changed(store);
        return { ok: true, text: t('data.started-over') };
      }),
    take: (file: File) => tried(store, async () => taken(store, file)),
    forget: (provider: string | null, service: string | null) =>
      tried(store, async () => {
        await withLedger((ledger) => ledger.within((tx) => forget(tx, provider)));
        await Promise.all([forgetQuestions(provider), forgetNotifications(provider)]);
        if (provider === null) await forgetSettings();
        else await store.change((before) => withoutAccountsOf(before, provider));
        await changed(store);
        return { ok: true, text: service === null ? t('data.deleted-all') : t('data.deleted', { service }) };
      }),
    diagnosis: async () => {
      const { whole } = await held();
      return diagnosisOf(whole, services, { program: program(), browser: navigator.userAgent, now: now() });
    },
    copy: (text: string) =>
      navigator.clipboard.writeText(text).then(
        () => true,
        () => false,
      ),
  };
}

/** Does it, and says so in words where it does not work: then nothing was changed. */
export function tried({ words }: Store, work: () => Promise<Done>): Promise<Done> {
  return work().catch((error: unknown) => {
    warnOf('the data', error);
    return { ok: false, text: words.value.t('data.failed') };
  });
}

/** Takes a file in, if it can be read to its end. */
async function taken(store: Store, file: File): Promise<Done> {
  const { t, amount } = store.words.value;
  const read = file.size > bounds.bytes ? tooLarge : readExport(await file.text());
  if (!read.ok) return { ok: false, text: unreadText(store, read) };
  const settings = await loadSettings();
  const merged = mergedSettings(settings, read.settings);
  const replay = await replayNow();
  const { rows, events } = await withLedger((ledger) => takeIn(ledger, read.whole, replay, now()));
  if (merged !== settings) await store.change((before) => mergedSettings(before, read.settings));
  await changed(store);
  const count = rows + events;
  if (count === 0) return { ok: true, text: t(merged === settings ? 'data.taken-nothing' : 'data.taken-settings') };
  return { ok: true, text: t('data.taken', { count, number: amount(count) }) };
}

const tooLarge: Unread = { ok: false, why: 'too-large', at: null };

function unreadText({ words }: Store, { why, at }: Unread): string {
  const { t } = words.value;
  const text = t(`data.unread-${why}`);
  return at === null ? text : t('data.unread-at', { text, at });
}

export async function withLedger<T>(use: (ledger: Ledger) => Promise<T>): Promise<T> {
  const ledger = await openLedger(replayNow);
  try {
    return await use(ledger);
  } finally {
    ledger.close();
  }
}

/** Open screens read again; badge and alarm follow. */
export async function changed(store: Store): Promise<void> {
  await forgetPainting();
  announceChange();
  await store.send({ say: 'changed' }).catch((error: unknown) => warnOf('telling the worker', error));
}

function naming(store: Store, { snapshot }: Held['whole']): Naming {
  const words = store.words.value;
  const { jobs } = store.settings.value;
  return {
    words,
    offsetAt,
    service: (provider) => services.find(({ id }) => id === provider)?.facts.name ?? provider,
    account: ({ provider, account }) => {
      const known = snapshot?.accounts.find((one) => one.provider === provider && one.account === account);
      return known === undefined ? '' : accountName(known, words, store.settings.value);
    },
    job: (id) => jobs.find((job) => job.id === id)?.name ?? null,
  };
}

const program = () => browser.runtime.getManifest().version;
/** The local day, for names of files. */
const today = () => new Date(now() + offsetAt(now()) * 60_000).toISOString().slice(0, 10);

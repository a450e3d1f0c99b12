import { browser } from 'wxt/browser';
import type { Outside } from '../app/painting.ts';
import { watchdog } from '../app/watchdog.ts';
import { askFirstOf } from '../domain/ask-first.ts';
import { type Wish, wished } from '../domain/wishes.ts';
import type { Ack, MayAck } from '../page/outbox.ts';
import { providerAt, providerOf, providers } from '../providers/index.ts';
import { localeOf, wordsFor } from '../words/words.ts';
import type { RefreshAnswer } from './actions.ts';
import { onWake, wakeAt } from './alarm.ts';
import { forgetQuestion, loadQuestion, openAskWindow } from './ask.ts';
import { now, offsetAt } from './clock.ts';
import { guarded } from './guarded.ts';
import { keptOpen } from './kept-open.ts';
import { openLedger } from './ledger.ts';
import { warnOf } from './log.ts';
import { type Command, command, mayMessage, refused, sawMessage, sightingsOf } from './messages.ts';
import { onNotificationClick, showNotification, shownAnyway } from './notifications.ts';
import type { Told } from './painted.ts';
import { framed, keepPainting, spokenIn } from './painting.ts';
import { holds, throttle } from './rate.ts';
import { replayNow } from './replaying.ts';
import { changeSettings, loadSalt, loadSettings, onSettings } from './settings.ts';
import { announceChange } from './signal.ts';
import { openPage, openPlace, tabsOf, tellTab } from './tabs.ts';
import { tidy } from './tidying.ts';
import { paintBadge } from './toolbar.ts';
import { noteTrouble, troubleOf } from './trouble.ts';
import { wishSchema } from './wishes.ts';

type Sender = Parameters<Parameters<typeof browser.runtime.onMessage.addListener>[0]>[1];

const isOwnPage = ({ origin, url }: Sender) => `${origin ?? url ?? ''}/`.startsWith(browser.runtime.getURL('/'));

/** Registers every listener before the first `await`: a wake by an event that has no listener yet is lost. */
export function startWorker(): void {
  const record = keptOpen(
    () => openLedger(replayNow),
    (trouble) => attempt('leaving word of the record', () => noteTrouble(trouble)),
  );
  const words = (language: 'auto' | 'en' | 'ja') => wordsFor(localeOf(language, browser.i18n.getUILanguage()));
  const dog = watchdog({
    now,
    offsetAt,
    record,
    settings: loadSettings,
    words: ({ language }) => words(language),
    providers,
    show: showNotification,
    shown: shownAnyway,
    paint: paintBadge,
    keep: keepPainting,
    announce: announceChange,
    ask: openAskWindow,
    wakeAt,
    later: (run, ms) => void setTimeout(run, ms),
    failed: warnOf,
  });
  const mayCome = throttle(now);
  const mayHold = throttle(now, holds);
  const attempt = (what: string, run: () => Promise<unknown>) =>
    void run().catch((error: unknown) => warnOf(what, error));

  /** Pages may say two things, about the service whose page they are. Everything else is refused. */
  const fromPage = async (message: unknown, { origin, tab, frameId }: Sender): Promise<Ack | MayAck> => {
    const known = providerAt(origin ?? '');
    if (known === undefined || tab?.id === undefined || frameId !== 0 || tab.incognito) return refused;
    const provider = guarded(known);
    const may = mayMessage.safeParse(message);
    const saw = sawMessage.safeParse(message);
    const sightings = may.success ? [may.data.sighting] : saw.success ? saw.data.sightings : null;
    if (sightings === null) return refused;
    if (!(may.success ? mayHold(`${tab.id}`) : mayCome(`${tab.id}`, sightings.length))) return refused;
    const believable = sightingsOf({ sightings }, now());
    if (may.success) {
      const [sighting] = believable;
      if (sighting === undefined) return refused;
      const { account } = may.data;
      const judged = dog.may({ provider, account, sighting, tab: tab.id });
      const [{ stored, ...reply }, salt] = await Promise.all([judged, loadSalt()]);
      return { ok: stored, salt, ...reply };
    }
    if (!saw.success) return refused;
    const { account, visible } = saw.data;
    const recorded = dog.saw({ provider, account, visible, sightings: believable });
    const [reply, salt] = await Promise.all([recorded, loadSalt()]);
    return { ok: true, salt, ...reply };
  };

  const obey = async (order: Command): Promise<RefreshAnswer | Told | boolean> => {
    switch (order.say) {
      case 'refresh':
        return refresh(order.provider, order.account);
      case 'tell-me':
        return dog.tellMe(order).then(() => true);
      case 'belongs-to':
        return dog.belongsTo(order).then(() => true);
      case 'answer-purchase':
        return dog.answerPurchase(order).then(() => true);
      case 'was-me':
        return dog.wasMe(order).then(() => true);
      case 'add-purchase':
        return dog.addPurchase(order).then(() => true);
      case 'correct-purchase':
        return dog.correctPurchase(order).then(() => true);
      case 'split-purchase':
        return dog.splitPurchase(order).then(() => true);
      case 'move-task':
        return dog.moveTask(order).then(() => true);
      case 'changed':
        return wake().then(() => true);
      case 'paint':
        return told(order);
      case 'not-asked':
        return notAsked(order.id).then(() => true);
      case 'test-notification': {
        const { t } = words((await loadSettings()).language);
        await showNotification(
          `test·${now()}`,
          { title: t('notice.test.title'), message: t('notice.test.body') },
          false,
        );
        return true;
      }
    }
  };

  /** What a popup is to show. */
  const told = async (outside: Outside): Promise<Told> => {
    try {
      return framed(await dog.painting(outside));
    } catch (error) {
      warnOf('the record could not be read', error);
      const { locale } = words((await loadSettings()).language);
      return { ...spokenIn(locale), trouble: troubleOf(error) ?? 'broken' };
    }
  };

  const wish = (one: Wish): Promise<boolean> =>
    changeSettings((before) => wished(before, one, { now: now(), offsetAt, id: crypto.randomUUID() })).then(() => true);

  /** A window came too late to ask: what it would have said is told. */
  const notAsked = async (id: string): Promise<void> => {
    const question = await loadQuestion(id);
    if (question !== null) await dog.tell(question);
    await forgetQuestion(id);
  };

  /** Asks the first open tab of the service that answers; the grant counts over all tabs. */
  const refresh = async (id: string, account: string | null): Promise<RefreshAnswer> => {
    const watch = providerOf(id)?.watch;
    if (watch === undefined) return 'no-tab';
    const tabs = await tabsOf(watch.origins);
    if (tabs.length === 0) return 'no-tab';
    if (!(await dog.refresh(id, account))) return 'too-soon';
    for (const tab of tabs) {
      const asked = await Promise.all(
        watch.endpoints
          .filter(({ replay }) => replay === true)
          .map(({ id }) => tellTab(tab, { do: 'replay', watch: id })),
      );
      if (asked.some((heard) => heard)) return 'asked';
    }
    return 'no-tab';
  };

  browser.runtime.onMessage.addListener((message: unknown, sender, reply) => {
    if (sender.id !== browser.runtime.id) return false;
    const answer = (work: Promise<unknown>, otherwise: unknown) => {
      work.then(reply, (error: unknown) => {
        warnOf('a message could not be answered', error);
        reply(otherwise);
      });
      return true;
    };
    // Whoever is not one of our own pages is a page of the web, whatever its origin is called (`null` in a sandbox).
    if (!isOwnPage(sender)) return answer(fromPage(message, sender), refused);
    const order = command.safeParse(message);
    if (order.success) return answer(obey(order.data), false);
    const one = wishSchema.safeParse(message);
    return one.success ? answer(wish(one.data), false) : false;
  });

  onSettings(() => {
    attempt('settings', () => dog.repaint());
    attempt('telling open pages', quietPages);
  });
  let tidying: Promise<void> | undefined;
  /** What keeps the record small, once a week: one at a time, and nobody waits for it. */
  const tidyUp = (): Promise<void> => {
    tidying ??= record()
      .then((ledger) => tidy(ledger, replayNow, now()))
      .finally(() => {
        tidying = undefined;
      });
    return tidying;
  };
  /** What time has done, and what is to be done now and then. */
  const wake = async (): Promise<void> => {
    await dog.wake();
    attempt('tidying', tidyUp);
  };
  onWake(() => attempt('waking', wake));
  browser.runtime.onStartup.addListener(() => attempt('starting', wake));
  browser.runtime.onInstalled.addListener(({ reason }) => {
    attempt('installing', () => dog.wake());
    if (reason === 'install') attempt('welcoming', () => openPlace('welcome'));
  });
  onNotificationClick((id) => attempt('a click', () => open(id)));
  // Badges and alarms do not survive everything: every life of the worker starts by looking at what is due.
  attempt('waking', wake);

  /** A click opens the page on which the thing can be seen or done. */
  const open = async (id: string): Promise<void> => {
    const notice = await dog.noticeOf(id);
    if (notice?.kind === 'review') return openPlace('review');
    if (notice?.kind === 'cycle-plan') return openPlace('plan');
    const facts = notice === null ? undefined : providerOf(notice.provider)?.facts;
    if (facts !== undefined && notice !== null)
      await openPage(notice.kind === 'heavy-task' ? facts.home : facts.usagePage.value);
  };

  /** Pausing, and asking first, reach pages that are open already. */
  const quietPages = async (): Promise<void> => {
    const settings = await loadSettings();
    for (const { watch } of providers) {
      const quiet = settings.paused || settings.stopped.includes(watch.id);
      const on = !quiet && askFirstOf(settings, watch.id) !== 'off';
      for (const tab of await tabsOf(watch.origins)) {
        await tellTab(tab, { do: 'quiet', quiet });
        await tellTab(tab, { do: 'hold', on });
      }
    }
  };
}

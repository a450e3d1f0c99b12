import { type Snapshot, unknownAccount } from '../domain/account.ts';
import type { Notice } from '../domain/notice.ts';
import type { Settings } from '../domain/settings.ts';
import { isAnswer, silentUntil } from '../domain/silence.ts';
import { day, type EpochMs, type Ms, second } from '../domain/time.ts';
import { enoughText, type NoticeText, noticeText } from '../words/notices.ts';
import type { Words } from '../words/words.ts';
import { accountName, hasName } from './account-names.ts';
import { pendingFor } from './heads-up.ts';
import { allowance, restrained } from './restraint.ts';
import { standingLines } from './standing.ts';
import { screenOf } from './view.ts';
import { gather } from './waiting.ts';
import type { Ports, Record } from './watchdog.ts';

/** News older than this is none, whatever it is about. */
const newsFor: Ms = day;
/** So long one thing may keep the next one waiting: a browser that never answers holds up nothing but itself. */
export const patience: Ms = 5 * second;
const done = Promise.resolve();

/**
 * Shows what is due, one after the other. A notice counts as told only once the browser has taken it; one that cannot
 * be shown stays due and does not hold up the others, nor does one the browser says nothing about: it is `unanswered`
 * until it does, and the next life of the worker tries it again. What nobody wants watched now waits, and so does all
 * but answers while it is to be quiet; what came too late, is not true any more after it has waited, or is more of one
 * service than anybody would read within an hour, is missed.
 */
export async function deliverDue(ports: Ports, unanswered: Set<string>): Promise<void> {
  const ledger = await ports.record();
  const due = (await ledger.due()).filter(({ key }) => !unanswered.has(key));
  if (due.length === 0) return;
  const settings = await ports.settings();
  const words = ports.words(settings);
  const snapshot = await ledger.snapshot();
  const { accounts } = snapshot;
  const begun = ports.now();
  const silent = silentUntil(settings, begun, ports.offsetAt) !== null;
  const late = due.filter((notice) => isTooLate(notice, begun));
  const wanted = due.filter(
    (notice) => !late.includes(notice) && isWatched(notice, settings) && (!silent || isAnswer(notice.kind)),
  );
  const silenced = ({ at }: Notice) => silentUntil(settings, at, ports.offsetAt) !== null;
  const { tell, drop } = gather(wanted, accounts, begun, silenced);
  const shown = tell.length === 0 ? [] : await ledger.shownSince(begun - allowance.within);
  const few = restrained(tell, shown, begun);
  const failed = (error: unknown) => ports.failed('a notification', error);
  for (const { key } of [...late, ...drop, ...few.drop]) await ledger.missed(key).catch(failed);
  const before = await ports.shown.load();
  for (const notice of [...few.tell, ...few.instead]) {
    const now = ports.now();
    const facts = ports.providers.find(({ watch }) => watch.id === notice.provider)?.facts;
    const standing = notice.kind === 'review' ? standingNow(snapshot, notice.from, settings, words, ports) : [];
    const service = facts?.short ?? notice.provider;
    const own = noticeText(words, notice, service, now, standing);
    const text = few.instead.includes(notice)
      ? enoughText(words, service)
      : { ...own, title: titled(own.title, notice, accounts, words, settings) };
    unanswered.add(notice.key);
    const told = (before.includes(notice.key) ? done : ports.show(notice.key, text, notice.kind !== 'came-back'))
      .then(() => sent(ledger, notice.key, now, text, ports))
      .catch(failed)
      .finally(() => unanswered.delete(notice.key));
    await Promise.race([told, new Promise<void>((go) => ports.later(go, patience))]);
  }
}

/** What the record cannot take, on a full disk, is noted beside it: what was told is not told again. */
async function sent(ledger: Record, key: string, at: EpochMs, text: NoticeText, { shown }: Ports): Promise<void> {
  try {
    await ledger.sent(key, at, text);
  } catch (error) {
    await shown.note(key);
    throw error;
  }
}

/** How things stand by what was read since then: what the popup shows. */
function standingNow(snapshot: Snapshot, since: EpochMs, settings: Settings, words: Words, ports: Ports) {
  const now = ports.now();
  const shown = ports.providers.map(({ watch, facts }) => ({ id: watch.id, facts }));
  const conditions = { now, offset: ports.offsetAt(now), online: true, noAccess: [], needsReload: [] };
  return standingLines(screenOf(snapshot, shown, settings, words, conditions), words, since);
}

/** Where a service has several accounts, which one it is about, as the person calls it. */
function titled(
  title: string,
  { provider, account }: Notice,
  accounts: Snapshot['accounts'],
  words: Words,
  settings: Settings,
): string {
  const own = accounts.filter((one) => one.provider === provider);
  const it = own.find((one) => one.account === account);
  if (own.length < 2 || it === undefined) return title;
  if (account === unknownAccount && !hasName(it, settings)) return title;
  return words.t('notice.of-account', { title, account: accountName(it, words, settings) });
}

function isWatched({ provider }: Notice, { paused, stopped }: Settings): boolean {
  return !paused && !stopped.includes(provider);
}

/** A warning of a window that is over, or of a video that has long begun, would only mislead. */
function isTooLate(notice: Notice, now: EpochMs): boolean {
  if (now - notice.at > (notice.kind === 'heavy-task' ? pendingFor : newsFor)) return true;
  if (notice.kind === 'will-run-out') return notice.middle <= now;
  if (notice.kind === 'credits-expire') return notice.expiresAt <= now;
  if (
    notice.kind === 'promise-ends' ||
    notice.kind === 'budget' ||
    notice.kind === 'envelope' ||
    notice.kind === 'cycle-plan'
  )
    return notice.until <= now;
  const warns = notice.kind === 'near-limit' || notice.kind === 'limit-reached';
  return warns && notice.resetsAt !== null && notice.resetsAt <= now;
}

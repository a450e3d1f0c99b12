import { type AccountState, stopEnd } from '../../domain/account.ts';
import type { BalanceState } from '../../domain/balance.ts';
import type { ProblemKind } from '../../domain/problem.ts';
import { type TaskKind, taskKinds } from '../../domain/task.ts';
import { day, type EpochMs } from '../../domain/time.ts';
import type { WindowState } from '../../domain/window.ts';
import type { Facts } from '../../providers/provider.ts';
import { meterName, nameOf, quantity } from '../../words/names.ts';
import { rounded } from '../../words/warnings.ts';
import type { Words } from '../../words/words.ts';
import { mainReadAt } from '../main-numbers.ts';
import { creditsOf } from '../means.ts';
import { sourceText } from '../meters.ts';
import { unseenLately, workingOf } from '../spending.ts';
import type { Selection } from '../view.ts';
import type { Line } from './back.ts';

/** Numbers older than this say little of now. */
const old = day;

const line = (point: Line['point'], verdict: Line['verdict'], text: string): Line => ({ point, verdict, text });

/** What went in the last 24 hours, by kind of task. */
export function tasksLine(account: AccountState, facts: Facts, { words, conditions }: Selection): Line {
  const { t, sentences } = words;
  const since = conditions.now - day;
  const begun = account.charges.tasks.filter(({ task, startedAt }) => startedAt > since && task !== 'chat').length;
  const tasks = t('back.tasks-begun', { count: begun });
  if (account.readAt === null || account.readAt <= since)
    return line('tasks', 'unknown', sentences([t('back.tasks-unread'), begun === 0 ? null : tasks]));
  if (creditsOf(account) === undefined) return line('tasks', 'fine', tasks);
  const { sums, from } = wentSince(account, facts, since);
  const cut = from === null ? null : t('back.tasks-since', { moment: words.moment(from, conditions.now) });
  const total = [...sums.values()].reduce((sum, one) => sum + one, 0);
  if (total < 1) return line('tasks', 'fine', sentences([t('back.tasks-nothing'), begun === 0 ? null : tasks, cut]));
  const values = { amount: quantity(words, rounded(total), 'credits'), parts: words.list(partsOf(sums, words)) };
  return line('tasks', 'fine', sentences([t('back.tasks-went', values), tasks, cut]));
}

const stray = 'unattributed';

/** Credits by kind of task. `from`: since when they are at hand, if not for all of the time. */
function wentSince(account: AccountState, facts: Facts, since: EpochMs) {
  const { charges, intervals } = workingOf(account, facts.costs);
  const kinds = new Map(charges.tasks.map(({ key, task }) => [key, task]));
  const sums = new Map<string, number>();
  for (const one of intervals.filter(({ from }) => from > since).flatMap((interval) => interval.charges)) {
    const kind = (one.task === null ? undefined : kinds.get(one.task)) ?? stray;
    sums.set(kind, (sums.get(kind) ?? 0) + one.credits);
  }
  const { forgottenTo } = charges;
  return { sums, from: forgottenTo !== null && forgottenTo > since ? forgottenTo : null };
}

function partsOf(sums: ReadonlyMap<string, number>, { t, amount }: Words): readonly string[] {
  return [...taskKinds, stray].flatMap((kind) => {
    const sum = sums.get(kind) ?? 0;
    if (sum < 1) return [];
    const name = kind === stray ? t('back.tasks-unattributed') : t(`task.${kind as TaskKind}`);
    return t('back.tasks-part', { name, amount: amount(rounded(sum)) });
  });
}

/** Use that no task of this browser explains. */
export function elsewhereLine(account: AccountState, facts: Facts, { words, conditions }: Selection): Line {
  const { t } = words;
  const { unseen } = account;
  if (unseen !== null) {
    const values = { amount: quantity(words, rounded(unseen.credits), 'credits') };
    const [from, to] = [words.moment(unseen.from, conditions.now), words.moment(unseen.to, conditions.now)];
    return line('elsewhere', 'look', t('back.elsewhere-unusual', { ...values, from, to }));
  }
  if (creditsOf(account) === undefined) return line('elsewhere', 'unknown', t('back.elsewhere-shares'));
  const unexplained = unseenLately(account, facts.costs, conditions.now);
  if (unexplained >= 1)
    return line('elsewhere', 'look', t('unseen.lately', { amount: quantity(words, rounded(unexplained), 'credits') }));
  const read = account.readAt !== null && account.readAt > conditions.now - day;
  return read
    ? line('elsewhere', 'fine', t('back.elsewhere-none'))
    : line('elsewhere', 'unknown', t('back.elsewhere-unread'));
}

/** The last number on the page, how old it is, and the number here. */
export function pageLine(account: AccountState, facts: Facts, { words, conditions }: Selection): Line {
  const { t } = words;
  const service = facts.short;
  if (conditions.noAccess.includes(account.provider)) return line('page', 'look', t('state.no-access', { service }));
  if (conditions.needsReload.includes(account.provider))
    return line('page', 'look', t('state.needs-reload', { service }));
  const shown = mainOf(account);
  if (shown === null) return line('page', 'unknown', t('back.page-nothing'));
  const age = conditions.now - shown.seenAt;
  const source = sourceText(words, shown.origin, age, facts);
  const { page, here } = valuesOf(shown, words);
  const same =
    page === null
      ? t('back.page-no-number', { here, source })
      : page === here
        ? t('back.page-same', { page, source })
        : t('back.page-other', { page, here, source });
  const stale = age > old;
  const verdict = stale || (page !== null && page !== here) ? 'look' : page === null ? 'unknown' : 'fine';
  return line('page', verdict, words.sentences([same, stale ? t('back.page-old') : null]));
}

/** What one waits for: credits, or else the limit of which most is used. */
function mainOf(account: AccountState): BalanceState | WindowState | null {
  const listed = account.windows.filter(({ missingSince }) => missingSince === null);
  const [fullest] = listed.toSorted((a, b) => (b.used ?? -1) - (a.used ?? -1));
  const credits = account.balances.find(({ unit, pool }) => unit === 'credits' && pool === null);
  return credits ?? fullest ?? account.balances[0] ?? null;
}

function valuesOf(shown: BalanceState | WindowState, words: Words) {
  if ('used' in shown) {
    const meter = meterName(words, shown);
    const share = (used: number | null) =>
      used === null
        ? null
        : words.t('back.share-of', { share: words.t('share.used', { percent: words.percent(used) }), meter });
    return { page: share(shown.raw), here: share(shown.used) ?? words.t('back.not-known') };
  }
  const rest = (left: number | null) => (left === null ? null : quantity(words, left, shown.unit));
  return { page: rest(shown.raw), here: rest(shown.left) ?? words.t('back.not-known') };
}

/** Whether somebody was signed in when it was last looked. */
export function signInLine(account: AccountState, { short: service }: Facts, { words, conditions }: Selection): Line {
  const { now } = conditions;
  const { signedOutAt, readAt } = account;
  if (signedOutAt !== null)
    return line('sign-in', 'look', words.t('back.signed-out', { service, moment: words.moment(signedOutAt, now) }));
  if (readAt === null) return line('sign-in', 'unknown', words.t('back.sign-in-unknown', { service }));
  return line('sign-in', 'fine', words.t('back.signed-in', { service, ago: words.ago(now - readAt) }));
}

/** Answers that tell more of the service than of our reading come first. */
const tellingKinds: readonly ProblemKind[] = ['service-trouble', 'asked-too-often', 'refused'];

/** Outages, too many requests, announced stops: as long as no newer answer says otherwise. */
export function troubleLine(account: AccountState, { short: service }: Facts, { words, conditions }: Selection): Line {
  const { now, online } = conditions;
  const { t } = words;
  const rank = (kind: ProblemKind) => (tellingKinds.includes(kind) ? 0 : 1);
  const kinds = [...new Set(account.problems.map(({ kind }) => kind))].toSorted((a, b) => rank(a) - rank(b));
  const problems = kinds.map((kind) => {
    const since = Math.min(...account.problems.filter((one) => one.kind === kind).map((one) => one.since));
    return t(`problem.${kind}`, { service, moment: words.moment(since, now) });
  });
  const stops = account.stops
    .filter((stop) => stopEnd(stop) > now)
    .map(({ why, label }) => t(`warning.stop.${why}`, { name: nameOf(words, label), service }));
  const all = [...(online ? [] : [t('app.offline')]), ...problems, ...new Set(stops)];
  if (all.length > 0) return line('trouble', 'look', words.sentences(all));
  return usual(mainReadAt(account), service, words, now);
}

function usual(readAt: EpochMs | null, service: string, words: Words, now: EpochMs): Line {
  if (readAt === null || now - readAt > old)
    return line('trouble', 'unknown', words.t('back.trouble-unread', { service }));
  return line('trouble', 'fine', words.t('back.trouble-none', { service, ago: words.ago(now - readAt) }));
}

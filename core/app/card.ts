import { type AccountState, type StopState, unknownAccount } from '../domain/account.ts';
import { nextRenewal } from '../domain/renewal.ts';
import { accountKey } from '../domain/settings.ts';
import { day, type EpochMs, type Ms } from '../domain/time.ts';
import type { Level, WarningKind } from '../domain/warning.ts';
import { worst } from '../domain/warning.ts';
import type { Facts } from '../providers/provider.ts';
import { nameOf } from '../words/names.ts';
import { estimateText, limitText } from '../words/warnings.ts';
import type { Words } from '../words/words.ts';
import { pendingFor } from './heads-up.ts';
import { limitsOf } from './limits.ts';
import { allowanceOf } from './means.ts';
import { type BalanceView, balanceView, type MeterView, windowView } from './meters.ts';
import { isEmpty, type Selection, type Shown } from './view.ts';

export const cardStates = [
  'ok',
  'stale',
  'signed-out',
  'unreadable',
  'retired',
  'empty',
  'no-access',
  'needs-reload',
  'offline',
] as const;
export type CardState = (typeof cardStates)[number];

export type WarningView = { readonly kind: WarningKind; readonly level: Level; readonly text: string };

/** A question about something the page does not tell. */
export type Ask = 'monthly' | 'renewal-day' | 'whose';

export type Card = {
  readonly provider: string;
  readonly account: number;
  /** The account's own key, for commands. */
  readonly owner: string | null;
  readonly state: CardState;
  readonly level: Level;
  readonly name: string;
  readonly accountName: string | null;
  readonly plan: string | null;
  /** Shown open: the window that runs out first, and the balance. */
  readonly meters: readonly MeterView[];
  readonly balances: readonly BalanceView[];
  /** Everything else, folded under one line. */
  readonly more: {
    readonly meters: readonly MeterView[];
    readonly balances: readonly BalanceView[];
    readonly title: string;
  };
  /** Which meter binds, where there are several. */
  readonly binding: string | null;
  readonly warnings: readonly WarningView[];
  /** What is wrong, in words, and what to do about it. */
  readonly trouble: { readonly text: string; readonly todo: 'open' | 'allow' | 'reload' | null } | null;
  /** The reset is overdue: what to check, in three steps. */
  readonly steps: readonly string[];
  readonly running: string | null;
  readonly estimate: { readonly text: string; readonly level: Level } | null;
  readonly notes: readonly string[];
  readonly asks: readonly Ask[];
  /** Accounts an unnamed card may be merged into. */
  readonly others: readonly { readonly owner: string; readonly name: string }[];
  readonly usagePage: string;
  readonly home: string;
  readonly service: string;
};

/** Numbers older than this are shown as old. */
const staleAfter: Ms = day;
/** A task that has only been asked for shows once the service has answered to it. */
const notRunning = ['chat'];

export function cardOf(
  { id, facts }: Shown,
  account: AccountState | null,
  siblings: number,
  selection: Selection,
): Card {
  const { words, conditions, snapshot } = selection;
  const state = stateOf(id, account, selection);
  const own = account ?? null;
  const meters =
    own === null
      ? []
      : own.windows
          .filter(({ missingSince }) => missingSince === null)
          .map((window) => windowView(window, own, facts, selection));
  const balances =
    own === null ? [] : shownBalances(own, selection).map((balance) => balanceView(balance, own, facts, selection));
  const parts = arranged(meters, balances);
  const warnings =
    own === null ? [] : warningsOf(own, [...meters, ...balances.flatMap(({ cycle }) => cycle ?? [])], facts, selection);
  return {
    provider: id,
    account: own?.number ?? 1,
    owner: own?.account ?? null,
    state,
    level: worst(warnings.map(({ level }) => level)),
    name: facts.name,
    accountName: siblings < 2 || own === null ? null : accountName(own, words),
    plan: own?.plan == null ? null : words.t('card.plan', { plan: facts.plans[own.plan.name]?.name ?? own.plan.name }),
    ...parts,
    more: {
      ...parts.more,
      title: words.t('card.more', { count: parts.more.meters.length + parts.more.balances.length }),
    },
    warnings,
    trouble: troubleOf(state, own, facts, selection),
    steps: meters.some(({ phase }) => phase === 'awaiting-reset') ? stepsOf(words, facts) : [],
    running: own === null ? null : runningText(own, words),
    estimate: own === null ? null : pendingView(own, words, conditions.now),
    notes: own === null ? [] : notesOf(own, selection, facts),
    // While the numbers cannot be trusted there is something more urgent to do than to answer questions.
    asks: own === null || (state !== 'ok' && state !== 'stale') ? [] : asksOf(own, siblings, facts, selection),
    others: snapshot.accounts
      .filter((one) => one.provider === id && one.account !== unknownAccount && one.account !== own?.account)
      .map((one) => ({ owner: one.account, name: accountName(one, words) })),
    usagePage: facts.usagePage.value,
    home: facts.home,
    service: facts.short,
  };
}

function accountName({ account, number }: AccountState, words: Words): string {
  return account === unknownAccount ? words.t('card.unknown-account') : words.t('card.account', { n: number });
}

function stateOf(id: string, account: AccountState | null, { conditions }: Selection): CardState {
  if (conditions.noAccess.includes(id)) return 'no-access';
  if (conditions.needsReload.includes(id)) return 'needs-reload';
  if (account === null) return 'empty';
  if (account.signedOutAt !== null) return 'signed-out';
  if (account.problems.some(({ about }) => about === 'numbers')) return 'unreadable';
  if (isEmpty(account)) return 'empty';
  if (!conditions.online) return 'offline';
  return conditions.now - (account.readAt ?? 0) > staleAfter ? 'stale' : 'ok';
}

/** A pool that several services share stands once, at its home. */
function shownBalances(account: AccountState, { snapshot, services }: Selection): AccountState['balances'] {
  return account.balances.filter(({ pool }) => {
    const home = services.find(({ facts }) => facts.pool?.home === true && facts.pool.id === pool);
    if (pool === null || home === undefined || home.id === account.provider) return true;
    return !snapshot.accounts.some(
      (one) => one.provider === home.id && one.balances.some((balance) => balance.pool === pool),
    );
  });
}

const order = (meter: MeterView): number => {
  if (meter.blocked) return 1_000;
  if (meter.phase === 'known') return meter.used ?? 0;
  // An overdue reset wants to be seen, unless something else is close to its limit.
  return meter.phase === 'awaiting-reset' ? 69 : meter.phase === 'unknown' ? -1 : -2;
};

/**
 * Open: the window that runs out first, every overdue one, credits and videos. Single features of a chat and the rest
 * are folded.
 */
function arranged(meters: readonly MeterView[], balances: readonly BalanceView[]) {
  const [first, ...rest] = [...meters].sort((a, b) => order(b) - order(a));
  const overdue = rest.filter(({ phase }) => phase === 'awaiting-reset');
  const main = balances.filter(({ id }) => id === 'credits' || id === 'videos');
  const open = main.length > 0 ? main : first === undefined ? balances.slice(0, 1) : [];
  const known = meters.filter(({ phase }) => phase === 'known');
  return {
    meters: first === undefined ? [] : [first, ...overdue],
    balances: open,
    binding: first !== undefined && known.length > 1 ? first.id : null,
    more: {
      meters: rest.filter((one) => !overdue.includes(one)),
      balances: balances.filter((one) => !open.includes(one)),
    },
  };
}

function warningsOf(
  account: AccountState,
  meters: readonly MeterView[],
  facts: Facts,
  { words, conditions }: Selection,
): WarningView[] {
  const limits = limitsOf(account, conditions.now);
  const limited = new Set(limits.map(({ meter }) => meter));
  const atLimit = limits
    .filter(({ meter }) => !meter.startsWith('stop:'))
    .map(
      (limit): WarningView => ({
        kind: 'limit-reached',
        level: 'critical',
        text: limitText(words, limit, conditions.now),
      }),
    );
  const near = meters
    .filter(({ id, level }) => !limited.has(id) && (level === 'notice' || level === 'warning' || level === 'critical'))
    .map(({ name, level, used }): WarningView => {
      const percent = words.percent(used ?? 0);
      return { kind: 'near-limit', level, text: words.t('warning.near-limit', { meter: name, percent }) };
    });
  const features = new Set(limits.map(({ subject }) => subject.meter.split(':')[0]));
  const stops = account.stops
    .filter(({ feature, until }) => !features.has(feature) && (until === null || until > conditions.now))
    .map(
      (stop): WarningView => ({
        kind: 'limit-reached',
        level: stopLevel(stop),
        text: stopText(stop, facts, words, conditions.now),
      }),
    );
  return [...atLimit, ...stops, ...near];
}

/** One feature or model that is not available is no reason for alarm; the end of the credits is. */
function stopLevel({ why }: StopState): Level {
  if (why === 'too-many-at-once' || why === 'not-in-plan' || why === 'feature-blocked') return 'notice';
  return why === 'limit-reached' ? 'warning' : 'critical';
}

function stopText({ why, label, until }: StopState, facts: Facts, words: Words, now: EpochMs): string {
  const told = words.t(`warning.stop.${why}`, { name: nameOf(words, label), service: facts.short });
  return words.sentences([
    told,
    until === null ? null : words.t('warning.until', { moment: words.moment(until, now) }),
  ]);
}

function troubleOf(
  state: CardState,
  account: AccountState | null,
  facts: Facts,
  selection: Selection,
): Card['trouble'] {
  const { words, conditions } = selection;
  const { t } = words;
  const service = facts.short;
  const empty = account === null || isEmpty(account);
  switch (state) {
    case 'no-access':
      return { text: t('state.no-access', { service }), todo: 'allow' };
    case 'needs-reload':
      return { text: t('state.needs-reload', { service }), todo: 'reload' };
    case 'signed-out':
      return {
        text: empty ? t('state.signed-out-empty', { service }) : t('state.signed-out', { service }),
        todo: 'open',
      };
    case 'empty':
      return { text: t('card.empty', { service }), todo: 'open' };
    case 'stale':
      return { text: t('state.stale', { ago: words.ago(conditions.now - (account?.readAt ?? 0)) }), todo: 'open' };
    case 'unreadable': {
      const problem = account?.problems.find(({ about }) => about === 'numbers');
      if (problem === undefined) return null;
      const text = t(`problem.${problem.kind}`, { service, moment: words.moment(problem.since, conditions.now) });
      return { text: words.sentences([text, empty ? null : t('problem.last-known', { service })]), todo: 'open' };
    }
    default:
      return null;
  }
}

function stepsOf({ t }: Words, facts: Facts): string[] {
  return [t('steps.reload', { service: facts.short }), t('steps.plan'), t('steps.elsewhere')];
}

function runningText({ tasks }: AccountState, words: Words): string | null {
  const running = tasks.filter(({ end, accepted, task }) => end === null && accepted && !notRunning.includes(task));
  if (running.length === 0) return null;
  const kinds = [...new Set(running.map(({ task }) => words.t(`task.${task}`)))];
  return words.t('card.running', { count: running.length, kinds: words.list(kinds) });
}

function pendingView({ pending }: AccountState, words: Words, now: EpochMs): Card['estimate'] {
  if (pending === null || now - pending.at > pendingFor) return null;
  return { text: estimateText(words, pending.verdict), level: pending.verdict.heavy ? 'warning' : 'none' };
}

function notesOf(account: AccountState, selection: Selection, facts: Facts): string[] {
  const { words, settings } = selection;
  const { banked, topUp } = account;
  const notes: string[] = [];
  if (banked !== null && banked.available > 0)
    notes.push(
      banked.nextExpiry === null
        ? words.t('balance.banked', { count: banked.available })
        : words.t('balance.banked-until', { count: banked.available, date: words.date(banked.nextExpiry) }),
    );
  if (topUp?.enabled === true)
    notes.push(
      topUp.threshold === null || topUp.target === null
        ? words.t('balance.top-up-on')
        : words.t('balance.top-up', { threshold: topUp.threshold, target: topUp.target }),
    );
  const tasks = account.problems.find(({ about }) => about === 'tasks');
  if (tasks !== undefined)
    notes.push(
      words.t('problem.tasks', { service: facts.short, moment: words.moment(tasks.since, selection.conditions.now) }),
    );
  const entered = settings.entered[accountKey(account)];
  const told = account.cycle?.to ?? account.renewal?.at;
  if (entered?.renewalDay != null && told !== undefined && dayOf(told, selection) !== entered.renewalDay)
    notes.push(words.t('ask.contradiction-day', { day: entered.renewalDay, date: words.date(told) }));
  return notes;
}

const dayOf = (at: EpochMs, { conditions }: Selection) => new Date(at + conditions.offset * 60_000).getUTCDate();

/** What a paid plan with credits does not tell, asked for in one line each. */
function asksOf(account: AccountState, siblings: number, facts: Facts, { settings, conditions }: Selection): Ask[] {
  if (account.account === unknownAccount && siblings > 1) return ['whose'];
  const plan = account.plan === null ? undefined : facts.plans[account.plan.name];
  const credits = account.balances.find(({ unit, pool, left }) => unit === 'credits' && pool === null && left !== null);
  if (credits === undefined || plan?.paid !== true) return [];
  const entered = settings.entered[accountKey(account)];
  const asks: Ask[] = [];
  if (allowanceOf(account, facts, entered).monthly === null && !credits.cycle.refilled) asks.push('monthly');
  if (nextRenewal(account, entered, conditions.now, conditions.offset) === null) asks.push('renewal-day');
  return asks;
}

import { type AccountState, unknownAccount } from '../domain/account.ts';
import { planNow } from '../domain/own-plan.ts';
import { enteredFor } from '../domain/settings.ts';
import { day, type EpochMs, hour, type Ms } from '../domain/time.ts';
import { type Level, type WarningKind, worst } from '../domain/warning.ts';
import { accountName, hasName } from './account-names.ts';
import { balanceView } from './balances.ts';
import { type Bought, boughtOf, type Unseen, unseenOf } from './card-lots.ts';
import { asksOf, enteredOf, notesOf, runningText, stepsOf, troubleOf } from './card-notes.ts';
import { warningsOf } from './card-warnings.ts';
import { type LastTasks, lastTasksOf } from './last-tasks.ts';
import { isAskedInVain, isUnreadable, mainReadAt } from './main-numbers.ts';
import { planTitle } from './means.ts';
import { type BalanceView, type MeterView, windowView } from './meters.ts';
import { overdueOf } from './overdue.ts';
import { pendingView } from './pending.ts';
import { budgetLines } from './plan-views.ts';
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
  /** A task that is about to start; `short`: what of it goes into the toolbar; `more`: what follows, and a cheaper way. */
  readonly estimate: {
    readonly text: string;
    readonly level: Level;
    readonly short: string | null;
    readonly more: readonly string[];
  } | null;
  readonly notes: readonly string[];
  /** Which of them are about what was planned. */
  readonly planNotes: readonly string[];
  readonly asks: readonly Ask[];
  /** A rise of the credits that may have been a purchase. */
  readonly bought: Bought | null;
  readonly unseen: Unseen | null;
  /** Tasks that are over, and what they cost. */
  readonly last: LastTasks | null;
  /** Whether purchases of it can be entered: it has credits. */
  readonly purse: boolean;
  /** What somebody has entered and still counts; may be changed. */
  readonly entered: readonly { readonly ask: Exclude<Ask, 'whose'> | 'plan'; readonly text: string }[];
  /** Age and origin of the newest number. */
  readonly source: string | null;
  /** Accounts an unnamed card may be merged into. */
  readonly others: readonly { readonly owner: string; readonly name: string }[];
  readonly usagePage: string;
  readonly home: string;
  readonly service: string;
};

/** Numbers older than this are shown as old. */
const staleAfter: Ms = day;

export function cardOf(
  { id, facts }: Shown,
  account: AccountState | null,
  siblings: number,
  selection: Selection,
): Card {
  const { words, conditions, snapshot, settings } = selection;
  const state = stateOf(id, account, selection);
  const own = account ?? null;
  const plan = own === null ? null : planNow(own, enteredFor(settings, own));
  const meters =
    own === null
      ? []
      : own.windows
          .filter(({ missingSince }) => missingSince === null)
          .map((window) => windowView(window, own, facts, selection));
  const balances =
    own === null ? [] : shownBalances(own, selection).map((balance) => balanceView(balance, own, facts, selection));
  const parts = arranged(meters, balances);
  const shares = [...meters, ...balances.flatMap(({ cycle }) => cycle ?? [])];
  const limits = own === null ? [] : warningsOf(own, shares, facts, selection);
  const plans = own === null ? { notes: [], warnings: [] } : budgetLines(own, facts, selection);
  return {
    provider: id,
    account: own?.number ?? 1,
    owner: own?.account ?? null,
    state,
    // A plan is no limit: the badge and the frame speak of limits.
    level: worst(limits.map(({ level }) => level)),
    name: facts.name,
    accountName: own === null || (siblings < 2 && !hasName(own, settings)) ? null : accountName(own, words, settings),
    plan: plan === null ? null : words.t('card.plan', { plan: planTitle(plan.name, facts) }),
    ...parts,
    more: {
      ...parts.more,
      title: words.t('card.more', { count: parts.more.meters.length + parts.more.balances.length }),
    },
    warnings: [...limits, ...plans.warnings],
    trouble: troubleOf(state, own, facts, selection),
    steps: own !== null && overdueOf(own, facts, selection).length > 0 ? stepsOf(words, facts) : [],
    running: own === null ? null : runningText(own, words, conditions.now),
    estimate: own === null ? null : pendingView(own, facts, selection),
    notes: own === null ? [] : [...plans.notes, ...notesOf(own, selection, facts)],
    planNotes: plans.notes,
    entered: own === null ? [] : enteredOf(own, facts, selection),
    source: newestSource([...meters, ...balances]),
    // While the numbers cannot be trusted there is something more urgent to do than to answer questions.
    asks: own === null || (state !== 'ok' && state !== 'stale') ? [] : asksOf(own, siblings, facts, selection),
    bought: own === null ? null : boughtOf(own, facts, selection),
    unseen: own === null ? null : unseenOf(own, facts, selection),
    last: own === null ? null : lastTasksOf(own, facts, selection),
    purse: balances.some(({ id }) => id === 'credits'),
    others: snapshot.accounts
      .filter((one) => one.provider === id && one.account !== unknownAccount && one.account !== own?.account)
      .map((one) => ({ owner: one.account, name: accountName(one, words, settings) })),
    usagePage: facts.usagePage.value,
    home: facts.home,
    service: facts.short,
  };
}

function stateOf(id: string, account: AccountState | null, { conditions, snapshot }: Selection): CardState {
  if (conditions.noAccess.includes(id)) return 'no-access';
  if (conditions.needsReload.includes(id)) return 'needs-reload';
  if (account === null) return 'empty';
  if (account.signedOutAt !== null) return 'signed-out';
  if (isUnreadable(account)) return 'unreadable';
  if (isEmpty(account)) return 'empty';
  if (!conditions.online) return 'offline';
  if (conditions.now - (mainReadAt(account) ?? 0) <= staleAfter) return 'ok';
  // The service was used, and did not answer where it did before.
  return isAskedInVain(account, snapshot) ? 'unreadable' : 'stale';
}

/** A pool that several services share stands once, at its home, unless that is not watched. */
export function shownBalances(
  account: AccountState,
  { snapshot, services, settings }: Selection,
): AccountState['balances'] {
  const watched = services.filter(({ id }) => !settings.stopped.includes(id));
  return account.balances.filter(({ pool }) => {
    const home = watched.find(({ facts }) => facts.pool?.home === true && facts.pool.id === pool);
    if (pool === null || home === undefined || home.id === account.provider) return true;
    return !snapshot.accounts.some(
      (one) => one.provider === home.id && one.balances.some((balance) => balance.pool === pool),
    );
  });
}

const order = (meter: MeterView): number => {
  if (meter.blocked) return 1_000;
  const { phase, used, lasting } = meter;
  // What will probably be used up before it comes back runs out before what is fuller, but lasts; the soonest first.
  if (phase === 'known' && lasting?.runsOutIn != null) return 900 - Math.min(200, lasting.runsOutIn / hour);
  if (phase === 'known') return used ?? 0;
  // An overdue reset wants to be seen, unless something else is close to its limit.
  return meter.phase === 'awaiting-reset' ? 69 : meter.phase === 'unknown' ? -1 : -2;
};

/**
 * Open: the window that runs out first, every overdue one, credits and videos. Single features of a chat and the rest
 * are folded.
 */
function arranged(meters: readonly MeterView[], balances: readonly BalanceView[]) {
  const sorted = [...meters].sort((a, b) => order(b) - order(a));
  const known = sorted.filter(({ phase }) => phase === 'known');
  const first = known[0] ?? sorted[0];
  const shown = sorted.filter((one) => one === first || one.phase === 'awaiting-reset');
  const main = balances.filter(({ id }) => id === 'credits' || id === 'videos');
  const open = main.length > 0 ? main : first === undefined ? balances.slice(0, 1) : [];
  return {
    meters: shown,
    balances: open,
    // What an overdue one holds, nobody knows.
    binding: known.length > 1 ? (known[0]?.id ?? null) : null,
    more: {
      meters: sorted.filter((one) => !shown.includes(one)),
      balances: balances.filter((one) => !open.includes(one)),
    },
  };
}

/** Age and origin of the number that was read last. */
function newestSource(all: readonly { readonly seenAt: EpochMs; readonly source: string }[]): string | null {
  const [first, ...others] = all;
  if (first === undefined) return null;
  return others.reduce((best, one) => (one.seenAt > best.seenAt ? one : best), first).source;
}

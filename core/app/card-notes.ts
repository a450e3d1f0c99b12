import { type AccountState, unknownAccount } from '../domain/account.ts';
import { isPlanEntered, planNow } from '../domain/own-plan.ts';
import { isDrift, topics } from '../domain/problem.ts';
import { nextRenewal } from '../domain/renewal.ts';
import { type Entered, enteredFor } from '../domain/settings.ts';
import { expireTasks } from '../domain/task.ts';
import { type EpochMs, minute } from '../domain/time.ts';
import type { Facts } from '../providers/provider.ts';
import { quantity } from '../words/names.ts';
import { rounded } from '../words/warnings.ts';
import type { Words } from '../words/words.ts';
import type { Ask, Card, CardState } from './card.ts';
import { isUnreadable, mainReadAt } from './main-numbers.ts';
import { allowanceOf, planFacts, planTitle } from './means.ts';
import { planContradiction } from './plan-choices.ts';
import { unseenLately } from './spending.ts';
import { isEmpty, type Selection } from './view.ts';

const fewCredits = 10;
/** Chat turns are over in seconds: they are no news as running tasks. */
const notRunning = ['chat'];

/** What is wrong with a card's numbers, in words, and what to do about it. */
export function troubleOf(
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
      const since = problem?.since ?? (account === null ? null : mainReadAt(account));
      if (since === null) return null;
      const moment = words.moment(since, conditions.now);
      const text = t(`problem.${problem?.kind ?? 'changed-shape'}`, { service, moment });
      return { text: words.sentences([text, empty ? null : t('problem.last-known', { service })]), todo: 'open' };
    }
    default:
      return null;
  }
}

/** What to check when a reset is overdue. */
export function stepsOf({ t }: Words, facts: Facts): string[] {
  return [t('steps.reload', { service: facts.short }), t('steps.plan'), t('steps.elsewhere')];
}

export function runningText(account: AccountState, words: Words, now: EpochMs): string | null {
  const { tasks } = expireTasks(account.tasks, now);
  const running = tasks.filter(({ end, accepted, task }) => end === null && accepted && !notRunning.includes(task));
  if (running.length === 0) return null;
  const kinds = [...new Set(running.map(({ task }) => words.t(`task.${task}`)))];
  return words.t('card.running', { count: running.length, kinds: words.list(kinds) });
}

/** Single facts of an account that are no numbers of their own. */
export function notesOf(account: AccountState, selection: Selection, facts: Facts): string[] {
  const { words } = selection;
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
  const unseen = account.unseen === null ? unseenLately(account, facts.costs, selection.conditions.now) : 0;
  // What is asked about already is not said twice; a few credits are not worth a line.
  if (unseen >= fewCredits)
    notes.push(words.t('unseen.lately', { amount: quantity(words, rounded(unseen), 'credits') }));
  return [...notes, ...unreadOf(account, selection, facts), ...contradictionsOf(account, selection, facts)];
}

/**
 * What cannot be read beside the numbers. A page asks for some of it in vain, as for a team's limits where there is no
 * team: there only an answer that has changed is worth a word.
 */
function unreadOf(account: AccountState, { words, conditions }: Selection, facts: Facts): string[] {
  const shown = [...account.windows, ...account.balances].map(({ origin }) => origin.watch);
  const told = account.problems.filter(
    ({ about, kind, watch }) => about === 'tasks' || isDrift(kind) || (about === 'numbers' && shown.includes(watch)),
  );
  return topics.flatMap((about) => {
    const own = told.filter((one) => one.about === about);
    if (own.length === 0 || (about === 'numbers' && isUnreadable(account))) return [];
    const since = Math.min(...own.map((one) => one.since));
    return words.t(`problem.about.${about}`, { service: facts.short, moment: words.moment(since, conditions.now) });
  });
}

/** Where the page or an observation says otherwise than somebody has entered: they win, and it is said. */
function contradictionsOf(account: AccountState, selection: Selection, facts: Facts): string[] {
  const { words, settings } = selection;
  const entered = enteredFor(settings, account);
  const notes: string[] = [];
  const plan = planContradiction(account, facts, selection);
  if (plan !== null) notes.push(plan);
  const told = account.cycle?.to ?? account.renewal?.at;
  if (entered?.renewalDay != null && told !== undefined && dayOf(told, selection) !== entered.renewalDay)
    notes.push(words.t('ask.contradiction-day', { day: entered.renewalDay, date: words.date(told) }));
  const cycle = account.balances.find(({ unit, pool }) => unit === 'credits' && pool === null)?.cycle;
  if (
    entered?.monthly != null &&
    cycle?.refilled === true &&
    Math.abs(cycle.start - entered.monthly) > 0.02 * entered.monthly &&
    !(cycle.start > entered.monthly && hadPacks(account, cycle.since))
  )
    notes.push(words.t('ask.contradiction', { entered: entered.monthly, told: cycle.start }));
  return notes;
}

/** Whether something was there at a refill that is no part of the cycle's own credits: they explain what was more. */
function hadPacks({ lots }: AccountState, at: EpochMs): boolean {
  const known = [...lots.lots, ...lots.over.map(({ lot }) => lot)];
  return known.some((lot) => (lot.kind === 'purchased' || lot.kind === 'bonus') && lot.at <= at);
}

/** What somebody has entered and still counts, because neither page nor observation has said it. */
export function enteredOf(account: AccountState, facts: Facts, selection: Selection): Card['entered'] {
  const { words, settings } = selection;
  const entered = enteredFor(settings, account);
  const credits = account.balances.find(({ unit, pool }) => unit === 'credits' && pool === null);
  const shown: Card['entered'][number][] = [];
  if (isPlanEntered(account, entered)) {
    const plan = planNow(account, entered);
    const text = plan === null ? words.t('ask.entered-other') : planTitle(plan.name, facts);
    shown.push({ ask: 'plan', text: plan === null ? text : words.t('ask.entered-plan', { plan: text }) });
  }
  if (entered?.monthly != null && credits?.cycle.refilled === false) {
    const amount = quantity(words, entered.monthly, 'credits');
    shown.push({ ask: 'monthly', text: words.t('ask.entered', { amount }) });
  }
  if (entered?.renewalDay != null && account.cycle === null && account.renewal === null)
    shown.push({ ask: 'renewal-day', text: enteredDay(entered, account, selection) });
  return shown;
}

function enteredDay(entered: Entered, account: AccountState, { words, conditions }: Selection): string {
  const { now, offset, offsetAt } = conditions;
  const at = nextRenewal(account, entered, now, offset, offsetAt)?.at ?? now;
  return words.t('ask.entered-day', { day: entered.renewalDay ?? '', date: words.date(at) });
}

const dayOf = (at: EpochMs, { conditions }: Selection) => new Date(at + conditions.offset * minute).getUTCDate();

/** What a paid plan with credits does not tell, asked for in one line each. */
export function asksOf(
  account: AccountState,
  siblings: number,
  facts: Facts,
  { settings, conditions }: Selection,
): Ask[] {
  if (account.account === unknownAccount && siblings > 1) return ['whose'];
  const credits = account.balances.find(({ unit, pool, left }) => unit === 'credits' && pool === null && left !== null);
  const entered = enteredFor(settings, account);
  if (credits === undefined || planFacts(account, facts, entered)?.paid !== true) return [];
  const asks: Ask[] = [];
  if (allowanceOf(account, facts, entered).monthly === null && !credits.cycle.refilled) asks.push('monthly');
  if (nextRenewal(account, entered, conditions.now, conditions.offset) === null) asks.push('renewal-day');
  return asks;
}

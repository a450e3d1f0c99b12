import type { AccountState } from '../../domain/account.ts';
import { hasCycle } from '../../domain/balance.ts';
import { planNow } from '../../domain/own-plan.ts';
import { nextRenewal, openRenewal } from '../../domain/renewal.ts';
import { enteredFor } from '../../domain/settings.ts';
import { hour } from '../../domain/time.ts';
import { phaseOf, type WindowState } from '../../domain/window.ts';
import type { Facts } from '../../providers/provider.ts';
import { sourceText } from '../../words/costs.ts';
import { meterName } from '../../words/names.ts';
import type { Words } from '../../words/words.ts';
import { allowanceOf, planFacts, planTitle } from '../means.ts';
import { planContradiction } from '../plan-choices.ts';
import { renewalText } from '../renewal-text.ts';
import type { Selection } from '../view.ts';
import type { Line, Verdict } from './back.ts';

const worst = (all: readonly Verdict[]): Verdict =>
  all.includes('look') ? 'look' : all.includes('unknown') ? 'unknown' : 'fine';

/** Plan and cycle: what kind of credits it brings, and when the next ones come. */
export function planLine(account: AccountState, facts: Facts, selection: Selection): Line {
  const { words } = selection;
  const { t } = words;
  const entered = enteredFor(selection.settings, account);
  const plan = planNow(account, entered);
  if (plan === null)
    return {
      point: 'plan',
      verdict: 'unknown',
      text: planContradiction(account, facts, selection) ?? t('back.plan-unknown'),
    };
  const own = planFacts(account, facts, entered);
  const contradiction = planContradiction(account, facts, selection);
  const every = own?.grant?.value.every ?? null;
  const parts: readonly (readonly [Verdict, string] | null)[] = [
    plan.by === 'service'
      ? ['fine', t('back.plan', { plan: planTitle(plan.name, facts) })]
      : ['unknown', t('back.plan-entered', { plan: planTitle(plan.name, facts) })],
    contradiction === null ? null : ['look', contradiction],
    every === null ? null : ['fine', t(every === 'day' ? 'back.plan-daily' : 'back.plan-monthly')],
    account.renewal?.willRenew === false
      ? ['look', t('back.plan-ends', { date: words.dateAndYear(account.renewal.at) })]
      : null,
    cyclePart(account, facts, selection),
  ];
  const told = parts.filter((part) => part !== null);
  return {
    point: 'plan',
    verdict: worst(told.map(([verdict]) => verdict)),
    text: words.sentences(told.map(([, text]) => text)),
  };
}

function cyclePart(
  account: AccountState,
  facts: Facts,
  { words, settings, conditions }: Selection,
): readonly [Verdict, string] | null {
  const { now, offset, offsetAt } = conditions;
  const entered = enteredFor(settings, account);
  const balance = account.balances.find(hasCycle);
  if (balance === undefined || allowanceOf(account, facts, entered).daily) return null;
  const open = openRenewal(account, entered, balance, { now, offset, offsetAt });
  if (open !== null) return ['look', words.t('back.cycle-open', { moment: renewalText(account, open, words, now) })];
  const next = nextRenewal(account, entered, now, offset, offsetAt);
  if (next === null) return ['unknown', words.t('back.cycle-unknown')];
  const date = words.dateAndYear(next.at);
  return next.by === 'service'
    ? ['fine', words.t('back.cycle', { date, service: facts.short })]
    : ['unknown', words.t('back.cycle-entered', { date })];
}

/** When each limit is due; `null` where there are none. */
export function dueLine({ windows }: AccountState, { short }: Facts, { words, conditions }: Selection): Line | null {
  const listed = windows.filter(({ missingSince }) => missingSince === null);
  if (listed.length === 0) return null;
  const told = listed.map((window) => windowPart(window, short, words, conditions.now));
  const text = words.sentences(told.map((part) => part[1]));
  return { point: 'due', verdict: worst(told.map(([verdict]) => verdict)), text };
}

function windowPart(window: WindowState, service: string, words: Words, now: number): readonly [Verdict, string] {
  const meter = meterName(words, window);
  const { resetsAt } = window;
  const phase = phaseOf(window, now);
  if (phase === 'floating') return ['fine', words.t('back.window-idle', { meter })];
  if (resetsAt === null) return ['unknown', words.t('back.window-unknown', { meter, service })];
  const moment = words.moment(resetsAt, now);
  return phase === 'awaiting-reset'
    ? ['look', words.t('back.window-due', { meter, moment })]
    : ['fine', words.t('back.window', { meter, moment, service })];
}

/** What was learned of refills nobody announces, and what that rests on; `null` where there is nothing to learn. */
export function ruleLine(account: AccountState, facts: Facts, { words, settings, conditions }: Selection): Line | null {
  if (!account.balances.some(hasCycle)) return null;
  const { t } = words;
  const { now, offset } = conditions;
  const { evidence, next } = account.refills;
  const { daily } = allowanceOf(account, facts, enteredFor(settings, account));
  const told = !daily && nextRenewal(account, enteredFor(settings, account), now, offset)?.by === 'service';
  const seen = seenText(account, words, now);
  if (told)
    return {
      point: 'rule',
      verdict: 'fine',
      text: words.sentences([t('back.rule-told', { service: facts.short }), seen]),
    };
  if (next === null || evidence.refills.length === 0)
    return { point: 'rule', verdict: 'unknown', text: words.sentences([t('back.rule-none'), seen]) };
  const rule = t('back.rule', { rule: t(`reset.rule.${next.rule}`), percent: words.percent(next.confidence * 100) });
  const { due } = next;
  const [verdict, when]: readonly [Verdict, string] =
    due === null
      ? ['unknown', t('back.rule-no-time')]
      : due.latest <= now
        ? ['look', t('back.rule-overdue', { moment: words.moment(due.latest, now) })]
        : ['fine', t('back.rule-due', { from: words.moment(due.earliest, now), to: words.moment(due.latest, now) })];
  return { point: 'rule', verdict, text: words.sentences([seen, rule, when]) };
}

/** How many refills were seen, when the last one came, and how far it was from the one before. */
function seenText({ refills: { evidence } }: AccountState, words: Words, now: number): string | null {
  const [last, before] = evidence.refills.toReversed();
  if (last === undefined) return null;
  const values = {
    from: words.moment(last.after, now),
    to: words.moment(last.upTo, now),
    count: evidence.refills.length,
  };
  const apart = before === undefined ? 0 : last.upTo - before.upTo;
  return words.sentences([
    words.t('back.refills', values),
    apart < hour ? null : words.t('back.apart', { duration: words.duration(apart) }),
  ]);
}

/** What was promised until a day that is known; `null` where nothing was. */
export function promiseLine(
  account: AccountState,
  facts: Facts,
  { words, settings, conditions }: Selection,
): Line | null {
  const paid = planFacts(account, facts, enteredFor(settings, account))?.paid ?? null;
  const { promises = [] } = facts;
  const own = promises.filter(({ paidOnly }) => !paidOnly || paid !== false);
  if (own.length === 0) return null;
  const told = own.map(({ what, until }): readonly [Verdict, string] => {
    const at = Date.parse(until.value) + 12 * hour;
    const values = { date: words.dateAndYear(at), source: sourceText(words, until) };
    const over = at + 12 * hour <= conditions.now;
    return [over ? 'look' : 'fine', words.t(over ? `back.promise-over.${what}` : `back.promise.${what}`, values)];
  });
  return {
    point: 'promise',
    verdict: worst(told.map(([verdict]) => verdict)),
    text: words.sentences(told.map(([, text]) => text)),
  };
}

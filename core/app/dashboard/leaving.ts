import type { AccountState } from '../../domain/account.ts';
import { hasCycle } from '../../domain/balance.ts';
import { nextRenewal } from '../../domain/renewal.ts';
import { enteredFor } from '../../domain/settings.ts';
import type { Facts } from '../../providers/provider.ts';
import { sourceText } from '../../words/costs.ts';
import { lapseText } from '../../words/lots.ts';
import { quantity } from '../../words/names.ts';
import { lapsing } from '../expiries.ts';
import { allowanceOf, creditsOf, planFacts } from '../means.ts';
import type { Selection } from '../view.ts';

/** Before cancelling, or taking a smaller plan: what is left, what lapses when, what to use first. In that order. */
export function beforeLeaving(account: AccountState, facts: Facts, selection: Selection): readonly string[] {
  const balance = creditsOf(account);
  const own = planFacts(account, facts, enteredFor(selection.settings, account));
  if (balance === undefined || own?.paid === false) return [];
  const { words, conditions } = selection;
  const left =
    balance.left === null || balance.unlimited
      ? words.t('leaving.left-unknown')
      : words.t('leaving.left', {
          amount: quantity(words, Math.max(0, balance.left), 'credits'),
          ago: words.ago(conditions.now - balance.seenAt),
        });
  return [
    left,
    ...planEnd(account, facts, selection),
    ...boughtEnd(account, facts, selection),
    firstText(facts, selection),
    words.t('leaving.big-first'),
    words.t('leaving.no-refund'),
  ];
}

/** Until when the plan goes on, and what becomes of its credits. */
function planEnd(account: AccountState, facts: Facts, { words, conditions, settings }: Selection): readonly string[] {
  const { t } = words;
  const { leaving, short: service } = facts;
  const entered = enteredFor(settings, account);
  const next = nextRenewal(account, entered, conditions.now, conditions.offset, conditions.offsetAt);
  const date = next === null ? null : words.dateAndYear(next.at);
  const holds = leaving?.holdsUntil ?? null;
  const source = holds === null ? '' : sourceText(words, holds);
  const until =
    holds === null
      ? t('leaving.holds-unknown', { service })
      : date === null
        ? t('leaving.holds-no-date', { source })
        : t(next?.by === 'entered' ? 'leaving.holds-entered' : 'leaving.holds', { date, source });
  const balance = creditsOf(account);
  if (balance === undefined || !hasCycle(balance) || allowanceOf(account, facts, entered).daily) return [until];
  const lapse = leaving?.planCredits ?? null;
  return [
    until,
    lapse === null ? t('leaving.lapse-unknown') : t('leaving.lapse', { source: sourceText(words, lapse) }),
  ];
}

/** What was bought ends by itself; whether it can be used without the plan is another matter. */
function boughtEnd(account: AccountState, facts: Facts, { words, conditions }: Selection): readonly string[] {
  const { t } = words;
  const { leaving, purchases, short: service } = facts;
  const ends = lapsing(account, conditions.now).map((one) => lapseText(words, one, conditions.now));
  const months = purchases?.validMonths ?? null;
  const valid =
    months === null
      ? t('credits.validity-unknown', { service })
      : t('credits.validity', { service, months: months.value, source: sourceText(words, months) });
  const need = leaving?.boughtNeed ?? null;
  const usable =
    need === null
      ? t('leaving.need-unknown', { service })
      : need.value.length === 0
        ? t('leaving.need-none', { source: sourceText(words, need) })
        : t('leaving.need', { plans: words.either(need.value), source: sourceText(words, need) });
  return [words.sentences([valid, ...ends]), usable];
}

function firstText({ leaving, short: service }: Facts, { words }: Selection): string {
  const first = leaving?.spentFirst ?? null;
  if (first === null) return words.t('leaving.first-unknown', { service });
  return words.t(`leaving.first-${first.value}`, { source: sourceText(words, first) });
}

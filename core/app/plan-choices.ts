import type { AccountState } from '../domain/account.ts';
import { isPlanContradicted, isPlanEntered, planNow } from '../domain/own-plan.ts';
import { enteredFor } from '../domain/settings.ts';
import type { Facts } from '../providers/provider.ts';
import { planTitle } from './means.ts';
import type { Selection } from './view.ts';

/** Which plan an account has, to be chosen by hand. */
export type PlanField = {
  /** Of the one that counts: empty as the page says it, `other`, or `is:` and the service's key. */
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly text: string }[];
  /** Where the page has come to say something else than was chosen. */
  readonly contradiction: string | null;
};

const other = 'other';
const chosen = (key: string) => `is:${key}`;

/** The plans that are published of the service; `null` where none are, or it is closed. */
export function planFieldOf(account: AccountState, facts: Facts, selection: Selection): PlanField | null {
  const { words, settings } = selection;
  const entered = enteredFor(settings, account);
  const now = isPlanEntered(account, entered) ? (planNow(account, entered)?.name ?? null) : undefined;
  const plans = oneOfEachName(facts, now ?? null);
  if (plans.length === 0 || facts.retired !== null) return null;
  const page = account.plan === null ? null : planTitle(account.plan.name, facts);
  return {
    value: now === undefined ? '' : now === null ? other : chosen(now),
    options: [
      { value: '', text: page === null ? words.t('plans.page-none') : words.t('plans.page', { plan: page }) },
      ...plans.map((key) => ({ value: chosen(key), text: planTitle(key, facts) })),
      { value: other, text: words.t('plans.other') },
    ],
    contradiction: planContradiction(account, facts, selection),
  };
}

/** What a chosen value means: a plan's key, `null` for another one or none, `undefined` for what the page says. */
export function planChosen(value: string): string | null | undefined {
  if (value === '') return undefined;
  return value === other ? null : value.slice(chosen('').length);
}

/** Several keys of a service stand for one name; the first one, or the one that was chosen, stands for it here. */
function oneOfEachName({ plans }: Facts, now: string | null): readonly string[] {
  const keys = Object.keys(plans).toSorted((a, b) => Number(b === now) - Number(a === now));
  const names = new Map<string, string>();
  for (const key of keys) {
    const name = plans[key]?.name ?? key;
    if (!names.has(name)) names.set(name, key);
  }
  const first = new Set(names.values());
  return Object.keys(plans).filter((key) => first.has(key));
}

/** Where the page has come to say something else than somebody has entered: it counts, and that is said. */
export function planContradiction(account: AccountState, facts: Facts, { words, settings }: Selection): string | null {
  const entered = enteredFor(settings, account);
  if (!isPlanContradicted(account, entered) || account.plan === null || entered?.plan === undefined) return null;
  const told = planTitle(account.plan.name, facts);
  const { name } = entered.plan;
  return name === null
    ? words.t('ask.contradiction-other', { told })
    : words.t('ask.contradiction-plan', { entered: planTitle(name, facts), told });
}

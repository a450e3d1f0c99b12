import type { Planned } from '../domain/ceilings.ts';
import { quantity } from './names.ts';
import { asShown, type Words } from './words.ts';

/** `640` of `1,000 credits`, `360 credits` left. */
export function planValues(words: Words, { plan, spent }: Planned) {
  return {
    spent: words.amount(asShown(spent)),
    plan: quantity(words, plan, 'credits'),
    left: quantity(words, Math.max(0, plan - spent), 'credits'),
  };
}

/** What is spent of a plan, in one line: `640 of 1,000 credits (64%)`. */
export function spentText(words: Words, planned: Planned): string {
  const { spent, plan } = planValues(words, planned);
  return words.t('plan.spent', { spent, plan, percent: words.percent((planned.spent / planned.plan) * 100) });
}

import type { TaskState } from '../domain/task.ts';
import { quantity } from '../words/names.ts';
import { rounded } from '../words/warnings.ts';
import type { Words } from '../words/words.ts';

/** What one task took, as far as it is known. `credits` is `null` where `how` is `unknown`, and only there. */
export type TaskCost = { readonly credits: number | null; readonly how: 'measured' | 'shared' | 'unknown' };

/** By the record's own word of it. Nothing taken so far, while it may still be charged, is not known yet. */
export function taskCostOf({ cost }: Pick<TaskState, 'cost'>): TaskCost {
  if (cost === null || cost.credits === null || (cost.credits === 0 && !cost.final))
    return { credits: null, how: 'unknown' };
  return { credits: cost.credits, how: cost.how === 'shared' ? 'shared' : 'measured' };
}

/** The same in words, wherever tasks are listed: `12 credits`, `about 12 credits`, `not known`. */
export function taskCostText({ credits, how }: TaskCost, words: Words): string {
  if (credits === null) return words.t('tasks.cost-unknown');
  if (how === 'measured') return quantity(words, credits, 'credits');
  return words.t('tasks.cost-shared', { amount: quantity(words, rounded(credits), 'credits') });
}

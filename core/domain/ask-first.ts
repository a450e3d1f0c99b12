import type { AccountState } from './account.ts';
import type { Settings } from './settings.ts';
import { localDay } from './time.ts';

/**
 * When a costly request waits for a yes.
 *
 * - `every`: each heavy task
 * - `second`: from the second heavy task of the day on
 * - `over-cap`: only those above the cap for one task
 */
export const askFirstModes = ['off', 'every', 'second', 'over-cap'] as const;
export type AskFirst = (typeof askFirstModes)[number];

/** Off, unless somebody has switched it on for the service. */
export function askFirstOf({ askFirst }: Pick<Settings, 'askFirst'>, provider: string): AskFirst {
  return Object.hasOwn(askFirst, provider) ? (askFirst[provider] ?? 'off') : 'off';
}

const unaskedKey = (provider: string, kind: string) => `${provider}/${kind}`;

/** Whether the task that is pending is to be asked about. `today`: the local day, `2026-11-22`. */
export function isAskedFirst(
  settings: Pick<Settings, 'askFirst' | 'unasked'>,
  { provider, pending }: AccountState,
  accounts: readonly AccountState[],
  today: string,
): boolean {
  if (pending === null || !pending.left || !pending.verdict.heavy) return false;
  const { estimate, reasons } = pending.verdict;
  if (settings.unasked[unaskedKey(provider, estimate.task)] === today) return false;
  switch (askFirstOf(settings, provider)) {
    case 'off':
      return false;
    case 'every':
      return true;
    case 'second':
      return accounts.some(
        (one) => one.provider === provider && one.firstHeavy?.day === today && one.firstHeavy.call !== pending.call,
      );
    case 'over-cap':
      return reasons.includes('over-cap');
  }
}

/** Nothing more is asked about this kind today. What was said on other days is forgotten. */
export function unaskedToday(settings: Settings, provider: string, kind: string, today: string): Settings {
  const still = Object.entries(settings.unasked).filter(([, day]) => day === today);
  return { ...settings, unasked: { ...Object.fromEntries(still), [unaskedKey(provider, kind)]: today } };
}

/** Notes the first heavy task of a day when it leaves. `offset`: minutes that local time is ahead of UTC. */
export function noteHeavy(account: AccountState, offset: number): AccountState {
  const { pending, firstHeavy } = account;
  if (pending === null || !pending.left || !pending.verdict.heavy) return account;
  const day = localDay(pending.at, offset);
  return firstHeavy?.day === day ? account : { ...account, firstHeavy: { day, call: pending.call } };
}

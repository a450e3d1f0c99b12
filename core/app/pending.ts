import type { AccountState } from '../domain/account.ts';
import type { Verdict } from '../domain/preflight.ts';
import { enteredFor } from '../domain/settings.ts';
import { type EpochMs, type Ms, minute } from '../domain/time.ts';
import type { Facts } from '../providers/provider.ts';
import { compact } from '../words/names.ts';
import { consequenceText, estimateText, todoText } from '../words/preflight.ts';
import { rounded } from '../words/warnings.ts';
import type { Card } from './card.ts';
import { pendingFor } from './heads-up.ts';
import { judgedBy } from './judgement.ts';
import type { Selection } from './view.ts';

/** The toolbar speaks of a heavy task for so long; then of the limits again. */
export const badgeFor: Ms = 5 * minute;

/** The estimate of a task that is about to start, for as long as it may still be, against what is left now. */
export function pendingView(account: AccountState, facts: Facts, selection: Selection): Card['estimate'] {
  const { words, settings, conditions } = selection;
  const { pending, tasks } = account;
  if (pending === null || conditions.now - pending.at > pendingFor) return null;
  if (tasks.some(({ key, end }) => key === pending.call && end !== null)) return null;
  const { estimate, parameters, guessed } = pending.verdict;
  const entered = enteredFor(settings, account);
  const ahead = { task: estimate.task, estimate, parameters, guessed };
  const verdict = judgedBy(account, ahead, { facts, settings, entered, ...conditions });
  const { now } = conditions;
  const follows = verdict.heavy ? consequenceText(words, verdict, now) : null;
  const more = verdict.heavy ? [follows, todoText(words, verdict, now)] : [];
  return {
    text: estimateText(words, verdict, { basis: follows === null }),
    level: verdict.heavy ? 'warning' : 'none',
    short: verdict.heavy ? shortOf(verdict, pending.at, now) : null,
    more: more.filter((one) => one !== null),
  };
}

/** `~350`: what it will probably take, in the few characters of the toolbar. */
function shortOf({ estimate, reasons, meter }: Verdict, at: EpochMs, now: EpochMs): string | null {
  if (now - at > badgeFor) return null;
  if (reasons[0] === 'near-limit') return meter?.used == null ? null : `${Math.floor(meter.used)}%`;
  const middle = rounded(estimate.middle);
  return `~${compact(middle < 1_000 ? middle : Math.round(middle / 1_000) * 1_000)}`;
}

import type { AccountState } from '../domain/account.ts';
import type { Notice } from '../domain/notice.ts';
import { day, type Ms } from '../domain/time.ts';
import { keyOf, ownerAt, type Warning } from './notice-parts.ts';
import { runningPeriods } from './plans.ts';

/** A cycle that begins earlier than this after another one is the same, of which more has become known. */
const shortestCycle: Ms = 25 * day;

/**
 * With the first reading of a new cycle: a plan can be made for it. Nothing is told of the first cycle that is seen,
 * nor late in one. What was seen to begin is kept with what was spent, so each is told once.
 */
export function cyclePlan(account: AccountState, before: AccountState, warning: Warning): Notice[] {
  const [last, running] = [before.spentBy.cycle, account.spentBy.cycle];
  if (last === null || running === null || running.from - last.from < shortestCycle) return [];
  const cycle = runningPeriods(account, warning).cycle;
  const late = warning.now - cycle.from > (cycle.to - cycle.from) / 2;
  if (cycle.by !== 'cycle' || late || !warning.settings.notify['cycle-plan']) return [];
  return [
    {
      ...ownerAt(account, warning.at),
      kind: 'cycle-plan',
      key: keyOf(account, 'cycle-plan', running.from),
      subject: { meter: 'credits', label: 'credits', length: null },
      until: cycle.to,
    },
  ];
}

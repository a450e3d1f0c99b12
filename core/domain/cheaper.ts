import type { Case, Reason } from './preflight.ts';
import { day, type EpochMs, type Ms } from './time.ts';

/**
 * A way to the same for less.
 *
 * - `wait`: what pays then costs nothing beside the plan
 * - `fewer`: one instead of several at once; `low` to `high` is what one would cost
 * - `draft`: a short try in low resolution first · `outline`: settle the outline in chat first
 * - `scope`: decide the use and the length first · `split`: settle the specification, and split it
 */
export type Cheaper =
  | { readonly way: 'wait'; readonly until: EpochMs }
  | { readonly way: 'fewer'; readonly low: number; readonly high: number }
  | { readonly way: 'draft' | 'outline' | 'scope' | 'split' };

/** Nobody waits longer than this for one task. */
const longestWait: Ms = 2 * day;

/** What to try instead, the best first. `paid`: somebody is known to pay, so that waiting may change who. */
export function cheaperWays(task: Case, found: ReadonlySet<Reason>, paid: boolean): readonly Cheaper[] {
  const until = paid ? resetOf(task, found) : null;
  return [
    ...(until !== null && until > task.now && until - task.now <= longestWait ? [{ way: 'wait' as const, until }] : []),
    ...fewer(task),
    ...byKind(task),
  ];
}

/** When waiting helps: the plan pays again, or the credits are there again. */
function resetOf({ meters, estimate, means, renewsAt }: Case, found: ReadonlySet<Reason>): EpochMs | null {
  // Waiting changes who pays, not what somebody has set for themselves.
  if (!(['does-not-fit', 'spends-credits', 'near-limit'] as const).some((one) => found.has(one))) return null;
  if (meters.length === 0) return renewsAt;
  const short = meters.filter(({ unit, left, used }) =>
    unit === estimate.unit ? left !== null && left < estimate.high : (used ?? 0) >= means.warning,
  );
  // One of them that tells no time leaves it open when they all pay again.
  const resets = short.map(({ resetsAt }) => resetsAt);
  return resets.length === 0 || resets.includes(null) ? null : Math.max(...resets.map((at) => at ?? 0));
}

function fewer({ estimate: { low, high }, parameters: { variants } }: Case): readonly Cheaper[] {
  return variants === undefined || variants < 2 ? [] : [{ way: 'fewer', low: low / variants, high: high / variants }];
}

function byKind({ estimate }: Case): readonly Cheaper[] {
  switch (estimate.task) {
    case 'video':
      return [{ way: 'draft' }];
    case 'slides':
    case 'sheets':
    case 'page':
      return [{ way: 'outline' }];
    case 'research':
      return [{ way: 'scope' }];
    case 'developer':
    case 'agent':
      return [{ way: 'split' }];
    default:
      return [];
  }
}

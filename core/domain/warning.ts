/**
 * What Nokori warns about. The list is closed: each has words in `locales/`, stands in the popup as `data-warning`,
 * and may be told as a notification.
 *
 * - `near-limit`: past 70 % (notice) or 80 % (warning) of a window or of a cycle's credits
 * - `limit-reached`: used up, or the service says that work stops here
 * - `came-back`: there is an allowance again
 * - `back-expected`: asked to be told, the time has come, but nobody has confirmed it yet
 * - `heavy-task`: a costly task is about to start
 * - `will-run-out`: at this pace it is used up before it comes back
 * - `low-balance`: less is left than a few typical tasks take
 * - `credits-expire`: purchased credits lapse soon
 * - `unusual-use`: credits went while nothing was running in this browser
 * - `top-up`: the service is about to buy credits by itself
 * - `promise-ends`: something promised for a time ends soon
 * - `retakes`: the same again and again
 * - `failed-charge`: a task failed, was charged all the same, and nothing came back
 * - `budget`, `envelope`, `job-ceiling`: past a share of what somebody has planned, or all of it
 * - `review`: the time to look back has come (notification only)
 * - `cycle-plan`: a new cycle has begun, for which a plan can be made (notification only)
 */
export const warningKinds = [
  'near-limit',
  'limit-reached',
  'came-back',
  'back-expected',
  'heavy-task',
  'will-run-out',
  'low-balance',
  'credits-expire',
  'unusual-use',
  'top-up',
  'promise-ends',
  'retakes',
  'failed-charge',
  'budget',
  'envelope',
  'job-ceiling',
  'review',
  'cycle-plan',
] as const;
export type WarningKind = (typeof warningKinds)[number];

export const levels = ['none', 'notice', 'warning', 'critical'] as const;
export type Level = (typeof levels)[number];

export function worst(all: readonly Level[]): Level {
  return levels[Math.max(0, ...all.map((level) => levels.indexOf(level)))] ?? 'none';
}

/** The two shares, in percent used, at which Nokori speaks up. The user's to move. */
export type Thresholds = { readonly notice: number; readonly warning: number };

export function levelOf(used: number | null, { notice, warning }: Thresholds): Level {
  if (used === null) return 'none';
  if (used >= 100) return 'critical';
  if (used >= warning) return 'warning';
  return used >= notice ? 'notice' : 'none';
}

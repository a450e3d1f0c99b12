/**
 * Why an answer gave no reading. A closed list: every screen must have words for each.
 *
 * - `changed-shape`: a field that we need is missing or of another kind
 * - `not-json`: HTML, plain text or cut-off JSON where JSON was expected (a challenge page, a proxy)
 * - `too-large`: more than we are willing to read in somebody's page
 * - `asked-too-often`: 429 that is not a plan limit
 * - `refused`: 403 and its like
 * - `service-trouble`: 5xx
 * - `unexpected-answer`: any other status
 */
export const problemKinds = [
  'changed-shape',
  'not-json',
  'too-large',
  'asked-too-often',
  'refused',
  'service-trouble',
  'unexpected-answer',
] as const;
export type ProblemKind = (typeof problemKinds)[number];

/** Whether the service has changed, or something stands between: such answers are worth a look. */
export function isDrift(kind: ProblemKind): boolean {
  return kind === 'changed-shape' || kind === 'not-json';
}

/** What cannot be read because of a problem. Only `numbers` make a card unreadable. */
export const topics = ['numbers', 'features', 'tasks', 'plan', 'history'] as const;
export type Topic = (typeof topics)[number];

/** `paths` name what was found instead of what we know, as `$.a.b[]:kind`; never values. */
export type Problem = { readonly kind: ProblemKind; readonly about: Topic; readonly paths: readonly string[] };

/** The problem that an HTTP status alone tells; `null` for a success. */
export function problemOfStatus(status: number): ProblemKind | null {
  if (status >= 200 && status < 300) return null;
  if (status === 429) return 'asked-too-often';
  if (status === 403 || status === 451) return 'refused';
  return status >= 500 ? 'service-trouble' : 'unexpected-answer';
}

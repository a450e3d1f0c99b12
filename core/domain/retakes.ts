import type { TaskParameters } from './reading.ts';
import type { TaskKind, TaskState } from './task.ts';
import { day, type EpochMs, type Ms, minute } from './time.ts';

/**
 * A full-length run of a costly kind. `like`: its kind and settings; runs alike are taken for retakes of one another.
 * `told`: its streak has been spoken of.
 */
export type Take = {
  readonly key: string;
  readonly like: string;
  readonly seconds: number | null;
  readonly at: EpochMs;
  readonly told: boolean;
};

/** So many alike, in so short a time. `since`: when the first of them began. */
export type Retakes = {
  readonly task: TaskKind;
  readonly count: number;
  readonly like: string;
  readonly since: EpochMs;
};

/** How many alike there have been so far, and whether one more now would be one too many. */
export type Streak = { readonly count: number; readonly since: EpochMs | null; readonly full: boolean };

/** Kinds of which a retake is dear, and which there is a tip for. */
const dear: readonly TaskKind[] = ['video', 'slides', 'page', 'research', 'developer'];
const shortly: Ms = 30 * minute;
const together: Ms = minute;
const shortlyMany = 3;
const dailyMany = 4;
const kept = 40;
/** Sizes that only tests are made in. A service's own "small" may be its standard, as Sora's was. */
const low = /(^|\D)(144|240|360|480)(p|\D|$)|(^|[^a-z])low|draft|preview/i;

/** Whether a second one alike is called a retake. */
export const isRetaken = (task: TaskKind): boolean => dear.includes(task);

/** Whether so long after one much like it another one is a retake: not together with it, and not on another occasion. */
export const isAgain = (gap: Ms): boolean => gap >= together && gap < shortly;

/** A try before the real one: of a low size, or at most half as long as the longest of its kind (seconds). */
export function isTry(
  { size, seconds }: { readonly size: string | null; readonly seconds: number | null },
  longest: number,
): boolean {
  return low.test(size ?? '') || (seconds !== null && seconds * 2 <= longest);
}

/**
 * Takes a run that begins into those of the last day, and says whether it is one retake too many: the third alike in
 * half an hour, or the fourth of the day; once for each streak. Short or low previews are what we advise, so they do not
 * count. `midnight`: when the local day began. The same run twice changes nothing.
 */
export function absorbTake(
  takes: readonly Take[],
  { key, task, parameters, startedAt }: Pick<TaskState, 'key' | 'task' | 'parameters' | 'startedAt'>,
  midnight: EpochMs,
): { readonly takes: readonly Take[]; readonly retakes: Retakes | null } {
  const fresh = takes.filter(({ at }) => at > startedAt - day);
  if (!dear.includes(task) || takes.some((one) => one.key === key)) return { takes: fresh, retakes: null };
  const { seconds = null } = parameters;
  const take: Take = { key, like: likeOf(task, parameters), seconds, at: startedAt, told: false };
  if (isPreview(take, parameters, fresh)) return { takes: fresh, retakes: null };
  const next = [...fresh, take].toSorted((a, b) => a.at - b.at).slice(-kept);
  const alike = next.filter(({ like }) => like === take.like);
  const { soon, today } = streaksOf(alike, startedAt, midnight);
  const chain = chainOf(alike, take);
  const many =
    today.length >= dailyMany && isTold(parameters) && !today.some(({ told }) => told)
      ? today
      : soon.length >= shortlyMany && !chain.some(({ told }) => told)
        ? soon
        : null;
  // Whatever belongs to the streak knows that it has been told, should one of them fail and be taken out.
  const spoken = many !== null || chain.some(({ told }) => told) ? [...chain, ...(many ?? [])] : [];
  const marked = next.map((one) => (spoken.includes(one) ? { ...one, told: true } : one));
  if (many === null) return { takes: marked, retakes: null };
  return { takes: marked, retakes: { task, count: many.length, like: take.like, since: many[0]?.at ?? startedAt } };
}

/** The streak that a run of this kind with these parameters would continue, were it to begin now. */
export function streakOf(
  takes: readonly Take[],
  task: TaskKind,
  parameters: TaskParameters,
  now: EpochMs,
  midnight: EpochMs,
): Streak {
  const like = likeOf(task, parameters);
  const fresh = takes.filter(({ at }) => at > now - day);
  if (!dear.includes(task) || isPreview({ like, seconds: parameters.seconds ?? null }, parameters, fresh))
    return { count: 0, since: null, full: false };
  const { soon, today } = streaksOf(
    fresh.filter((one) => one.like === like),
    now,
    midnight,
  );
  const longer = today.length >= soon.length ? today : soon;
  const full = soon.length + 1 >= shortlyMany || (isTold(parameters) && today.length + 1 >= dailyMany);
  return { count: longer.length, since: longer[0]?.at ?? null, full };
}

function likeOf(task: TaskKind, { model = '', size = '', seconds }: TaskParameters): string {
  return [task, model, size, seconds ?? ''].join('|');
}

/** Runs of which nothing is known but the kind may be as many different jobs: only in quick succession are they alike. */
const isTold = ({ model, size, seconds }: TaskParameters) =>
  model !== undefined || size !== undefined || seconds !== undefined;

/** Those of the last half hour, and those of the day. */
function streaksOf(alike: readonly Take[], now: EpochMs, midnight: EpochMs) {
  const tries = apart(alike);
  return {
    soon: tries.filter(({ at }) => at > now - shortly),
    today: tries.filter(({ at }) => at >= midnight),
  };
}

/** Runs around one of them with no more than half an hour from each to the next. */
function chainOf(alike: readonly Take[], take: Take): readonly Take[] {
  const place = alike.indexOf(take);
  const isGap = (from: number) => (alike[from + 1]?.at ?? 0) - (alike[from]?.at ?? 0) >= shortly;
  let [first, last] = [place, place];
  while (first > 0 && !isGap(first - 1)) first--;
  while (last < alike.length - 1 && !isGap(last)) last++;
  return alike.slice(first, last + 1);
}

/** Several that are started together are one try. */
function apart(takes: readonly Take[]): readonly Take[] {
  const tries: Take[] = [];
  for (const take of takes) if (take.at - (tries.at(-1)?.at ?? 0) >= together) tries.push(take);
  return tries;
}

function isPreview(
  { seconds, like }: Pick<Take, 'seconds' | 'like'>,
  { size = '' }: TaskParameters,
  others: readonly Take[],
): boolean {
  const kind = like.split('|')[0];
  // Of the same day: `others` are no older.
  const longest = others.filter((one) => one.like.split('|')[0] === kind).map((one) => one.seconds ?? 0);
  return isTry({ size, seconds }, Math.max(0, ...longest));
}

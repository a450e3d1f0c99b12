import type { TaskKind, TaskState } from './task.ts';
import { day, type EpochMs, type Ms, minute } from './time.ts';

/** A full-length run of a costly kind. `like`: its kind and settings; runs alike are taken for retakes of one another. */
export type Take = {
  readonly key: string;
  readonly like: string;
  readonly seconds: number | null;
  readonly at: EpochMs;
};

/** So many alike, in so short a time. `since`: when the first of them began. */
export type Retakes = {
  readonly task: TaskKind;
  readonly count: number;
  readonly like: string;
  readonly since: EpochMs;
};

/** Kinds of which a retake is dear, and which there is a tip for. */
const dear: readonly TaskKind[] = ['video', 'slides', 'page', 'research', 'developer'];
const shortly: Ms = 30 * minute;
const shortlyMany = 3;
const dailyMany = 4;
const kept = 40;
/** Sizes that only tests are made in. */
const low = /(^|\D)(144|240|360|480)(p|\D|$)|low|draft|preview|small/i;

/** Whether a second one alike is called a retake. */
export const isRetaken = (task: TaskKind): boolean => dear.includes(task);

/** A try before the real one: of a low size, or at most half as long as the longest of its kind (seconds). */
export function isPreview(
  { size, seconds }: { readonly size: string | null; readonly seconds: number | null },
  longest: number,
): boolean {
  return low.test(size ?? '') || (seconds !== null && seconds * 2 <= longest);
}

/**
 * Takes a run that begins into those of the last day, and says whether it is one retake too many: the third alike in
 * half an hour, or the fourth of the day. Short or low previews are what we advise, so they do not count.
 * `midnight`: when the local day began. The same run twice changes nothing.
 */
export function absorbTake(
  takes: readonly Take[],
  { key, task, parameters, startedAt }: Pick<TaskState, 'key' | 'task' | 'parameters' | 'startedAt'>,
  midnight: EpochMs,
): { readonly takes: readonly Take[]; readonly retakes: Retakes | null } {
  const fresh = takes.filter(({ at }) => at > startedAt - day);
  if (!dear.includes(task) || takes.some((one) => one.key === key)) return { takes: fresh, retakes: null };
  const { model = '', size = '', seconds = null } = parameters;
  const take: Take = { key, like: [task, model, size, seconds ?? ''].join('|'), seconds, at: startedAt };
  const next = [...fresh, take].slice(-kept);
  if (isPreview({ size, seconds }, longestToday(take, fresh)))
    return { takes: next.filter((one) => one !== take), retakes: null };
  const alike = apart(next.filter(({ like }) => like === take.like));
  const soon = alike.filter(({ at }) => at > startedAt - shortly);
  const today = alike.filter(({ at }) => at >= midnight);
  const many = today.length >= dailyMany ? today : soon.length >= shortlyMany ? soon : null;
  if (many === null) return { takes: next, retakes: null };
  return { takes: next, retakes: { task, count: many.length, like: take.like, since: many[0]?.at ?? startedAt } };
}

/** Several that are started together are one try. */
function apart(takes: readonly Take[]): readonly Take[] {
  return takes.filter(({ at }, place) => place === 0 || at - (takes[place - 1]?.at ?? 0) >= together);
}

const together: Ms = minute;

/** The longest run of the same kind on the same day, in seconds. */
function longestToday({ like }: Take, others: readonly Take[]): number {
  const kind = like.split('|')[0];
  const longest = others.filter((one) => one.like.split('|')[0] === kind).map(({ seconds }) => seconds ?? 0);
  return Math.max(0, ...longest);
}

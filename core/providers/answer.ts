import * as z from 'zod/mini';
import { type ProblemKind, problemOfStatus, type Topic } from '../domain/problem.ts';
import type { Reading } from '../domain/reading.ts';
import type { Sighting } from '../domain/sighting.ts';
import type { TaskKind } from '../domain/task.ts';
import { type EpochMs, minute, readMoment, second } from '../domain/time.ts';
import type { Outcome } from './provider.ts';

/** Nothing to say: a sighting that is no answer and changes nothing. */
export const nothing: Outcome = { readings: [], problems: [] };

export function only(...readings: Reading[]): Outcome {
  return { readings, problems: [] };
}

export function trouble(kind: ProblemKind, about: Topic, paths: readonly string[] = []): Outcome {
  return { readings: [], problems: [{ kind, about, paths }] };
}

/**
 * Reads the fields of a successful answer by its schema. An error status, a body that is no JSON and a shape we do
 * not know become the named problem; where the page missed a needed field, what could be read still counts.
 */
export function readFields<Schema extends z.core.$ZodType>(
  sighting: Sighting,
  about: Topic,
  schema: Schema,
  read: (fields: z.output<Schema>) => Outcome,
): Outcome {
  const failed = failureOf(sighting, about);
  if (failed !== null) return failed;
  const parsed = z.safeParse(schema, sighting.fields);
  if (!parsed.success) return trouble('changed-shape', about, sighting.outline ?? pathsOf(parsed.error));
  const outcome = read(parsed.data);
  const decided = outcome.problems.length > 0 || outcome.readings.some(({ kind }) => kind === 'signed-out');
  if (sighting.outline === undefined) return outcome;
  if (decided) {
    const { outline } = sighting;
    return {
      ...outcome,
      problems: outcome.problems.map((one) =>
        one.kind === 'changed-shape' && one.paths.length === 0 ? { ...one, paths: outline } : one,
      ),
    };
  }
  return { ...outcome, problems: [{ kind: 'changed-shape', about, paths: sighting.outline }] };
}

/** What the envelope alone tells: signed out, refused, too often, not JSON; `null` where the fields may be read. */
export function failureOf(sighting: Sighting, about: Topic): Outcome | null {
  const { status, unread, phase } = sighting;
  if (phase !== 'answer') return null;
  if (status === 401) return only({ kind: 'signed-out' });
  const kind = problemOfStatus(status);
  if (kind !== null) return trouble(kind, about);
  return unread === undefined ? null : trouble(unread, about);
}

/**
 * A task whose request was refused. An error status is the service's word on this one task and no trouble of ours; only
 * a success that cannot be read is.
 */
export function failedTask(sighting: Sighting, ended: Reading): Outcome {
  const failure = failureOf(sighting, 'tasks') ?? nothing;
  const refused = problemOfStatus(sighting.status) !== null;
  return { readings: [...failure.readings, ended], problems: refused ? [] : failure.problems };
}

function pathsOf(error: z.core.$ZodError): string[] {
  return error.issues
    .slice(0, 100)
    .map(({ path, code }) => `$${path.map((key) => (typeof key === 'number' ? '[]' : '.*')).join('')}:${code}`);
}

/** A percentage that can be one: over 100 % happens; less than nothing, or many times over, is nonsense. */
export function isShare(used: number | null | undefined): used is number {
  return typeof used === 'number' && used >= 0 && used <= 1_000;
}

/** Nothing comes back later than in two years; a number beyond that is not a time. */
const furthest = 2 * 366 * 86_400;

/** A clock that differs by more than this from the server's is wrong, not late. */
export const clockTolerance = minute;

/** How far the server's clock is ahead of ours; 0 where it is within tolerance or unknown. */
export function clockLead({ served, at }: Sighting): number {
  return served !== null && Math.abs(served - at) > clockTolerance ? served - at : 0;
}

/**
 * When something comes back, by our own clock. Seconds from now count from the moment of the answer and need no
 * clock; an absolute time is moved by what the server's clock is ahead. Where both are told and agree, the absolute
 * one is kept, since it does not jitter.
 */
export function comesBackAt(
  sighting: Sighting,
  told: { in?: number | null | undefined; at?: unknown },
): EpochMs | null {
  const written = readMoment(told.at);
  const absolute = written === null ? null : written - clockLead(sighting);
  if (told.in == null || told.in < 0 || told.in > furthest) return absolute;
  const relative = sighting.at + Math.round(told.in * second);
  return absolute !== null && Math.abs(absolute - relative) <= clockTolerance ? absolute : relative;
}

/** The address of a costly composer is open. */
export function composing(task: TaskKind): (sighting: Sighting) => Outcome {
  return ({ call }) => only({ kind: 'composer', task, visit: call });
}

/**
 * What a table says of a name that came from outside. A name of the language itself (`constructor`) is no entry: without
 * this a function would stand where a word is expected.
 */
export function entryOf<T>(table: Readonly<Record<string, T>>, name: string | null | undefined): T | undefined {
  return name != null && Object.hasOwn(table, name) ? table[name] : undefined;
}

/** `code_review` and `GPT-5.3-Codex-Spark` as a stable id: lower case, words joined by `-`. */
export function idOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 48);
}

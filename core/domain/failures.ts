import { chargeLag, type Move } from './charge-ledger.ts';
import type { TaskParameters } from './reading.ts';
import type { TaskKind } from './task.ts';
import { day, type EpochMs, type Ms } from './time.ts';

/**
 * A task that failed or was stopped, and took credits all the same. What becomes of them is found by comparing
 * balances, never by what a page calls it.
 *
 * - `pending`: they may still come back · `given-back`: as much came back later
 * - `not-given-back`: nothing came back within the settling time
 * - `unclear`: something else moved the balance meanwhile, so that nobody can tell
 */
export type Failure = {
  /** The task's key. */
  readonly key: string;
  readonly task: TaskKind;
  readonly parameters: TaskParameters;
  /** The service's own id for it, where it has told one. */
  readonly reference: string | null;
  readonly end: 'failed' | 'stopped';
  readonly startedAt: EpochMs;
  readonly endedAt: EpochMs;
  /** What it took. */
  readonly credits: number;
  /** The balance around it, where its charge was seen there. */
  readonly balance: { readonly before: number; readonly after: number } | null;
  readonly state: 'pending' | 'given-back' | 'not-given-back' | 'unclear';
  /** When the state was last found out; `null` while pending. */
  readonly settledAt: EpochMs | null;
  /** What gave it back: a rise of the balance, a line of the service's own log, or both. One gives back one failure. */
  readonly rise: EpochMs | null;
  readonly line: string | null;
};

/** A line of the service's own log that gives credits: how many, positive. */
export type GivenLine = { readonly id: string; readonly at: EpochMs; readonly credits: number };

/** Failures in order of time, and the lines that gave credits lately: one may be read before the failure is known. */
export type FailuresState = { readonly all: readonly Failure[]; readonly given: readonly GivenLine[] };

export const noFailures: FailuresState = { all: [], given: [] };

/** What is known of the balance after a failure. */
export type SeenSince = {
  readonly moves: readonly Move[];
  readonly lines: readonly GivenLine[];
  /** When the balance was last refilled or first seen: that rise gives nothing back. */
  readonly refilledAt: EpochMs | null;
  /** The last reading of the balance; `null`: none. */
  readonly readAt: EpochMs | null;
  readonly now: EpochMs;
};

/**
 * How long credits may take to come back. No service we watch says; elsewhere automatic refunds were seen after two and
 * a half hours, and ChatGPT's log of credits goes by the day.
 */
export const settlingTime: Ms = day;

/** The latest failures are kept, those that still wait before the others. */
export const failuresKept = 12;
const linesKept = 24;

/** With lines that have been read, each once. */
export function withLines(given: readonly GivenLine[], lines: readonly GivenLine[]): readonly GivenLine[] {
  const fresh = lines.filter(({ id }) => !given.some((one) => one.id === id));
  if (fresh.length === 0) return given;
  return [...given, ...fresh].toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1)).slice(-linesKept);
}

/** What a failed or stopped task has taken, as it is known now. What has been settled stays as it is. */
export function charged(
  failures: readonly Failure[],
  charge: Omit<Failure, 'state' | 'settledAt' | 'rise' | 'line'>,
): readonly Failure[] {
  const known = failures.find(({ key }) => key === charge.key);
  if (known !== undefined && known.state !== 'pending') return failures;
  const next: Failure = { ...charge, state: 'pending', settledAt: null, rise: null, line: null };
  const all = [...failures.filter((one) => one !== known), next].toSorted((a, b) => a.endedAt - b.endedAt);
  const [dropped] = all.length > failuresKept ? [all.find(({ state }) => state !== 'pending') ?? all[0]] : [];
  return all.filter((one) => one !== dropped);
}

/** A task that has turned out to have taken nothing, or nobody knows how much. */
export function uncharged(failures: readonly Failure[], key: string): readonly Failure[] {
  const known = failures.find((one) => one.key === key);
  if (known === undefined || known.state === 'given-back' || known.state === 'unclear') return failures;
  if (known.state === 'pending') return failures.filter((one) => one !== known);
  // It has been told already: it stands there, but blames nobody any more.
  return failures.map((one) => (one === known ? { ...one, state: 'unclear' } : one));
}

/** What has become of each of them by all that is known now. The service's own log first: it wins. */
export function settleFailures(failures: readonly Failure[], seen: SeenSince): readonly Failure[] {
  const lined = seen.lines.reduce(givenByLine, failures);
  const moved = seen.moves.reduce((all, move) => movedBy(all, move, seen), lined);
  return moved.map((one) => (isOver(one, seen) ? { ...one, state: 'not-given-back', settledAt: seen.readAt } : one));
}

/** About the same amount: within 2 %, or one credit. */
const isAbout = (credits: number, amount: number) => Math.abs(amount - credits) <= Math.max(1, 0.02 * credits);

function givenByLine(failures: readonly Failure[], { id, at, credits }: GivenLine): readonly Failure[] {
  if (failures.some(({ line }) => line === id)) return failures;
  // Some logs only know the day.
  const until = at % day === 0 ? at + day : at;
  const meant = failures.filter((one) => one.line === null && one.endedAt < until && isAbout(one.credits, credits));
  // The rise it explains has been seen already, or will be.
  const found = meant.find(({ state }) => state === 'given-back') ?? meant[0];
  return failures.map((one) => (one === found ? givenBack(one, { line: id, at }) : one));
}

function movedBy(failures: readonly Failure[], move: Move, seen: SeenSince): readonly Failure[] {
  const after = failures.filter(({ endedAt }) => move.to > endedAt);
  const isExplained = failures.some(({ rise }) => isIn(move, rise));
  if (isExplained || !isSure(move, seen)) return failures;
  const given = isIn(move, seen.refilledAt) ? [] : givenIn(after, move.by);
  return failures.map((one) => {
    if (given.includes(one)) return givenBack(one, { rise: move.to, at: move.to });
    return given.length === 0 && after.includes(one) && one.state === 'pending'
      ? { ...one, state: 'unclear', settledAt: move.to }
      : one;
  });
}

/** Which of them a rise gives back: the one of its size, or all that still wait, together. */
function givenIn(failures: readonly Failure[], by: number): readonly Failure[] {
  const open = failures.filter(({ rise }) => rise === null);
  const alike = open.filter(({ credits }) => isAbout(credits, by));
  const one = alike.find(({ line }) => line !== null) ?? alike.find(({ state }) => state === 'pending') ?? alike[0];
  if (one !== undefined) return [one];
  const waiting = open.filter(({ state }) => state === 'pending');
  const sum = waiting.reduce((all, { credits }) => all + credits, 0);
  return isAbout(sum, by) ? waiting : [];
}

function givenBack(one: Failure, by: { readonly rise?: EpochMs; readonly line?: string; at: EpochMs }): Failure {
  const { rise = one.rise, line = one.line, at } = by;
  return { ...one, state: 'given-back', settledAt: one.state === 'given-back' ? one.settledAt : at, rise, line };
}

/** A rise may be an echo until a second reading agrees, or some minutes have passed. */
const isSure = ({ to, seenTo }: Move, { now }: SeenSince) => seenTo > to || now - to >= chargeLag;

const isIn = ({ from, seenTo }: Move, at: EpochMs | null) => at !== null && at > from && at <= seenTo;

/** The settling time has passed, and a reading after it shows that nothing has come. */
function isOver({ state, endedAt }: Failure, seen: SeenSince): boolean {
  const readAt = seen.readAt ?? Number.NEGATIVE_INFINITY;
  return state === 'pending' && readAt - endedAt >= settlingTime && seen.moves.every((move) => isSure(move, seen));
}

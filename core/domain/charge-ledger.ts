import { misreadFor } from './balance.ts';
import type { ChargedTask, ChargesState, LogLine, Run } from './charges.ts';
import { lately } from './lately.ts';
import { type EpochMs, type Ms, minute } from './time.ts';

/**
 * How a charge came to its task.
 *
 * - `logged`: the service's own log says so · `measured`: the only known task of its interval
 * - `shared`: one of several, by what they were expected to cost · `unattributed`: nothing known happened then
 */
export type ChargeHow = 'logged' | 'measured' | 'shared' | 'unattributed';

/** A part of a fall of the pool, in its unit. */
export type Charge = {
  /** Stable as long as the interval is: for rows that are written again when more is known. */
  readonly id: string;
  readonly from: EpochMs;
  readonly to: EpochMs;
  /** Key of the task; `null`: another device, a teammate, an automation. */
  readonly task: string | null;
  readonly credits: number;
  readonly how: ChargeHow;
  /** The task failed, and still cost this. */
  readonly failed: boolean;
  /** Tasks that were running all the while and ended later: they may have had a part in it, nobody can say. */
  readonly running: readonly string[];
};

/** What happened between two readings that differ. */
export type Interval = {
  readonly from: EpochMs;
  readonly to: EpochMs;
  /** What was spent; `null`: something arrived or lapsed as well, so that nobody knows. */
  readonly fall: number | null;
  readonly charges: readonly Charge[];
};

/** What a fall is shared by: the expected cost of a task, above zero; `null`: unknown. */
export type Expected = (task: ChargedTask) => number | null;

/** How long after the end of a task it may be charged, and how late news of an end may arrive. */
export const chargeLag: Ms = 5 * minute;
/** A balance that comes back within this time has not moved. */
const flapping: Ms = 5 * minute;
/** Falls this small are rounding; log lines that miss the fall by less than half a credit do not miss it. */
const grain = 1e-6;
const rounding = 0.5;

/** Who caused what between the readings at hand, in order of time. Charges of an interval add up to its fall. */
export function intervalsOf(state: ChargesState, expected: Expected): readonly Interval[] {
  return partsOf(state).map((part) => {
    const { from, to, fall } = part.gap;
    return { from, to, fall, charges: chargesIn(part, expected) };
  });
}

/**
 * What can be said of a fall without an expectation of any cost: what the log says of it, what is left to explain, and
 * between whom that is to be shared.
 */
type Part = {
  readonly gap: Gap;
  readonly known: readonly Charge[];
  readonly rest: number;
  readonly between: readonly ChargedTask[];
  readonly running: readonly string[];
};

/** A state is asked dozens of times before the next reading comes, and says the same each time. */
const alreadyParted = lately<ChargesState, readonly Part[]>(4);

function partsOf(state: ChargesState): readonly Part[] {
  const known = alreadyParted.get(state);
  if (known !== undefined) return known;
  const gaps = gapsOf(state);
  const falls = gaps.filter(({ fall }) => fall !== null);
  const lines = state.log.map((line) => ({ ...line, task: taskOf(line, state.tasks), gap: gapOf(line, falls) }));
  // A task with a line of its own costs what that says, in whichever interval.
  const named = new Set(lines.map(({ task }) => task?.key));
  const parts = gaps.flatMap((gap, index) =>
    isSettled(gap, state.forgottenTo) ? [] : [partOf(gap, { tasks: state.tasks, gaps, index, lines, named })],
  );
  alreadyParted.set(state, parts);
  return parts;
}

/** Whether what has been forgotten up to then may have had a part in an interval: it stays as it was last worked out. */
export const isSettled = ({ from }: { readonly from: EpochMs }, forgottenTo: EpochMs | null) =>
  from <= (forgottenTo ?? Number.NEGATIVE_INFINITY) + 2 * chargeLag;

/**
 * Something else than spending moved the pool between two readings: by so much, what was spent meanwhile taken off.
 * `seenTo`: up to when readings have agreed with it.
 */
export type Move = { readonly from: EpochMs; readonly to: EpochMs; readonly by: number; readonly seenTo: EpochMs };

/** All such moves between the readings at hand, in order of time. */
export function movesOf(state: ChargesState): readonly Move[] {
  return gapsOf(state).flatMap(({ from, to, fall, by, seenTo }) => (fall === null ? [{ from, to, by, seenTo }] : []));
}

/** Between two runs. `fall` as in `Interval`, `by` and `seenTo` as in `Move`. */
type Gap = Move & { readonly fall: number | null };
/** A line of the log, with the task and the fall it means. */
type Line = Omit<LogLine, 'task'> & { readonly task: ChargedTask | null; readonly gap: Gap | undefined };
type Place = {
  readonly tasks: readonly ChargedTask[];
  readonly gaps: readonly Gap[];
  readonly index: number;
  readonly lines: readonly Line[];
  /** Keys of the tasks that have lines. */
  readonly named: ReadonlySet<string | undefined>;
};

function gapsOf({ runs, breaks }: ChargesState): readonly Gap[] {
  const steady = withoutFlaps(runs, breaks);
  return steady.flatMap((run, index): Gap[] => {
    const before = steady[index - 1];
    if (before === undefined || Math.abs(before.left - run.left) <= grain) return [];
    const [from, to] = [before.to, run.from];
    const moved = run.left > before.left || breaks.some((at) => at > from && at <= to);
    const by = run.left - before.left;
    return [{ from, to, by, seenTo: run.to, fall: moved ? null : -by }];
  });
}

/** Without short dips and rises that were gone at the next look, and without a nothing that was misread. */
function withoutFlaps(runs: readonly Run[], breaks: readonly EpochMs[]): readonly Run[] {
  const steady: Run[] = [];
  for (const run of runs) {
    const [before, last] = steady.slice(-2);
    if (before !== undefined && last !== undefined && isMisread(before, last, run) && !breaks.includes(run.from))
      steady.pop();
    else if (before !== undefined && last !== undefined && run.from - last.from <= flapping) {
      const turned = last.left > before.left || run.left > last.left;
      if (turned && run.left <= before.left) steady.pop();
    }
    steady.push(run);
  }
  return steady;
}

function isMisread(before: Run, { left, from, to }: Run, after: Run): boolean {
  return left === 0 && from === to && after.left === before.left && after.from - to <= misreadFor;
}

function partOf(gap: Gap, place: Place): Part {
  const logged = loggedCharges(
    gap,
    place.lines.filter((line) => line.gap === gap),
  );
  const rest = (gap.fall ?? 0) - logged.reduce((sum, { credits }) => sum + credits, 0);
  if (!(rest > grain)) return explained(gap, logged);
  const between = candidatesFor(gap, place).filter(({ key }) => !place.named.has(key));
  const running = runningAt(gap.to, place.tasks);
  const [only, ...more] = between;
  if (more.length > 0) return { gap, known: logged, rest, between, running };
  const whole =
    only === undefined ? charge(gap, '?', null, rest, 'unattributed') : charge(gap, only.key, only, rest, 'measured');
  return explained(gap, [...logged, { ...whole, running }]);
}

const explained = (gap: Gap, known: readonly Charge[]): Part => ({ gap, known, rest: 0, between: [], running: [] });

function runningAt(at: EpochMs, tasks: readonly ChargedTask[]): readonly string[] {
  const keys: string[] = [];
  for (const { key, startedAt, endedAt } of tasks)
    if (startedAt < at && (endedAt === null || endedAt > at)) keys.push(key);
  return keys;
}

/** The fall a line of the log belongs to: the one it lies in, the first one soon after it, or the one it just missed. */
function gapOf({ at }: LogLine, falls: readonly Gap[]): Gap | undefined {
  return (
    falls.find(({ from, to }) => from < at + chargeLag && at <= to) ??
    falls.findLast(({ to }) => to < at && at <= to + minute)
  );
}

function loggedCharges(gap: Gap, lines: readonly Line[]): readonly Charge[] {
  const fall = gap.fall ?? 0;
  const sum = lines.reduce((all, { credits }) => all + credits, 0);
  // More than has fallen: part of it shows in a neighbouring interval. The task's own cost is the log's all the same.
  const scale = fall - sum < rounding ? fall / sum : 1;
  return lines.map(({ id, task, credits }) => charge(gap, `log:${id}`, task, credits * scale, 'logged'));
}

/** The task a line of the log means: the one it names, the only one at that time, or the one that ended closest to it. */
export function taskOf({ at, task }: LogLine, tasks: readonly ChargedTask[]): ChargedTask | null {
  if (task !== null) return tasks.find(({ key }) => key === task) ?? null;
  const near = tasks.filter(
    ({ startedAt, endedAt }) => startedAt <= at && (endedAt === null || at <= endedAt + chargeLag),
  );
  const distance = ({ endedAt }: ChargedTask) => Math.abs((endedAt ?? Number.POSITIVE_INFINITY) - at);
  const [first, second] = near.toSorted((a, b) => distance(a) - distance(b));
  if (first === undefined) return null;
  return second !== undefined && distance(first) === distance(second) ? null : first;
}

/** All charges of a fall; what several tasks have a part in, by what they are expected to cost. */
function chargesIn({ gap, known, rest, between, running }: Part, expected: Expected): readonly Charge[] {
  const shares = sharesOf(between.map(expected));
  let given = 0;
  const shared = between.map((task, index) => {
    // The last one gets what is left, so that the sum is exact.
    const credits = index === between.length - 1 ? rest - given : rest * (shares[index] ?? 0);
    given += credits;
    return { ...charge(gap, task.key, task, Math.max(0, credits), 'shared'), running };
  });
  return [...known, ...shared];
}

/** Shares that add up to 1. What nobody has an expectation of counts like the average of the others. */
function sharesOf(expected: readonly (number | null)[]): readonly number[] {
  const usable = expected.map((one) => ((one ?? 0) > 0 && Number.isFinite(one) ? one : null));
  const known = usable.filter((one) => one !== null);
  const average = known.length === 0 ? 1 : known.reduce((sum, one) => sum + one, 0) / known.length;
  const weights = usable.map((one) => one ?? average);
  const sum = weights.reduce((all, one) => all + one, 0);
  return weights.map((one) => one / sum);
}

/** Tasks that may have caused a fall. Never one that ended after it was seen. */
function candidatesFor(gap: Gap, { tasks, gaps, index }: Place): readonly ChargedTask[] {
  const inside = ended(tasks, gap.from, gap.to);
  const lagging = ended(tasks, gap.from - chargeLag, gap.from);
  const before = gaps.slice(0, index);
  const uncharged = lagging.filter(({ endedAt }) => !before.some(({ to }) => to >= endedAt));
  const first = [...uncharged, ...inside];
  if (first.length > 0) return first;
  // The rest of a charge that has begun to show; not what happens hours later.
  return lagging.filter(({ endedAt }) => gap.to <= endedAt + 2 * chargeLag);
}

type Ended = ChargedTask & { readonly endedAt: EpochMs };

const ended = (tasks: readonly ChargedTask[], after: EpochMs, until: EpochMs) =>
  tasks.filter((one): one is Ended => one.endedAt !== null && one.endedAt > after && one.endedAt <= until);

function charge({ from, to }: Gap, id: string, task: ChargedTask | null, credits: number, how: ChargeHow): Charge {
  const failed = task?.failed === true;
  return { id: `${to}·${id}`, from, to, task: task?.key ?? null, credits, how, failed, running: [] };
}

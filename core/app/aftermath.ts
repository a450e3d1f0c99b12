import type { AccountState } from '../domain/account.ts';
import type { CostSeen, TaskCharge } from '../domain/charge-costs.ts';
import { type Interval, movesOf } from '../domain/charge-ledger.ts';
import type { ChargesState } from '../domain/charges.ts';
import { type CostRecord, judgeCost, unjudged } from '../domain/cost-record.ts';
import { charged, type Failure, type GivenLine, settleFailures, uncharged, withLines } from '../domain/failures.ts';
import { isOwnCall } from '../domain/sighting.ts';
import { nameless, type TaskState } from '../domain/task.ts';
import type { EpochMs } from '../domain/time.ts';
import type { Applied } from './apply.ts';
import { type Row, taskRow } from './rows.ts';

/** What the credits' readings and tasks come to. */
export type Worked = { readonly intervals: readonly Interval[]; readonly tasks: readonly TaskCharge[] };

/** What became of tasks that are over, and of the credits of those that failed. */
export type Aftermath = {
  readonly account: AccountState;
  readonly rows: readonly Row[];
  /** Failures whose credits have just turned out not to come back. */
  readonly lost: readonly Failure[];
};

/** `charges` as they are now; `account` is as it was before them. */
type News = {
  readonly before: Worked;
  readonly after: Worked;
  readonly charges: ChargesState;
  readonly applied: Applied;
  readonly now: EpochMs;
};

/** Keeps with each task what it has cost beside what was said, and follows the credits of those that failed. */
export function keepAftermath(account: AccountState, news: News): Aftermath {
  let { costRecord } = account;
  let { all } = account.failures;
  const rows: Row[] = [];
  const tasks = account.tasks.map((task) => {
    const cost = costNow(task, account.charges, news);
    if (cost === null) return task;
    costRecord = recordWith(costRecord, task, cost);
    all = failuresWith(all, task, cost, news);
    if (isSameCost(task.cost, cost)) return task;
    const next = { ...task, cost };
    rows.push(taskRow(account, next));
    return next;
  });
  const given = withLines(account.failures.given, givenLines(news.applied));
  const settled = settleFailures(all, { ...seenSince(account, news), lines: given });
  const known = new Map(account.failures.all.map(({ key, state }) => [key, state]));
  const lost = settled.filter(({ key, state }) => state === 'not-given-back' && known.get(key) !== state);
  return { account: { ...account, tasks, costRecord, failures: { all: settled, given } }, rows, lost };
}

/**
 * What a task has cost, where that is news; `null` where it is not. What cannot be worked out any more, because its
 * readings have been forgotten, stays as it was.
 */
function costNow(task: TaskState, known: ChargesState, { before, after, charges, applied }: News): CostSeen | null {
  const charge = after.tasks.find((one) => one.task.key === task.key);
  if (charge === undefined || task.end === null || task.task === 'chat') return null;
  const was = before.tasks.find((one) => one.task.key === task.key);
  const { credits, how, final } = charge;
  // Nobody has looked yet: that is no news.
  if (task.cost === null && credits === null && !final) return null;
  const told = applied.tasks.some((one) => one.task.key === task.key);
  const same = was !== undefined && isSameCost(was, charge) && was.task.failed === charge.task.failed;
  if (same && !told && task.cost !== null) return null;
  const forgot = charges.forgottenTo !== known.forgottenTo;
  return forgot && task.cost?.final === true && task.cost.credits !== null ? null : { credits, how, final };
}

const isSameCost = (a: CostSeen | null, b: CostSeen) =>
  a !== null && a.credits === b.credits && a.how === b.how && a.final === b.final;

/** What it took for certain: a share of a sum proves nothing, and what is not final may still grow. */
const proven = ({ credits, how, final }: CostSeen): number =>
  final && (how === 'measured' || how === 'logged') ? (credits ?? 0) : 0;

/** Only what was finished is held against what was said, and what costs nothing is somebody's free quota. */
function recordWith(record: CostRecord, { key, end, said }: TaskState, cost: CostSeen): CostRecord {
  const finished = end === 'done' || end === 'unknown';
  if (said?.unit !== 'credits' || !finished || proven(cost) === 0) return unjudged(record, key);
  return judgeCost(record, key, said, proven(cost));
}

function failuresWith(
  failures: readonly Failure[],
  { key, task, parameters, refs, end }: TaskState,
  cost: CostSeen,
  { after, charges }: News,
): readonly Failure[] {
  const charge = after.tasks.find((one) => one.task.key === key);
  // Where something else was running, it may have been that: nobody is blamed for it.
  const credits = charge?.weight === 1 ? proven(cost) : 0;
  // One that was given up, and told to have failed later, was over when it was last heard of.
  const { startedAt = 0, endedAt = null } = charge?.task ?? {};
  if ((end !== 'failed' && end !== 'stopped') || endedAt === null || credits < 1) return uncharged(failures, key);
  const reference = refs.find((ref) => !isOwnCall(ref) && ref !== nameless) ?? null;
  const balance = balanceAround(key, after, charges);
  return charged(failures, { key, task, parameters, reference, end, startedAt, endedAt, credits, balance });
}

/** The balance before the first and after the last charge of a task. */
function balanceAround(key: string, { intervals }: Worked, { runs }: ChargesState): Failure['balance'] {
  const own = intervals.filter(({ charges }) => charges.some((one) => one.task === key));
  const [first, last] = [own[0], own.at(-1)];
  if (first === undefined || last === undefined) return null;
  const leftAt = (at: EpochMs) => runs.find(({ from, to }) => from <= at && at <= to)?.left;
  const [before, after] = [leftAt(first.from), leftAt(last.to)];
  return before === undefined || after === undefined ? null : { before, after };
}

function seenSince({ balances }: AccountState, { charges, now }: News) {
  const cycle = balances.find(({ key }) => key === 'credits')?.cycle;
  return {
    moves: movesOf(charges),
    refilledAt: cycle?.since ?? null,
    readAt: charges.runs.at(-1)?.to ?? null,
    now,
  };
}

/** Lines of the service's own logs that give credits. */
export function givenLines({ rows }: Pick<Applied, 'rows'>): readonly GivenLine[] {
  return rows.flatMap((one): GivenLine[] => {
    if (one.store === 'charges' && one.row.at !== null && one.row.credits < 0)
      return [{ id: one.row.id, at: one.row.at, credits: -one.row.credits }];
    if (one.store !== 'lots' || one.row.by !== 'log') return [];
    const { id, at, credits } = one.row;
    return [{ id, at, credits }];
  });
}

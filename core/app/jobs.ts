import type { AccountState } from '../domain/account.ts';
import { countTask, joined } from '../domain/jobs.ts';
import { movedCredits } from '../domain/tally.ts';
import { allSettled } from './spending.ts';

/** Which task is to count to which job from now on; `null`: to none. */
export type Move = { readonly key: string; readonly job: string | null };

/**
 * Takes over what an account did for jobs that turns out to be the same one. What it spent otherwise is in the balance
 * both of them saw, and would count twice.
 */
export function withJobsOf(account: AccountState, gone: AccountState | undefined): AccountState {
  if (gone === undefined) return account;
  const { spentBy } = account;
  return { ...account, spentBy: { ...spentBy, jobs: joined(spentBy.jobs, allSettled(gone).jobs) } };
}

/**
 * Moves a task to another job, with what it has cost and what it has made. Only tasks whose charges are at hand can be
 * moved; anything else changes nothing.
 */
export function moved(account: AccountState, { key, job }: Move): AccountState {
  const charged = account.charges.tasks.find((one) => one.key === key);
  const task = account.tasks.find((one) => one.key === key);
  const from = charged?.job ?? task?.job ?? null;
  if ((charged === undefined && task === undefined) || from === job) return account;
  const tasks = account.tasks.map((one) => (one === task ? { ...one, job } : one));
  const { job: _, ...plain } = charged ?? { job: null };
  const next = { ...plain, ...(job !== null && { job }) } as typeof charged;
  const known = account.charges.tasks.map((one) => (one === charged && next !== undefined ? next : one));
  const charges = { ...account.charges, tasks: known };
  return { ...account, tasks, charges, spentBy: countedAnew(account, key, from, job) };
}

/** What it made counts to the new job; where only its charge is at hand, that says enough of it. */
function countedAnew(account: AccountState, key: string, from: string | null, to: string | null) {
  const spentBy = movedCredits(account.spentBy, key, from, to);
  const task = account.tasks.find((one) => one.key === key) ?? asTask(account, key);
  if (task === undefined) return spentBy;
  const [before, after] = [
    { ...task, job: from },
    { ...task, job: to },
  ];
  return { ...spentBy, jobs: countTask(spentBy.jobs, before, after) };
}

function asTask({ charges }: AccountState, key: string): AccountState['tasks'][number] | undefined {
  const charged = charges.tasks.find((one) => one.key === key);
  if (charged === undefined) return undefined;
  const { task, parameters, startedAt, endedAt, failed } = charged;
  const end = failed ? 'failed' : endedAt === null ? null : 'done';
  return {
    ...{ key, refs: [key], task, parameters, startedAt, seenAt: startedAt, accepted: true },
    ...{ endedAt, end, list: null, job: null, said: null, cost: null },
  };
}

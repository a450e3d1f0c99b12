import type { AccountState } from '../domain/account.ts';
import { earnedCostAccuracy } from '../domain/cost-record.ts';
import type { Failure } from '../domain/failures.ts';
import { justFailed } from '../domain/just-failed.ts';
import type { TaskState } from '../domain/task.ts';
import { type EpochMs, week } from '../domain/time.ts';
import type { Facts } from '../providers/provider.ts';
import { accuracyText, beforeAndAfter, endText, failureText, reportText } from '../words/last-tasks.ts';
import type { Selection } from './view.ts';

/** A task that is over: what it was, what it cost beside what was said, and what became of it if it failed. */
export type LastTask = {
  readonly key: string;
  readonly kind: TaskState['task'];
  readonly text: string;
  readonly cost: string | null;
  /** What to send to support, where credits did not come back. */
  readonly report: string | null;
};

export type LastTasks = {
  readonly tasks: readonly LastTask[];
  /** What to look at before trying again, where the last one has just failed. */
  readonly hint: string | null;
  /** How the estimates did so far. */
  readonly accuracy: string;
  /** The service's support page. */
  readonly support: string | null;
};

const shown = 5;

type Over = Pick<TaskState, 'key' | 'task' | 'parameters' | 'end' | 'endedAt' | 'said' | 'cost'>;

/** The last tasks of an account, newest first; chat turns are over in seconds and no news. `null`: there is none. */
export function lastTasksOf(account: AccountState, facts: Facts, { words, conditions }: Selection): LastTasks | null {
  const { now } = conditions;
  const over = account.tasks
    .filter(({ end, task, accepted }) => end !== null && task !== 'chat' && accepted)
    .toSorted((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0));
  const last: Over[] = over.slice(0, shown);
  const known = new Set(last.map(({ key }) => key));
  const open = account.failures.all.filter((one) => !known.has(one.key) && isOpen(one, now)).map(asTask);
  const all = [...last, ...open];
  const [newest] = over;
  if (all.length === 0) return null;
  const hasCredits = account.balances.some(({ key }) => key === 'credits');
  const view = (task: Over): LastTask => {
    const failure = account.failures.all.find(({ key }) => key === task.key);
    return {
      key: task.key,
      kind: task.task,
      text: endText(words, task, now),
      cost: hasCredits
        ? words.sentences([
            beforeAndAfter(words, task),
            failure === undefined ? null : failureText(words, failure, now),
          ])
        : null,
      report: failure?.state === 'not-given-back' ? reportText(words, failure, facts.name) : null,
    };
  };
  return {
    tasks: all.map(view),
    hint: newest !== undefined && justFailed(account.tasks, newest.task, now) ? words.t('preflight.just-failed') : null,
    accuracy: accuracyText(words, earnedCostAccuracy(account.costRecord)),
    support: facts.help?.support.value ?? null,
  };
}

/** Whoever is told of it a day later finds it, though many others have ended since. */
function isOpen({ state, settledAt }: Failure, now: EpochMs): boolean {
  return state === 'not-given-back' && settledAt !== null && now - settledAt <= week;
}

function asTask({ credits, ...failure }: Failure): Over {
  return { ...failure, said: null, cost: { credits, how: 'measured', final: true } };
}

import * as z from 'zod/mini';
import type {
  BalanceReading,
  Reading,
  RunningReading,
  StopReading,
  TaskEnd,
  TaskParameters,
  TaskReading,
} from '../../domain/reading.ts';
import type { Sighting } from '../../domain/sighting.ts';
import type { TaskKind } from '../../domain/task.ts';
import { comesBackAt, entryOf, failedTask, failureOf, nothing, only, readFields, trouble } from '../answer.ts';
import type { Outcome } from '../provider.ts';
import {
  type Balance,
  checkAnswer,
  createAsked,
  createdAnswer,
  draftsAnswer,
  errorAnswer,
  noticesAnswer,
  olderListAnswer,
  pendingAnswer,
  subscriptionAnswer,
  type Task,
  task,
} from './schema.ts';

const readers: Readonly<Record<string, (sighting: Sighting) => Outcome>> = {
  check: readCheck,
  create: readCreate,
  'older-create': readCreate,
  pending: (sighting) => readFields(sighting, 'tasks', pendingAnswer, (tasks) => only(runningOf(tasks))),
  drafts: readDrafts,
  'older-task': (sighting) => readFields(sighting, 'tasks', task, (one) => only(...newsOf([one]))),
  'older-tasks': (sighting) =>
    readFields(sighting, 'tasks', olderListAnswer, ({ task_responses, tasks }) =>
      only(...newsOf(task_responses ?? tasks ?? []), {
        kind: 'running',
        list: 'sora-older',
        tasks: [],
        complete: false,
      }),
    ),
  'older-notices': (sighting) =>
    readFields(sighting, 'tasks', noticesAnswer, ({ data }) =>
      only(...newsOf((data ?? []).flatMap(({ payload }) => payload ?? []))),
    ),
  subscription: readSubscription,
};

/** Reads what a Sora page saw. Pure and total; an unknown watch says nothing. */
export function read(sighting: Sighting): Outcome {
  return entryOf(readers, sighting.watch)?.(sighting) ?? nothing;
}

/** The whole rolling day: with nothing used in it, the countdown stands still at this. */
const unused = 86_400;

/**
 * `access_resets_in_seconds` is when the oldest request leaves the rolling 24 hours, so when something comes back,
 * not when everything does. Whether the first number includes bought videos is not documented: they are never added.
 */
function balancesOf(sighting: Sighting, balance: Balance, exhausted: boolean | null): Reading[] {
  const { estimated_num_videos_remaining: videos, estimated_num_purchased_videos_remaining: bought } = balance;
  const seconds = balance.access_resets_in_seconds;
  const base = { kind: 'balance', unlimited: false, returnsAt: null, blocked: null, usable: null, pool: null } as const;
  const readings: BalanceReading[] = [];
  if (videos != null)
    readings.push({
      ...base,
      feature: 'videos',
      label: 'videos',
      unit: 'generations',
      left: videos,
      blocked: exhausted ?? balance.rate_limit_reached ?? null,
      returnsAt: seconds === unused ? null : comesBackAt(sighting, { in: seconds }),
    });
  if (bought != null && bought > 0)
    readings.push({ ...base, feature: 'bought-videos', label: 'bought-videos', unit: 'generations', left: bought });
  const credits = balance.credit_remaining;
  if (credits != null)
    readings.push({
      ...base,
      feature: 'credits',
      label: 'credits',
      unit: 'credits',
      left: credits,
      usable: credits > 0,
      pool: 'openai-credits',
    });
  return readings;
}

function readCheck(sighting: Sighting): Outcome {
  if (sighting.status === 429) return refusal(sighting, []);
  return readFields(sighting, 'numbers', checkAnswer, ({ type, rate_limit_and_credit_balance: balance }) => {
    const readings =
      balance == null ? [] : balancesOf(sighting, balance, type === 'rate_limit_exhausted' ? true : null);
    return readings.length > 0 ? only(...readings) : trouble('changed-shape', 'numbers');
  });
}

/** Frames run at 30 a second; a single frame is an image. */
const seconds = (frames: number | null | undefined) => (frames == null || frames < 2 ? undefined : frames / 30);

function parametersOf(of: Pick<Task, 'model' | 'n_frames' | 'size' | 'n_variants'>): TaskParameters {
  const length = seconds(of.n_frames);
  return {
    ...(of.model != null && { model: of.model }),
    ...(length !== undefined && { seconds: length }),
    ...(of.size != null && { size: of.size }),
    ...(of.n_variants != null && { variants: of.n_variants }),
  };
}

const kindOf = (type: string | null | undefined): TaskKind => (/^image/.test(type ?? '') ? 'image' : 'video');

/** A create request: its parameters as it leaves, then its id and the balance, or a refusal. */
function readCreate(sighting: Sighting): Outcome {
  const parsed = z.safeParse(createAsked, sighting.asked);
  const asked = (parsed.success && parsed.data) || {};
  const made = {
    kind: 'task',
    refs: [sighting.call],
    task: kindOf(asked.kind ?? asked.type),
    parameters: parametersOf(asked),
  } as const;
  if (sighting.phase === 'sent') return only({ ...made, news: 'leaving' });
  if (sighting.phase !== 'answer') return nothing;
  if (failureOf(sighting, 'tasks') !== null) return refusal(sighting, [{ ...made, news: { ended: 'failed' } }]);
  return readFields(sighting, 'tasks', createdAnswer, ({ id, rate_limit_and_credit_balance: balance }) => {
    const started: TaskReading = { ...made, refs: id == null ? made.refs : [...made.refs, id], news: 'started' };
    return only(started, ...(balance == null ? [] : balancesOf(sighting, balance, null)));
  });
}

const stops: Readonly<Record<string, StopReading['why']>> = {
  too_many_concurrent_tasks: 'too-many-at-once',
  too_many_daily_tasks: 'limit-reached',
  rate_limit_exhausted: 'limit-reached',
};

/** 429 means three things: too many at once, too many today, or the allowance is used up. */
function refusal(sighting: Sighting, ended: readonly TaskReading[]): Outcome {
  const parsed = z.safeParse(errorAnswer, sighting.fields);
  const { error, type, rate_limit_and_credit_balance: balance } = (parsed.success && parsed.data) || {};
  const why = entryOf(stops, error?.code ?? type);
  const balances = balance == null ? [] : balancesOf(sighting, balance, why === 'limit-reached');
  if (why === undefined && balances.length === 0) {
    const [task] = ended;
    return task === undefined ? (failureOf(sighting, 'numbers') ?? nothing) : failedTask(sighting, task);
  }
  const until = balance == null ? null : comesBackAt(sighting, { in: balance.access_resets_in_seconds });
  const stop: Reading[] = why === undefined ? [] : [{ kind: 'stop', feature: 'videos', label: 'videos', why, until }];
  return only(...balances, ...stop, ...ended);
}

const ends: Readonly<Record<string, TaskEnd>> = {
  succeeded: 'done',
  complete: 'done',
  failed: 'failed',
  error: 'failed',
  cancelled: 'stopped',
};

function newsOf(tasks: readonly Task[]): Reading[] {
  return tasks.flatMap((one): Reading[] => {
    if (one.status == null) return [];
    const ended = entryOf(ends, one.status);
    const kind = kindOf(one.type ?? one.task_type);
    return [
      {
        kind: 'task',
        refs: [one.id],
        task: kind,
        parameters: parametersOf(one),
        news: ended === undefined ? 'started' : { ended },
      },
    ];
  });
}

/** Success is never a status here: a task that has left this list is over, and the drafts say how. */
function runningOf(tasks: readonly Task[]): RunningReading {
  const running = tasks.map((one) => ({
    ref: one.id,
    task: kindOf(one.type ?? one.task_type),
    parameters: parametersOf({ ...one, n_frames: one.n_frames ?? one.creation_config?.n_frames }),
  }));
  return { kind: 'running', list: 'sora', tasks: running, complete: true };
}

const draftEnds: Readonly<Record<string, TaskEnd>> = {
  sora_draft: 'done',
  sora_content_violation: 'failed',
  sora_context_violation: 'failed',
  sora_processing_error: 'failed',
  sora_error: 'failed',
};

function readDrafts(sighting: Sighting): Outcome {
  return readFields(sighting, 'tasks', draftsAnswer, ({ items, task_id, kind }) =>
    only(
      ...(items ?? [{ task_id, kind }]).flatMap((draft): Reading[] => {
        const ended = entryOf(draftEnds, draft.kind);
        if (draft.task_id == null || ended === undefined) return [];
        return [{ kind: 'task', refs: [draft.task_id], task: 'video', parameters: null, news: { ended } }];
      }),
    ),
  );
}

function readSubscription(sighting: Sighting): Outcome {
  return readFields(sighting, 'plan', subscriptionAnswer, ({ data }) => {
    const active = (data ?? []).find(({ status, plan }) => plan?.id != null && (status == null || status === 'active'));
    if (active === undefined) return nothing;
    return only({
      kind: 'plan',
      plan: active.plan?.id ?? null,
      renewsAt: comesBackAt(sighting, { at: active.end_ts }),
      willRenew: active.will_renew ?? null,
    });
  });
}

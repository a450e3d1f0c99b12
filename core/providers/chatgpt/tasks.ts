import * as z from 'zod/mini';
import type { Reading, TaskEnd, TaskReading } from '../../domain/reading.ts';
import type { Sighting } from '../../domain/sighting.ts';
import { entryOf, nothing, only, readFields } from '../answer.ts';
import type { Outcome } from '../provider.ts';
import { refusal } from './chat.ts';
import { createAsked, createdAnswer, listAsked, taskAnswer, taskListAnswer } from './schema.ts';

/** Turn states of Codex cloud tasks: pending, in_progress (running in one fixture), completed, failed, cancelled. */
const ends: Readonly<Record<string, TaskEnd>> = { completed: 'done', failed: 'failed', cancelled: 'stopped' };
const running = new Set(['pending', 'in_progress', 'running']);

function newsOf(id: string, status: string | null | undefined): TaskReading | null {
  const end = entryOf(ends, status);
  const base = { kind: 'task', refs: [id], task: 'developer', parameters: null } as const;
  if (end !== undefined) return { ...base, news: { ended: end } };
  return status != null && running.has(status) ? { ...base, news: 'started' } : null;
}

/** The page polls this list. A task without a status but with an unread turn has ended somehow. */
export function readTaskList(sighting: Sighting): Outcome {
  return readFields(sighting, 'tasks', taskListAnswer, ({ items, cursor }) => {
    const rows = (items ?? []).map(({ id, has_unread_turn, task_status_display }) => ({
      id,
      status: task_status_display?.latest_turn_status_display?.turn_status ?? null,
      unread: has_unread_turn === true,
    }));
    const news = rows.flatMap(({ id, status, unread }): Reading[] => {
      const told = newsOf(id, status);
      if (told !== null) return [told];
      return status === null && unread
        ? [{ kind: 'task', refs: [id], task: 'developer', parameters: null, news: { ended: 'unknown' } }]
        : [];
    });
    const asked = z.safeParse(listAsked, sighting.asked);
    const { task_filter: filter, environment_id: environment, cursor: page } = asked.data ?? {};
    const whole = cursor == null && page == null && environment == null && (filter ?? 'current') === 'current';
    const going = rows.filter(({ status }) => status !== null && running.has(status));
    return only(...news, {
      kind: 'running',
      list: 'codex',
      tasks: going.map(({ id }) => ({ ref: id, task: 'developer', parameters: null })),
      complete: whole,
    });
  });
}

export function readTask(sighting: Sighting): Outcome {
  return readFields(sighting, 'tasks', taskAnswer, (answer) => {
    const turn = answer.current_assistant_turn;
    const told =
      answer.task_status_display?.latest_turn_status_display?.turn_status ??
      turn?.turn_status ??
      answer.current_diff_task_turn?.turn_status ??
      (turn?.error?.code == null ? null : 'failed');
    const news = newsOf(answer.task.id, told);
    return news === null
      ? only({ kind: 'task', refs: [answer.task.id], task: 'developer', parameters: null, news: 'named' })
      : only(news);
  });
}

/** A cloud task is created. "Best of N" runs it N times. */
export function readCreate(sighting: Sighting): Outcome {
  const asked = z.safeParse(createAsked, sighting.asked);
  const variants = asked.success ? asked.data?.metadata?.best_of_n : null;
  const task = {
    kind: 'task',
    task: 'developer',
    parameters: variants == null ? null : { variants },
  } as const;
  if (sighting.phase === 'sent') return only({ ...task, refs: [sighting.call], news: 'leaving' });
  if (sighting.phase !== 'answer') return nothing;
  if (sighting.status < 200 || sighting.status >= 300)
    return refusal(sighting, { ...task, refs: [sighting.call], news: { ended: 'failed' } });
  return readFields(sighting, 'tasks', createdAnswer, ({ id, task: created }) => {
    const ref = created?.id ?? id;
    return only({ ...task, refs: ref == null ? [sighting.call] : [sighting.call, ref], news: 'started' });
  });
}

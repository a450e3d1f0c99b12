import * as z from 'zod/mini';
import type { Label, Reading, TaskReading } from '../../domain/reading.ts';
import type { Sighting } from '../../domain/sighting.ts';
import { nameless, type TaskKind } from '../../domain/task.ts';
import { comesBackAt, entryOf, failedTask, idOf, nothing, only } from '../answer.ts';
import type { Outcome } from '../provider.ts';
import { type ChatLimits, chatLimitsAnswer, limitError, socketEvent, turnAsked, turnEvent } from './schema.ts';

/** Feature names as seen 2025-11 to 2026-09. `odyssey` is the agent mode. */
const features: Readonly<Record<string, Label>> = {
  deep_research: 'deep-research',
  deep_research_standard: 'deep-research',
  odyssey: 'agent',
  image_gen: 'images',
  file_upload: 'files',
  paste_text_to_file: 'pasted-files',
  send: 'messages',
};
const labelOf = (name: string): Label => entryOf(features, name) ?? { name };

/** What is left of single chat features. No total is told, so there is no percentage. */
export function readChatLimits(sighting: Sighting, limits: ChatLimits): Outcome {
  const left = (limits.limits_progress ?? []).map(
    ({ feature_name, remaining, reset_after }): Reading => ({
      kind: 'balance',
      feature: idOf(feature_name),
      label: labelOf(feature_name),
      unit: 'uses',
      left: remaining ?? null,
      unlimited: false,
      usable: null,
      blocked: null,
      returnsAt: comesBackAt(sighting, { at: reset_after }),
      pool: null,
    }),
  );
  const blocked = (limits.blocked_features ?? []).map(
    ({ name, resets_after, block_reason }): Reading => ({
      kind: 'stop',
      feature: idOf(name),
      label: labelOf(name),
      why: block_reason === 'work_subscription_required' ? 'not-in-plan' : 'feature-blocked',
      until: comesBackAt(sighting, { at: resets_after }),
    }),
  );
  const models = (limits.model_limits ?? []).map(
    ({ model_slug, resets_after }): Reading => ({
      kind: 'stop',
      feature: idOf(model_slug),
      label: { name: model_slug },
      why: 'limit-reached',
      until: comesBackAt(sighting, { at: resets_after }),
    }),
  );
  return only(...left, ...blocked, ...models);
}

/** A chat turn: its request leaves, events arrive, it ends, or it is handed over to the socket. */
export function readTurn(sighting: Sighting): Outcome {
  const asked = z.safeParse(turnAsked, sighting.asked);
  const { model, conversation_id } = (asked.success && asked.data) || {};
  const news = (
    refs: readonly (string | null | undefined)[],
    task: TaskKind | null,
    what: TaskReading['news'],
  ): TaskReading => ({
    kind: 'task',
    refs: [sighting.call, ...refs].filter((ref) => ref != null),
    task,
    parameters: model == null ? null : { model },
    news: what,
  });
  if (sighting.phase === 'sent') return only(news([conversation_id], 'chat', 'leaving'));
  if (sighting.phase === 'answer') return refusal(sighting, news([], null, { ended: 'failed' }));
  if (sighting.phase === 'end')
    return only(news([], null, { ended: sighting.rule === 'cancelled' ? 'stopped' : 'unknown' }));
  return turnEventOf(sighting, news);
}

type News = (
  refs: readonly (string | null | undefined)[],
  task: TaskKind | null,
  what: TaskReading['news'],
) => TaskReading;

function turnEventOf(sighting: Sighting, news: News): Outcome {
  if (sighting.rule === 'chat-limits') {
    const limits = z.safeParse(chatLimitsAnswer, sighting.fields);
    return limits.success ? readChatLimits(sighting, limits.data) : nothing;
  }
  const parsed = z.safeParse(turnEvent, sighting.fields);
  const event: Partial<z.infer<typeof turnEvent>> = parsed.success ? parsed.data : {};
  switch (sighting.rule) {
    case 'turn-end':
      return only(news([], null, { ended: 'done' }));
    case 'handoff':
      return only(news([], null, { moved: [] }));
    case 'use-case':
      return only(
        news([event.conversation_id], event.metadata?.turn_use_case === 'image gen' ? 'image' : null, 'named'),
      );
    case 'async-task': {
      const metadata = (event.message ?? event.v?.message)?.metadata;
      const id = metadata?.async_task_id;
      return only(
        news([], metadata?.async_task_type === 'research' ? 'research' : null, id == null ? 'named' : { moved: [id] }),
      );
    }
    default:
      return only(news([event.conversation_id], null, 'named'));
  }
}

/** The socket tells the end of turns that were handed over, and of long-running tasks. */
export function readSocket(sighting: Sighting): Outcome {
  if (sighting.rule === 'chat-limits') {
    const limits = z.safeParse(chatLimitsAnswer, sighting.fields);
    return limits.success ? readChatLimits(sighting, limits.data) : nothing;
  }
  const parsed = z.safeParse(socketEvent, sighting.fields);
  if (!parsed.success) return nothing;
  const { payload, conversation_id } = parsed.data;
  const ended = (ref: string | null | undefined, ...others: string[]): Outcome =>
    ref == null
      ? nothing
      : only({ kind: 'task', refs: [ref, ...others], task: null, parameters: null, news: { ended: 'done' } });
  switch (sighting.rule) {
    case 'turn-complete':
      return ended(payload?.payload?.conversation_id ?? payload?.conversation_id, nameless);
    case 'turn-end':
      return ended(conversation_id, nameless);
    case 'async-task': {
      const update = payload?.update_content;
      const over = update?.message?.end_turn === true && update.message.status === 'finished_successfully';
      return over ? ended(update.async_task_id) : nothing;
    }
    default:
      return nothing;
  }
}

/** A turn that the service refused: a plan limit is named as one, anything else is a failed task. */
export function refusal(sighting: Sighting, ended: TaskReading): Outcome {
  const parsed = z.safeParse(limitError, sighting.fields);
  const { detail, error } = (parsed.success && parsed.data) || {};
  const code = detail?.code ?? error?.type ?? error?.code;
  const stop = stopOf(sighting, code, { in: detail?.clears_in ?? error?.resets_in_seconds, at: error?.resets_at });
  return stop === null ? failedTask(sighting, ended) : only(stop, ended);
}

const codes: Readonly<Record<string, { feature: string; label: Label }>> = {
  usage_limit_reached: { feature: 'codex', label: 'codex' },
  work_usage_limit_exceeded: { feature: 'codex', label: 'codex' },
  model_cap_exceeded: { feature: 'send', label: 'messages' },
};

function stopOf(
  sighting: Sighting,
  code: string | null | undefined,
  when: { in?: number | null | undefined; at?: unknown },
): Reading | null {
  const known = entryOf(codes, code);
  if (known === undefined) return null;
  const until = comesBackAt(sighting, when);
  return { kind: 'stop', ...known, why: 'limit-reached', until };
}

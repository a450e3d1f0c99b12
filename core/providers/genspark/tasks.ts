import * as z from 'zod/mini';
import type { Reading, StopReading, TaskEnd, TaskParameters, TaskReading } from '../../domain/reading.ts';
import type { Sighting } from '../../domain/sighting.ts';
import type { TaskKind } from '../../domain/task.ts';
import { entryOf, failedTask, failureOf, nothing, only, readFields } from '../answer.ts';
import { count } from '../lenient.ts';
import type { Outcome } from '../provider.ts';
import { readSigned } from './envelope.ts';
import {
  type AgentAsked,
  type AgentEvent,
  agentAsked,
  agentEvent,
  imageAnswer,
  imageAsked,
  mediaEvent,
  projectsAnswer,
  socketEvent,
  statusOnly,
} from './schema.ts';

/** The request's `type`, as seen in public clients 2024-12 to 2026-10. Unknown ones are `other`. */
const kinds: Readonly<Record<string, TaskKind>> = {
  ai_chat: 'chat',
  agent_chat: 'chat',
  super_chat: 'chat',
  browser_assistant: 'chat',
  COPILOT_MOA_CHAT: 'chat',
  super_agent: 'agent',
  custom_super_agent: 'agent',
  dynamic_agent: 'agent',
  workflow_executor: 'agent',
  image_generation_agent: 'image',
  COPILOT_MOA_IMAGE: 'image',
  video_generation_agent: 'video',
  COPILOT_MOA_VIDEO: 'video',
  audio_generation_agent: 'audio',
  slides_agent: 'slides',
  slides_agent_git: 'slides',
  code_sandbox: 'developer',
  code_sandbox_light: 'developer',
  claude_code_agent: 'developer',
  open_code_agent: 'developer',
  moa_search_chat: 'research',
  agentic_cross_check: 'research',
  article_verification: 'research',
  generate_sparkpage_gan: 'page',
};

function kindOf({ type, model_params }: AgentAsked): TaskKind {
  if (model_params?.type === 'video') return 'video';
  if (model_params?.type === 'image') return 'image';
  return entryOf(kinds, type) ?? 'other';
}

/** Only what a price may depend on. A duration comes as a number or as "8s". */
function parametersOf({ model_params, ai_chat_model, use_model, ultra_mode }: AgentAsked): TaskParameters {
  const seconds = count.parse(Number.parseFloat(`${model_params?.duration}`)) ?? 0;
  const model = model_params?.model ?? use_model ?? ai_chat_model;
  const size = model_params?.video_size ?? model_params?.tier;
  return {
    ...(model != null && { model }),
    ...(seconds > 0 && { seconds }),
    ...(size != null && { size }),
    ...(model_params?.generation_count != null && { variants: model_params.generation_count }),
    ...(ultra_mode === true && { ultra: true }),
  };
}

/** An agent run: request, `project_start`, `status=FINISHED`, or an end that says nothing. */
export function readAgent(sighting: Sighting): Outcome {
  const parsed = z.safeParse(agentAsked, sighting.asked);
  const asked = (parsed.success && parsed.data) || {};
  const refs = [sighting.call, asked.project_id].filter((ref) => ref != null);
  const task = { kind: 'task', refs, task: kindOf(asked), parameters: parametersOf(asked) } as const;
  if (sighting.phase === 'sent') return only({ ...task, news: 'leaving' });
  if (sighting.phase === 'end')
    return only({
      ...task,
      refs: [sighting.call],
      news: { ended: sighting.rule === 'cancelled' ? 'stopped' : 'unknown' },
    });
  if (sighting.phase === 'answer') return refused(sighting, { ...task, news: { ended: 'failed' } });
  const event = z.safeParse(agentEvent, sighting.fields);
  return event.success ? eventOf(sighting, task, event.data) : nothing;
}

/** A whole answer where a stream was expected is a refusal, or the envelope of somebody signed out. */
function refused(sighting: Sighting, ended: TaskReading): Outcome {
  if (failureOf(sighting, 'tasks') !== null) return failedTask(sighting, ended);
  const { readings } = readSigned(sighting, 'tasks', statusOnly, () => nothing);
  return only(...readings, ended);
}

function eventOf(sighting: Sighting, task: Omit<TaskReading, 'news'>, event: AgentEvent): Outcome {
  if (sighting.rule === 'start') {
    const refs = event.id == null ? task.refs : [...task.refs, event.id];
    return only({ ...task, refs, news: 'started' });
  }
  // Other values than FINISHED are not documented: not finished.
  if (sighting.rule === 'status')
    return event.field_value === 'FINISHED' ? only({ ...task, news: { ended: 'done' } }) : nothing;
  const failed: Reading = { ...task, news: { ended: 'failed' } };
  const stop = stopOf(event);
  if (stop !== null) return only(stop, failed);
  return textOf(event) === 'overloaded' ? only(failed) : nothing;
}

const textOf = ({ content, message }: AgentEvent) => content ?? message?.content ?? null;

/** The old endpoint says it at the top, for the new one it is not known where: both places count. */
function stopOf(event: AgentEvent): StopReading | null {
  const type = event.action?.type ?? event.message?.action?.type;
  const flagged = (event.session_state ?? event.message?.session_state)?.consume_usage_quota_exceeded === true;
  const text = textOf(event);
  const stop = { kind: 'stop', feature: 'credits', label: 'credits', why: 'credits-used-up', until: null } as const;
  if (text === 'five-hour') return { ...stop, feature: 'chat', label: 'messages', why: 'limit-reached' };
  if (type === 'ACTION_CREDIT_EXHAUSTED' || type === 'ACTION_QUOTA_EXCEEDED' || flagged) return stop;
  return text !== null && text !== 'overloaded' ? stop : null;
}

/** Media tasks end on streams of their own. SUCCESS and its synonyms are done, FAILED and its synonyms failed. */
const ends: Readonly<Record<string, TaskEnd>> = {
  SUCCESS: 'done',
  COMPLETED: 'done',
  DONE: 'done',
  FINISHED: 'done',
  FAILED: 'failed',
  FAILURE: 'failed',
  ERROR: 'failed',
};

export function readMedia(sighting: Sighting): Outcome {
  if (sighting.phase === 'answer') return readSigned(sighting, 'tasks', statusOnly, () => nothing);
  const parsed = sighting.phase === 'event' ? z.safeParse(mediaEvent, sighting.fields) : null;
  if (parsed === null || !parsed.success) return nothing;
  return only(
    ...(parsed.data.final_status ?? []).flatMap(([ref, { status }]): Reading[] => {
      const ended = entryOf(ends, status);
      return ended === undefined ? [] : [{ kind: 'task', refs: [ref], task: null, parameters: null, news: { ended } }];
    }),
  );
}

export function readImage(sighting: Sighting): Outcome {
  const asked = z.safeParse(imageAsked, sighting.asked);
  const ref = asked.success ? asked.data?.task_id : null;
  return readSigned(sighting, 'tasks', imageAnswer, ({ data }) => {
    if (ref == null) return nothing;
    const ended = entryOf(ends, data?.status);
    return only({
      kind: 'task',
      refs: [ref],
      task: 'image',
      parameters: null,
      news: ended === undefined ? 'started' : { ended },
    });
  });
}

/** The project list says which runs have finished: the way to know after a reload. */
export function readProjects(sighting: Sighting): Outcome {
  return readSigned(sighting, 'tasks', projectsAnswer, ({ data }) =>
    only(
      ...(data?.projects ?? []).flatMap(({ id, type, status }): Reading[] =>
        status === 'FINISHED'
          ? [{ kind: 'task', refs: [id], task: kindOf({ type }), parameters: null, news: { ended: 'done' } }]
          : [],
      ),
    ),
  );
}

/** The newer super agent runs over a WebSocket: `sas.ask` … `sas.ask.ended`. */
export function readSuperAgent(sighting: Sighting): Outcome {
  // The line was cut: the run may go on, but nobody here will hear of its end.
  if (sighting.phase === 'end')
    return only({ kind: 'task', refs: [sighting.call], task: 'agent', parameters: null, news: { ended: 'unknown' } });
  return readFields(sighting, 'tasks', socketEvent, ({ payload }) => {
    const refs = payload?.ask_id == null ? [sighting.call] : [sighting.call, payload.ask_id];
    const task = { kind: 'task', refs, task: 'agent', parameters: null } as const;
    // Sent and taken are one moment here: nothing answers an ask but its end.
    if (sighting.rule === 'ask') return only({ ...task, news: 'leaving' }, { ...task, news: 'started' });
    const done = sighting.rule === 'ended' && (payload?.reason ?? 'completed') === 'completed';
    return only({ ...task, news: { ended: done ? 'done' : 'failed' } });
  });
}

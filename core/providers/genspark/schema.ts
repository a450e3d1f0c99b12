import * as z from 'zod/mini';
import { count, flag, lossyList, lossyRecord, moment, name, number, section, text } from '../lenient.ts';

/** `status` is the API's own, never a task's. −5: nobody is signed in, whatever the HTTP status says. */
const envelope = { status: number, message: text };

export const balanceAnswer = z.object({ ...envelope, data: section({ balance: number }) });

export const userAnswer = z.object({
  ...envelope,
  data: section({ cogen: section({ plan: text, personal_plan: text, personal_paid_sub_interval: text }) }),
});

export const loginAnswer = z.object({ ...envelope, data: section({ is_login: flag }), is_login: flag });

const freeWindows = lossyRecord(
  z.object({ limit_dollars: number, spent_dollars: number, remaining_dollars: number, reset_at: moment }),
);
export const freePoolAnswer = z.object({ ...envelope, windows: freeWindows, data: section({ windows: freeWindows }) });

export const cycleAnswer = z.object({
  ...envelope,
  data: z.catch(z.nullish(z.catchall(z.object({ remaining: number }), z.unknown())), undefined),
});

const row = z.object({
  id: text,
  _id: text,
  log_id: text,
  created_at: moment,
  create_time: moment,
  ctime: moment,
  time: moment,
  timestamp: moment,
  date: moment,
  credits: number,
  credit: number,
  amount: number,
  credit_amount: number,
  cost: number,
  delta: number,
  type: text,
  action: text,
  category: text,
  project_id: text,
  expire_at: moment,
  expires_at: moment,
  expired_at: moment,
  expire_time: moment,
});
export type LogRow = z.infer<typeof row>;
const rows = lossyList(row);
export const logAnswer = z.object({
  ...envelope,
  data: section({ logs: rows, items: rows, records: rows, list: rows }),
});
export type LogAnswer = z.infer<typeof logAnswer>;

export const projectsAnswer = z.object({
  ...envelope,
  data: section({ projects: lossyList(z.object({ id: name, type: text, status: text })) }),
});

export const imageAnswer = z.object({ ...envelope, data: section({ status: text }) });
export const imageAsked = section({ task_id: text });

export const statusOnly = section(envelope);

export const agentAsked = section({
  type: text,
  project_id: text,
  ai_chat_model: text,
  use_model: text,
  ultra_mode: flag,
  model_params: section({
    type: text,
    model: text,
    duration: z.optional(z.unknown()),
    tier: text,
    video_size: text,
    generation_count: count,
  }),
});
export type AgentAsked = NonNullable<z.infer<typeof agentAsked>>;

const stop = {
  content: text,
  action: section({ type: text, action_params: section({ block_reason: text }) }),
  session_state: section({ consume_usage_quota_exceeded: flag }),
};
export const agentEvent = z.object({ id: text, field_value: text, ...stop, message: section(stop) });
export type AgentEvent = z.infer<typeof agentEvent>;

export const mediaEvent = z.object({ final_status: lossyRecord(z.object({ status: text })) });

export const socketEvent = z.object({ payload: section({ ask_id: text, reason: text }) });

export const menuText = lossyRecord(z.object({ number: text }));

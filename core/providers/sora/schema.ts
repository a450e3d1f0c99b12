import * as z from 'zod/mini';
import { count, flag, lossyList, moment, name, number, section, text } from '../lenient.ts';

const balance = section({
  rate_limit_reached: flag,
  access_resets_in_seconds: number,
  credit_remaining: number,
  estimated_num_videos_remaining: number,
  estimated_num_purchased_videos_remaining: number,
});
export type Balance = NonNullable<z.infer<typeof balance>>;

export const checkAnswer = z.object({ type: text, rate_limit_and_credit_balance: balance });

export const createdAnswer = z.object({ id: text, rate_limit_and_credit_balance: balance });

export const errorAnswer = section({
  type: text,
  error: section({ code: text }),
  rate_limit_and_credit_balance: balance,
});

export const createAsked = section({
  kind: text,
  type: text,
  model: text,
  n_frames: count,
  n_variants: count,
  size: text,
});

export const task = z.object({
  id: name,
  status: text,
  type: text,
  task_type: text,
  model: text,
  n_frames: count,
  n_variants: count,
  size: text,
  creation_config: section({ n_frames: count }),
});
export type Task = z.infer<typeof task>;

export const pendingAnswer = z.array(task);

const draft = { task_id: text, kind: text };
export const draftsAnswer = z.object({ ...draft, items: lossyList(z.object(draft)) });

export const olderListAnswer = z.object({ task_responses: lossyList(task), tasks: lossyList(task) });

export const noticesAnswer = z.object({ data: lossyList(z.object({ payload: z.optional(task) })) });

export const subscriptionAnswer = z.object({
  data: lossyList(z.object({ plan: section({ id: text }), end_ts: moment, status: text, will_renew: flag })),
});

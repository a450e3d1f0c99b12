import * as z from 'zod/mini';
import { count, flag, lossyList, lossyRecord, moment, name, number, section, text } from '../lenient.ts';

const windowFields = {
  used_percent: number,
  limit_window_seconds: number,
  reset_after_seconds: number,
  reset_at: moment,
};
const capFields = {
  limit: number,
  used: number,
  used_percent: number,
  remaining_percent: number,
  reset_after_seconds: number,
  reset_at: moment,
  resets_at: moment,
};
export const limitWindow = z.object(windowFields);
export type LimitWindow = z.infer<typeof limitWindow>;

const cap = section(capFields);
export type Cap = NonNullable<z.infer<typeof cap>>;

/** `allowed`, `limit_reached`, a cap, and windows under any other name. */
const limits = z.catch(
  z.nullish(z.catchall(z.object({ allowed: flag, limit_reached: flag, individual_limit: cap }), z.unknown())),
  undefined,
);
export type Limits = NonNullable<z.infer<typeof limits>>;

export const usageAnswer = z.object({
  plan_type: text,
  rate_limit: limits,
  code_review_rate_limit: limits,
  additional_rate_limits: lossyList(z.object({ limit_name: text, metered_feature: text, rate_limit: limits })),
  credits: section({ has_credits: flag, unlimited: flag, overage_limit_reached: flag, balance: number }),
  spend_control: section({ reached: flag, individual_limit: cap }),
  rate_limit_reached_type: section({ type: text }),
  rate_limit_upsell: section({ banner_type: text, reset_at: moment }),
  rate_limit_reset_credits: section({ available_count: number }),
  model_usage: lossyRecord(z.object({ available: flag, available_at: moment })),
});
export type Usage = z.infer<typeof usageAnswer>;

export const usageSnapshot = z.object({ usage: usageAnswer });

export const bankedAnswer = z.object({
  available_count: number,
  credits: lossyList(z.object({ status: text, expires_at: moment })),
});

export const creditEventsAnswer = z.object({
  data: lossyList(z.object({ date: moment, product_surface: text, credit_amount: number, usage_id: text })),
});

export const monthlyCapAnswer = z.object({
  current_month_usage: number,
  effective_monthly_limit: section({ limit: number, limit_mode: text }),
});

export const topUpAnswer = z.object({ is_enabled: z.boolean(), recharge_threshold: number, recharge_target: number });

const statusDisplay = section({ latest_turn_status_display: section({ turn_status: text }) });

export const taskListAnswer = z.object({
  items: lossyList(z.object({ id: name, has_unread_turn: flag, task_status_display: statusDisplay })),
  cursor: flag,
});

/** What a page of the list is about: only the unfiltered first one that has no next shows all that is running. */
export const listAsked = z.nullish(z.object({ task_filter: text, environment_id: flag, cursor: flag }));

export const taskAnswer = z.object({
  task: z.object({ id: name }),
  task_status_display: statusDisplay,
  current_assistant_turn: section({ turn_status: text, error: section({ code: text }) }),
  current_diff_task_turn: section({ turn_status: text }),
});

export const createdAnswer = z.object({ id: text, task: section({ id: text }) });
export const createAsked = section({ metadata: section({ best_of_n: count }) });
export const turnAsked = section({ model: text, conversation_id: text });

export const chatLimitsAnswer = z.object({
  limits_progress: lossyList(z.object({ feature_name: name, remaining: number, reset_after: moment })),
  blocked_features: lossyList(z.object({ name: name, resets_after: moment, block_reason: text })),
  model_limits: lossyList(z.object({ model_slug: name, resets_after: moment })),
});
export type ChatLimits = z.infer<typeof chatLimitsAnswer>;

export const limitError = section({
  detail: section({ code: text, clears_in: number }),
  error: section({ type: text, code: text, resets_at: moment, resets_in_seconds: number }),
});

const asyncTask = section({ metadata: section({ async_task_id: text, async_task_type: text }) });

export const turnEvent = z.object({
  conversation_id: text,
  metadata: section({ turn_use_case: text }),
  message: asyncTask,
  v: section({ message: asyncTask }),
});

export const socketEvent = z.object({
  conversation_id: text,
  payload: section({
    conversation_id: text,
    payload: section({ conversation_id: text }),
    update_content: section({ async_task_id: text, message: section({ status: text, end_turn: flag }) }),
  }),
});

export const subscriptionAnswer = z.object({ plan_type: text, active_until: moment, will_renew: flag });

export const accountsAnswer = z.object({
  accounts: lossyRecord(
    z.object({
      account: section({ plan_type: text }),
      entitlement: section({ renews_at: moment, cancels_at: moment, has_active_subscription: flag }),
    }),
  ),
});

export const usageText = lossyRecord(z.object({ left: text, resets: text, number: text }));

import type { Endpoint, EventRule, Shape, Watch } from '../provider.ts';

const times: Shape = { limit_window_seconds: 'n', reset_after_seconds: 'n', reset_at: 't' };
const window: Shape = { used_percent: 'n!', ...times };
const cap: Shape = {
  limit: 'n',
  used: 'n',
  used_percent: 'n',
  remaining_percent: 'n',
  reset_after_seconds: 'n',
  reset_at: 't',
  resets_at: 't',
};
/** Windows by whatever slot name: the set has changed three times in 2026. An unknown slot need not be a window. */
const limits: Shape = {
  allowed: 'b',
  limit_reached: 'b',
  individual_limit: cap,
  primary_window: window,
  secondary_window: window,
  '*': { used_percent: 'n', ...times },
};

const usage: Shape = {
  account_id: '#',
  plan_type: 's',
  rate_limit: limits,
  code_review_rate_limit: limits,
  additional_rate_limits: [{ limit_name: 's', metered_feature: 's', rate_limit: limits }],
  credits: { has_credits: 'b', unlimited: 'b', overage_limit_reached: 'b', balance: 'n' },
  spend_control: { reached: 'b', individual_limit: cap },
  rate_limit_reached_type: { type: 's' },
  rate_limit_upsell: { banner_type: 's', reset_at: 't' },
  rate_limit_reset_credits: { available_count: 'n' },
  model_usage: { '*': { available: 'b', available_at: 't' } },
};
const usageNeeds = ['rate_limit', 'credits', 'spend_control'];

/** What is left of single chat features, as `conversation/init` and the turn's own stream tell it. */
const chatLimits: Shape = {
  type: 's',
  limits_progress: [{ feature_name: 's!', remaining: 'n', reset_after: 't' }],
  blocked_features: [{ name: 's', resets_after: 't', block_reason: 's' }],
  model_limits: [{ model_slug: 's', resets_after: 't' }],
};

/** An event that says what it is, in the same word by which its text is found. */
const event = (id: string, type: string, fields: Shape, at = 'type'): EventRule => ({
  id,
  mark: type,
  when: [at, type],
  fields,
});

const turnEnd = event('turn-end', 'message_stream_complete', { type: 's', conversation_id: 'i' });
const chatLimitsEvent = event('chat-limits', 'conversation_detail_metadata', chatLimits);
const asyncTask: Shape = { metadata: { async_task_id: 'i', async_task_type: 's' } };

/** Both forms of "limit reached": Codex' `error`, the chat's older `detail`. */
const limitError: Shape = {
  detail: { code: 's', clears_in: 'n' },
  error: { type: 's', code: 's', resets_at: 't', resets_in_seconds: 'n' },
};

const turn: Shape = { id: 'i', turn_status: 's' };

const get = (id: string, path: string) => ({ id, path, method: 'GET', as: 'json' }) satisfies Partial<Endpoint>;

/** What the usage page, or its dialog, says in words. */
const usageText = {
  id: 'usage-text',
  rows: {
    five_hour: '5[ -]?h(our)?( usage)? limit|5時間の使用制限',
    weekly: 'weekly( usage)? limit|週あたりの使用制限|週間使用制限',
    code_review: 'code review|コードレビュー',
    credits: '(credits remaining|残りのクレジット|クレジット残高)( (?<number>[\\d,]+(\\.\\d+)?))?',
    other: '.+ (usage )?limit|.+の使用制限|credits usage history|usage breakdown|codex 使用量',
  },
  values: {
    left: '(\\d{1,3}(?:\\.\\d+)?)% (?:remaining|left)|(\\d{1,3}(?:\\.\\d+)?)%|残り ?(\\d{1,3}(?:\\.\\d+)?)%',
    resets: 'resets (.{4,40})|リセット[：:] ?(.{4,40})|(.{4,40}) にリセット',
    number: '([\\d,]+(?:\\.\\d+)?)',
  },
} as const;

export const watch: Watch = {
  id: 'chatgpt',
  origins: ['https://chatgpt.com'],
  api: '/backend-api/',
  headers: true,
  usagePage: '^/codex(/cloud)?/settings/(usage|analytics)|#settings/Usage',
  endpoints: [
    { ...get('usage', '/backend-api/wham/usage'), fields: usage, needs: usageNeeds, replay: true },
    { ...get('usage', '/backend-api/codex/usage'), fields: usage, needs: usageNeeds },
    {
      id: 'usage-stream',
      method: 'GET',
      path: '/backend-api/wham/usage/stream',
      as: 'stream',
      events: [{ id: 'snapshot', mark: '"usage"', fields: { usage } }],
    },
    {
      ...get('banked', '/backend-api/wham/rate-limit-reset-credits'),
      fields: { available_count: 'n!', credits: [{ status: 's', expires_at: 't' }] },
    },
    {
      ...get('credit-events', '/backend-api/wham/usage/credit-usage-events'),
      fields: { data: [{ date: 't', product_surface: 's', credit_amount: 'n', usage_id: 'i' }] },
      needs: ['data'],
    },
    {
      ...get('monthly-cap', '/backend-api/accounts/:id/spend-controls/current-user/monthly-usage'),
      fields: { current_month_usage: 'n!', effective_monthly_limit: { limit: 'n', limit_mode: 's' } },
    },
    {
      ...get('top-up', '/backend-api/subscriptions/auto_top_up/settings'),
      fields: { is_enabled: 'b!', recharge_threshold: 'n', recharge_target: 'n' },
    },
    {
      ...get('codex-tasks', '/backend-api/wham/tasks/list'),
      asks: { task_filter: 's', environment_id: '?', cursor: '?' },
      fields: {
        items: [
          {
            id: 'i!',
            has_unread_turn: 'b',
            task_status_display: { latest_turn_status_display: { turn_status: 's' } },
          },
        ],
        cursor: '?',
      },
      needs: ['items'],
    },
    {
      ...get('codex-task', '/backend-api/wham/tasks/:id'),
      fields: {
        task: { id: 'i!' },
        task_status_display: { latest_turn_status_display: { turn_status: 's' } },
        current_assistant_turn: { ...turn, error: { code: 's' } },
        current_diff_task_turn: turn,
      },
      needs: ['task'],
    },
    {
      id: 'codex-create',
      method: 'POST',
      path: '/backend-api/wham/tasks',
      as: 'json',
      leaving: true,
      creates: true,
      asks: { metadata: { best_of_n: 'n' } },
      fields: { id: 'i', task: { id: 'i' } },
      needs: ['id', 'task'],
      errors: limitError,
    },
    {
      id: 'chat-limits',
      method: 'POST',
      path: '/backend-api/conversation/init',
      as: 'json',
      fields: chatLimits,
      needs: ['limits_progress', 'blocked_features', 'model_limits'],
    },
    {
      id: 'turn',
      method: 'POST',
      path: '/backend-api/f/conversation',
      as: 'stream',
      leaving: true,
      asks: { model: 's', conversation_id: 'i' },
      errors: limitError,
      events: [
        turnEnd,
        chatLimitsEvent,
        event('handoff', 'stream_handoff', { type: 's' }),
        event('named', 'resume_conversation_token', { conversation_id: 'i' }),
        event('use-case', 'server_ste_metadata', {
          metadata: { turn_use_case: 's', model_slug: 's' },
          conversation_id: 'i',
        }),
        { id: 'async-task', mark: 'async_task_type', fields: { message: asyncTask, v: { message: asyncTask } } },
      ],
    },
    {
      id: 'codex-turn',
      method: 'POST',
      path: '/backend-api/codex/responses',
      as: 'stream',
      errors: limitError,
    },
    {
      ...get('subscription', '/backend-api/subscriptions'),
      fields: { plan_type: 's', active_until: 't', will_renew: 'b' },
      needs: ['plan_type', 'active_until'],
    },
    {
      ...get('accounts', '/backend-api/accounts/check/v4-2023-04-27'),
      fields: {
        accounts: {
          default: {},
          '**': {
            account: { plan_type: 's' },
            entitlement: { renews_at: 't', expires_at: 't', cancels_at: 't', has_active_subscription: 'b' },
          },
        },
      },
      needs: ['accounts'],
    },
  ],
  sockets: [
    {
      id: 'turns',
      url: 'wss://ws.chatgpt.com/',
      received: [
        event(
          'turn-complete',
          'conversation-turn-complete',
          { payload: { payload: { conversation_id: 'i' } } },
          'payload.type',
        ),
        event('turn-complete', 'conversation-turn-complete', { payload: { conversation_id: 'i' } }),
        {
          id: 'async-task',
          mark: 'async-task-update-message',
          when: ['payload.update_type', 'async-task-update-message'],
          fields: { payload: { update_content: { async_task_id: 'i', message: { status: 's', end_turn: 'b' } } } },
        },
        {
          id: 'stream-item',
          mark: 'encoded_item',
          when: ['payload.type', 'conversation-turn-stream'],
          fields: {},
          inner: ['payload.payload.encoded_item', 'turn'],
        },
      ],
    },
  ],
  texts: [
    { ...usageText, on: '^/codex(/cloud)?/settings/(usage|analytics)', within: 'body' },
    { ...usageText, on: '#settings/Usage', within: '[role="dialog"]' },
  ],
  // The front page of Codex in the cloud, on which a task is written.
  composers: [{ id: 'codex-composer', on: '^/codex(/cloud)?/?$' }],
};

import type { Composer, EventRule, Shape, Watch } from '../provider.ts';
import { asks, logs } from './watch-shapes.ts';

/**
 * Whole texts by which Genspark says that credits are gone. Only an entire message counts: a person may write about
 * credits, too. English as recorded 2025-01 to 2026-10, Japanese from genspark-ai/genoffice (2026-08-21).
 */
const texts = {
  exhausted: "You've used all your credits\\. Kindly visit this page to add more: \\[upgrade\\]\\([^)]*\\)",
  negative: 'Your credit balance is negative\\. This run was stopped\\.( Please top up to continue\\.)?',
  daily: "You've reached your free usage limit today",
  'five-hour': 'AI Chat \\[5-hour limit\\]\\([^)]*\\) reached\\.',
  proxy:
    'Your Genspark credits have been exhausted\\. Please visit https://www\\.genspark\\.ai/pricing to purchase more credits\\.',
  'run-out':
    'Your Genspark credits have run out\\. [^.]{0,40}genspark\\.ai/pricing .{0,60}|Out of credits — top up at genspark\\.ai',
  'exhausted-ja': 'Gensparkクレジットを使い切りました。[^。]{0,80}|クレジット不足です。[^。]{0,80}',
  overloaded: 'Server overloaded, please try again later\\.',
};

const stop: Shape = {
  content: '~',
  action: { type: 's', action_params: { block_reason: 's' } },
  session_state: { consume_usage_quota_exceeded: 'b' },
};

const taskEvents: readonly EventRule[] = [
  { id: 'start', mark: 'project_start', when: ['type', 'project_start'], fields: { id: 'i' } },
  // `field_name: "name"` carries a title made from the prompt; only the status is of interest.
  { id: 'status', mark: 'project_field', when: ['field_name', 'status'], fields: { field_value: 's' } },
  { id: 'result', mark: 'message_result', when: ['type', 'message_result'], fields: { ...stop, message: stop } },
];

const mediaEvents: readonly EventRule[] = [
  { id: 'media', mark: 'final_status', fields: { final_status: { '*': { status: 's' } } } },
];

const freeWindow: Shape = { limit_dollars: 'n!', spent_dollars: 'n', remaining_dollars: 'n', reset_at: 't' };
const freePool: Shape = { '*': freeWindow };

/**
 * A page without an `id` is one on which a new task is put together. Only types that were seen in addresses (2026-02 to
 * 2026-10); of the others, and of everything chosen on the page, the request tells.
 */
const composer = (id: string, type: string): Composer => ({
  id,
  on: `^/agents\\?(?!(.*&)?id=)(.*&)?type=${type}(&|$)`,
});

export const watch: Watch = {
  id: 'genspark',
  origins: ['https://www.genspark.ai'],
  api: '/api/',
  headers: false,
  usagePage: '^/credit-usage',
  endpoints: [
    {
      id: 'balance',
      method: 'GET',
      path: '/api/payment/get_credit_balance',
      as: 'json',
      fields: { status: 'n', message: 's', data: { balance: 'n!' } },
      needs: ['data'],
      replay: true,
    },
    {
      id: 'user',
      method: 'GET',
      path: '/api/user',
      as: 'json',
      fields: {
        status: 'n',
        message: 's',
        data: { cogen: { id: '#', plan: 's', personal_plan: 's', personal_paid_sub_interval: 's' } },
      },
      needs: ['data'],
    },
    {
      id: 'login',
      method: 'GET',
      path: '/api/is_login',
      as: 'json',
      fields: { status: 'n', data: { is_login: 'b' }, is_login: 'b' },
      needs: ['data', 'is_login'],
    },
    {
      id: 'free-pool',
      method: 'GET',
      path: '/api/quota/free_pool',
      as: 'json',
      fields: { status: 'n', windows: freePool, data: { windows: freePool } },
      needs: ['windows', 'data'],
    },
    {
      id: 'cycle',
      method: 'GET',
      path: '/api/credit_audit/billing_cycle',
      as: 'json',
      fields: { status: 'n', data: { remaining: 'n', '*': 't' } },
      needs: ['data'],
    },
    { id: 'charges', method: 'GET', path: '/api/credit_audit/logs', as: 'json', fields: logs, needs: ['data'] },
    {
      id: 'recharges',
      method: 'GET',
      path: '/api/credit_audit/recharge_logs',
      as: 'json',
      fields: logs,
      needs: ['data'],
    },
    {
      id: 'agent',
      method: 'POST',
      path: '/api/agent/ask_proxy',
      as: 'stream',
      leaving: true,
      creates: true,
      asks,
      events: taskEvents,
      texts,
      fields: { status: 'n' },
    },
    {
      id: 'agent-resume',
      method: 'POST',
      path: '/api/agent/ask_proxy_events',
      as: 'stream',
      asks: { project_id: 'i' },
      events: taskEvents,
      texts,
      fields: { status: 'n' },
    },
    {
      id: 'agent',
      method: 'POST',
      path: '/api/copilot/ask',
      as: 'stream',
      leaving: true,
      creates: true,
      asks,
      events: taskEvents,
      texts,
      fields: { status: 'n' },
    },
    {
      id: 'media',
      method: 'POST',
      path: '/api/ig_tasks_status',
      as: 'stream',
      events: mediaEvents,
      fields: { status: 'n' },
    },
    {
      id: 'media',
      method: 'POST',
      path: '/api/vg_tasks_status',
      as: 'stream',
      events: mediaEvents,
      fields: { status: 'n' },
    },
    {
      id: 'image',
      method: 'GET',
      path: '/api/spark/image_generation_task_detail',
      as: 'json',
      asks: { task_id: 'i' },
      fields: { status: 'n', data: { status: 's' } },
      needs: ['data'],
    },
    {
      id: 'projects',
      method: 'GET',
      path: '/api/project/my',
      as: 'json',
      fields: { status: 'n', data: { projects: [{ id: 'i!', type: 's', status: 's', ctime: 't' }] } },
      needs: ['data'],
    },
  ],
  sockets: [
    {
      id: 'super-agent',
      url: 'wss://www.genspark.ai/ws/super_agent_sandbox/',
      sent: [
        { id: 'ask', mark: 'sas.ask', when: ['type', 'sas.ask'], fields: { type: 's', payload: { ask_id: 'i' } } },
      ],
      received: [
        {
          id: 'ended',
          mark: 'sas.ask.ended',
          when: ['type', 'sas.ask.ended'],
          fields: { type: 's', payload: { reason: 's', ask_id: 'i' } },
        },
        { id: 'error', mark: 'sys.error', when: ['type', 'sys.error'], fields: { type: 's' } },
      ],
    },
  ],
  texts: [
    {
      id: 'menu-text',
      on: '',
      within: '.credit-left-item',
      rows: { credits: 'credits|クレジット' },
      values: { number: '(-?[\\d,]+(?:\\.\\d+)?)' },
    },
  ],
  composers: [
    composer('video-composer', 'video_generation_agent'),
    composer('image-composer', 'image_generation_agent'),
    composer('audio-composer', 'audio_generation_agent'),
    composer('slides-composer', 'slides_agent'),
    composer('research-composer', 'agentic_cross_check'),
    composer('agent-composer', 'super_agent'),
  ],
};

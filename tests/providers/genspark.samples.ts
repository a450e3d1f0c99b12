import type { Sample } from './sample.ts';

/** What is read of every sample of Genspark, seen on 2026-11-22 at 12:00 UTC. Times are relative to that moment. */
export const samples: Readonly<Record<string, Sample>> = {
  'api_user_partial.json': { answers: 'GET /api/user', reads: ['plan plus renews ?'] },
  'ask_proxy_chat.sse.txt': {
    answers: 'POST /api/agent/ask_proxy',
    reads: [
      'task other {1} leaving',
      'task other {1,...} started',
      'task other {1} ended done',
      'task other {1} ended unknown',
    ],
  },
  'ask_proxy_request_ai_chat.json': {
    sentTo: 'POST /api/agent/ask_proxy',
    reads: ['task chat {1} leaving model=grok-4.20-0309-non-reasoning'],
  },
  'ask_proxy_request_image_agent.json': {
    sentTo: 'POST /api/agent/ask_proxy',
    reads: ['task image {1,00000000-0000-4000-8000-000000000001} leaving model=nano-banana-pro'],
  },
  'copilot_free_limit.sse.txt': {
    answers: 'POST /api/copilot/ask',
    reads: [
      'task other {1} leaving',
      'stop credits [credits] credits-used-up until ?',
      'task other {1} ended failed',
      'task other {1} ended unknown',
    ],
  },
  'copilot_server_overloaded.sse.txt': {
    answers: 'POST /api/copilot/ask',
    reads: ['task other {1} leaving', 'task other {1} ended failed', 'task other {1} ended unknown'],
  },
  'credit_exhausted.sse.txt': {
    answers: 'POST /api/agent/ask_proxy',
    reads: [
      'task other {1} leaving',
      'stop credits [credits] credits-used-up until ?',
      'task other {1} ended failed',
      'task other {1} ended unknown',
    ],
  },
  'credit_menu_dom.html': { text: 'menu-text', reads: ['balance credits 9717 credits'] },
  'credit_stop_texts.txt': {
    messages: 'POST /api/agent/ask_proxy',
    reads: [
      'stop credits [credits] credits-used-up until ?',
      'stop credits [credits] credits-used-up until ?',
      'stop credits [credits] credits-used-up until ?',
      'stop messages [chat] limit-reached until ?',
      'stop credits [credits] credits-used-up until ?',
      // About programs that use the proxy: the page itself goes on.
      'nothing',
    ],
  },
  'get_credit_balance.json': {
    answers: 'GET /api/payment/get_credit_balance',
    reads: ['balance credits 9717 credits (usable)'],
  },
  'gsk_generated_image.json': { unwatched: "the command line tool's protocol, not a page's" },
  'gsk_me_shape.json': { unwatched: 'needs an API key, pages do not receive it' },
  'gsk_projects.json': { unwatched: "the command line tool's protocol; pages receive project/my" },
  'ig_tasks_status_complete.sse.txt': { answers: 'POST /api/ig_tasks_status', reads: ['task ? {task-1} ended done'] },
  'is_login_shape.json': { answers: 'GET /api/is_login', reads: ['signed out'] },
  'llm_proxy_credits_exhausted.json': {
    unwatched: 'the LLM proxy for programs; its text is known, should a page show it',
  },
  'llm_proxy_free_plan_refusal.txt': { unwatched: 'the LLM proxy for programs' },
  'message_result_schema.json': { unwatched: 'a description of a shape, not an answer' },
  'not_login.json': { answers: 'GET /api/payment/get_credit_balance', reads: ['signed out'] },
  'official_ui_strings.json': {
    messages: 'POST /api/agent/ask_proxy',
    reads: [
      'stop credits [credits] credits-used-up until ?',
      'stop credits [credits] credits-used-up until ?',
      'nothing',
      'nothing',
      'nothing',
      'stop credits [credits] credits-used-up until ?',
      'stop credits [credits] credits-used-up until ?',
      'nothing',
      'nothing',
      'nothing',
      'nothing',
    ],
  },
  'plain_text_errors.txt': {
    answers: 'POST /api/copilot/ask',
    reads: ['task other {1} leaving', 'task other {1} ended failed', 'problem not-json (tasks)'],
  },
  'task_ids_in_message_result.sse.txt': {
    answers: 'POST /api/copilot/ask',
    reads: [
      'task other {1} leaving',
      'task other {1,00000000-0000-4000-8000-000000000001} started',
      'task other {1} ended unknown',
    ],
  },
  'tool_cli_error.json': { unwatched: "the command line tool's protocol, not a page's" },
  'tool_cli_heartbeat.ndjson.txt': { unwatched: "the command line tool's protocol, not a page's" },
  'tool_cli_rate_limited_shape.json': { unwatched: "the command line tool's protocol, not a page's" },
  'vg_tasks_status_complete.sse.txt': { answers: 'POST /api/vg_tasks_status', reads: ['task ? {task-1} ended done'] },
};

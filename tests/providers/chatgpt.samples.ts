import type { Sample } from './sample.ts';

/** What is read of every sample of ChatGPT and Codex, seen on 2026-11-22 at 12:00 UTC. Times are relative to that moment. */
export const samples: Readonly<Record<string, Sample>> = {
  'accounts-check-plus-2026-08.json': {
    answers: 'GET /backend-api/accounts/check/v4-2023-04-27',
    reads: ['plan plus renews 2026-09-04T10:22'],
  },
  'accounts-check-pro-2026-09.json': {
    answers: 'GET /backend-api/accounts/check/v4-2023-04-27',
    reads: ['plan pro renews 2026-10-10T13:17'],
  },
  'approximate-credit-usage.json': { unwatched: 'an estimate before buying; it says nothing of what is left' },
  'auth-session-placeholder.json': { unwatched: 'carries the sign-in token: never watched' },
  'auto-top-up-settings-2026-05.json': {
    answers: 'GET /backend-api/subscriptions/auto_top_up/settings',
    reads: ['top-up on below 125 to 250'],
  },
  'chat-429-model-cap-exceeded-legacy.json': {
    answers: 'POST /backend-api/f/conversation',
    status: 429,
    reads: ['task chat {1} leaving', 'stop messages [send] limit-reached until +252s', 'task ? {1} ended failed'],
  },
  'checkout-pricing-config.json': {
    unwatched: 'prices in local currency, not needed while nothing is compared in money',
  },
  'codex-429-usage-limit-reached-2026-05-04.json': {
    answers: 'POST /backend-api/codex/responses',
    status: 429,
    reads: ['stop codex [codex] limit-reached until +13872s', 'task ? {1} ended failed'],
  },
  'conversation-async-status.json': { unwatched: 'says only that a request was understood' },
  'conversation-detail-metadata-legacy-2025-11-UNVERIFIED.json': {
    answers: 'POST /backend-api/conversation/init',
    reads: ['problem changed-shape (features)'],
  },
  'conversation-detail-metadata-pro-2026-05.json': {
    answers: 'POST /backend-api/conversation/init',
    reads: ['balance deep-research 250 uses back 2026-06-07T18:34', 'balance agent 398 uses back 2026-05-17T21:31'],
  },
  'conversation-init-plus-2026-04.json': {
    answers: 'POST /backend-api/conversation/init',
    reads: [
      'balance deep-research 25 uses',
      'balance agent 40 uses',
      'balance files 80 uses',
      'balance pasted-files 80 uses',
      'balance images 68 uses back 2026-04-17T18:15',
    ],
  },
  'credit-usage-events-2026-09.json': {
    answers: 'GET /backend-api/wham/usage/credit-usage-events',
    reads: [
      'charge refund -0.004 future at 2026-09-20T00:00',
      'charge 1789948800000:codex:1 0 codex at 2026-09-21T00:00',
    ],
  },
  'credit-usage-events-empty.json': { answers: 'GET /backend-api/wham/usage/credit-usage-events', reads: [] },
  'daily-skill-usage-metrics-2026-07.json': { unwatched: 'counts of skills, no limit and no credits' },
  'daily-token-usage-breakdown-empty.json': { unwatched: 'shares of a peak day, a day late; never what is left' },
  'daily-token-usage-breakdown-percent-2026-07.json': {
    unwatched: 'shares of a peak day, a day late; never what is left',
  },
  'daily-token-usage-breakdown-percent-2026-10.json': {
    unwatched: 'shares of a peak day, a day late; never what is left',
  },
  'daily-workspace-usage-counts-2026-07.json': { unwatched: 'counts of a whole workspace, not of this person' },
  'daily-workspace-usage-counts-2026-09.json': { unwatched: 'counts of a whole workspace, not of this person' },
  'daily-workspace-user-credit-usage-2026-09.json': { unwatched: 'workspace history by model, a day late' },
  'dom-usage-page-en.txt': {
    text: 'usage-text',
    reads: [
      'window codex [codex] 5h 28% resets +8100s',
      'window codex [codex] 7d 59% resets +421200s',
      'window code-review [code-review] ? 58% resets +94500s',
      'balance credits 1234.56 credits (openai-credits)',
    ],
  },
  'dom-usage-page-ja.txt': {
    text: 'usage-text',
    reads: [
      'window codex [codex] 5h 8% resets +18960s',
      'window codex [codex] 7d 39% resets 2026-03-19T04:55',
      'window code-review [code-review] ? 0% resets ?',
      'balance credits 0 credits (openai-credits)',
    ],
  },
  'dom-usage-page-other-languages.txt': { text: 'usage-text', reads: [] },
  'f-conversation-complete.sse.txt': {
    answers: 'POST /backend-api/f/conversation',
    reads: [
      'task chat {1} leaving',
      'task ? {1,conv_REDACTED} named',
      'task ? {1,conv_REDACTED} named',
      'task ? {1} ended done',
      'balance deep-research 22 uses',
      'balance images 120 uses',
      'balance files 80 uses',
      'task ? {1} ended unknown',
    ],
  },
  'f-conversation-deep-research-launch.sse.txt': {
    answers: 'POST /backend-api/f/conversation',
    reads: [
      'task chat {1} leaving',
      'task research {1} moved to [task_REDACTED]',
      'task ? {1} ended done',
      'task ? {1} ended unknown',
    ],
  },
  'f-conversation-deep-research-widget.sse.txt': {
    answers: 'POST /backend-api/f/conversation',
    reads: ['task chat {1} leaving', 'task ? {1} ended done', 'task ? {1} ended unknown'],
  },
  'f-conversation-image-launch.sse.txt': {
    answers: 'POST /backend-api/f/conversation',
    reads: [
      'task chat {1} leaving',
      'task image {1,conv_REDACTED} named',
      'task ? {1} ended done',
      'task ? {1} ended unknown',
    ],
  },
  'f-conversation-stream-handoff.sse.txt': {
    answers: 'POST /backend-api/f/conversation',
    reads: ['task chat {1} leaving', 'task ? {1} moved to []', 'task ? {1} ended unknown'],
  },
  'plan-limit-history-2026-09-24.json': {
    unwatched: 'history for charts: up to a day late, said 0.3 % while the live value was 100 %',
  },
  'plan-limit-history-5h-plus-2026-09.json': { unwatched: 'history for charts: up to a day late' },
  'profiles-me-2026-09-25.json': { unwatched: "carries a person's names" },
  'profiles-me-2026-10-07.json': { unwatched: "carries a person's names" },
  'ratelimits-appserver-5h-removal-2026-07-12.json': {
    unwatched: "the desktop program's own protocol; pages receive wham/usage",
  },
  'ratelimits-appserver-plus-credits-2026-07.json': {
    unwatched: "the desktop program's own protocol; pages receive wham/usage",
  },
  'reset-credits-2026-07-12.json': {
    answers: 'GET /backend-api/wham/rate-limit-reset-credits',
    reads: ['banked 4 until 2026-07-12T03:57'],
  },
  'reset-credits-consume-response-2026-07-12.json': {
    unwatched: 'the answer to a request that changes something; the new windows arrive by themselves',
  },
  'reset-credits-empty-2026-09-25.json': {
    answers: 'GET /backend-api/wham/rate-limit-reset-credits',
    reads: ['banked 0'],
  },
  'sibling-turns.json': { unwatched: "the variants of one task; the task's own status says when it is over" },
  'spend-controls-monthly-usage-2026-08.json': {
    answers: 'GET /backend-api/accounts/acct-1/spend-controls/current-user/monthly-usage',
    reads: ['window workspace-cap [workspace-cap] ? 43.52% of 7000 credits resets ?'],
  },
  'subscriptions-plus-2026-08.json': {
    answers: 'GET /backend-api/subscriptions?account_id=x',
    reads: ['plan plus renews 2026-09-04T10:22'],
  },
  'task-create-response.json': {
    answers: 'POST /backend-api/wham/tasks',
    reads: ['task developer {1} leaving', 'task developer {1,new} started'],
  },
  'task-details-diff.json': {
    answers: 'GET /backend-api/wham/tasks/task_e_1',
    reads: ['task developer {task_123} named'],
  },
  'task-details-error.json': {
    answers: 'GET /backend-api/wham/tasks/task_e_1',
    reads: ['task developer {task_456} ended failed'],
  },
  'task-details-status-2026.json': {
    answers: 'GET /backend-api/wham/tasks/task_e_1',
    reads: ['task developer {task-1} ended done'],
  },
  'tasks-list-unread-2026.json': {
    answers: 'GET /backend-api/wham/tasks/list?limit=20',
    reads: ['task developer {task-1} ended unknown', 'running codex [] …'],
  },
  'thread-usage-query-v2-2026-10-07.json': {
    unwatched: 'a POST with a list of threads; usually "unavailable" for Plus',
  },
  'usage-business-spendcap-2026-07.json': {
    answers: 'GET /backend-api/wham/usage',
    reads: [
      'window workspace-cap [workspace-cap] ? 30.29% of 10000 credits resets +441896s allowed',
      'banked 0',
      'plan business renews ?',
    ],
  },
  'usage-credits-only-no-windows.json': {
    answers: 'GET /backend-api/wham/usage',
    reads: ['balance credits 14.5 credits (usable openai-credits)'],
  },
  'usage-edge-malformed-additional.json': {
    answers: 'GET /backend-api/wham/usage',
    reads: [
      'window codex [codex] 5h 22% resets 2025-12-28T18:54',
      'window codex [codex] 7d 43% resets 2026-01-03T02:38',
      'window "GPT-5.3-Codex-Spark" [gpt-5-3-codex-spark] 5h 30% resets 2025-12-28T18:54',
    ],
  },
  'usage-education-2026-08.json': {
    answers: 'GET /backend-api/wham/usage',
    reads: [
      'window codex [codex] 5h 10% resets 2026-08-08T03:53',
      'balance credits 14 credits (usable openai-credits)',
      'plan education renews ?',
    ],
  },
  'usage-enterprise-individual-limit-in-rate_limit.json': {
    answers: 'GET /backend-api/wham/usage',
    reads: [
      'window workspace-cap [workspace-cap] ? 7.76% of 100000 credits resets 2026-07-01T00:00',
      'balance credits 0 credits (usable openai-credits)',
      'plan enterprise renews ?',
    ],
  },
  'usage-free-monthly-30d-2026-07.json': {
    answers: 'GET /backend-api/wham/usage',
    reads: ['window codex [codex] 30d 14% resets 2026-08-01T00:00', 'plan free renews ?'],
  },
  'usage-free-weekly-2026-04.json': {
    answers: 'GET /backend-api/wham/usage',
    reads: ['window codex [codex] 7d 0% resets 2026-04-06T09:44', 'plan free renews ?'],
  },
  'usage-plus-2026-05-13.json': {
    answers: 'GET /backend-api/wham/usage',
    reads: [
      'window codex [codex] 5h 46% resets +6699s allowed',
      'window codex [codex] 7d 15% resets +505326s allowed',
      'balance credits 0 credits (openai-credits)',
      'plan plus renews ?',
    ],
  },
  'usage-plus-2026-06-12.json': {
    answers: 'GET /backend-api/wham/usage',
    reads: [
      'window codex [codex] 5h 23% resets +12266s allowed',
      'window codex [codex] 7d 6% resets +359170s allowed',
      'balance credits 0 credits (openai-credits)',
      'plan plus renews ?',
    ],
  },
  'usage-plus-banked-resets-2026-06.json': {
    answers: 'GET /backend-api/wham/usage',
    reads: [
      'window codex [codex] 5h 27% resets +13140s',
      'window codex [codex] 7d 4% resets +566340s',
      'banked 2',
      'plan plus renews ?',
    ],
  },
  'usage-plus-full-keys-with-credits.json': {
    answers: 'GET /backend-api/wham/usage',
    reads: [
      'window codex [codex] 5h 42% resets +120s allowed',
      'window codex [codex] 7d 5.5% resets +43200s allowed',
      'balance credits 25 credits (usable openai-credits)',
      'banked 3',
      'plan plus renews ?',
    ],
  },
  'usage-pro-code-review-2025-12.json': {
    answers: 'GET /backend-api/wham/usage',
    reads: [
      'window codex [codex] 5h 22.5% resets 2025-12-17T19:33',
      'window codex [codex] 7d 41% resets 2025-12-22T10:40',
      'window code-review [code-review] 5h 38% resets 2025-12-17T19:33',
      'balance credits 123.4 credits (usable openai-credits)',
      'plan pro renews ?',
    ],
  },
  'usage-pro-weekly-spark-2026-09-11.json': {
    answers: 'GET /backend-api/wham/usage',
    reads: [
      'window codex [codex] 7d 66% resets +315566s allowed',
      'window "GPT-5.3-Codex-Spark" [gpt-5.3-codex-spark] 5h 0% resets 2026-09-11T14:48',
      'window "GPT-5.3-Codex-Spark" [gpt-5.3-codex-spark] 7d 0% resets 2026-09-18T09:48',
      'balance credits 0 credits (openai-credits)',
      'plan pro renews ?',
    ],
  },
  'usage-prolite-2026-04-27.json': {
    answers: 'GET /backend-api/wham/usage',
    reads: [
      'window codex [codex] 5h 7% resets +331s allowed',
      'window codex [codex] 7d 75% resets +155153s allowed',
      'balance credits 0 credits (openai-credits)',
      'plan prolite renews ?',
    ],
  },
  'usage-stream-snapshot.sse.txt': {
    answers: 'GET /backend-api/wham/usage/stream',
    reads: [
      'window codex [codex] 7d 42% resets +315566s allowed',
      'balance credits 0 credits (openai-credits)',
      'plan pro renews ?',
    ],
  },
  'usage-team-code-review-2026-02.json': {
    answers: 'GET /backend-api/wham/usage',
    reads: [
      'window codex [codex] 5h 3% resets 2026-02-21T15:43 allowed',
      'window codex [codex] 7d 33% resets 2026-02-27T18:51 allowed',
      'window code-review [code-review] 7d 1% resets 2026-02-28T10:48 allowed',
      'window "codex_other" [codex-other] 1h 55% resets 2026-02-21T18:53 allowed',
      'balance credits 9.99 credits (usable openai-credits)',
      'plan team renews ?',
    ],
  },
  'usage-team-monthly-2628000-2026-07.json': {
    answers: 'GET /backend-api/wham/usage',
    reads: ['window codex [codex] 730h 100% resets 2026-08-22T12:22'],
  },
  'ws-connect-commands.json': { frame: 'turns', reads: [] },
  'ws-conversation-turn-complete.json': { frame: 'turns', reads: ['task ? {REDACTED,elsewhere} ended done'] },
  'ws-conversation-update-async-task.json': { frame: 'turns', reads: ['task ? {REDACTED} ended done'] },
  'ws-conversation-update-image.json': { frame: 'turns', reads: [] },
  'ws-stream-item.json': { frame: 'turns', reads: [] },
};

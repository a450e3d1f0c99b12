import type { Sample } from './sample.ts';

/** What is read of every sample of Sora, seen on 2026-11-22 at 12:00 UTC. Times are relative to that moment. */
export const samples: Readonly<Record<string, Sample>> = {
  'api_auth_session_shape_mar2026.json': { unwatched: 'carries the sign-in token: never watched' },
  'billing_subscriptions_200_free.json': {
    answers: 'GET /backend/billing/subscriptions',
    reads: ['plan chatgpt_free renews ?'],
  },
  'doc_billing_subscriptions.json': {
    answers: 'GET /backend/billing/subscriptions',
    reads: ['plan chatgpt_plus renews 2025-11-13T16:58'],
  },
  'doc_invite_mine.json': { unwatched: 'invitations, not usage' },
  'doc_nf_check_27.json': { answers: 'GET /backend/nf/check', reads: ['balance videos 27 generations back +46833s'] },
  'doc_v2_list_tasks_sora1.json': { answers: 'GET /backend/v2/list_tasks?limit=1', reads: ['running sora-older [] …'] },
  'draft_item_sora_content_violation.json': {
    answers: 'GET /backend/project_y/profile/drafts/v2/gen_1',
    reads: ['task video {task_REDACTED} ended failed'],
  },
  'error_400_heavy_load.json': {
    answers: 'POST /backend/nf/create',
    status: 400,
    reads: ['task video {1} leaving', 'task video {1} ended failed'],
  },
  'error_400_phone_number_required.json': {
    answers: 'POST /backend/nf/create',
    status: 400,
    reads: ['task video {1} leaving', 'task video {1} ended failed'],
  },
  'error_400_sentinel_block.json': {
    answers: 'POST /backend/nf/create',
    status: 400,
    reads: ['task video {1} leaving', 'task video {1} ended failed'],
  },
  'error_401_token_invalidated.json': { answers: 'GET /backend/nf/check', status: 401, reads: ['signed out'] },
  'error_403_unsupported_country_auth.json': {
    answers: 'POST /backend/nf/create',
    status: 403,
    reads: ['task video {1} leaving', 'task video {1} ended failed'],
  },
  'error_429_too_many_concurrent_tasks.json': {
    answers: 'POST /backend/nf/create',
    status: 429,
    reads: ['task video {1} leaving', 'stop videos [videos] too-many-at-once until ?', 'task video {1} ended failed'],
  },
  'nf_check_200_allowed_free_7left.json': {
    answers: 'GET /backend/nf/check',
    reads: ['balance videos 7 generations back +20134s', 'balance credits 0 credits (openai-credits)'],
  },
  'nf_create_200_30left.json': {
    answers: 'POST /backend/nf/create',
    reads: [
      'task video {1} leaving',
      'task video {1,task_REDACTED} started',
      'balance videos 30 generations back +85662s',
      'balance credits 0 credits (openai-credits)',
    ],
  },
  'nf_create_200_6left.json': {
    answers: 'POST /backend/nf/create',
    reads: [
      'task video {1} leaving',
      'task video {1,task_REDACTED} started',
      'balance videos 6 generations back +13255s',
      'balance credits 0 credits (openai-credits)',
    ],
  },
  'nf_create_200_free_8left.json': {
    answers: 'POST /backend/nf/create',
    reads: [
      'task video {1} leaving',
      'task video {1,task_REDACTED1} started',
      'balance videos 8 generations back +80149s',
      'balance credits 0 credits (openai-credits)',
    ],
  },
  'nf_create_request_full_mar2026.json': {
    sentTo: 'POST /backend/nf/create',
    reads: ['task video {1} leaving model=sy_8 seconds=10 size=small'],
  },
  'nf_pending_v1_empty.json': { answers: 'GET /backend/nf/pending', reads: ['running sora []'] },
  'nf_pending_v1_preprocessing.json': {
    answers: 'GET /backend/nf/pending',
    reads: ['running sora [video task_REDACTED model=sy_8 seconds=10 variants=1]'],
  },
  'nf_pending_v1_processing.json': {
    answers: 'GET /backend/nf/pending',
    reads: ['running sora [video task_REDACTED model=sy_8 seconds=10 variants=1]'],
  },
  'nf_pending_v1_queued.json': {
    answers: 'GET /backend/nf/pending',
    reads: ['running sora [video task_REDACTED model=sy_8 seconds=10 variants=1]'],
  },
  'nf_pending_v1_running.json': {
    answers: 'GET /backend/nf/pending',
    reads: ['running sora [video task_REDACTED model=sy_8 seconds=10 variants=1]'],
  },
  'nf_pending_v2_empty.json': { answers: 'GET /backend/nf/pending/v2', reads: ['running sora []'] },
  'nf_pending_v2_processing.json': {
    answers: 'GET /backend/nf/pending/v2',
    reads: ['running sora [video task_REDACTED]'],
  },
  'nf_pending_v2_queued_040.json': {
    answers: 'GET /backend/nf/pending/v2',
    reads: ['running sora [video task_REDACTED]'],
  },
  'nf_pending_v2_queued_null.json': {
    answers: 'GET /backend/nf/pending/v2',
    reads: ['running sora [video task_REDACTED]'],
  },
  'nf_pending_v2_running.json': {
    answers: 'GET /backend/nf/pending/v2',
    reads: ['running sora [video task_REDACTED]'],
  },
  'project_y_initialize_async_mar2026.json': { unwatched: 'settings of the page, no balance in any recording' },
  'project_y_invite_mine_200.json': { unwatched: 'invitations, not usage' },
  'project_y_profile_drafts_mixed.json': {
    answers: 'GET /backend/project_y/profile/drafts?limit=15',
    reads: [
      'task video {task_REDACTED2} ended done',
      'task video {task_REDACTED4} ended done',
      'task video {task_REDACTED5} ended failed',
    ],
  },
  'synthetic_test_nf_check_purchased.json': {
    answers: 'GET /backend/nf/check',
    reads: ['balance videos 12 generations back +3600s', 'balance bought-videos 2 generations'],
  },
  'video_gen_image_task_queued_oct2025.json': {
    answers: 'GET /backend/video_gen/task_1',
    reads: ['task image {task_REDACTED1} started variants=2'],
  },
};

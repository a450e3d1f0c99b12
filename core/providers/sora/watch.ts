import type { Shape, Watch } from '../provider.ts';

const balance: Shape = {
  rate_limit_reached: 'b',
  access_resets_in_seconds: 'n',
  credit_remaining: 'n',
  estimated_num_videos_remaining: 'n',
  estimated_num_purchased_videos_remaining: 'n',
};
const errors: Shape = {
  type: 's',
  error: { code: 's', type: 's' },
  rate_limit_and_credit_balance: balance,
};
const created: Shape = { id: 'i', rate_limit_and_credit_balance: balance };
const asks: Shape = { kind: 's', type: 's', model: 's', n_frames: 'n', n_variants: 'n', size: 's' };

/** A task as `nf/pending` (v1 and v2) and the older lists show it. Prompts and titles stay in the page. */
const task: Shape = {
  id: 'i!',
  status: 's',
  type: 's',
  task_type: 's',
  model: 's',
  n_frames: 'n',
  n_variants: 'n',
  size: 's',
  creation_config: { n_frames: 'n' },
};
const draft: Shape = { task_id: 'i', kind: 's' };

const drafts = (path: string) =>
  ({
    id: 'drafts',
    method: 'GET',
    path,
    as: 'json',
    fields: { ...draft, items: [draft] },
    needs: ['items', 'kind'],
  }) as const;
const pending = (path: string) => ({ id: 'pending', method: 'GET', path, as: 'json', fields: [task] }) as const;
const olderList = (path: string) =>
  ({
    id: 'older-tasks',
    method: 'GET',
    path,
    as: 'json',
    fields: { task_responses: [task], tasks: [task] },
    needs: ['task_responses', 'tasks'],
  }) as const;

export const watch: Watch = {
  id: 'sora',
  origins: ['https://sora.chatgpt.com'],
  api: '/backend/',
  headers: true,
  // The usage panel was a dialog without an address of its own.
  usagePage: '^$',
  endpoints: [
    {
      id: 'check',
      method: 'GET',
      path: '/backend/nf/check',
      as: 'json',
      fields: { type: 's', rate_limit_and_credit_balance: balance },
      needs: ['rate_limit_and_credit_balance'],
      errors,
      replay: true,
    },
    {
      id: 'create',
      method: 'POST',
      path: '/backend/nf/create',
      as: 'json',
      leaving: true,
      creates: true,
      asks,
      fields: created,
      needs: ['id', 'rate_limit_and_credit_balance'],
      errors,
    },
    {
      id: 'create',
      method: 'POST',
      path: '/backend/nf/create/storyboard',
      as: 'json',
      leaving: true,
      creates: true,
      asks,
      fields: created,
      needs: ['id', 'rate_limit_and_credit_balance'],
      errors,
    },
    pending('/backend/nf/pending'),
    pending('/backend/nf/pending/v2'),
    drafts('/backend/project_y/profile/drafts'),
    drafts('/backend/project_y/profile/drafts/v2'),
    drafts('/backend/project_y/profile/drafts/v2/:id'),
    {
      id: 'older-create',
      method: 'POST',
      path: '/backend/video_gen',
      as: 'json',
      leaving: true,
      creates: true,
      asks,
      fields: task,
      errors,
    },
    { id: 'older-task', method: 'GET', path: '/backend/video_gen/:id', as: 'json', fields: task },
    olderList('/backend/video_gen'),
    olderList('/backend/v2/list_tasks'),
    olderList('/backend/v2/recent_tasks'),
    {
      id: 'older-notices',
      method: 'GET',
      path: '/backend/notif',
      as: 'json',
      fields: { data: [{ payload: task }] },
      needs: ['data'],
    },
    {
      id: 'subscription',
      method: 'GET',
      path: '/backend/billing/subscriptions',
      as: 'json',
      fields: { data: [{ plan: { id: 's' }, end_ts: 't', status: 's', will_renew: 'b' }] },
      needs: ['data'],
    },
  ],
  sockets: [],
  texts: [],
  composers: [],
};

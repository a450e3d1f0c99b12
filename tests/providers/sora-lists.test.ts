import { describe, expect, test } from 'vitest';
import type { Sighting } from '@/core/domain/sighting.ts';
import { sora } from '@/core/providers/sora/index.ts';
import { seen } from '../app/story.ts';
import { readThrough, seenAt } from './through.ts';

const get = (path: string, body: unknown) =>
  readThrough(sora, { request: `GET /backend/${path}` }, JSON.stringify(body)).readings;
const read = (over: Partial<Sighting>) => sora.read(seen({ call: 'c1', at: seenAt, served: seenAt, ...over }));
const task = (ref: string, news: unknown, more: object = {}) => ({
  ...{ kind: 'task', refs: [ref], task: 'video', parameters: {}, news },
  ...more,
});
const older = { kind: 'running', list: 'sora-older', tasks: [], complete: false };

describe('a task of the older list', () => {
  const told = (status: unknown) => get('video_gen/t1', { id: 't1', status });

  test.each([
    ['succeeded', 'done'],
    ['complete', 'done'],
    ['failed', 'failed'],
    ['error', 'failed'],
    ['cancelled', 'stopped'],
  ])('that %s is over', (status, ended) => {
    expect(told(status)).toEqual([task('t1', { ended })]);
  });

  test.each(['queued', 'processing'])('that is %s is running', (status) => {
    expect(told(status)).toEqual([task('t1', 'started')]);
  });

  test('without a state says nothing', () => {
    expect([null, undefined, '', 'constructor'].flatMap(told)).toEqual([]);
  });

  test.each([
    ['image', 'image'],
    ['image_gen', 'image'],
    ['video', 'video'],
    ['no_image', 'video'],
    [null, 'video'],
  ])('of type %j is of the kind %s', (type, kind) => {
    expect(get('video_gen/t1', { id: 't1', status: 'queued', type })).toMatchObject([{ task: kind }]);
    expect(get('video_gen/t1', { id: 't1', status: 'queued', task_type: type })).toMatchObject([{ task: kind }]);
  });

  test('believes its type before what it is called else', () => {
    const both = { id: 't1', status: 'queued', type: 'video', task_type: 'image_gen' };
    expect(get('video_gen/t1', both)).toMatchObject([{ task: 'video' }]);
    expect(get('nf/pending', [both])).toMatchObject([{ tasks: [{ task: 'video' }] }]);
    expect(get('nf/pending', [{ id: 't1', task_type: 'image_gen' }])).toMatchObject([{ tasks: [{ task: 'image' }] }]);
  });

  test('lasts as long as its frames do, thirty in a second; one frame has no length', () => {
    const seconds = (n_frames: unknown) =>
      Object(get('video_gen/t1', { id: 't1', status: 'queued', n_frames })[0]).parameters;
    expect([300, 2, 1, 0, null].map(seconds)).toEqual([{ seconds: 10 }, { seconds: 2 / 30 }, {}, {}, {}]);
  });
});

describe('the older lists', () => {
  const row = { id: 't1', status: 'queued' };

  test.each(['task_responses', 'tasks'])('tell of each task in %s, and never that nothing else runs', (list) => {
    expect(get('v2/list_tasks', { [list]: [row, { id: 't2', status: 'failed' }, { id: 't3' }] })).toEqual([
      task('t1', 'started'),
      task('t2', { ended: 'failed' }),
      older,
    ]);
  });

  test('believe the answer’s own list before the other, and may be empty', () => {
    expect(get('v2/list_tasks', { task_responses: [row], tasks: [{ id: 't9', status: 'queued' }] })).toEqual([
      task('t1', 'started'),
      older,
    ]);
    expect(get('v2/list_tasks', { tasks: null })).toEqual([older]);
  });

  test('of notices tell of the tasks in them', () => {
    expect(get('notif', { data: [{ payload: row }, { payload: { note: 1 } }, {}] })).toEqual([task('t1', 'started')]);
    expect(get('notif', { data: null })).toEqual([]);
    expect(read({ watch: 'older-notices', fields: { data: [{}] } })).toEqual({ readings: [], problems: [] });
  });
});

describe('drafts', () => {
  const drafts = (items: unknown) => get('project_y/profile/drafts', { items });
  const over = (ref: string, ended: string) => task(ref, { ended }, { parameters: null });

  test.each([
    ['sora_draft', 'done'],
    ['sora_content_violation', 'failed'],
    ['sora_context_violation', 'failed'],
    ['sora_processing_error', 'failed'],
    ['sora_error', 'failed'],
  ])('of kind %s mean that their task ended as %s', (kind, ended) => {
    expect(drafts([{ task_id: 't1', kind }])).toEqual([over('t1', ended)]);
  });

  test('of another kind, or of no task, say nothing and take nothing from the others', () => {
    const odd = [{ task_id: 't2', kind: 'sora_new' }, { task_id: 't3' }, { kind: 'sora_draft' }, { kind: null }];
    expect(drafts([...odd, { task_id: 't1', kind: 'sora_draft' }])).toEqual([over('t1', 'done')]);
  });

  test('one by one are read like a list of one', () => {
    expect(get('project_y/profile/drafts/v2/g1', { task_id: 't1', kind: 'sora_error' })).toEqual([
      over('t1', 'failed'),
    ]);
  });
});

describe('what is left', () => {
  const check = (balance: object, status = 200, more: object = {}) =>
    read({ watch: 'check', status, fields: { ...more, rate_limit_and_credit_balance: { ...balance } } }).readings;
  const base = { kind: 'balance', unlimited: false, returnsAt: null, blocked: null, usable: null, pool: null };
  const videos = { ...base, feature: 'videos', label: 'videos', unit: 'generations', left: 3 };

  test('is told for videos, bought videos and credits, each for itself', () => {
    const all = {
      ...{ estimated_num_videos_remaining: 3, estimated_num_purchased_videos_remaining: 5, credit_remaining: 0 },
      ...{ access_resets_in_seconds: 60, rate_limit_reached: false },
    };
    expect(check(all)).toEqual([
      { ...videos, blocked: false, returnsAt: seenAt + 60_000 },
      { ...base, feature: 'bought-videos', label: 'bought-videos', unit: 'generations', left: 5 },
      {
        ...base,
        feature: 'credits',
        label: 'credits',
        unit: 'credits',
        left: 0,
        usable: false,
        pool: 'openai-credits',
      },
    ]);
  });

  test('of bought videos is not told where that is less than one, or nothing', () => {
    for (const bought of [0, -1, null, 'many'])
      expect(check({ estimated_num_videos_remaining: 3, estimated_num_purchased_videos_remaining: bought })).toEqual([
        videos,
      ]);
  });

  test('beside a 429 stops where its reason is a limit, and not where too many run at once', () => {
    const refused = (code: string | null) =>
      check({ estimated_num_videos_remaining: 3, access_resets_in_seconds: 60 }, 429, { error: { code } });
    const back = { ...videos, returnsAt: seenAt + 60_000 };
    const stop = { kind: 'stop', feature: 'videos', label: 'videos', until: seenAt + 60_000 };
    expect(refused('too_many_daily_tasks')).toEqual([
      { ...back, blocked: true },
      { ...stop, why: 'limit-reached' },
    ]);
    expect(refused('too_many_concurrent_tasks')).toEqual([
      { ...back, blocked: false },
      { ...stop, why: 'too-many-at-once' },
    ]);
    expect(refused('something_new')).toEqual([{ ...back, blocked: false }]);
  });

  test('of which nothing is said beside a 429 is trouble, not nothing', () => {
    expect(read({ watch: 'check', status: 429, fields: {} })).toMatchObject({
      readings: [],
      problems: [{ kind: 'asked-too-often', about: 'numbers' }],
    });
  });
});

describe('a creation', () => {
  const made = task('c1', 'started');

  test('that is taken has begun, under its own name where it has one', () => {
    expect(read({ watch: 'create', fields: { id: 't1' } }).readings).toEqual([{ ...made, refs: ['c1', 't1'] }]);
    expect(read({ watch: 'create', fields: { rate_limit_and_credit_balance: null } }).readings).toEqual([made]);
    expect(
      read({ watch: 'create', fields: { id: 't1', rate_limit_and_credit_balance: { credit_remaining: 4 } } }).readings,
    ).toMatchObject([{ refs: ['c1', 't1'] }, { kind: 'balance', feature: 'credits', left: 4, usable: true }]);
  });

  test('is not said to fail by the end of a stream', () => {
    expect(read({ watch: 'create', phase: 'end', status: 0 })).toEqual({ readings: [], problems: [] });
  });

  test('that cannot be read has failed, and that is trouble with tasks', () => {
    expect(read({ watch: 'create', unread: 'not-json' })).toMatchObject({
      readings: [{ news: { ended: 'failed' } }],
      problems: [{ kind: 'not-json', about: 'tasks' }],
    });
  });
});

describe('the plan', () => {
  const plans = (...data: unknown[]) => get('billing/subscriptions', { data });
  const plus = { plan: { id: 'plus' }, end_ts: seenAt / 1_000 + 86_400, status: 'active', will_renew: true };
  const plan = { kind: 'plan', plan: 'plus', renewsAt: seenAt + 86_400_000, willRenew: true };

  test('is the first active one of those that are listed', () => {
    const ended = { ...plus, plan: { id: 'old' }, status: 'canceled' };
    expect(plans(ended, plus, { ...plus, plan: { id: 'pro' } })).toEqual([plan]);
    expect(plans({ ...plus, status: null, will_renew: false })).toEqual([{ ...plan, willRenew: false }]);
    expect(plans({ ...plus, will_renew: null, end_ts: null })).toEqual([{ ...plan, willRenew: null, renewsAt: null }]);
  });

  test('is not known where none is active, or it has no name', () => {
    expect(plans({ ...plus, status: 'canceled' })).toEqual([]);
    expect(plans({ ...plus, plan: null }, { ...plus, plan: { id: null } }, { status: 'active' })).toEqual([]);
    expect(plans()).toEqual([]);
    expect(get('billing/subscriptions', { data: null })).toEqual([]);
  });
});

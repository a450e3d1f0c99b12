import { describe, expect, test } from 'vitest';
import type { Json } from '@/core/domain/sighting.ts';
import { sora } from '@/core/providers/sora/index.ts';
import { seen } from '../app/story.ts';
import { readThrough, seenAt } from './through.ts';

const read = (watch: string, fields: unknown, more: object = {}) =>
  sora.read(seen({ watch, fields: fields as Json, call: 'c1', at: seenAt, ...more }));
const task = (ref: string | readonly string[], news: unknown, more: object = {}) => ({
  ...{ kind: 'task', refs: [ref].flat(), task: 'video', parameters: {}, news },
  ...more,
});
const balance = (feature: string, left: number, more: object = {}) => ({
  ...{ kind: 'balance', feature, label: feature, unit: feature === 'credits' ? 'credits' : 'generations', left },
  ...{ unlimited: false, returnsAt: null, blocked: null, usable: null, pool: null },
  ...more,
});

describe('what is left', () => {
  const told = (rate_limit_and_credit_balance: object, more: object = {}) =>
    read('check', { rate_limit_and_credit_balance, ...more }).readings;

  test('is told of videos, of bought ones and of credits, each for itself', () => {
    const all = {
      ...{ estimated_num_videos_remaining: 12, estimated_num_purchased_videos_remaining: 5, credit_remaining: 70 },
      ...{ rate_limit_reached: false, access_resets_in_seconds: 600 },
    };
    expect(told(all)).toEqual([
      balance('videos', 12, { blocked: false, returnsAt: seenAt + 600_000 }),
      balance('bought-videos', 5),
      balance('credits', 70, { usable: true, pool: 'openai-credits' }),
    ]);
    expect(told({ credit_remaining: 0 })).toEqual([balance('credits', 0, { usable: false, pool: 'openai-credits' })]);
  });

  test.each([0, -1, null])('of %s bought videos says nothing', (bought) => {
    const all = { estimated_num_videos_remaining: 1, estimated_num_purchased_videos_remaining: bought };
    expect(told(all)).toEqual([balance('videos', 1)]);
  });
});

describe('a creation', () => {
  const asked = { kind: 'video', model: 'sy_8', n_frames: 300, size: 'small', n_variants: 2 };
  const made = { parameters: { model: 'sy_8', seconds: 10, size: 'small', variants: 2 } };
  const create = (status: number, fields: unknown, more: object = {}) =>
    read('create', fields, { phase: 'answer', status, asked, ...more });

  test('is known by its id once it is taken on, with what is left then', () => {
    expect(create(200, { id: 't1' }).readings).toEqual([task(['c1', 't1'], 'started', made)]);
    expect(create(200, { id: null }).readings).toEqual([task('c1', 'started', made)]);
    expect(create(200, { id: 't1', rate_limit_and_credit_balance: { credit_remaining: 7 } }).readings).toEqual([
      task(['c1', 't1'], 'started', made),
      balance('credits', 7, { usable: true, pool: 'openai-credits' }),
    ]);
  });

  test('is nothing more to us between leaving and its answer', () => {
    expect(create(0, {}, { phase: 'end' }).readings).toEqual([]);
    expect(create(0, {}, { phase: 'sent' }).readings).toEqual([task('c1', 'leaving', made)]);
  });

  test.each([
    [{ kind: 'image' }, 'image'],
    [{ type: 'image_gen' }, 'image'],
    [{ type: 'my_image' }, 'video'],
    [{ kind: 'video', type: 'image' }, 'video'],
    [{}, 'video'],
    [undefined, 'video'],
  ])('asked for with %j is of the kind %s', (asks, kind) => {
    expect(create(0, {}, { phase: 'sent', asked: asks }).readings).toEqual([task('c1', 'leaving', { task: kind })]);
  });

  test.each([
    [1, {}],
    [2, { seconds: 2 / 30 }],
    [30, { seconds: 1 }],
    [null, {}],
  ])('of %s frames is as long as they are at thirty a second', (n_frames, parameters) => {
    expect(create(0, {}, { phase: 'sent', asked: { n_frames } }).readings).toEqual([
      task('c1', 'leaving', { parameters }),
    ]);
  });

  const failed = task('c1', { ended: 'failed' }, made);
  const stop = (why: string, until: number | null) => ({
    kind: 'stop',
    feature: 'videos',
    label: 'videos',
    why,
    until,
  });
  const left = { estimated_num_videos_remaining: 3, access_resets_in_seconds: 600 };
  test('is refused for too many at once, for too many today, or with what is left alone', () => {
    const refused = (body: object) => create(429, body).readings;
    const back = { returnsAt: seenAt + 600_000 };
    expect(refused({ error: { code: 'too_many_concurrent_tasks' }, rate_limit_and_credit_balance: left })).toEqual([
      balance('videos', 3, { ...back, blocked: false }),
      stop('too-many-at-once', seenAt + 600_000),
      failed,
    ]);
    expect(refused({ type: 'too_many_daily_tasks', rate_limit_and_credit_balance: left })).toEqual([
      balance('videos', 3, { ...back, blocked: true }),
      stop('limit-reached', seenAt + 600_000),
      failed,
    ]);
    expect(refused({ error: { code: 'heavy_load' }, rate_limit_and_credit_balance: left })).toEqual([
      balance('videos', 3, { ...back, blocked: false }),
      failed,
    ]);
    expect(refused({ error: null, type: null })).toEqual([failed]);
    expect(refused([])).toEqual([failed]);
  });

  test('that cannot be read is trouble with tasks', () => {
    const { problems } = readThrough(sora, { request: 'POST /backend/nf/create', sends: {} }, '<html>');
    expect(problems).toMatchObject([{ kind: 'not-json', about: 'tasks' }]);
  });
});

describe('older tasks', () => {
  const row = { id: 't1', status: 'succeeded', type: 'video_gen' };
  test.each([
    ['succeeded', { ended: 'done' }],
    ['complete', { ended: 'done' }],
    ['failed', { ended: 'failed' }],
    ['error', { ended: 'failed' }],
    ['cancelled', { ended: 'stopped' }],
    ['queued', 'started'],
  ])('that are %s stand so', (status, news) => {
    expect(read('older-task', { ...row, status }).readings).toEqual([task('t1', news)]);
  });

  test('without a state say nothing', () => {
    expect(read('older-task', { ...row, status: null }).readings).toEqual([]);
  });

  test('come in a list of either name, which is never all there is', () => {
    const running = { kind: 'running', list: 'sora-older', tasks: [], complete: false };
    const done = task('t1', { ended: 'done' });
    expect(read('older-tasks', { task_responses: [row] }).readings).toEqual([done, running]);
    expect(read('older-tasks', { tasks: [row] }).readings).toEqual([done, running]);
    expect(read('older-tasks', { task_responses: [row], tasks: [{ ...row, id: 'wrong' }] }).readings).toEqual([
      done,
      running,
    ]);
    expect(read('older-tasks', { task_responses: null, tasks: null }).readings).toEqual([running]);
  });

  test('are told of in notices', () => {
    expect(read('older-notices', { data: [{ payload: row }, {}] }).readings).toEqual([task('t1', { ended: 'done' })]);
    expect(read('older-notices', { data: null }).readings).toEqual([]);
  });

  test('may be images, by either word for it', () => {
    const image = { task: 'image' };
    const ended = { ended: 'done' };
    expect(read('older-task', { ...row, type: 'image_gen' }).readings).toEqual([task('t1', ended, image)]);
    expect(read('older-task', { ...row, type: null, task_type: 'image_gen' }).readings).toEqual([
      task('t1', ended, image),
    ]);
    expect(read('older-task', { ...row, task_type: 'image_gen' }).readings).toEqual([task('t1', ended)]);
  });
});

describe('what runs', () => {
  const running = (rows: readonly object[]) => read('pending', rows).readings;
  const one = (more: object) => ({ ...{ ref: 't1', task: 'video', parameters: {} }, ...more });
  const list = (...tasks: object[]) => [{ kind: 'running', list: 'sora', tasks, complete: true }];

  test('is of its kind, and as long as it says or was asked for', () => {
    expect(running([{ id: 't1', type: 'image_gen', task_type: 'video_gen' }])).toEqual(list(one({ task: 'image' })));
    expect(running([{ id: 't1', task_type: 'image_gen' }])).toEqual(list(one({ task: 'image' })));
    expect(running([{ id: 't1', creation_config: { n_frames: 300 } }])).toEqual(
      list(one({ parameters: { seconds: 10 } })),
    );
    expect(running([{ id: 't1', n_frames: 150, creation_config: { n_frames: 300 } }])).toEqual(
      list(one({ parameters: { seconds: 5 } })),
    );
  });
});

describe('drafts', () => {
  const drafts = (fields: object) => read('drafts', fields).readings;
  const over = (ref: string, ended: string) => task(ref, { ended }, { parameters: null });
  test.each([
    ['sora_draft', 'done'],
    ['sora_content_violation', 'failed'],
    ['sora_context_violation', 'failed'],
    ['sora_processing_error', 'failed'],
    ['sora_error', 'failed'],
  ])('of the kind %s are %s', (kind, ended) => {
    expect(drafts({ items: [{ task_id: 't1', kind }] })).toEqual([over('t1', ended)]);
    expect(drafts({ task_id: 't1', kind })).toEqual([over('t1', ended)]);
  });

  test('of another kind, or without a task, say nothing', () => {
    expect(drafts({ items: [{ task_id: 't1', kind: 'new' }, { kind: 'sora_draft' }, { task_id: 't2' }] })).toEqual([]);
    expect(drafts({})).toEqual([]);
  });
});

describe('the subscription', () => {
  const plan = (data: unknown) => read('subscription', { data }).readings;
  const pro = { plan: { id: 'pro' }, end_ts: seenAt / 1_000 + 600, status: 'active', will_renew: true };
  const told = { kind: 'plan', plan: 'pro', renewsAt: seenAt + 600_000, willRenew: true };

  test('is the first that is active, or does not say otherwise', () => {
    expect(plan([{ ...pro, status: 'expired', plan: { id: 'old' } }, { ...pro, plan: null }, pro])).toEqual([told]);
    expect(plan([{ ...pro, status: null }])).toEqual([told]);
    expect(plan([{ ...pro, will_renew: null, end_ts: null }])).toEqual([{ ...told, renewsAt: null, willRenew: null }]);
  });

  test('is unknown where none is', () => {
    expect(plan([{ ...pro, status: 'expired' }])).toEqual([]);
    expect(plan([{ ...pro, plan: { id: null } }])).toEqual([]);
    expect(plan(null)).toEqual([]);
  });
});

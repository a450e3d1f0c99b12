import { describe, expect, test } from 'vitest';
import { sora } from '@/core/providers/sora/index.ts';
import { digest } from './digest.ts';
import { readThrough } from './through.ts';

const check = (balance: unknown, more: object = {}) =>
  digest(
    readThrough(
      sora,
      { request: 'GET /backend/nf/check' },
      JSON.stringify({ ...more, rate_limit_and_credit_balance: balance }),
    ),
  );
const create = (
  status: number,
  body: unknown,
  sends: unknown = { kind: 'video', model: 'sy_8', n_frames: 300, size: 'small' },
) => digest(readThrough(sora, { request: 'POST /backend/nf/create', status, sends }, JSON.stringify(body))).slice(1);
const failed = 'task video {1} ended failed model=sy_8 seconds=10 size=small';

describe('what is left', () => {
  test('is the number told; bought videos stand beside it and are never added', () => {
    expect(
      check({
        estimated_num_videos_remaining: 12,
        estimated_num_purchased_videos_remaining: 5,
        access_resets_in_seconds: 600,
      }),
    ).toEqual(['balance videos 12 generations back +600s', 'balance bought-videos 5 generations']);
  });

  test('of bought videos none is not worth a line', () => {
    expect(check({ estimated_num_videos_remaining: 1, estimated_num_purchased_videos_remaining: 0 })).toEqual([
      'balance videos 1 generations',
    ]);
  });

  test('with nothing used in the whole day, nothing comes back', () => {
    expect(check({ estimated_num_videos_remaining: 30, access_resets_in_seconds: 86_400 })).toEqual([
      'balance videos 30 generations',
    ]);
  });

  test('that is zero is zero, and that is missing is not', () => {
    expect(check({ estimated_num_videos_remaining: 0, rate_limit_reached: true })).toEqual([
      'balance videos 0 generations (blocked)',
    ]);
    expect(check({ credit_remaining: 7 })).toEqual(['balance credits 7 credits (usable openai-credits)']);
  });

  test.each([
    [null],
    [{}],
    [{ estimated_num_videos_remaining: null }],
    [{ estimated_num_videos_remaining: 'many' }],
    [[]],
    ['none'],
  ])('%j is a changed shape', (balance) => {
    expect(check(balance)).toEqual(['problem changed-shape (numbers)']);
  });

  test('used up is told by its type, with HTTP 200 or 429', () => {
    const body = {
      type: 'rate_limit_exhausted',
      rate_limit_and_credit_balance: { estimated_num_videos_remaining: 0, access_resets_in_seconds: 60 },
    };
    expect(check(body.rate_limit_and_credit_balance, { type: body.type })).toEqual([
      'balance videos 0 generations (blocked) back +60s',
    ]);
    expect(digest(readThrough(sora, { request: 'GET /backend/nf/check', status: 429 }, JSON.stringify(body)))).toEqual([
      'balance videos 0 generations (blocked) back +60s',
      'stop videos [videos] limit-reached until +60s',
    ]);
  });
});

describe('a refused creation', () => {
  test.each([
    ['too_many_concurrent_tasks', 'too-many-at-once'],
    ['too_many_daily_tasks', 'limit-reached'],
    ['rate_limit_exhausted', 'limit-reached'],
  ])('429 %s is %s', (code, why) => {
    expect(create(429, { error: { code } })).toEqual([`stop videos [videos] ${why} until ?`, failed]);
  });

  test.each([400, 403, 429, 500])('%i without a known code ends the task and is no trouble of ours', (status) => {
    expect(create(status, { error: { code: 'heavy_load' } })).toEqual([failed]);
  });

  test('an HTML page in place of an answer ends the task, and says so', () => {
    const lines = digest(readThrough(sora, { request: 'POST /backend/nf/create', sends: {} }, '<!doctype html>'));
    expect(lines).toEqual(['task video {1} leaving', 'task video {1} ended failed', 'problem not-json (tasks)']);
  });
});

describe('a creation', () => {
  test('of one frame is an image-like thing without a length', () => {
    const [line] = digest(
      readThrough(
        sora,
        { request: 'POST /backend/nf/create', sends: { kind: 'image', n_frames: 1, n_variants: 2 } },
        undefined,
      ),
    );
    expect(line).toBe('task image {1} leaving variants=2');
  });
});

describe('a list of running tasks', () => {
  test('that is empty says that nothing runs; that is no list says nothing of the kind', () => {
    expect(digest(readThrough(sora, { request: 'GET /backend/nf/pending' }, '[]'))).toEqual(['running sora []']);
    expect(digest(readThrough(sora, { request: 'GET /backend/nf/pending' }, '{"tasks":[]}'))).toEqual([
      'problem changed-shape (tasks)',
    ]);
  });

  test('in which one row is strange does not hide that row: it would seem to have ended', () => {
    const lines = digest(
      readThrough(sora, { request: 'GET /backend/nf/pending' }, '[{"id":"t-1","status":"running"},{"task":"t-2"}]'),
    );
    expect(lines.some((line) => line.startsWith('problem changed-shape'))).toBe(true);
    expect(lines.filter((line) => line.startsWith('running'))).toEqual([]);
  });
});

import { describe, expect, test } from 'vitest';
import type { Json } from '@/core/domain/sighting.ts';
import { genspark } from '@/core/providers/genspark/index.ts';
import { seen } from '../app/story.ts';
import { readFrame, readThrough } from './through.ts';

const agent = (more: object) => genspark.read(seen({ watch: 'agent', status: 0, call: 'c1', ...more })).readings;
const leaving = (asked: unknown) => agent({ phase: 'sent', asked })[0];
const task = (kind: string | null, refs: readonly string[], news: unknown, parameters: unknown = {}) => ({
  ...{ kind: 'task', refs, task: kind, parameters, news },
});

describe('a run that leaves', () => {
  test.each([
    ['ai_chat', 'chat'],
    ['super_agent', 'agent'],
    ['slides_agent', 'slides'],
    ['code_sandbox', 'developer'],
    ['moa_search_chat', 'research'],
    ['generate_sparkpage_gan', 'page'],
    ['something_new', 'other'],
    [null, 'other'],
  ])('of type %s is %s', (type, kind) => {
    expect(leaving({ type })).toEqual(task(kind, ['c1'], 'leaving'));
  });

  test.each(['video', 'image'])('with the parameters of an %s is one, whatever its type', (type) => {
    expect(leaving({ type: 'ai_chat', model_params: { type } })).toEqual(task(type, ['c1'], 'leaving'));
  });

  test.each<[object, object]>([
    [{ model_params: { model: 'kling/v3' }, use_model: 'b', ai_chat_model: 'c' }, { model: 'kling/v3' }],
    [{ use_model: 'b', ai_chat_model: 'c' }, { model: 'b' }],
    [{ ai_chat_model: 'c' }, { model: 'c' }],
    [{ model_params: { duration: '8s' } }, { seconds: 8 }],
    [{ model_params: { duration: 8 } }, { seconds: 8 }],
    [{ model_params: { duration: 0 } }, {}],
    [{ model_params: { duration: 'auto' } }, {}],
    [{ model_params: { duration: '-8s' } }, {}],
    [{ model_params: { video_size: '720p', tier: 'pro' } }, { size: '720p' }],
    [{ model_params: { tier: 'pro' } }, { size: 'pro' }],
    [{ model_params: { generation_count: 4 } }, { variants: 4 }],
    [{ model_params: { generation_count: null } }, {}],
    [{ ultra_mode: true }, { ultra: true }],
    [{ ultra_mode: null }, {}],
  ])('%j is priced by %j', (asked, parameters) => {
    expect(leaving({ type: 'other', ...asked })).toEqual(task('other', ['c1'], 'leaving', parameters));
  });

  test('goes on under its project, where it has one', () => {
    expect(leaving({ type: 'ai_chat', project_id: 'p1' })).toEqual(task('chat', ['c1', 'p1'], 'leaving'));
  });

  test('without a word about it is of another kind', () => {
    expect(leaving(undefined)).toEqual(task('other', ['c1'], 'leaving'));
    expect(leaving('text')).toEqual(task('other', ['c1'], 'leaving'));
  });
});

describe('a run on its way', () => {
  const asked = { type: 'ai_chat', project_id: 'p1' };
  const event = (rule: string, fields: object) => agent({ phase: 'event', rule, fields, asked });

  test('has started, under its project’s name where it is told', () => {
    expect(event('start', { id: 'p2' })).toEqual([task('chat', ['c1', 'p1', 'p2'], 'started')]);
    expect(event('start', {})).toEqual([task('chat', ['c1', 'p1'], 'started')]);
  });

  test('that was broken off was stopped; otherwise nobody knows how it ended', () => {
    const over = (rule: string) => agent({ phase: 'end', rule, asked });
    expect(over('cancelled')).toEqual([task('chat', ['c1'], { ended: 'stopped' })]);
    expect(over('closed')).toEqual([task('chat', ['c1'], { ended: 'unknown' })]);
  });

  const failed = task('chat', ['c1', 'p1'], { ended: 'failed' });
  const stop = { kind: 'stop', feature: 'credits', label: 'credits', why: 'credits-used-up', until: null };
  test.each<[string, object, unknown[]]>([
    ['nothing', {}, []],
    ['an overload', { content: 'overloaded' }, [failed]],
    ['an overload inside', { message: { content: 'overloaded' } }, [failed]],
    ['used up', { content: 'used-up' }, [stop, failed]],
    [
      'the five hours',
      { content: 'five-hour' },
      [{ ...stop, feature: 'chat', label: 'messages', why: 'limit-reached' }, failed],
    ],
    ['another action', { action: { type: 'ACTION_OTHER' } }, []],
    ['a quota', { action: { type: 'ACTION_QUOTA_EXCEEDED' } }, [stop, failed]],
    ['a flag inside', { message: { session_state: { consume_usage_quota_exceeded: true } } }, [stop, failed]],
    ['a flag that is down', { session_state: { consume_usage_quota_exceeded: false } }, []],
  ])('that tells of %s', (_, fields, readings) => {
    expect(event('result', fields)).toEqual(readings);
  });

  test('a whole answer in its place is a refusal', () => {
    const whole = (status: number, fields: unknown) => agent({ phase: 'answer', status, fields, asked });
    expect(whole(200, { status: 0 })).toEqual([failed]);
    expect(whole(200, { status: -5 })).toEqual([{ kind: 'signed-out' }, failed]);
    expect(whole(500, {})).toEqual([failed]);
    expect(whole(401, {})).toEqual([{ kind: 'signed-out' }, failed]);
  });
});

test('a refusal that cannot be read is trouble with tasks', () => {
  const { readings, problems } = readThrough(genspark, { request: 'POST /api/agent/ask_proxy', sends: {} }, '<html>');
  expect(readings.at(-1)).toEqual(task('other', ['1'], { ended: 'failed' }));
  expect(problems).toMatchObject([{ kind: 'not-json', about: 'tasks' }]);
});

describe('media', () => {
  const told = (final_status: Json, more: object = {}) =>
    genspark.read(seen({ watch: 'media', phase: 'event', status: 0, fields: { final_status }, ...more })).readings;
  test.each([
    ['SUCCESS', 'done'],
    ['COMPLETED', 'done'],
    ['DONE', 'done'],
    ['FINISHED', 'done'],
    ['FAILED', 'failed'],
    ['FAILURE', 'failed'],
    ['ERROR', 'failed'],
  ])('with %s is %s', (status, ended) => {
    expect(told({ m1: { status } })).toEqual([task(null, ['m1'], { ended }, null)]);
  });

  test.each(['RUNNING', 'NOT_DONE', 'DONE_SOON', 'UNFAILED', 'FAILED_OVER', '', null])('with %j goes on', (status) => {
    expect(told({ m1: { status } })).toEqual([]);
  });

  test('says nothing without a list, and after its end', () => {
    expect(told(null)).toEqual([]);
    expect(told({ m1: { status: 'DONE' } }, { phase: 'end' })).toEqual([]);
  });

  test('in place of which somebody signed out answers says so', () => {
    expect(told(null, { phase: 'answer', status: 200, fields: { status: -5 } })).toEqual([{ kind: 'signed-out' }]);
  });
});

describe('an image', () => {
  const detail = (query: string, data: unknown) =>
    readThrough(
      genspark,
      { request: `GET /api/spark/image_generation_task_detail${query}` },
      JSON.stringify({ status: 0, data }),
    ).readings;
  test('stands as its page says', () => {
    expect(detail('?task_id=i1', { status: 'SUCCESS' })).toEqual([task('image', ['i1'], { ended: 'done' }, null)]);
    expect(detail('?task_id=i1', { status: 'FAILED' })).toEqual([task('image', ['i1'], { ended: 'failed' }, null)]);
    expect(detail('?task_id=i1', { status: 'RUNNING' })).toEqual([task('image', ['i1'], 'started', null)]);
    expect(detail('?task_id=i1', {})).toEqual([task('image', ['i1'], 'started', null)]);
  });

  test('is nobody’s where nobody asked for one', () => {
    expect(detail('', { status: 'SUCCESS' })).toEqual([]);
  });
});

describe('the list of projects', () => {
  const listed = (projects: unknown) =>
    readThrough(genspark, { request: 'GET /api/project/my' }, JSON.stringify({ status: 0, data: { projects } }))
      .readings;
  test('tells which runs are over, each of its kind', () => {
    expect(
      listed([
        { id: 'p1', type: 'slides_agent', status: 'FINISHED' },
        { id: 'p2', type: 'slides_agent', status: 'RUNNING' },
        { id: 'p3', type: 'new', status: null },
      ]),
    ).toEqual([task('slides', ['p1'], { ended: 'done' }, null)]);
  });

  test('may be empty, or missing', () => {
    expect(listed([])).toEqual([]);
    expect(listed(null)).toEqual([]);
  });
});

describe('the super agent’s socket', () => {
  const heard = (frame: object, way: 'sent' | 'received' = 'received') =>
    readFrame(genspark, 'super-agent', JSON.stringify(frame), way).readings;
  const run = (news: unknown, refs = ['super-agent', 'a1']) => task('agent', refs, news, null);

  test('begins a run as it is asked for', () => {
    expect(heard({ type: 'sas.ask', payload: { ask_id: 'a1' } }, 'sent')).toEqual([run('leaving'), run('started')]);
    expect(heard({ type: 'sas.ask', payload: {} }, 'sent')).toEqual([
      run('leaving', ['super-agent']),
      run('started', ['super-agent']),
    ]);
  });

  test.each([
    [{ ask_id: 'a1' }, 'done'],
    [{ ask_id: 'a1', reason: 'completed' }, 'done'],
    [{ ask_id: 'a1', reason: 'stopped' }, 'failed'],
  ])('ends one with %j as %s', (payload, ended) => {
    expect(heard({ type: 'sas.ask.ended', payload })).toEqual([run({ ended })]);
  });

  test('ends one that met an error as failed', () => {
    expect(heard({ type: 'sys.error' })).toEqual([run({ ended: 'failed' }, ['super-agent'])]);
  });

  test('that is cut leaves nobody knowing how it ended', () => {
    expect(genspark.read(seen({ watch: 'super-agent', phase: 'end', status: 0, call: 's1' })).readings).toEqual([
      run({ ended: 'unknown' }, ['s1']),
    ]);
  });
});

import { describe, expect, test } from 'vitest';
import type { Sighting } from '@/core/domain/sighting.ts';
import { genspark } from '@/core/providers/genspark/index.ts';
import { seen } from '../app/story.ts';
import { readFrame, readThrough } from './through.ts';

const ask = 'POST /api/agent/ask_proxy';
const leaving = (sends: unknown) => readThrough(genspark, { request: ask, sends }, undefined).readings[0];
const read = (over: Partial<Sighting>) => genspark.read(seen({ call: 'c1', ...over }));
const stop = { kind: 'stop', feature: 'credits', label: 'credits', why: 'credits-used-up', until: null };

describe('a run that leaves', () => {
  const asked = (model_params: unknown, more: object = {}) => leaving({ type: 'super_agent', model_params, ...more });

  test.each([
    ['video', 'video'],
    ['image', 'image'],
    ['sound', 'agent'],
  ])('and asks for a %s is of the kind %s', (type, task) => {
    expect(asked({ type })).toMatchObject({ kind: 'task', task, news: 'leaving' });
  });

  test.each([
    [8, 8],
    ['8', 8],
    ['8s', 8],
    ['2.5s', 2.5],
  ])('for %j lasts %d seconds', (duration, seconds) => {
    expect(asked({ duration })).toMatchObject({ parameters: { seconds } });
  });

  test.each(['auto', '', null, 0, -4, '1e99'])('for %j has no length', (duration) => {
    expect(asked({ duration })).toMatchObject({ parameters: {} });
    expect(Object.keys(Object(asked({ duration })).parameters)).toEqual([]);
  });

  test('is priced by the model of what it makes, before the one that writes', () => {
    const both = { use_model: 'writer', ai_chat_model: 'chat' };
    expect(asked({ model: 'maker' }, both)).toMatchObject({ parameters: { model: 'maker' } });
    expect(asked({}, both)).toMatchObject({ parameters: { model: 'writer' } });
    expect(asked(null, { ai_chat_model: 'chat' })).toMatchObject({ parameters: { model: 'chat' } });
  });

  test('is priced by its size, or the tier that stands for it, and by how many there are to be', () => {
    const parametersOf = (model_params: object) => Object(asked(model_params)).parameters;
    expect(parametersOf({ video_size: '1080p', tier: 'pro' })).toEqual({ size: '1080p' });
    expect(parametersOf({ tier: 'pro' })).toEqual({ size: 'pro' });
    expect(parametersOf({ generation_count: 4 })).toEqual({ variants: 4 });
    expect(parametersOf({ video_size: null, tier: null, generation_count: null, model: null })).toEqual({});
  });
});

describe('the stream of a run', () => {
  const event = (rule: string, fields: Sighting['fields']) =>
    read({ watch: 'agent', phase: 'event', status: 0, rule, fields }).readings;
  const task = { kind: 'task', refs: ['c1'], task: 'other', parameters: {} };

  test('that begins without an id is still one that has begun', () => {
    expect(event('start', {})).toEqual([{ ...task, news: 'started' }]);
    expect(event('start', { id: 'p1' })).toEqual([{ ...task, refs: ['c1', 'p1'], news: 'started' }]);
  });

  test.each([
    ['cancelled', 'stopped'],
    ['closed', 'unknown'],
  ])('that was %s ended as %s', (rule, ended) => {
    expect(read({ watch: 'agent', phase: 'end', status: 0, rule }).readings).toEqual([{ ...task, news: { ended } }]);
  });

  test('says nothing with a result in which nobody speaks of credits', () => {
    expect(event('result', {})).toEqual([]);
    expect(event('result', { message: {} })).toEqual([]);
    expect(event('result', { content: null, session_state: { consume_usage_quota_exceeded: false } })).toEqual([]);
    expect(event('result', { action: { type: 'ACTION_OTHER' } })).toEqual([]);
  });

  test.each([
    [{ content: 'exhausted' }, stop],
    [{ message: { content: 'negative' } }, stop],
    [{ content: 'five-hour' }, { ...stop, feature: 'chat', label: 'messages', why: 'limit-reached' }],
    [{ session_state: { consume_usage_quota_exceeded: true } }, stop],
    [{ message: { session_state: { consume_usage_quota_exceeded: true } } }, stop],
  ])('says with %j why it stops', (fields, expected) => {
    expect(event('result', fields)).toEqual([expected, { ...task, news: { ended: 'failed' } }]);
  });

  test('that is too busy fails, and nothing is used up', () => {
    expect(event('result', { content: 'overloaded' })).toEqual([{ ...task, news: { ended: 'failed' } }]);
  });

  test('that was refused has failed; trouble of the service is told beside it', () => {
    const failed = { ...task, news: { ended: 'failed' } };
    const answer = (over: Partial<Sighting>) => read({ watch: 'agent', ...over });
    expect(answer({ fields: { status: -5 } })).toEqual({ readings: [{ kind: 'signed-out' }, failed], problems: [] });
    expect(answer({ unread: 'not-json' })).toEqual({
      readings: [failed],
      problems: [{ kind: 'not-json', about: 'tasks', paths: [] }],
    });
    expect(answer({ status: 429 })).toEqual({ readings: [failed], problems: [] });
  });
});

describe('pictures and videos in the making', () => {
  const told = (final_status: unknown) =>
    read({ watch: 'media', phase: 'event', status: 0, fields: { final_status } as never });
  const task = (ended: string) => ({ kind: 'task', refs: ['m1'], task: null, parameters: null, news: { ended } });

  test.each(['SUCCESS', 'COMPLETED', 'DONE', 'FINISHED'])('are done with %s', (status) => {
    expect(told({ m1: { status } }).readings).toEqual([task('done')]);
  });

  test.each(['FAILED', 'FAILURE', 'ERROR'])('have failed with %s', (status) => {
    expect(told({ m1: { status } }).readings).toEqual([task('failed')]);
  });

  test.each(['RUNNING', 'UNFINISHED', 'PARTIAL_SUCCESS', 'DONE_SOON', 'NO_ERROR', 'ERROR_RETRYING', '', null, 5])(
    'are not over with %j',
    (status) => {
      expect(told({ m1: { status }, m2: {} }).readings).toEqual([]);
    },
  );

  test('are told of each for itself', () => {
    expect(told({ m0: { status: 'RUNNING' }, m1: { status: 'DONE' } }).readings).toEqual([task('done')]);
    expect(told(null)).toEqual({ readings: [], problems: [] });
  });

  test('say nothing by the end of their stream', () => {
    const fields = { final_status: { m1: { status: 'DONE' } } };
    expect(read({ watch: 'media', phase: 'end', status: 0, fields })).toEqual({ readings: [], problems: [] });
  });
});

describe('a single picture', () => {
  const picture = (status: unknown, query = '?task_id=i1') =>
    readThrough(
      genspark,
      { request: `GET /api/spark/image_generation_task_detail${query}` },
      JSON.stringify({ status: 0, data: { status } }),
    ).readings;
  const task = (news: unknown) => ({ kind: 'task', refs: ['i1'], task: 'image', parameters: null, news });

  test.each([
    ['SUCCESS', { ended: 'done' }],
    ['FAILED', { ended: 'failed' }],
    ['PENDING', 'started'],
    [null, 'started'],
  ])('that is %j is told as it is', (status, news) => {
    expect(picture(status)).toEqual([task(news)]);
  });

  test('about which nobody knows which it is says nothing', () => {
    expect(picture('SUCCESS', '')).toEqual([]);
  });

  test('is in the making where its answer has no data', () => {
    const fields = { status: 0, data: null };
    expect(read({ watch: 'image', asked: { task_id: 'i1' }, fields }).readings).toEqual([task('started')]);
  });
});

describe('the list of projects', () => {
  const projects = (list: unknown) =>
    readThrough(genspark, { request: 'GET /api/project/my' }, JSON.stringify({ status: 0, data: { projects: list } }))
      .readings;

  test('tells which runs have finished, and of what kind they were', () => {
    expect(
      projects([
        { id: 'p1', type: 'slides_agent', status: 'FINISHED' },
        { id: 'p2', type: 'video_generation_agent', status: 'RUNNING' },
        { id: 'p3', type: 'new_kind', status: 'FINISHED' },
        { id: 'p4' },
      ]),
    ).toEqual([
      { kind: 'task', refs: ['p1'], task: 'slides', parameters: null, news: { ended: 'done' } },
      { kind: 'task', refs: ['p3'], task: 'other', parameters: null, news: { ended: 'done' } },
    ]);
  });

  test('that is missing tells nothing', () => {
    expect(projects(undefined)).toEqual([]);
  });
});

describe('the super agent on its socket', () => {
  const frame = (body: object, way: 'sent' | 'received' = 'received') =>
    readFrame(genspark, 'super-agent', JSON.stringify(body), way).readings;
  const task = (refs: readonly string[], news: unknown) => ({
    kind: 'task',
    refs,
    task: 'agent',
    parameters: null,
    news,
  });
  const ended = (payload: object) => frame({ type: 'sas.ask.ended', payload });

  test('is asked and taken in one moment', () => {
    const [call, ...more] = Object(frame({ type: 'sas.ask', payload: { ask_id: 'a1' } }, 'sent')[0]).refs;
    expect(more).toEqual(['a1']);
    expect(frame({ type: 'sas.ask', payload: { ask_id: 'a1' } }, 'sent')).toEqual([
      task([call, 'a1'], 'leaving'),
      task([call, 'a1'], 'started'),
    ]);
  });

  test.each([
    [{ ask_id: 'a1', reason: 'completed' }, 'done'],
    [{ ask_id: 'a1' }, 'done'],
    [{ ask_id: 'a1', reason: 'error' }, 'failed'],
  ])('ends with %j as %s', (payload, end) => {
    expect(ended(payload)).toMatchObject([task([expect.any(String), 'a1'] as never, { ended: end })]);
  });

  test('has failed with an error, whichever run that was', () => {
    expect(read({ watch: 'super-agent', phase: 'event', status: 0, rule: 'error', fields: {} }).readings).toEqual([
      task(['c1'], { ended: 'failed' }),
    ]);
  });

  test('may go on though its line was cut', () => {
    expect(read({ watch: 'super-agent', phase: 'end', status: 0, rule: 'closed' }).readings).toEqual([
      task(['c1'], { ended: 'unknown' }),
    ]);
  });
});

import { describe, expect, test } from 'vitest';
import { nameless } from '@/core/domain/task.ts';
import { chatgpt } from '@/core/providers/chatgpt/index.ts';
import { readFrame, readThrough, seenAt, sightingsOf } from './through.ts';

const limits = (body: object) =>
  readThrough(chatgpt, { request: 'POST /backend-api/conversation/init' }, JSON.stringify(body)).readings;
const later = new Date(seenAt + 3_600_000).toISOString();

describe('what is left of single features', () => {
  const left = (feature: string, label: unknown, more: object = {}) => ({
    ...{ kind: 'balance', feature, label, unit: 'uses', left: 5, unlimited: false, usable: null, blocked: null },
    ...{ returnsAt: null, pool: null },
    ...more,
  });

  test.each([
    ['deep_research', 'deep-research', 'deep-research'],
    ['deep_research_standard', 'deep-research-standard', 'deep-research'],
    ['odyssey', 'odyssey', 'agent'],
    ['image_gen', 'image-gen', 'images'],
    ['file_upload', 'file-upload', 'files'],
    ['paste_text_to_file', 'paste-text-to-file', 'pasted-files'],
    ['send', 'send', 'messages'],
    ['something_new', 'something-new', { name: 'something_new' }],
  ])('%s has a name people know, or its own', (feature_name, feature, label) => {
    expect(limits({ limits_progress: [{ feature_name, remaining: 5 }] })).toEqual([left(feature, label)]);
  });

  test('has no number where none is told, and comes back when it says', () => {
    expect(limits({ limits_progress: [{ feature_name: 'send', remaining: null, reset_after: later }] })).toEqual([
      left('send', 'messages', { left: null, returnsAt: seenAt + 3_600_000 }),
    ]);
    expect(limits({ limits_progress: [{ feature_name: 'send', remaining: 0 }] })).toEqual([
      left('send', 'messages', { left: 0 }),
    ]);
  });

  test('that are blocked are stops, each for its reason and until its time', () => {
    const stop = (why: string, until: number | null) => ({
      ...{ kind: 'stop', feature: 'image-gen', label: 'images', why, until },
    });
    const blocked = (more: object) => limits({ blocked_features: [{ name: 'image_gen', ...more }] });
    expect(blocked({ block_reason: 'limit', resets_after: later })).toEqual([
      stop('feature-blocked', seenAt + 3_600_000),
    ]);
    expect(blocked({ block_reason: 'work_subscription_required' })).toEqual([stop('not-in-plan', null)]);
    expect(blocked({})).toEqual([stop('feature-blocked', null)]);
  });

  test('a model that has reached its limit is a stop under its own name', () => {
    expect(limits({ model_limits: [{ model_slug: 'GPT-6 Pro', resets_after: later }] })).toEqual([
      {
        ...{ kind: 'stop', feature: 'gpt-6-pro', label: { name: 'GPT-6 Pro' }, why: 'limit-reached' },
        until: seenAt + 3_600_000,
      },
    ]);
  });

  test('may be missing one and all', () => {
    expect(limits({ limits_progress: [], blocked_features: null, model_limits: null })).toEqual([]);
    expect(limits({ limits_progress: null, blocked_features: [], model_limits: [] })).toEqual([]);
  });
});

const turn = (refs: readonly string[], kind: string | null, news: unknown, model: string | null = 'gpt-6') => ({
  ...{ kind: 'task', refs, task: kind, parameters: model === null ? null : { model }, news },
});

describe('a turn of chat', () => {
  const sends = { model: 'gpt-6', conversation_id: 'c0' };
  const events = (...all: object[]) =>
    sightingsOf(
      chatgpt,
      { request: 'POST /backend-api/f/conversation', sends },
      all.map((one) => `data: ${JSON.stringify(one)}\n\n`).join(''),
    ).map((one) => chatgpt.read(one).readings);

  test('leaves under its conversation, and is over somehow when its answer is', () => {
    expect(events({ type: 'message_stream_complete', conversation_id: 'c0' })).toEqual([
      [turn(['1', 'c0'], 'chat', 'leaving')],
      [turn(['1'], null, { ended: 'done' })],
      [turn(['1'], null, { ended: 'unknown' })],
    ]);
  });

  test('leaves without what its request does not say', () => {
    const [left] = sightingsOf(chatgpt, { request: 'POST /backend-api/f/conversation', sends: {} }, 'data: {}\n\n');
    if (left === undefined) throw new Error('nothing left');
    expect(chatgpt.read(left).readings).toEqual([turn(['1'], 'chat', 'leaving', null)]);
    expect(chatgpt.read({ ...left, asked: null }).readings).toEqual([turn(['1'], 'chat', 'leaving', null)]);
  });

  test('that the page broke off was stopped', () => {
    const all = sightingsOf(chatgpt, { request: 'POST /backend-api/f/conversation', sends }, 'data: {}\n\n');
    const end = all.find(({ phase }) => phase === 'end');
    if (end === undefined) throw new Error('no end');
    const over = (rule: string) => chatgpt.read({ ...end, rule }).readings;
    expect(over('cancelled')).toEqual([turn(['1'], null, { ended: 'stopped' })]);
    expect(over('failed')).toEqual([turn(['1'], null, { ended: 'unknown' })]);
  });

  const second = (event: object) => events(event)[1];
  test('is handed over, and goes on elsewhere', () => {
    expect(second({ type: 'stream_handoff' })).toEqual([turn(['1'], null, { moved: [] })]);
  });

  test('is called by its conversation', () => {
    expect(second({ type: 'resume_conversation_token', conversation_id: 'c7' })).toEqual([
      turn(['1', 'c7'], null, 'named'),
    ]);
  });

  test.each([
    ['image gen', 'image'],
    ['text', null],
  ])('for %s is of that kind', (turn_use_case, kind) => {
    const event = { type: 'server_ste_metadata', conversation_id: 'c7', metadata: { turn_use_case } };
    expect(second(event)).toEqual([turn(['1', 'c7'], kind, 'named')]);
  });

  test('without a word about what it is for is of no kind', () => {
    expect(second({ type: 'server_ste_metadata', conversation_id: 'c7', metadata: null })).toEqual([
      turn(['1', 'c7'], null, 'named'),
    ]);
  });

  test.each([
    ['in its own place', (metadata: unknown) => ({ message: { metadata } })],
    ['as a change', (metadata: unknown) => ({ v: { message: { metadata } } })],
  ])('that begins a long task, told %s, goes on as that', (_, event) => {
    const told = (metadata: object) => second(event({ async_task_type: 'research', ...metadata }));
    expect(told({ async_task_id: 'deep-1' })).toEqual([turn(['1'], 'research', { moved: ['deep-1'] })]);
    expect(told({})).toEqual([turn(['1'], 'research', 'named')]);
    expect(told({ async_task_type: 'agent', async_task_id: 'a-1' })).toEqual([turn(['1'], null, { moved: ['a-1'] })]);
  });

  test('tells on its way what is left of features', () => {
    const event = { type: 'conversation_detail_metadata', limits_progress: [{ feature_name: 'send', remaining: 3 }] };
    expect(second(event)).toMatchObject([{ kind: 'balance', feature: 'send', left: 3 }]);
  });
});

describe('the socket', () => {
  const heard = (frame: unknown) => readFrame(chatgpt, 'turns', JSON.stringify(frame)).readings;
  const complete = (payload: object) => heard({ type: 'conversation-turn-complete', payload });
  const done = (...refs: string[]) => [turn(refs, null, { ended: 'done' }, null)];

  test('tells which conversation’s turn is over, however deep it says so', () => {
    const inner = complete({ conversation_id: 'c1' });
    expect(inner).toHaveLength(1);
    expect(inner).toMatchObject([{ kind: 'task', news: { ended: 'done' } }]);
    expect(inner[0]).toMatchObject({ refs: expect.arrayContaining(['c1']) });
    expect(complete({ conversation_id: null })).toEqual([]);
  });

  const update = (message: object | null, async_task_id: string | null = 'deep-1') =>
    heard({
      type: 'message',
      payload: { update_type: 'async-task-update-message', update_content: { async_task_id, message } },
    });
  test('tells of a long task’s end only by its last message', () => {
    expect(update({ status: 'finished_successfully', end_turn: true })).toEqual(done('deep-1'));
    expect(update({ status: 'in_progress', end_turn: true })).toEqual([]);
    expect(update({ status: 'finished_successfully', end_turn: false })).toEqual([]);
    expect(update({ status: 'finished_successfully', end_turn: true }, null)).toEqual([]);
    expect(update(null)).toEqual([]);
  });

  test('carries what a stream of its own would have told', () => {
    const carried = (event: object) =>
      heard({
        type: 'message',
        payload: {
          type: 'conversation-turn-stream',
          payload: { encoded_item: `data: ${JSON.stringify(event)}\n\n` },
        },
      });
    expect(carried({ type: 'message_stream_complete', conversation_id: 'c1' })).toEqual(done('c1', nameless));
    expect(
      carried({ type: 'conversation_detail_metadata', model_limits: [{ model_slug: 'gpt-6', resets_after: later }] }),
    ).toMatchObject([{ kind: 'stop', feature: 'gpt-6', until: Date.parse(later) }]);
  });
});

describe('a refusal', () => {
  const refused = (body: unknown, status = 429) =>
    sightingsOf(chatgpt, { request: 'POST /backend-api/codex/responses', status }, JSON.stringify(body)).flatMap(
      (one) => chatgpt.read(one).readings,
    );
  const failed = turn(['1'], null, { ended: 'failed' }, null);
  const stop = (feature: string, label: string, until: number | null) => ({
    ...{ kind: 'stop', feature, label, why: 'limit-reached', until },
  });

  test.each(['usage_limit_reached', 'work_usage_limit_exceeded'])('by %s stops Codex', (code) => {
    const soon = seenAt + 600_000;
    expect(refused({ error: { type: code, resets_in_seconds: 600 } })).toEqual([stop('codex', 'codex', soon), failed]);
    expect(refused({ error: { code, resets_at: soon / 1_000 } })).toEqual([stop('codex', 'codex', soon), failed]);
    expect(refused({ detail: { code, clears_in: 600 } })).toEqual([stop('codex', 'codex', soon), failed]);
    expect(refused({ detail: { code } })).toEqual([stop('codex', 'codex', null), failed]);
  });

  test('of another kind, or of none, is a failed task alone', () => {
    expect(refused({ error: { type: 'constructor' } })).toEqual([failed]);
    expect(refused({ error: null })).toEqual([failed]);
    expect(refused('no')).toEqual([failed]);
  });
});

import { describe, expect, test } from 'vitest';
import type { Sighting } from '@/core/domain/sighting.ts';
import { nameless } from '@/core/domain/task.ts';
import { chatgpt } from '@/core/providers/chatgpt/index.ts';
import { seen } from '../app/story.ts';
import { readFrame, readThrough, seenAt } from './through.ts';

const soon = '2026-11-22T13:00:00Z';
const hourOn = seenAt + 3_600_000;
const read = (over: Partial<Sighting>) => chatgpt.read(seen({ call: 'c1', at: seenAt, ...over }));

describe('the limits of single features', () => {
  const limits = (body: object) =>
    readThrough(chatgpt, { request: 'POST /backend-api/conversation/init' }, JSON.stringify(body)).readings;
  const stop = { kind: 'stop', until: hourOn };

  test('are what is left of each, until when', () => {
    const balance = { kind: 'balance', unit: 'uses', unlimited: false, usable: null, blocked: null, pool: null };
    expect(
      limits({
        limits_progress: [
          { feature_name: 'deep_research', remaining: 3, reset_after: soon },
          { feature_name: 'Time_Travel', remaining: 0 },
          { feature_name: 'odyssey' },
        ],
      }),
    ).toEqual([
      { ...balance, feature: 'deep-research', label: 'deep-research', left: 3, returnsAt: hourOn },
      { ...balance, feature: 'time-travel', label: { name: 'Time_Travel' }, left: 0, returnsAt: null },
      { ...balance, feature: 'odyssey', label: 'agent', left: null, returnsAt: null },
    ]);
  });

  test('are stops, for what is blocked or never was in the plan', () => {
    const blocked = (more: object) =>
      limits({ blocked_features: [{ name: 'image_gen', resets_after: soon, ...more }] });
    const images = { ...stop, feature: 'image-gen', label: 'images' };
    expect(blocked({ block_reason: 'work_subscription_required' })).toEqual([{ ...images, why: 'not-in-plan' }]);
    for (const why of [{ block_reason: 'cap_reached' }, { block_reason: null }, {}])
      expect(blocked(why)).toEqual([{ ...images, why: 'feature-blocked' }]);
    expect(blocked({ name: 'Time_Travel', resets_after: null })).toEqual([
      { ...stop, feature: 'time-travel', label: { name: 'Time_Travel' }, why: 'feature-blocked', until: null },
    ]);
  });

  test('are stops, for models whose limit was reached', () => {
    expect(limits({ model_limits: [{ model_slug: 'gpt-6_pro', resets_after: soon }] })).toEqual([
      { ...stop, feature: 'gpt-6-pro', label: { name: 'gpt-6_pro' }, why: 'limit-reached' },
    ]);
  });

  test.each(['turn', 'turns'])('are read from the events of %s, too', (watch) => {
    const told = (fields: Sighting['fields']) =>
      read({ watch, phase: 'event', status: 0, rule: 'chat-limits', fields });
    expect(told({ model_limits: [{ model_slug: 'gpt-6', resets_after: soon }] }).readings).toEqual([
      { ...stop, feature: 'gpt-6', label: { name: 'gpt-6' }, why: 'limit-reached' },
    ]);
    expect(told('nonsense')).toEqual({ readings: [], problems: [] });
  });
});

describe('a turn of the chat', () => {
  const task = { kind: 'task', refs: ['c1'], task: null, parameters: null };
  const event = (rule: string, fields: Sighting['fields'], more: Partial<Sighting> = {}) =>
    read({ watch: 'turn', phase: 'event', status: 0, rule, fields, ...more }).readings;

  test('leaves with its model and the conversation it belongs to', () => {
    const asked = { model: 'gpt-6', conversation_id: 'v1' };
    const sent = (asked?: Sighting['asked']) => read({ watch: 'turn', phase: 'sent', status: 0, asked }).readings;
    expect(sent(asked)).toEqual([
      { ...task, task: 'chat', refs: ['c1', 'v1'], parameters: { model: 'gpt-6' }, news: 'leaving' },
    ]);
    expect(sent({ model: null, conversation_id: null })).toEqual([{ ...task, task: 'chat', news: 'leaving' }]);
    expect(sent()).toEqual([{ ...task, task: 'chat', news: 'leaving' }]);
  });

  test.each([
    ['cancelled', 'stopped'],
    ['closed', 'unknown'],
    ['withheld', 'unknown'],
  ])('whose stream was %s ended as %s', (rule, ended) => {
    expect(read({ watch: 'turn', phase: 'end', status: 0, rule }).readings).toEqual([{ ...task, news: { ended } }]);
  });

  test('is done, handed over or named by its events', () => {
    expect(event('turn-end', {})).toEqual([{ ...task, news: { ended: 'done' } }]);
    expect(event('handoff', {})).toEqual([{ ...task, news: { moved: [] } }]);
    expect(event('named', { conversation_id: 'v1' })).toEqual([{ ...task, refs: ['c1', 'v1'], news: 'named' }]);
    expect(event('named', 'nonsense')).toEqual([{ ...task, news: 'named' }]);
  });

  test.each([
    [{ metadata: { turn_use_case: 'image gen' } }, 'image'],
    [{ metadata: { turn_use_case: 'text' } }, null],
    [{ metadata: {} }, null],
    [{ metadata: null }, null],
    [{}, null],
    ['nonsense', null],
  ])('is of the kind its use tells: %j', (fields, kind) => {
    expect(event('use-case', fields)).toEqual([{ ...task, task: kind, news: 'named' }]);
  });

  test('that begins a long task goes on under its name', () => {
    const metadata = { async_task_id: 'a1', async_task_type: 'research' };
    const moved = { ...task, task: 'research', news: { moved: ['a1'] } };
    expect(event('async-task', { message: { metadata } })).toEqual([moved]);
    expect(event('async-task', { v: { message: { metadata } } })).toEqual([moved]);
    expect(event('async-task', { message: { metadata: { ...metadata, async_task_type: 'pictures' } } })).toEqual([
      { ...moved, task: null },
    ]);
    expect(event('async-task', { message: { metadata: { async_task_type: 'research' } } })).toEqual([
      { ...moved, news: 'named' },
    ]);
    for (const fields of [{}, { v: null }, { v: {} }, { message: null }, { message: { metadata: null } }, 'nonsense'])
      expect(event('async-task', fields)).toEqual([{ ...task, news: 'named' }]);
  });

  describe('that was refused', () => {
    const ended = { ...task, news: { ended: 'failed' } };
    const refused = (fields: Sighting['fields'], status = 429) => read({ watch: 'turn', status, fields });
    const stop = { kind: 'stop', feature: 'codex', label: 'codex', why: 'limit-reached', until: null };

    test.each([
      ['usage_limit_reached', { ...stop }],
      ['work_usage_limit_exceeded', { ...stop }],
      ['model_cap_exceeded', { ...stop, feature: 'send', label: 'messages' }],
    ])('with %s is a stop', (code, expected) => {
      for (const fields of [{ detail: { code } }, { error: { code } }, { error: { type: code } }])
        expect(refused(fields)).toEqual({ readings: [expected, ended], problems: [] });
    });

    test.each([
      [{ detail: { code: 'usage_limit_reached', clears_in: 3_600 } }],
      [{ error: { code: 'usage_limit_reached', resets_in_seconds: 3_600 } }],
      [{ error: { code: 'usage_limit_reached', resets_at: soon } }],
    ])('comes back when %j says', (fields) => {
      expect(refused(fields).readings[0]).toMatchObject({ until: hourOn });
    });

    test.each([[{}], [{ detail: { code: 'something_new' } }], [{ detail: 'Too many requests' }], [undefined]])(
      'with %j has failed, and no more is said',
      (fields) => {
        expect(refused(fields)).toEqual({ readings: [ended], problems: [] });
      },
    );
  });
});

describe('the socket', () => {
  const frame = (body: object) => readFrame(chatgpt, 'turns', JSON.stringify(body)).readings;
  const event = (rule: string, fields: Sighting['fields']) =>
    read({ watch: 'turns', phase: 'event', status: 0, rule, fields }).readings;
  const done = (...refs: string[]) => [{ kind: 'task', refs, task: null, parameters: null, news: { ended: 'done' } }];

  test('tells that a turn is complete, in either form, and by the turn’s own last event', () => {
    const type = 'conversation-turn-complete';
    expect(frame({ payload: { type, payload: { conversation_id: 'v1' } } })).toEqual(done('v1', nameless));
    expect(frame({ type, payload: { conversation_id: 'v1' } })).toEqual(done('v1', nameless));
    expect(event('turn-end', { conversation_id: 'v1' })).toEqual(done('v1', nameless));
  });

  test('believes the inner name before the outer one', () => {
    const payload = { conversation_id: 'outer', payload: { conversation_id: 'inner' } };
    expect(event('turn-complete', { payload })).toEqual(done('inner', nameless));
  });

  test.each([
    ['turn-complete', {}],
    ['turn-complete', { payload: {} }],
    ['turn-complete', { payload: { payload: {} } }],
    ['turn-end', { conversation_id: null }],
    ['turn-end', 'nonsense'],
    ['something-new', { conversation_id: 'v1' }],
  ])('says nothing by %s with %j', (rule, fields) => {
    expect(event(rule, fields)).toEqual([]);
  });

  test('tells that a long task is over once its last message is finished, not before', () => {
    const update = (message: unknown, async_task_id: string | null = 'a1') =>
      event('async-task', { payload: { update_content: { async_task_id, message } } } as never);
    const whole = { status: 'finished_successfully', end_turn: true };
    expect(update(whole)).toEqual(done('a1'));
    const others = [
      { ...whole, end_turn: false },
      { ...whole, status: 'in_progress' },
      { ...whole, status: null },
      {},
      null,
    ];
    for (const message of others) expect(update(message), JSON.stringify(message)).toEqual([]);
    expect(update(whole, null)).toEqual([]);
    expect(event('async-task', { payload: {} })).toEqual([]);
    expect(event('async-task', {})).toEqual([]);
  });
});

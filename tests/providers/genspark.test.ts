import { describe, expect, test } from 'vitest';
import { genspark } from '@/core/providers/genspark/index.ts';
import { seen } from '../app/story.ts';
import { digest } from './digest.ts';
import { readThrough, sightingsOf } from './through.ts';

const outcomeOf = (request: string, body: unknown, status = 200) =>
  readThrough(genspark, { request, status, sends: {} }, typeof body === 'string' ? body : JSON.stringify(body));
const read = (request: string, body: unknown, status = 200) => digest(outcomeOf(request, body, status));
const balance = (of: unknown) => read('GET /api/payment/get_credit_balance', of);

describe('somebody who is signed out', () => {
  const bodies = [
    { status: -5, message: 'user not found' },
    { status: -5, message: 'not login', data: {} },
    { status: '-5', data: null },
  ];
  const requests = genspark.watch.endpoints.map(({ method, path }) => `${method} ${path}`);

  test('is known by status -5 in spite of HTTP 200, at every address', () => {
    const missed = requests.flatMap((request) =>
      bodies.flatMap((body) => {
        const lines = read(request, body);
        const said = lines.includes('signed out') && !lines.some((line) => /problem|balance/.test(line));
        return said ? [] : [`${request} ${JSON.stringify(body)}`];
      }),
    );
    expect(missed).toEqual([]);
  });

  test('is known by HTTP 401 as well, and by its words without a status', () => {
    expect(read('GET /api/user', { status: -5, message: 'not login', data: {} }, 401)).toEqual(['signed out']);
    expect(balance({ message: 'user not found' })).toEqual(['signed out']);
    expect(balance({ message: 'not login' })).toEqual(['signed out']);
  });

  test('another status is the service’s own trouble', () => {
    expect(balance({ status: -1, message: 'internal', data: { balance: 5 } })).toEqual([
      'problem service-trouble (numbers)',
    ]);
  });
});

describe('the balance', () => {
  test.each([
    [9_717, 'balance credits 9717 credits (usable)'],
    ['9717', 'balance credits 9717 credits (usable)'],
    [0.25, 'balance credits 0.25 credits (usable)'],
    [-12.5, 'balance credits -12.5 credits (blocked)'],
    [0, 'balance credits 0 credits (blocked)'],
  ])('%j', (value, line) => {
    expect(balance({ status: 0, data: { balance: value } })).toEqual([line]);
  });

  test.each([
    [{ status: 0 }],
    [{ status: 0, data: {} }],
    [{ status: 0, data: null }],
    [{ status: 0, data: { balance: null } }],
    [{ status: 0, data: { balance: 'many' } }],
  ])('%j is a changed shape, never 0', (body) => {
    expect(balance(body)).toEqual(['problem changed-shape (numbers)']);
  });
});

test.each(['', ' ', [], false])('a balance of %j is no balance, even if the page’s side let it through', (value) => {
  const [sighting] = sightingsOf(genspark, { request: 'GET /api/payment/get_credit_balance' }, '{}');
  const outcome = sighting && genspark.read({ ...sighting, fields: { status: 0, data: { balance: value } } });
  expect(outcome?.readings).toEqual([]);
  expect(outcome?.problems).toHaveLength(1);
});

describe('the free quota', () => {
  const pool = (windows: object) => read('GET /api/quota/free_pool', { status: 0, data: { windows } });

  test('is a share of dollars, told from what is spent or from what remains', () => {
    expect(
      pool({ '5h': { limit_dollars: 2, spent_dollars: 0.5 }, '7d': { limit_dollars: '10', remaining_dollars: '4' } }),
    ).toEqual([
      'window free-quota [free-quota] 5h 25% of 2 dollars resets ?',
      'window free-quota [free-quota] 7d 60% of 10 dollars resets ?',
    ]);
  });

  test('of unknown length is still a window', () => {
    expect(pool({ daily: { limit_dollars: 1, spent_dollars: 1 } })).toEqual([
      'window free-quota [free-quota] ? 100% of 1 dollars resets ?',
    ]);
  });

  test.each([
    [{ '5h': { limit_dollars: 0, spent_dollars: 0 } }],
    [{ '5h': { limit_dollars: 1 } }],
    [{ '5h': 0.4, '7d': 0.1 }],
  ])('%j is a changed shape', (windows) => {
    expect(pool(windows)).toEqual(['problem changed-shape (numbers)']);
  });
});

describe('the cycle', () => {
  const cycle = (data: object) => read('GET /api/credit_audit/billing_cycle', { status: 0, data });

  test('is found by its boundaries, whatever they are called', () => {
    expect(cycle({ a: '2026-11-10T00:00:00', b: 1_796_688_000, remaining: 5 })).toEqual([
      'cycle 2026-11-10T00:00 to 2026-12-08T00:00',
    ]);
  });

  test.each([
    ['both past', { a: '2026-10-01', b: '2026-11-01' }],
    ['longer than a year', { a: '2024-11-10', b: '2026-12-10' }],
    ['shorter than a day', { a: '2026-11-22T11:00:00Z', b: '2026-11-22T13:00:00Z' }],
    ['no times', { remaining: 0 }],
  ])('%s is no cycle', (_, data) => {
    expect(cycle(data)).toEqual([]);
  });
});

test('a run of the super agent over a socket is told as it leaves, since nothing answers it but its end', () => {
  const sighting = {
    ...seen({ watch: 'super-agent', phase: 'event', status: 0 }),
    rule: 'ask',
    fields: { payload: { ask_id: 'ask-1' } },
  };
  const { readings } = genspark.read(sighting);
  expect(readings).toMatchObject([
    { kind: 'task', task: 'agent', news: 'leaving' },
    { kind: 'task', task: 'agent', news: 'started' },
  ]);
});

test('the dearer mode is part of what a run is priced at', () => {
  const asked = { type: 'super_agent', ultra_mode: true, project_id: null };
  const { readings } = genspark.read(seen({ watch: 'agent', phase: 'sent', status: 0, asked }));
  expect(readings).toMatchObject([{ task: 'agent', parameters: { ultra: true } }]);
  const plain = genspark.read(seen({ watch: 'agent', phase: 'sent', asked: { ...asked, ultra_mode: false } }));
  expect(plain.readings).toMatchObject([{ parameters: {} }]);
  expect(JSON.stringify(plain.readings)).not.toContain('ultra');
});

test.each([
  ['video_generation_agent', 'video'],
  ['image_generation_agent', 'image'],
  ['audio_generation_agent', 'audio'],
  ['slides_agent', 'slides'],
  ['agentic_cross_check', 'research'],
  ['super_agent', 'agent'],
])('an address of %s is a composer of %s', (type, task) => {
  const open = genspark.watch.composers.filter(({ on }) => new RegExp(on).test(`/agents?type=${type}`));
  const readings = open.flatMap(({ id }) => genspark.read(seen({ watch: id, phase: 'opened' })).readings);
  expect(readings).toMatchObject([{ kind: 'composer', task }]);
});

describe('an agent’s run', () => {
  const run = (...events: object[]) =>
    read(
      'POST /api/agent/ask_proxy',
      events.map((event) => `data: ${JSON.stringify(event)}\n`).join('') || 'data: {}\n',
    ).slice(1);
  const start = { type: 'project_start', id: 'p-1' };
  const status = (field_value: string) => ({ type: 'project_field', field_name: 'status', field_value });

  test('ends with FINISHED; without it, nobody knows how', () => {
    expect(run(start, status('FINISHED'))).toEqual([
      'task other {1,p-1} started',
      'task other {1} ended done',
      'task other {1} ended unknown',
    ]);
    expect(run(start)).toEqual(['task other {1,p-1} started', 'task other {1} ended unknown']);
    expect(run(start, status('RUNNING'))).toEqual(['task other {1,p-1} started', 'task other {1} ended unknown']);
  });

  test('its title never leaves the page', () => {
    expect(run({ type: 'project_field', field_name: 'name', field_value: 'A poem about roses' })).toEqual([
      'task other {1} ended unknown',
    ]);
  });

  test.each([
    ['an action', { action: { type: 'ACTION_CREDIT_EXHAUSTED' } }],
    ['an action inside the message', { message: { action: { type: 'ACTION_QUOTA_EXCEEDED' } } }],
    ['a flag', { session_state: { consume_usage_quota_exceeded: true } }],
  ])('is stopped for want of credits by %s', (_, more) => {
    expect(run({ type: 'message_result', ...more })[0]).toBe('stop credits [credits] credits-used-up until ?');
  });

  test('a message in which a person writes about credits stops nothing', () => {
    const content = "He said: You've reached your free usage limit today, haha";
    expect(run({ type: 'message_result', message: { content } })).toEqual(['task other {1} ended unknown']);
  });
});

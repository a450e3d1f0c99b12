import { describe, expect, test } from 'vitest';
import { absorbTask, type TaskState } from '@/core/domain/task.ts';
import { watch as chatgpt } from '@/core/providers/chatgpt/watch.ts';
import { read as readGenspark } from '@/core/providers/genspark/read.ts';
import { watch as genspark } from '@/core/providers/genspark/watch.ts';
import type { Watch } from '@/core/providers/provider.ts';
import { watch as sora } from '@/core/providers/sora/watch.ts';
import { fixture } from '../providers/through.ts';
import { FakeSocket, settle, tapped, until } from './page.ts';

const agent = 'wss://www.genspark.ai/ws/super_agent_sandbox/v1';
const turns = 'wss://ws.chatgpt.com/p9/ws/user/abc?token=secret';
const ask = '{"type":"sas.ask","payload":{"ask_id":"ask-1","parts":[{"text":"my secret plan"}],"origin":"typed"}}';
const ended = '{"type":"sas.ask.ended","payload":{"reason":"completed"}}';

function page(watch: Watch) {
  const tap = tapped(watch);
  return { ...tap, socket: (url: string) => new tap.page.WebSocket(url) as unknown as FakeSocket };
}

describe('the page’s own WebSocket', () => {
  test('is a WebSocket as before: instances, constants, constructor, subclasses', () => {
    const { page: own } = page(genspark);
    const { WebSocket } = own;
    const made = new WebSocket(agent);
    expect(made).toBeInstanceOf(WebSocket);
    expect(made).toBeInstanceOf(FakeSocket);
    expect(made.constructor).toBe(WebSocket);
    expect(WebSocket.OPEN).toBe(1);
    class Own extends WebSocket {}
    expect(new Own(agent)).toBeInstanceOf(Own);
  });

  test('sends and receives the very same data', () => {
    const { socket } = page(genspark);
    const made = socket(agent);
    const got: unknown[] = [];
    made.addEventListener('message', (event) => got.push((event as MessageEvent).data));
    const bytes = Uint8Array.of(1, 2);
    made.send(ask);
    made.send(bytes);
    made.receive(ended);
    made.receive(bytes);
    expect(made.sent).toEqual([ask, bytes]);
    expect(made.sent[1]).toBe(bytes);
    expect(got).toEqual([ended, bytes]);
  });

  test('whose construction throws, throws as before', () => {
    const { page: own } = page(genspark);
    expect(() => new own.WebSocket('bad')).toThrow(new SyntaxError('bad address'));
  });

  test('is left alone where a service names none', () => {
    expect(Object.hasOwn(tapped(sora).page.WebSocket.prototype, 'send')).toBe(false);
    expect(Object.hasOwn(tapped(genspark).page.WebSocket.prototype, 'send')).toBe(true);
  });
});

describe('frames', () => {
  test('of a watched socket are told by kind, with whitelisted fields only', async () => {
    const { socket, spotted } = page(genspark);
    const made = socket(agent);
    made.send(ask);
    made.receive(ended);
    await until('both are told', () => spotted().length === 2);
    expect(spotted().map(({ watch, phase, rule }) => `${watch} ${phase} ${rule}`)).toEqual([
      'super-agent event ask',
      'super-agent event ended',
    ]);
    expect(spotted()[0]?.fields).toEqual({ type: 'sas.ask', payload: { ask_id: 'ask-1' } });
    expect(JSON.stringify(spotted())).not.toContain('secret');
  });

  test('of another socket are not looked at', async () => {
    const { socket, spotted } = page(genspark);
    for (const url of [
      'wss://www.genspark.ai/ws/else',
      `wss://evil.example/?${agent}`,
      'wss://www.genspark.ai.evil.example/ws/super_agent_sandbox/',
    ]) {
      const made = socket(url);
      made.send(ask);
      made.receive(ended);
    }
    await settle();
    expect(spotted()).toEqual([]);
  });

  test.each([
    ['bytes', new Uint8Array(8)],
    ['broken JSON with a known mark', '{"type":"sas.ask.ended"'],
    ['a known mark in another place', '{"type":"chat","payload":{"text":"sas.ask.ended"}}'],
    ['a number', '5'],
    ['null', null],
  ])('that are %s are passed over', async (_, data) => {
    const { socket, spotted } = page(genspark);
    const made = socket(agent);
    made.receive(data);
    made.receive(ended);
    await until('the next one is told', () => spotted().length > 0);
    await settle();
    expect(spotted().map(({ rule }) => rule)).toEqual(['ended']);
  });

  test('in lists are read one by one, and a stream inside a frame by the rules of its endpoint', async () => {
    const { socket, spotted } = page(chatgpt);
    const made = socket(turns);
    const limits = {
      type: 'conversation_detail_metadata',
      limits_progress: [{ feature_name: 'deep_research', remaining: 3 }],
    };
    const inner = `event: x\ndata: ${JSON.stringify(limits)}\n\n`;
    const item = { payload: { type: 'conversation-turn-stream', payload: { encoded_item: inner } } };
    made.receive(JSON.stringify([...JSON.parse(fixture('chatgpt', 'ws-conversation-turn-complete.json')), item]));
    await until('both are told', () => spotted().length === 2);
    expect(spotted().map(({ watch, rule }) => `${watch} ${rule}`)).toEqual([
      'turns turn-complete',
      'turns chat-limits',
    ]);
    expect(JSON.stringify(spotted())).not.toContain('token');
  });

  test('of two sockets are two calls', async () => {
    const { socket, spotted } = page(genspark);
    for (const made of [socket(agent), socket(agent)]) made.send(ask);
    await until('both are told', () => spotted().length === 2);
    expect(new Set(spotted().map(({ call }) => call)).size).toBe(2);
  });
});

test('two runs over one socket are two tasks, and each has its end', async () => {
  const { socket, spotted } = page(genspark);
  const made = socket(agent);
  for (const run of ['ask-1', 'ask-2']) {
    made.send(ask.replace('ask-1', run));
    made.receive(ended);
  }
  await until('all is told', () => spotted().length === 4);
  let tasks: readonly TaskState[] = [];
  for (const [place, { who: _, ...told }] of spotted().entries()) {
    const sighting = { ...told, id: `${place}`, offset: 0, onUsagePage: false, account: null };
    for (const reading of readGenspark(sighting).readings)
      if (reading.kind === 'task') tasks = absorbTask(tasks, reading, told.at).tasks;
  }
  expect(tasks.map(({ end }) => end)).toEqual(['done', 'done']);
});

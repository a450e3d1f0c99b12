import { describe, expect, test } from 'vitest';
import { watch as chatgpt } from '@/core/providers/chatgpt/watch.ts';
import { watch as genspark } from '@/core/providers/genspark/watch.ts';
import { fixture } from '../providers/through.ts';
import { json, settle, tapped, unhandledDuring, until } from './page.ts';

const create = 'https://www.genspark.ai/api/agent/ask_proxy';
const prompt = 'A film of my grandmother’s garden, please!';
const body = JSON.stringify({
  type: 'video_generation_agent',
  messages: [{ role: 'user', content: prompt }],
  model_params: { type: 'video', model: 'sora-2', duration: '8s', prompt, reference: 'https://files.example/me.jpg' },
  user_email: 'hanako@example.com',
});
const asked = { type: 'video_generation_agent', model_params: { type: 'video', model: 'sora-2', duration: '8s' } };
const answer = async () => json('{"status":0}');

describe('the parameters of a request', () => {
  test.each<[string, Parameters<typeof fetch>]>([
    ['a text', [create, { method: 'POST', body }]],
    ['a small-letter method', [create, { method: 'post', body }]],
    ['a Request', [new Request(create, { method: 'POST', body })]],
    ['a Request whose body is replaced', [new Request(create, { method: 'POST', body: '{}' }), { body }]],
  ])('are read from %s, and its content is not', async (_, args) => {
    const { page, spotted } = tapped(genspark, answer);
    await page.fetch(...args);
    await until('the request is told', () => spotted().some(({ phase }) => phase === 'sent'));
    await settle();
    expect(spotted().find(({ phase }) => phase === 'sent')?.asked).toEqual(asked);
    expect(JSON.stringify(spotted())).not.toMatch(/garden|hanako|files\.example|messages/);
  });

  test('a Request reaches the server with its body', async () => {
    const got: string[] = [];
    const { page } = tapped(genspark, async (input) => {
      got.push(await (input as Request).text());
      return json('{"status":0}');
    });
    await page.fetch(new Request(create, { method: 'POST', body }));
    expect(got).toEqual([body]);
  });

  test.each<[string, BodyInit | null]>([
    ['a form', new FormData()],
    ['a blob', new Blob([body])],
    ['form parameters', new URLSearchParams({ type: 'video' })],
    ['text that is no JSON', 'type=video'],
    ['nothing', null],
  ])('%s tells that the request leaves and no more', async (_, sent) => {
    const { page, spotted } = tapped(genspark, answer);
    await page.fetch(create, { method: 'POST', body: sent });
    await until('the request is told', () => spotted().length > 0);
    expect(spotted()[0]).toMatchObject({ phase: 'sent' });
    expect(spotted()[0]?.asked).toBeUndefined();
  });

  test('of a GET are those of its query', async () => {
    const { page, spotted } = tapped(genspark, async () => json('{"status":0,"data":{"status":"SUCCESS"}}'));
    await page.fetch('/api/spark/image_generation_task_detail?task_id=t-1&prompt=secret');
    await until('the answer is told', () => spotted().length === 1);
    expect(spotted()[0]).toMatchObject({ phase: 'answer', asked: { task_id: 't-1' } });
    expect(JSON.stringify(spotted())).not.toContain('secret');
  });
});

describe('a request that leaves', () => {
  test.each<[string, Parameters<typeof fetch>]>([
    ['with a text', [create, { method: 'POST', body }]],
    ['as a Request', [new Request(create, { method: 'POST', body })]],
  ])('%s is told before its answer, which knows what was asked', async (_, args) => {
    const { page, spotted } = tapped(genspark, answer);
    await page.fetch(...args);
    await until('both are told', () => spotted().length === 2);
    expect(spotted().map(({ phase, call }) => [phase, call])).toEqual([
      ['sent', '1'],
      ['answer', '1'],
    ]);
    expect(spotted()[1]?.asked).toEqual(asked);
  });

  test('is told before the network has said anything', async () => {
    const { page, spotted } = tapped(genspark, () => new Promise(() => {}));
    void page.fetch(create, { method: 'POST', body });
    await until('it is told', () => spotted().length === 1);
  });

  test('and whose own body breaks, breaks for the page alone', async () => {
    const failure = new Error('the file is gone');
    const broken = new ReadableStream({ pull: (controller) => controller.error(failure) });
    const request = new Request(create, { method: 'POST', body: broken, duplex: 'half' } as RequestInit);
    const { page } = tapped(genspark, () => Promise.reject(failure));
    const unhandled = await unhandledDuring(() => expect(page.fetch(request)).rejects.toBe(failure));
    expect(unhandled).toEqual([]);
  });

  test('for a chat turn tells its model and conversation, never its messages', async () => {
    const sent = JSON.stringify({
      action: 'next',
      messages: [{ content: { parts: [prompt] } }],
      model: 'gpt-6',
      conversation_id: 'conv-1',
      client_contextual_info: { page_title: prompt },
    });
    const { page, spotted } = tapped(chatgpt, async () => json('{}', { status: 500 }));
    await page.fetch('/backend-api/f/conversation', { method: 'POST', body: sent });
    await until('both are told', () => spotted().length === 2);
    expect(spotted()[0]).toMatchObject({ phase: 'sent', asked: { model: 'gpt-6', conversation_id: 'conv-1' } });
    expect(JSON.stringify(spotted())).not.toContain('garden');
  });

  test('as recorded in the fixtures carries no prompt', async () => {
    for (const name of ['ask_proxy_request_ai_chat.json', 'ask_proxy_request_image_agent.json']) {
      const recorded = fixture('genspark', name);
      const { page, spotted } = tapped(genspark, answer);
      await page.fetch(create, { method: 'POST', body: recorded });
      await until('it is told', () => spotted().length > 0);
      const content = JSON.parse(recorded).messages?.at(-1)?.content;
      expect(content).toBeTruthy();
      expect(JSON.stringify(spotted())).not.toContain(JSON.stringify(content).slice(1, -1));
    }
  });
});

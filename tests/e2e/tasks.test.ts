import { beforeAll, describe, expect, test } from 'vitest';
import type { Tab } from '../rig/rig.ts';
import { until } from '../rig/rig.ts';
import type { Row } from '../rig/seed.ts';
import { scene, textOf } from './each-browser.ts';

describe('tasks', () => {
  const on = scene();
  let chatgpt: Tab;
  let genspark: Tab;
  beforeAll(async () => {
    chatgpt = await on.rig.open('https://chatgpt.com/');
    genspark = await on.rig.open('https://www.genspark.ai/agents?type=super_agent');
  });

  const task = async (is: (row: Row) => boolean): Promise<Row | undefined> => (await on.rows('tasks')).findLast(is);
  const ended = (what: string, is: (row: Row) => boolean) =>
    until(what, async () => task((row) => is(row) && row.end !== null));

  test('an agent run of Genspark is seen running and finished, and its cost is looked up', async () => {
    on.world.genspark.taskTime = 1_500;
    await genspark.evaluate(
      `void window.ask({ type: 'slides_agent', project_id: null, messages: [{ role: 'user', content: 'secret words' }], model_params: { model: 'deck-1' } }).then((r) => r.text())`,
    );
    const popup = await on.popup();
    await until('it is shown as running', async () => (await textOf(popup)).includes('1 task is running: slides'));
    const row = await ended('it has ended', ({ task: kind }) => kind === 'slides');
    expect(row).toMatchObject({ end: 'done', parameters: { model: 'deck-1' } });
    expect(JSON.stringify(row)).not.toContain('secret');
    await until('the balance after it was read', async () =>
      (await on.rows('observations')).some(({ provider, value }) => provider === 'genspark' && value === 9_717 - 120),
    );
    on.world.genspark.taskTime = 100;
  });

  test('a run whose stream ends without FINISHED has ended, nobody knows how', async () => {
    on.world.genspark.override('POST', '/api/agent/ask_proxy', () => ({
      stream: (stream) => {
        stream.write('data: {"id":"project-2","type":"project_start"}\n');
        stream.end();
      },
    }));
    await genspark.evaluate(
      `window.ask({ type: 'video_generation_agent', model_params: { type: 'video', duration: 8 } }).then((r) => r.text())`,
    );
    expect(await ended('it has ended', ({ task: kind }) => kind === 'video')).toMatchObject({
      end: 'unknown',
      parameters: { seconds: 8 },
    });
  });

  test('the super agent’s run over its WebSocket is seen from ask to end', async () => {
    on.world.genspark.onSocketMessage = (socket, text) => {
      if (text.includes('sas.ask'))
        setTimeout(() => socket.send(JSON.stringify({ type: 'sas.ask.ended', payload: { reason: 'completed' } })), 300);
    };
    await genspark.evaluate(`new Promise((done) => {
      const socket = new WebSocket('wss://www.genspark.ai/ws/super_agent_sandbox/v1');
      socket.onopen = () => socket.send(JSON.stringify({ type: 'sas.ask', payload: { ask_id: 'ask-1', parts: ['secret words'], origin: 'typed' } }));
      socket.onmessage = () => done(true);
    })`);
    const row = await ended('it has ended', ({ task: kind }) => kind === 'agent');
    expect(row).toMatchObject({ end: 'done' });
    expect(JSON.stringify(row)).not.toContain('secret');
  });

  test('a chat turn ends with its own event', async () => {
    await chatgpt.evaluate(
      `window.call('/backend-api/f/conversation', { method: 'POST', body: JSON.stringify({ model: 'gpt-6', conversation_id: null, messages: [{ content: 'secret' }] }) }).then((r) => r.text())`,
    );
    expect(
      await ended(
        'it has ended',
        ({ task: kind, parameters }) => kind === 'chat' && (parameters as Row).model === 'gpt-6',
      ),
    ).toMatchObject({ end: 'done' });
  });

  test('a turn handed over to the socket ends with the socket’s word', async () => {
    on.world.chatgpt.override('POST', '/backend-api/f/conversation', () => ({
      stream: (stream) => {
        stream.write('data: {"type":"resume_conversation_token","conversation_id":"conv-9"}\n\n');
        stream.write(
          'data: {"type":"stream_handoff","options":[{"type":"subscribe_ws_topic","topic_id":"conversation-turn-9"}]}\n\ndata: [DONE]\n\n',
        );
        stream.end();
      },
    }));
    await chatgpt.evaluate(
      `new Promise((done) => { window.socket = new WebSocket('wss://ws.chatgpt.com/p24/ws/user/u?verify=x'); window.socket.onopen = () => done(true); })`,
    );
    await chatgpt.evaluate(
      `window.call('/backend-api/f/conversation', { method: 'POST', body: '{"model":"handed"}' }).then((r) => r.text())`,
    );
    const handed = ({ parameters }: Row) => (parameters as Row).model === 'handed';
    await until(
      'it was handed over',
      async () => ((await task(handed))?.refs as string[] | undefined)?.join() === 'conv-9',
    );
    expect((await task(handed))?.end).toBeNull();
    on.world.chatgpt.broadcast([
      {
        type: 'message',
        topic_id: 'conversations',
        payload: { type: 'conversation-turn-complete', payload: { conversation_id: 'conv-9' } },
      },
    ]);
    expect(await ended('it has ended', handed)).toMatchObject({ end: 'done' });
  });

  test('cloud tasks of Codex start and end by their turn status', async () => {
    on.world.chatgpt.tasks.set('task_e_1', 'in_progress').set('task_e_2', 'completed');
    await chatgpt.evaluate(
      `window.call('/backend-api/wham/tasks/list?limit=20&task_filter=current').then((r) => r.text())`,
    );
    await until('one runs', async () => task(({ key }) => key === 'task_e_1'));
    expect(await task(({ key }) => key === 'task_e_2')).toBeUndefined();
    on.world.chatgpt.tasks.set('task_e_1', 'failed');
    await chatgpt.evaluate(`window.call('/backend-api/wham/tasks/list?limit=20').then((r) => r.text())`);
    expect(await ended('it has ended', ({ key }) => key === 'task_e_1')).toMatchObject({
      end: 'failed',
      task: 'developer',
    });
  });

  test('a Sora video has ended when it leaves the pending list, and the drafts say how', async () => {
    const { sora } = on.world;
    sora.closed = false;
    const tab = await on.open('https://sora.chatgpt.com/explore');
    const ask = (path: string) => tab.evaluate(`window.call('${path}').then((r) => r.text())`);
    sora.pending = [{ id: 'task_v', status: 'running', n_frames: 450 }];
    await ask('/backend/nf/pending/v2');
    await until('it runs', async () => task(({ key }) => key === 'task_v'));
    sora.pending = [];
    await ask('/backend/nf/pending/v2');
    expect(await ended('it has left', ({ key }) => key === 'task_v')).toMatchObject({
      end: 'unknown',
      parameters: { seconds: 15 },
    });
    sora.drafts = [{ task_id: 'task_v', kind: 'sora_content_violation' }];
    await ask('/backend/project_y/profile/drafts/v2');
    await until('it was a failure', async () => (await task(({ key }) => key === 'task_v'))?.end === 'failed');
    sora.closed = true;
  });
});

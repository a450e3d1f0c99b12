import { describe, expect, test } from 'vitest';
import { watch as chatgpt } from '@/core/providers/chatgpt/watch.ts';
import { watch as genspark } from '@/core/providers/genspark/watch.ts';
import type { Watch } from '@/core/providers/provider.ts';
import { settle, until } from './page.ts';
import { ack, relayed } from './relayed.ts';

/** The accounts under which answers of these people are sent on, one document. */
async function accounts(
  watch: Watch,
  who: readonly (readonly string[])[],
  salt = 'pepper',
): Promise<(string | null)[]> {
  const { tell, sightings } = relayed(watch, { worker: async () => ({ ...ack, salt }) });
  for (const one of who) await tell({ who: one });
  await until('all are sent', () => sightings().length === who.length);
  return sightings().map(({ account }) => account);
}

describe('an account', () => {
  test('leaves the page as a short hash that is always the same and never the id', async () => {
    const [first] = await accounts(chatgpt, [['user-hanako']]);
    expect(first).toMatch(/^[0-9a-f]{16}$/);
    expect(await accounts(chatgpt, [['user-hanako']])).toEqual([first]);
  });

  test('is another one for another person, another installation and another service', async () => {
    const hashes = await Promise.all([
      accounts(chatgpt, [['user-1']]),
      accounts(chatgpt, [['user-2']]),
      accounts(chatgpt, [['user-1']], 'salt'),
      accounts(genspark, [['user-1']]),
    ]);
    expect(new Set(hashes.flat()).size).toBe(4);
  });

  test('of an answer without a name is the one last seen in the same document', async () => {
    const [before, own, after, other, then] = await accounts(chatgpt, [[], ['user-1'], [], ['user-2'], []]);
    expect(before).toBeNull();
    expect(after).toBe(own);
    expect(other).not.toBe(own);
    expect(then).toBe(other);
  });

  test('of numbers that come before their name is the one named next, where another account is known', async () => {
    const { tell, sightings, pass } = relayed(genspark, { worker: async () => ({ ...ack, named: true }) });
    await tell();
    await settle();
    expect(sightings()).toEqual([]);
    await tell({ who: ['user-b'] });
    await pass(1_000);
    await until('both are sent', () => sightings().length === 2);
    expect(new Set(sightings().map(({ account }) => account)).size).toBe(1);
    expect(sightings()[0]?.account).not.toBeNull();
  });

  test('is not waited for where something is about to be made', async () => {
    const { tell, sightings } = relayed(genspark, { worker: async () => ({ ...ack, named: true }) });
    await tell({ phase: 'sent' });
    await until('it is sent', () => sightings().length === 1);
  });

  test('of an answer that names several people is not guessed', async () => {
    const [own, both, same] = await accounts(chatgpt, [['user-1'], ['user-2', 'user-3'], ['user-1', 'user-1']]);
    expect([both, same]).toEqual([own, own]);
    expect(await accounts(chatgpt, [['user-2', 'user-3']])).toEqual([null]);
  });

  test('of one document is not known in another', async () => {
    await accounts(chatgpt, [['user-1']]);
    expect(await accounts(chatgpt, [[]])).toEqual([null]);
  });

  test('that changes makes the tap forget the headers it remembers; the first one and the same one do not', async () => {
    const { tell, commands, sightings } = relayed(chatgpt);
    const forgets = () => commands.filter((one) => one.do === 'forget').length;
    await tell({ who: ['user-1'] });
    await tell({ who: ['user-1'] });
    await until('both are sent', () => sightings().length === 2);
    await settle();
    expect(forgets()).toBe(0);
    await tell({ who: ['user-2'] });
    await until('the tap is told', () => forgets() === 1);
  });

  test('and raw ids are nowhere in what is sent', async () => {
    const { tell, sent, sightings } = relayed(chatgpt);
    await tell({ who: ['user-hanako'], fields: { account_id: '#0' } });
    await until('it is sent', () => sightings().length === 1);
    expect(JSON.stringify(sent)).not.toContain('hanako');
  });

  test('is told with every message, so that the worker knows whose page asks', async () => {
    const { tell, sent, sightings, pass } = relayed(chatgpt);
    await tell({ who: ['user-1'] });
    await until('it is sent', () => sightings().length === 1);
    await pass(5 * 60_000);
    expect(sent.at(-1)).toEqual({ sightings: [], account: sightings()[0]?.account, visible: true });
  });
});

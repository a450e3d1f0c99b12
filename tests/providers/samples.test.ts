import { describe, expect, test } from 'vitest';
import { chatgpt } from '@/core/providers/chatgpt/index.ts';
import { genspark } from '@/core/providers/genspark/index.ts';
import type { Provider } from '@/core/providers/provider.ts';
import { sora } from '@/core/providers/sora/index.ts';
import { samples as chatgptSamples } from './chatgpt.samples.ts';
import { digest } from './digest.ts';
import { samples as gensparkSamples } from './genspark.samples.ts';
import type { Sample } from './sample.ts';
import { samples as soraSamples } from './sora.samples.ts';
import { fixture, readFrame, readText, readThrough } from './through.ts';

const services: readonly (readonly [string, Provider, Readonly<Record<string, Sample>>])[] = [
  ['chatgpt', chatgpt, chatgptSamples],
  ['genspark', genspark, gensparkSamples],
  ['sora', sora, soraSamples],
];

/** Texts of messages, one a line or as the leaves of a JSON object; each is read inside a message of its own. */
function messagesIn(text: string): string[] {
  if (!text.startsWith('{')) return text.trim().split('\n');
  const leaves = (value: unknown): string[] =>
    typeof value === 'string' ? [value] : Object.values(value as object).flatMap(leaves);
  return leaves(JSON.parse(text));
}

function readMessage(provider: Provider, request: string, content: string): string {
  const body = `data: ${JSON.stringify({ type: 'message_result', message: { role: 'assistant', content } })}\n\n`;
  return (
    digest(readThrough(provider, { request, sends: {} }, body)).find((line) => line.startsWith('stop')) ?? 'nothing'
  );
}

function read(provider: Provider, folder: string, name: string, sample: Sample): string[] {
  const body = fixture(folder, name);
  if ('answers' in sample) return digest(readThrough(provider, { request: sample.answers, ...sample }, body));
  if ('sentTo' in sample)
    return digest(readThrough(provider, { request: sample.sentTo, sends: JSON.parse(body) }, undefined)).slice(0, 1);
  if ('frame' in sample) return digest(readFrame(provider, sample.frame, body, sample.way));
  if ('text' in sample) return digest(readText(provider, sample.text, body.replace(/<!--.*?-->|<[^>]+>/gs, '')));
  if ('messages' in sample) return messagesIn(body).map((text) => readMessage(provider, sample.messages, text));
  return [];
}

describe.each(services)('%s samples, through the tap’s own picking', (folder, provider, samples) => {
  const read_ = Object.entries(samples).filter(([, sample]) => !('unwatched' in sample));
  test.each(read_)('%s', (name, sample) => {
    expect(read(provider, folder, name, sample)).toEqual('reads' in sample ? sample.reads : []);
  });

  test('what is not watched says why', () => {
    for (const sample of Object.values(samples))
      if ('unwatched' in sample) expect(sample.unwatched.length).toBeGreaterThan(15);
  });
});

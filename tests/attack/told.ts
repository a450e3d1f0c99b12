import type { Sighting } from '@/core/domain/sighting.ts';
import { providers } from '@/core/providers/index.ts';
import type { Provider } from '@/core/providers/provider.ts';
import { samples as chatgpt } from '../providers/chatgpt.samples.ts';
import { samples as genspark } from '../providers/genspark.samples.ts';
import type { Sample } from '../providers/sample.ts';
import { samples as sora } from '../providers/sora.samples.ts';
import { fixture, sightingOfText, sightingsOf, sightingsOfFrame } from '../providers/through.ts';
import type { Chance } from '../simulators/model/chance.ts';
import { hostileJson, trickyTexts } from './hostile.ts';

/** One recorded answer, request, frame or text of a service, and what the page's side makes of it. */
export type Told = {
  readonly name: string;
  readonly plain: () => Sighting[];
  /** The same, once somebody has been at it. */
  readonly changed: (chance: Chance) => Sighting[];
};

const samples: Readonly<Record<string, Readonly<Record<string, Sample>>>> = { chatgpt, genspark, sora };

export const services: readonly (readonly [id: string, provider: Provider])[] = providers.map((one) => [
  one.watch.id,
  one,
]);

/** All that was recorded of a service. */
export function toldOf(provider: Provider): readonly Told[] {
  const { id } = provider.watch;
  return Object.entries(samples[id] ?? {}).flatMap(([name, sample]): Told[] => {
    const body = fixture(id, name);
    const way = wayOf(provider, sample, parsed(body));
    if (way === null) return [];
    const { told, change } = way;
    return [{ name, plain: () => told(body), changed: (chance) => told(change(body, chance)) }];
  });
}

type Way = { readonly told: (text: string) => Sighting[]; readonly change: (text: string, chance: Chance) => string };

/** How a sample reaches the reader, and how it can be changed; `null`: it does not. */
function wayOf(provider: Provider, sample: Sample, value: unknown): Way | null {
  const json = (_: string, chance: Chance) => hostileJson(value, chance);
  if ('answers' in sample) {
    const { answers: request, status = 200, sends } = sample;
    const told = (text: string) => sightingsOf(provider, { request, status, sends }, text);
    return { told, change: value === undefined ? changedLines : json };
  }
  if ('sentTo' in sample)
    return {
      told: (text) => sightingsOf(provider, { request: sample.sentTo, sends: parsed(text) }, undefined),
      change: json,
    };
  if ('frame' in sample)
    return {
      told: (text) => (parsed(text) === undefined ? [] : sightingsOfFrame(provider, sample.frame, text, sample.way)),
      change: json,
    };
  if (!('text' in sample)) return null;
  return { told: (text) => [sightingOfText(provider, sample.text, text)], change: changedText };
}

/** Some of the events of a stream changed, told twice, left out or in another order. */
function changedLines(body: string, chance: Chance): string {
  const lines = body.split('\n').flatMap((line) => {
    if (chance() < 0.7) return [line];
    if (chance() < 0.1) return [];
    if (chance() < 0.2) return [line, line];
    const [, mark = '', event = ''] = /^(data: ?)(\{.*\})$/.exec(line) ?? [];
    const value = parsed(event);
    return value === undefined ? [changedText(line, chance)] : [mark + hostileJson(value, chance)];
  });
  if (chance() < 0.1) lines.reverse();
  return lines.join('\n');
}

const figures = ['9'.repeat(400), '-5', '１２', '0', '1e9', '٣', '1,2,3'];

/** A text with something put in, or with other figures. */
function changedText(text: string, chance: Chance): string {
  const at = Math.floor(chance() * text.length);
  const odd = trickyTexts[Math.floor(chance() * trickyTexts.length)] ?? '';
  if (chance() < 0.5) return text.slice(0, at) + odd + text.slice(at);
  const figure = figures[Math.floor(chance() * figures.length)] ?? '';
  return text.replace(/\d[\d,.]*/g, (digits) => (chance() < 0.3 ? figure : digits));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

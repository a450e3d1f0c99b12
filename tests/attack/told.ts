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

/** One recorded answer, request, frame or text of a service, and what the page's side makes of it once it is changed. */
export type Told = { readonly name: string; readonly changed: (chance: Chance) => Sighting[] };

const samples: Readonly<Record<string, Readonly<Record<string, Sample>>>> = { chatgpt, genspark, sora };

/** All that was recorded of a service. */
export function toldOf(provider: Provider): readonly Told[] {
  const { id } = provider.watch;
  return Object.entries(samples[id] ?? {}).flatMap(([name, sample]): Told[] => {
    const body = fixture(id, name);
    const changed = changing(provider, sample, body);
    return changed === null ? [] : [{ name, changed }];
  });
}

export const services: readonly (readonly [id: string, provider: Provider])[] = providers.map((one) => [
  one.watch.id,
  one,
]);

function changing(provider: Provider, sample: Sample, body: string): Told['changed'] | null {
  if ('answers' in sample) {
    const { answers: request, status = 200, sends } = sample;
    const told = (text: string) => sightingsOf(provider, { request, status, sends }, text);
    const value = parsed(body);
    return value === undefined
      ? (chance) => told(changedLines(body, chance))
      : (chance) => told(hostileJson(value, chance));
  }
  if ('sentTo' in sample) {
    const value = parsed(body);
    return (chance) =>
      sightingsOf(provider, { request: sample.sentTo, sends: parsed(hostileJson(value, chance)) }, undefined);
  }
  if ('frame' in sample) {
    const value = parsed(body);
    return (chance) => {
      const text = hostileJson(value, chance);
      return parsed(text) === undefined ? [] : sightingsOfFrame(provider, sample.frame, text, sample.way);
    };
  }
  if ('text' in sample) return (chance) => [sightingOfText(provider, sample.text, changedText(body, chance))];
  return null;
}

/** Some of the events of a stream changed, told twice, left out or in another order. */
function changedLines(body: string, chance: Chance): string {
  const lines = body.split('\n').flatMap((line) => {
    if (chance() < 0.7) return [line];
    if (chance() < 0.1) return [];
    if (chance() < 0.2) return [line, line];
    const found = /^(data: ?)(\{.*\})$/.exec(line);
    const value = found === null ? undefined : parsed(found[2] ?? '');
    return value === undefined ? [changedText(line, chance)] : [`${found?.[1]}${hostileJson(value, chance)}`];
  });
  if (chance() < 0.1) lines.reverse();
  return lines.join('\n');
}

/** A text with something put in, or with other figures. */
function changedText(text: string, chance: Chance): string {
  const at = Math.floor(chance() * text.length);
  const odd = trickyTexts[Math.floor(chance() * trickyTexts.length)] ?? '';
  if (chance() < 0.5) return text.slice(0, at) + odd + text.slice(at);
  const figure = ['9'.repeat(400), '-5', '１２', '0', '1e9', '٣', '1,2,3'][Math.floor(chance() * 7)] ?? '';
  return text.replace(/\d[\d,.]*/g, (digits) => (chance() < 0.3 ? figure : digits));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

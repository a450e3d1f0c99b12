import fc from 'fast-check';
import { providers } from '@/core/providers/index.ts';
import type { Provider } from '@/core/providers/provider.ts';
import { samples as chatgpt } from './chatgpt.samples.ts';
import { samples as genspark } from './genspark.samples.ts';
import type { Sample } from './sample.ts';
import { samples as sora } from './sora.samples.ts';
import { fixture } from './through.ts';

type Change = (holder: Record<string, unknown>, key: string) => void;

/** What is known is gone: dropped, renamed, null. */
export const losses: readonly Change[] = [
  (holder, key) => void delete holder[key],
  (holder, key) => {
    holder[`${key}_v2`] = holder[key];
    delete holder[key];
  },
  (holder, key) => {
    holder[key] = null;
  },
];

const strange = ['', 'soon', '12', '1e400', 'NaN', '-5', -1, 0, 1e308, -1e308, 5e-324, true, [], {}, [null], '<b>'];

/** All that may happen to a field when a service changes or somebody is hostile. */
export const changes: readonly Change[] = [
  ...losses,
  ...strange.map(
    (value): Change =>
      (holder, key) => {
        holder[key] = structuredClone(value);
      },
  ),
  (holder, key) => {
    holder[key] = JSON.stringify(holder[key]);
  },
  (holder, key) => {
    holder[key] = { inner: holder[key] };
  },
  (holder, key) => {
    holder[key] = [holder[key], structuredClone(holder[key])];
  },
];

type Spot = readonly [holder: Record<string, unknown>, key: string];

function spotsOf(value: unknown): Spot[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((key) => [[holder, key] as const, ...spotsOf(holder[key])]);
}

/** Every way of changing one place of a recorded answer, one after the other. */
export function* everyChange(value: unknown, which: readonly Change[] = changes): Generator<unknown> {
  for (const place of spotsOf(value).keys())
    for (const change of which) {
      const copy: unknown = structuredClone(value);
      const spot = spotsOf(copy)[place];
      if (spot !== undefined) change(...spot);
      yield copy;
    }
}

/** A recorded answer after several changes. */
export function changed(value: unknown, which: readonly Change[] = changes): fc.Arbitrary<unknown> {
  return fc.array(fc.tuple(fc.nat(), fc.constantFrom(...which)), { minLength: 1, maxLength: 4 }).map((steps) => {
    const copy: unknown = structuredClone(value);
    for (const [place, change] of steps) {
      const spots = spotsOf(copy);
      const spot = spots[place % Math.max(1, spots.length)];
      if (spot !== undefined) change(...spot);
    }
    return copy;
  });
}

export type Recorded = {
  readonly provider: Provider;
  readonly name: string;
  readonly request: string;
  readonly status: number;
  readonly body: unknown;
};

/** Every recorded JSON answer that is read, with the request it answers. */
export const recorded: readonly Recorded[] = Object.entries({ chatgpt, genspark, sora }).flatMap(([id, samples]) => {
  const provider = providers.find(({ watch }) => watch.id === id);
  return Object.entries<Sample>(samples).flatMap(([name, sample]): Recorded[] => {
    if (provider === undefined || !('answers' in sample) || !name.endsWith('.json')) return [];
    return [
      { provider, name, request: sample.answers, status: sample.status ?? 200, body: JSON.parse(fixture(id, name)) },
    ];
  });
});

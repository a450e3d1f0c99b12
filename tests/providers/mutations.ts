import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { fixture } from './through.ts';

/** What may happen to a field when a service changes: each is applied to one place of a recorded answer. */
const changes: readonly ((holder: Record<string, unknown>, key: string) => void)[] = [
  (holder, key) => delete holder[key],
  (holder, key) => {
    holder[`${key}_v2`] = holder[key];
    delete holder[key];
  },
  ...[null, '', 'soon', '12', '1e400', 'NaN', -1, 1e308, -1e308, 1e-300, 5e-324, true, [], {}, [null]].map(
    (value) => (holder: Record<string, unknown>, key: string) => {
      holder[key] = value;
    },
  ),
  (holder, key) => {
    holder[key] = JSON.stringify(holder[key]);
  },
  (holder, key) => {
    holder[key] = { inner: holder[key] };
  },
  (holder, key) => {
    holder[key] = [holder[key], holder[key]];
  },
];
/** The first six kinds of change: nothing is there any more, nothing new is there. */
export const losses = [0, 1, 2] as const;

type Spot = readonly [holder: Record<string, unknown>, key: string];

function spotsOf(value: unknown): Spot[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((key) => [[holder, key] as const, ...spotsOf(holder[key])]);
}

/** A recorded answer after some changes. */
export function changed(value: unknown, which: readonly number[] = changes.map((_, index) => index)): fc.Arbitrary<unknown> {
  const steps = fc.array(fc.tuple(fc.nat(), fc.constantFrom(...which)), { minLength: 1, maxLength: 4 });
  return steps.map((list) => {
    const copy: unknown = structuredClone(value);
    for (const [place, change] of list) {
      const spots = spotsOf(copy);
      const spot = spots[place % Math.max(1, spots.length)];
      if (spot !== undefined) changes[change]?.(...spot);
    }
    return copy;
  });
}

/** Every recorded JSON answer of a service. */
export function recorded(provider: string): readonly (readonly [string, unknown])[] {
  return readdirSync(join(import.meta.dirname, '../fixtures', provider))
    .filter((name) => name.endsWith('.json'))
    .map((name) => [name, JSON.parse(fixture(provider, name))] as const);
}

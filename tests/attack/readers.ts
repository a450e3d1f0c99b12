import { record } from '@/core/app/record.ts';
import { emptySnapshot, type Snapshot } from '@/core/domain/account.ts';
import { defaultSettings } from '@/core/domain/settings.ts';
import type { Sighting } from '@/core/domain/sighting.ts';
import { second } from '@/core/domain/time.ts';
import { sightingsOf } from '@/core/platform/messages.ts';
import { snapshotSchema } from '@/core/platform/stored.ts';
import type { Provider } from '@/core/providers/provider.ts';
import { seenAt } from '../providers/through.ts';
import { type Chance, chanceOf } from '../simulators/model/chance.ts';
import { hostile } from './hostile.ts';
import { services, type Told, toldOf } from './told.ts';
import { lies } from './truth.ts';

/** How an attack went: inputs tried, inputs after which all was well; what was believed wrongly, and what threw. */
export type Attack = {
  readonly attempted: number;
  readonly survived: number;
  readonly false: readonly string[];
  readonly thrown: readonly string[];
  /** The largest that what is believed of the service became, in characters of JSON. */
  readonly largest: number;
};
export type Attacking = {
  readonly seed: number;
  /** Inputs for each service, or each door. */
  readonly n: number;
};

/** So often what is believed is looked at as a whole. */
const lookEvery = 200;

/** Sends bad inputs to the reader of each service, and takes what comes of them in as the worker would. */
export function attackReaders({ seed, n }: Attacking, only?: string): Readonly<Record<string, Attack>> {
  const attacked = services.filter(([id]) => only === undefined || id === only);
  return Object.fromEntries(
    attacked.map(([id, provider], place) => [id, attackReader(provider, chanceOf(seed + place), n)]),
  );
}

function attackReader(provider: Provider, chance: Chance, n: number): Attack {
  const all = toldOf(provider);
  const lied = new Set<string>();
  const thrown = new Set<string>();
  let snapshot: Snapshot = emptySnapshot;
  let survived = 0;
  let largest = 0;
  for (let i = 0; i < n; i++) {
    const told = all[Math.floor(chance() * all.length)] as Told;
    const now = seenAt + i * second;
    const before = lied.size + thrown.size;
    try {
      for (const sighting of sightingsOf({ sightings: arriving(told, chance, now) }, now)) {
        const outcome = provider.read(sighting);
        for (const one of lies(sighting, outcome)) lied.add(`${told.name}: ${one}`);
        snapshot = record(snapshot, [{ sighting, outcome }], {
          facts: provider.facts,
          settings: defaultSettings,
          now,
        }).snapshot;
      }
      if (i % lookEvery === lookEvery - 1 || i === n - 1) {
        const kept = snapshotSchema.safeParse(structuredClone(snapshot));
        if (!kept.success) lied.add(`the record cannot be read: ${JSON.stringify(kept.error.issues[0]).slice(0, 300)}`);
        largest = Math.max(largest, JSON.stringify(snapshot).length);
      }
    } catch (error) {
      thrown.add(`${told.name}: ${error instanceof Error ? error.stack?.split('\n').slice(0, 3).join(' ') : error}`);
    }
    if (lied.size + thrown.size === before) survived++;
  }
  return { attempted: n, survived, false: [...lied], thrown: [...thrown], largest };
}

/** What a hostile page makes of an answer, or what somebody who has got hold of the line to the worker makes up. */
function arriving({ changed }: Told, chance: Chance, now: number): unknown[] {
  const account =
    chance() < 0.5
      ? null
      : Math.floor(chance() * 2 ** 52)
          .toString(16)
          .padStart(16, '0')
          .slice(0, 16);
  const told = changed(chance).map((one): Sighting => ({ ...one, at: now, account }));
  return chance() < 0.5 ? told : told.map((one) => hostile(one, chance));
}

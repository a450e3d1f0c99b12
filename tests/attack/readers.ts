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
import { type Attack, type Attacking, tally } from './tally.ts';
import { services, type Told, toldOf } from './told.ts';
import { lies } from './truth.ts';

/** So often what is believed is looked at as a whole. */
const lookEvery = 200;
/** Accounts a hostile page makes up. */
const crowd = 40;

/** Sends bad inputs to the reader of each service, or of one, and takes what comes of them in as the worker would. */
export function attackReaders({ seed, n }: Attacking, only?: string): Readonly<Record<string, Attack>> {
  const attacked = services.filter(([id]) => only === undefined || id === only);
  return Object.fromEntries(attacked.map(([id, provider]) => [id, attackReader(provider, chanceOf(seed), n)]));
}

function attackReader(provider: Provider, chance: Chance, n: number): Attack {
  const all = toldOf(provider);
  const { facts } = provider;
  let snapshot: Snapshot = emptySnapshot;
  return tally(n, (i) => {
    const told = all[Math.floor(chance() * all.length)] as Told;
    const now = seenAt + i * second;
    const wrong: string[] = [];
    for (const sighting of sightingsOf({ sightings: arriving(told, chance, now) }, now)) {
      const outcome = provider.read(sighting);
      wrong.push(...lies(sighting, outcome).map((one) => `${told.name}: ${one}`));
      snapshot = record(snapshot, [{ sighting, outcome }], { facts, settings: defaultSettings, now }).snapshot;
    }
    if (i % lookEvery !== lookEvery - 1 && i !== n - 1) return { wrong };
    const kept = snapshotSchema.safeParse(structuredClone(snapshot));
    if (!kept.success) wrong.push(`the record cannot be read: ${JSON.stringify(kept.error.issues[0]).slice(0, 300)}`);
    return { wrong, size: JSON.stringify(snapshot).length };
  });
}

/** What a hostile page makes of an answer, or what somebody who has got hold of the line to the worker makes up. */
function arriving({ changed }: Told, chance: Chance, now: number): unknown[] {
  const account = chance() < 0.3 ? null : `${Math.floor(chance() * crowd)}`.padStart(16, '0');
  const told = changed(chance).map((one): Sighting => ({ ...one, at: now, account }));
  return chance() < 0.5 ? told : told.map((one) => hostile(one, chance));
}

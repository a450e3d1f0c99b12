import { appendFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { attackDoors, type Door, doors } from './doors.ts';
import { attackReaders } from './readers.ts';
import type { Attack } from './tally.ts';
import { services } from './told.ts';

vi.mock('wxt/browser', async () => ({ browser: (await import('wxt/testing/fake-browser')).fakeBrowser }));

/** Puts the figures where whoever has asked for them wants them. */
function report(of: string, attack: Attack | undefined): void {
  const file = process.env.NOKORI_ATTACK_REPORT;
  if (file !== undefined) appendFileSync(file, `${JSON.stringify({ of, ...attack })}\n`);
}

/** A short form; `NOKORI_ATTACKS` and `NOKORI_SEED` ask for more, or for others. */
const n = Number(process.env.NOKORI_ATTACKS ?? 600);
const seed = Number(process.env.NOKORI_SEED ?? 26);
const patience = 20_000 + n * 60;
const well = { attempted: n, survived: n, false: [], thrown: [] };
/** Characters of JSON: of what is believed of a service, and of what comes in by a door at once. */
const most = { service: 2_000_000, door: 2_000_000 };

test.each(services.map(([id]) => id))(
  'bad answers of %s make its reader neither throw nor believe what was never said, and the record not grow',
  (id) => {
    const attack = attackReaders({ seed, n }, id)[id];
    report(id, attack);
    expect(attack).toMatchObject(well);
    expect(attack?.largest).toBeLessThan(most.service);
  },
  patience,
);

test.each(Object.keys(doors) as Door[])(
  'bad input through the door “%s” is refused, or can be kept, shown and told',
  (door) => {
    const attack = attackDoors({ seed, n }, door)[door];
    report(door, attack);
    expect(attack).toMatchObject(well);
    expect(attack?.largest).toBeLessThan(most.door);
  },
  patience,
);

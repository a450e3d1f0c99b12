import { until } from '../../tests/rig/rig.ts';
import { rows } from '../../tests/rig/seed.ts';
import { startWorld } from '../../tests/simulators/world.ts';
import { type BrowserName, startRig, withProfile } from './browsers.ts';
import { chance } from './day.ts';
import type { Piece, Tally } from './piece.ts';

const calling = `setInterval(() => void window.call('/api/payment/get_credit_balance').then((r) => r.text()), 120)`;

/** All balances that are on record, as far as an open page of the extension can see. */
async function balances(eye: Parameters<typeof rows>[0]): Promise<number[]> {
  return (await rows(eye, 'observations')).filter(({ meter }) => meter === 'credits').map(({ value }) => Number(value));
}

/**
 * A balance falls several times a second. What a page of the extension has read from the record by the moment of the
 * kill was written before it, and with it all that has been acknowledged until then: it must be there afterwards.
 */
async function round(name: BrowserName, seed: number, n: number, tell: (what: string) => void): Promise<Tally> {
  const next = chance(seed * 1_000 + n);
  const world = await startWorld();
  const falling = setInterval(() => {
    world.genspark.balance -= 1;
  }, 100);
  try {
    return await withProfile(async (profile) => {
      const first = await startRig(name, world, profile);
      const page = await first.open('https://www.genspark.ai/');
      const eye = await first.open(`${first.origin}/popup.html`);
      await page.evaluate(`${calling} && true`);
      let known: number[] = [];
      await until('something is recorded', async () => {
        known = await balances(eye);
        return known.length > 2;
      });
      const end = Date.now() + next() * 1_500;
      while (Date.now() < end) known = await balances(eye);
      await first.kill();
      const second = await startRig(name, world, profile);
      const again = await second.open(`${second.origin}/popup.html`);
      const left = new Set(await balances(again));
      await second.close();
      const lost = known.filter((one) => !left.has(one));
      if (lost.length > 0) tell(`of ${known.length} balances, these are gone: ${lost.join(', ')}`);
      return { attempted: 1, survived: lost.length === 0 ? 1 : 0, lost: lost.length, false: 0 };
    });
  } finally {
    clearInterval(falling);
    await world.close();
  }
}

/** The whole browser is ended as by a power cut, and started again with the same profile. */
export const browserKills = (name: BrowserName): Piece => ({
  name: `browser-${name}`,
  what: `${name} killed at a random moment`,
  rounds: 50,
  round: (seed, n, tell) => round(name, seed, n, tell),
});

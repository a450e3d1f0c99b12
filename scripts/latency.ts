// `npm run latency`: how long it takes from opening a composer, and from a request that leaves, until the heads-up is
// handed to the browser; with the worker running, and with the worker gone as after half a minute of rest. Prints a
// table; nothing is asserted, since it is the time of this machine.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { chromiumRig } from '../tests/rig/chromium.ts';
import { firefoxRig } from '../tests/rig/firefox.ts';
import { type Rig, type Tab, until } from '../tests/rig/rig.ts';
import { rows, seed } from '../tests/rig/seed.ts';
import { startWorld } from '../tests/simulators/world.ts';
import { findBrowser } from './browsers.mjs';

const root = join(import.meta.dirname, '..');
const trials = 20;
const home = 'https://www.genspark.ai/';
const opening = `history.pushState(null, '', '/agents?type=video_generation_agent')`;
const asking = `void window.ask({ type: 'video_generation_agent', model_params: { type: 'video', duration: '60s' } })`;

/** Told notices of heavy tasks, and when each was handed to the browser (epoch ms). */
async function told(eye: Tab): Promise<number[]> {
  const all = (await rows(eye, 'outbox')).filter(
    ({ key, state }) => `${key}`.includes('heavy-task') && state === 'sent',
  );
  return all.map(({ sentAt }) => Number(sentAt)).sort((a, b) => a - b);
}

/** What was said before would keep the next one silent. */
async function forget(eye: Tab): Promise<void> {
  const [snapshot] = (await rows(eye, 'snapshot')) as { accounts: object[] }[];
  if (snapshot === undefined) throw new Error('nothing is recorded');
  const accounts = snapshot.accounts.map((one) => ({ ...one, pending: null, headsUps: [] }));
  await seed(eye, { ...snapshot, accounts } as never);
}

/** One trial: ms from the act in the page to the notification. */
async function trial(rig: Rig, eye: Tab, act: string, cold: boolean): Promise<number> {
  const page = await rig.open(home);
  await until('the page is read', () => page.evaluate<boolean>(`'/api/payment/get_credit_balance' in window.results`));
  await forget(eye);
  const before = (await told(eye)).length;
  if (cold) await rig.killWorker();
  const at = await page.evaluate<number>(`(() => { const at = Date.now(); ${act}; return at; })()`);
  const all = await until('it is told', async () => {
    const now = await told(eye);
    return now.length > before ? now : undefined;
  });
  await page.close();
  return Math.max(...(all ?? [])) - at;
}

for (const name of ['chromium', 'firefox'] as const) {
  const executable = findBrowser(name);
  if (executable === undefined) continue;
  spawnSync('wxt', ['build', ...(name === 'firefox' ? ['-b', 'firefox'] : [])], { cwd: root, stdio: 'ignore' });
  const world = await startWorld();
  Object.assign(world.genspark, { balance: 180, taskCost: 0 });
  const extension = join(root, `.output/${name === 'firefox' ? 'firefox' : 'chrome'}-mv3`);
  const rig = await (name === 'firefox' ? firefoxRig : chromiumRig)({
    extension,
    executable,
    world,
    language: 'en-US',
  });
  const eye = await rig.open(`${rig.origin}/popup.html`);
  const first = await rig.open(home);
  await until('the balance is recorded', async () => (await rows(eye, 'observations')).length > 0);
  await first.close();
  for (const [what, act] of [
    ['composer opened', opening],
    ['request leaves', asking],
  ] as const)
    for (const cold of [false, true]) {
      const times: number[] = [];
      for (let i = 0; i < trials; i++) times.push(await trial(rig, eye, act, cold));
      times.sort((a, b) => a - b);
      const [median, most] = [times[trials / 2], times.at(-1)];
      console.log(
        `${name}  ${what}, worker ${cold ? 'gone' : 'running'}: median ${median} ms, longest ${most} ms (n ${trials})`,
      );
    }
  await rig.close();
  await world.close();
}

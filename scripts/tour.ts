import { mkdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type Snapshot, unknownAccount } from '../core/domain/account.ts';
import { lived } from '../tests/life.ts';
import { chromiumRig } from '../tests/rig/chromium.ts';
import { firefoxRig } from '../tests/rig/firefox.ts';
import { type Rig, type Tab, until } from '../tests/rig/rig.ts';
import { badge, rows, seed, setSettings } from '../tests/rig/seed.ts';
import { startWorld, type World } from '../tests/simulators/world.ts';

type Tour = {
  readonly family: 'chromium' | 'firefox';
  readonly executable: string;
  readonly extension: string;
  readonly headless: boolean;
};

const root = join(import.meta.dirname, '..');
const shots = join(root, '.output/tour');
const hour = 3_600_000;

/** What a person on the tour has open. */
type Desk = {
  readonly world: World;
  readonly rig: Rig;
  readonly popup: Tab;
  readonly codex: Tab;
  readonly genspark: Tab;
};

/** A moment of the simulated days: what happens, in one line, and how. */
type Moment = {
  readonly text: string;
  readonly happens: (desk: Desk) => Promise<void>;
  /** What the popup shows then is worth a picture, with everything that can be unfolded. */
  readonly picture?: string;
};

/** `inFive`: in how many ms the five hours are over, if they are others now. */
const use = (world: World, five: number, week: number, inFive?: number) => {
  world.chatgpt.windows = world.chatgpt.windows.map((window) => {
    if (window.seconds !== 18_000) return { ...window, used: week };
    return { ...window, used: five, resetsAt: inFive === undefined ? window.resetsAt : Date.now() + inFive };
  });
};
const look = (tab: Tab, path: string) => tab.evaluate(`window.call('${path}').then((r) => r.text())`);
const codexUsage = '/backend-api/wham/usage';
const gensparkBalance = '/api/payment/get_credit_balance';

const days: readonly Moment[] = [
  {
    text: 'Monday morning, after two months with it. Codex and Genspark are open, as usual.',
    happens: async ({ codex, genspark }) =>
      void (await Promise.all([look(codex, codexUsage), look(genspark, gensparkBalance)])),
  },
  {
    text: 'Were the 1,000 credits bought that came three days ago? One press: then it is known when they lapse.',
    happens: async ({ popup }) =>
      void (await until('the question was answered', () =>
        popup.evaluate<boolean>(
          `[...document.querySelectorAll('[data-ask="bought"] button')].slice(0, 1).some((one) => (one.click(), true))`,
        ),
      )),
    picture: 'learned',
  },
  {
    text: 'A morning of coding: five hours at 62 %, the week at 66 %.',
    happens: async ({ world, codex }) => {
      use(world, 62, 66);
      await look(codex, codexUsage);
    },
  },
  {
    text: 'Genspark makes slides. The cost is looked up when they are done.',
    happens: async ({ world, genspark, rig }) => {
      const before = world.genspark.balance;
      await genspark.evaluate(`window.ask({ type: 'slides_agent', messages: [] }).then((r) => r.text())`);
      const eye = await rig.open(`${rig.origin}/popup.html`);
      await until(
        'the cost is known',
        async () => (await rows(eye, 'observations')).some(({ value }) => value === before - world.genspark.taskCost),
        20_000,
      );
      await eye.close();
    },
  },
  {
    text: 'The afternoon: the week passes 80 %.',
    happens: async ({ world, codex }) => {
      use(world, 84, 83);
      await look(codex, codexUsage);
    },
  },
  {
    text: 'The five hours are used up; credits are left.',
    happens: async ({ world, codex }) => {
      use(world, 100, 85, 6_000);
      world.chatgpt.allowed = false;
      await look(codex, codexUsage);
    },
  },
  {
    text: 'Later: a new window begins.',
    happens: async ({ world, codex }) => {
      await new Promise((done) => setTimeout(done, 6_500));
      world.chatgpt.allowed = true;
      use(world, 3, 85, 5 * hour - 60_000);
      await look(codex, codexUsage);
    },
  },
  {
    text: 'Thursday. Genspark is nearly empty, and a 60-second video is about to be made.',
    happens: async ({ world, genspark }) => {
      world.genspark.balance = 180;
      await look(genspark, gensparkBalance);
      await genspark.goto('https://www.genspark.ai/agents?type=video_generation_agent');
      await genspark.evaluate(
        `void window.ask({ type: 'video_generation_agent', model_params: { type: 'video', duration: 60 } })`,
      );
    },
    picture: 'video',
  },
  {
    text: 'The 6th: Genspark’s credits are renewed.',
    happens: async ({ world, genspark }) => {
      world.genspark.balance = -20;
      await look(genspark, gensparkBalance);
      world.genspark.balance = 10_000;
      await look(genspark, gensparkBalance);
      world.genspark.balance = 7_700;
      await look(genspark, gensparkBalance);
    },
  },
];

/** Builds nothing, asks nobody: three simulated services at their real domains, and some simulated days with them. */
export async function tour({ family, executable, extension, headless }: Tour): Promise<void> {
  mkdirSync(shots, { recursive: true });
  console.error('· Starting three simulated services and the browser …');
  const world = await startWorld();
  const rig = await (family === 'firefox' ? firefoxRig : chromiumRig)({ extension, executable, world, headless });
  try {
    const desk = await sitDown(world, rig);
    await walk(desk, headless);
    if (headless) await takePictures(rig, '');
    else await stay(desk);
  } finally {
    await rig.close().catch(() => undefined);
    await world.close();
  }
}

async function sitDown(world: World, rig: Rig): Promise<Desk> {
  const codex = await rig.open('https://chatgpt.com/codex/settings/usage');
  const genspark = await rig.open('https://www.genspark.ai/');
  const popup = await rig.open(`${rig.origin}/popup.html`);
  await setSettings(popup, { firstRun: { appeared: 'yes', dismissed: true } });
  await liveBefore(world, popup);
  return { world, rig, popup, codex, genspark };
}

/** Two simulated months of coding and creating, as the record of the accounts that are open; they go on from there. */
async function liveBefore(world: World, popup: Tab): Promise<void> {
  const own = await until('both services were read', async () => {
    const [snapshot] = (await rows(popup, 'snapshot')) as unknown as readonly Snapshot[];
    const read = snapshot?.accounts.filter(({ windows, balances }) => windows.length + balances.length > 0) ?? [];
    return read.length === 2 && read.every(({ account }) => account !== unknownAccount) ? read : null;
  });
  const before = lived(Date.now());
  const accounts = before.accounts.map((one) => ({
    ...one,
    account: own.find(({ provider }) => provider === one.provider)?.account ?? one.account,
  }));
  await seed(popup, { ...before, accounts });
  const of = (id: string) => accounts.find(({ provider }) => provider === id);
  world.chatgpt.windows = (of('chatgpt')?.windows ?? []).map(({ length, used, resetsAt }) => ({
    seconds: (length ?? 0) / 1_000,
    used: used ?? 0,
    resetsAt,
  }));
  world.genspark.balance = of('genspark')?.balances[0]?.left ?? 0;
}

/** Lets the days run, and reports after each moment what the toolbar shows and what was told. */
async function walk(desk: Desk, headless: boolean): Promise<void> {
  let told = 0;
  for (const { text, happens, picture } of days) {
    console.log(`\n${text}`);
    await happens(desk);
    await new Promise((done) => setTimeout(done, headless ? 700 : 6_000));
    const { text: shown, title } = await badge(desk.popup);
    console.log(`  badge  ${shown.padEnd(5)} ${title.split('\n')[0] ?? ''}`);
    const notifications = (await rows(desk.popup, 'outbox'))
      .filter(({ state }) => state === 'sent')
      .sort((a, b) => Number(a.sentAt) - Number(b.sentAt));
    for (const one of notifications.slice(told)) console.log(`  told   ${one.title}\n         ${one.message}`);
    told = notifications.length;
    if (headless && picture !== undefined) await takePictures(desk.rig, `-${picture}`);
  }
}

/** The popup as people see it: light, dark, Japanese. */
async function takePictures(rig: Rig, when: string): Promise<void> {
  const looks = [
    { name: 'popup-light', language: 'en', scheme: 'light' },
    { name: 'popup-dark', language: 'en', scheme: 'dark' },
    { name: 'popup-japanese', language: 'ja', scheme: 'light' },
  ] as const;
  console.log('  screenshots of the popup:');
  for (const { name, language, scheme } of looks) {
    const popup = await rig.open(`${rig.origin}/popup.html`);
    await setSettings(popup, { language });
    await popup.scheme(scheme);
    await popup.size(360, 600);
    await popup.reload();
    await until('it is painted', () => popup.evaluate<boolean>(`'live' in document.documentElement.dataset`));
    if (when !== '')
      await popup.evaluate(`document.querySelectorAll('details').forEach((one) => { one.open = true; })`);
    const height = await popup.evaluate<number>(`document.querySelector('main').offsetHeight`);
    await popup.size(360, Math.max(200, height));
    const file = join(shots, `${name}${when}.png`);
    await popup.screenshot(file);
    await setSettings(popup, { language: 'auto' });
    await popup.close();
    console.log(`  ${relative(process.cwd(), file)}`);
  }
}

/** In a window: the days go on in small steps until the browser is closed. */
async function stay({ world, codex, genspark }: Desk): Promise<void> {
  console.log('\nThe days go on by themselves. Close the browser, or press Ctrl+C, to end.');
  for (let step = 0; ; step++) {
    await new Promise((done) => setTimeout(done, 5_000));
    const used = (step * 4) % 100;
    use(world, used, Math.min(99, 34 + step), 2 * hour);
    world.genspark.balance = Math.max(0, world.genspark.balance - 45);
    try {
      await look(codex, codexUsage);
      await look(genspark, gensparkBalance);
    } catch {
      return;
    }
  }
}

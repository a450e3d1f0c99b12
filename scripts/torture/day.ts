import { isDeepStrictEqual } from 'node:util';
import { type Rig, type Tab, until } from '../../tests/rig/rig.ts';
import { rows } from '../../tests/rig/seed.ts';
import type { World } from '../../tests/simulators/world.ts';

/** A number from 0 up to 1, the same again for the same seed (Mulberry32). */
export function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Something that happens at a service, and the call by which a page hears of it. */
type Step =
  | { readonly what: 'spend'; readonly credits: number }
  | { readonly what: 'use'; readonly five: number; readonly week: number }
  | { readonly what: 'run'; readonly cost: number };

/** A day's work: credits that go, limits that fill (past both thresholds, to the end), agent runs. */
export function dayOf(seed: number, steps: number): readonly Step[] {
  const next = chance(seed);
  return Array.from({ length: steps }, (_, n): Step => {
    const kind = next();
    if (kind < 0.45) return { what: 'spend', credits: 1 + Math.floor(next() * 40) };
    if (kind < 0.9)
      return { what: 'use', five: Math.min(100, 10 + ((n + 1) * 90) / steps), week: 30 + (n * 45) / steps };
    return { what: 'run', cost: 20 + Math.floor(next() * 80) };
  });
}

export type Pages = { readonly genspark: Tab; readonly chatgpt: Tab; readonly eye: Tab };

export async function openPages(rig: Rig): Promise<Pages> {
  const [genspark, chatgpt, eye] = [
    await rig.open('https://www.genspark.ai/'),
    await rig.open('https://chatgpt.com/codex/settings/usage'),
    await rig.open(`${rig.origin}/popup.html`),
  ];
  return { genspark, chatgpt, eye };
}

const has = async (eye: Tab, meter: string, value: number): Promise<boolean> => {
  const all = (await rows(eye, 'observations')).filter((row) => row.meter === meter);
  return Number(all.at(-1)?.value) === value;
};

/** Lets a step happen; resolves once the page has its answer, which is not yet in the record. */
export async function happen(step: Step, world: World, { genspark, chatgpt }: Pages): Promise<void> {
  if (step.what === 'use') {
    const [five, week] = world.chatgpt.windows;
    if (five !== undefined) five.used = Math.floor(step.five);
    if (week !== undefined) week.used = Math.floor(step.week);
    await chatgpt.evaluate(`window.call('/backend-api/wham/usage').then((r) => r.text()).then(() => true)`);
    return;
  }
  if (step.what === 'run') {
    world.genspark.taskCost = step.cost;
    world.genspark.taskTime = 30;
    await genspark.evaluate(`window.ask({ type: 'slides_agent' }).then((r) => r.text()).then(() => true)`);
  } else world.genspark.balance -= step.credits;
  await genspark.evaluate(`window.call('/api/payment/get_credit_balance').then((r) => r.text()).then(() => true)`);
}

/** Waits until the record has what a step has made true. */
export async function recorded(step: Step, world: World, { eye }: Pages): Promise<void> {
  const five = world.chatgpt.windows[0]?.used ?? 0;
  await until(
    `the record has it: ${JSON.stringify(step)}`,
    () => (step.what === 'use' ? has(eye, 'codex:18000', five) : has(eye, 'credits', world.genspark.balance)),
    60_000,
  );
}

/** A record without what differs from one run of the same day to the next: moments, and names made with chance. */
export type Essence = {
  readonly observations: readonly string[];
  readonly numbers: readonly string[];
  readonly tasks: readonly string[];
  readonly notices: readonly string[];
};

type Meter = {
  readonly key: string;
  readonly used?: number;
  readonly left?: number;
  readonly cycle?: { spent: number };
};
type Account = { provider: string; number: number; windows: Meter[]; balances: Meter[] };

export async function essenceOf(eye: Tab): Promise<Essence> {
  const told = (all: Record<string, unknown>[], ...fields: string[]) =>
    all.map((row) => fields.map((field) => `${row[field]}`).join(' '));
  const [snapshot] = await rows(eye, 'snapshot');
  const accounts = (snapshot?.accounts ?? []) as Account[];
  // Rows lie in the order of their keys; what has been written out of turn is still the same fact.
  return {
    observations: told(await rows(eye, 'observations'), 'provider', 'meter', 'value').toSorted(),
    numbers: accounts
      .flatMap(({ provider, number, windows, balances }) => [
        ...windows.map(({ key, used }) => `${provider} ${number} ${key} ${used}`),
        ...balances.map(({ key, left, cycle }) => `${provider} ${number} ${key} ${left} ${cycle?.spent}`),
      ])
      .toSorted(),
    tasks: told(await rows(eye, 'tasks'), 'provider', 'task', 'end').toSorted(),
    notices: (await rows(eye, 'outbox'))
      .filter(({ state }) => state === 'sent')
      .map(({ key }) => String(key).replace(/[0-9a-f]{16}|\d{12,}/g, '#'))
      .toSorted(),
  };
}

/** What of one list is not in the other, each as often as it is missing. */
export function missing(of: readonly string[], from: readonly string[]): string[] {
  const rest = [...from];
  return of.filter((one) => {
    const place = rest.indexOf(one);
    if (place === -1) return true;
    rest.splice(place, 1);
    return false;
  });
}

export const isSame = (a: unknown, b: unknown): boolean => isDeepStrictEqual(a, b);

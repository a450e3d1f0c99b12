import type { Snapshot } from '../core/domain/account.ts';
import { day, type EpochMs, minute, second } from '../core/domain/time.ts';
import { snapshotOf, type Told, usage } from './scenarios.ts';
import { type Happening, liveCreator } from './simulators/model/creator.ts';
import { type Meter, type Person, seeded, simulateMeters } from './simulators/model/usage.ts';

/** Somebody who codes on weekdays, and looks at the meter every half hour. */
export const coder: Person = {
  ...{ wakes: 0, sleeps: 24, eager: 0.35, weekends: 0.4, stamina: 150 },
  ...{ request: 1.5, pause: 5, looksEvery: 30 },
};

const types = { slides: 'slides_agent', research: 'agentic_cross_check', image: 'image_generation_agent' } as const;

/** What the simulated creator's page saw. */
export function ofCreator(all: readonly Happening[]): Told[] {
  return all.map((one): Told => {
    if (one.what === 'balance')
      return { provider: 'genspark', watch: 'balance', at: one.at, fields: { status: 0, data: { balance: one.left } } };
    const { run, at, what } = one;
    const type = run.kind === 'video' ? 'video_generation_agent' : types[run.kind];
    const asked =
      run.seconds === null ? { type } : { type, model_params: { type: 'video', duration: `${run.seconds}s` } };
    const base = { provider: 'genspark', watch: 'agent', at, call: run.id, asked } as const;
    if (what === 'asked') return { ...base, phase: 'sent' };
    if (what === 'started') return { ...base, phase: 'event', rule: 'start', fields: { id: `project-${run.id}` } };
    return what === 'done'
      ? { ...base, phase: 'event', rule: 'status', fields: { field_value: 'FINISHED' } }
      : { ...base, phase: 'event', rule: 'result', fields: { content: 'overloaded' } };
  });
}

type Slot = { readonly seconds: number; readonly used: number; readonly in: number };
type Look = { readonly at: EpochMs; readonly windows: readonly Slot[] };

/** What the simulated coder's usage page saw, up to a moment in the middle of work, moved so that it was just now. */
export function ofCoder(meters: readonly Meter[], now: EpochMs): Told[] {
  const at = new Map<EpochMs, Slot[]>();
  for (const { minutes, readings } of meters.filter(({ name }) => name !== 'monthly'))
    for (const one of readings) {
      if (one.resetsAt === null || one.resetsAt <= one.at) continue;
      const slot = { seconds: minutes * 60, used: one.value, in: Math.round((one.resetsAt - one.at) / second) };
      at.set(one.at, [...(at.get(one.at) ?? []), slot]);
    }
  const looks: Look[] = [...at].map(([when, windows]) => ({ at: when, windows })).toSorted((a, b) => a.at - b.at);
  const last = looks.findLast(({ windows }) => isAmidWork(windows));
  if (last === undefined) throw new Error('nobody was working');
  const moved = now - 2 * minute - last.at;
  return looks
    .filter((one) => one.at <= last.at)
    .map((one) => ({
      ...{ provider: 'chatgpt', watch: 'usage', at: one.at + moved, account: coderAccount, onUsagePage: true },
      fields: usage(one.windows, { credits: creditsAt(one.at + moved, now) }),
    }));
}

const isAmidWork = ([five, week]: readonly Slot[]) =>
  five !== undefined &&
  week !== undefined &&
  [five.used > 15, five.used < 45, week.used > 20, week.used < 60, five.in > 5_400, week.in > 100_000].every(Boolean);

/** A pack of credits was bought three days ago. */
const creditsAt = (at: EpochMs, now: EpochMs) => ({
  ...{ has_credits: true, unlimited: false },
  balance: at < now - 3 * day ? '250' : '1250',
});

/** What was seen is moved to now as a whole: begun at another hour, the days would be others, perhaps without work. */
const codingBegan: EpochMs = Date.parse('2026-10-29T12:00:00Z');

export const coderAccount = '0123456789abcdef';

/**
 * The record of somebody who has lived with the extension for two months, as it stands at `now`: what tasks cost, when
 * credits come back and how good forecasts were has been learned. Seeded, and made anew in seconds.
 */
export function lived(now: EpochMs): Snapshot {
  const creator = liveCreator({ seed: 11, until: now - minute, days: 66, grant: 10_000, renewedBefore: 16 });
  const coding = ofCoder(simulateMeters(coder, codingBegan, 22, seeded(8)), now);
  const user = { status: 0, data: { cogen: { personal_plan: 'plus', personal_paid_sub_interval: 'month' } } };
  const plan = { provider: 'genspark', watch: 'user', fields: user, at: now - 66 * day } as const;
  return snapshotOf([plan, ...ofCreator(creator.happenings), ...coding]);
}

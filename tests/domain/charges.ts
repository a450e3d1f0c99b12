import { taskCharges } from '@/core/domain/charge-costs.ts';
import { type Expected, intervalsOf } from '@/core/domain/charge-ledger.ts';
import { absorbCharge, type ChargeEvent, type ChargesState, noCharges } from '@/core/domain/charges.ts';
import { at } from './tasks.ts';

/** Builders for what happens to a pool, in minutes after a fixed noon, and what follows from it. */
export const read = (minutes: number, left: number): ChargeEvent => ({ what: 'reading', at: at(minutes), left });
export const task = (key: string, from: number, to: number | null, failed = false): ChargeEvent => ({
  what: 'task',
  key,
  task: 'slides',
  parameters: {},
  startedAt: at(from),
  endedAt: to === null ? null : at(to),
  failed,
});
export const logged = (id: string, minutes: number, credits: number, of: string | null = null): ChargeEvent => ({
  what: 'logged',
  id,
  at: at(minutes),
  credits,
  task: of,
});
export const moved = (minutes: number): ChargeEvent => ({ what: 'moved', at: at(minutes) });
export const follow = (...events: readonly ChargeEvent[]) => events.reduce(absorbCharge, noCharges);
export const alike: Expected = () => 50;
export const charged = (state: ChargesState, expected = alike) => intervalsOf(state, expected);
export const lines = (state: ChargesState, expected = alike) =>
  charged(state, expected).flatMap(({ charges }) => charges.map(({ task, credits, how }) => [task, credits, how]));
export const costs = (state: ChargesState) =>
  Object.fromEntries(
    taskCharges(state, charged(state)).map(({ task, credits, how, final }) => [task.key, [credits, how, final]]),
  );

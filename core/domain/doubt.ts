import type { BalanceState, Doubt } from './balance.ts';
import type { BalanceReading } from './reading.ts';
import { type EpochMs, hour, type Ms, second } from './time.ts';

/** Next to nothing of what there was: at most this share of it. */
const nextToNothing = 0.1;
/** Smaller or slower falls, to something, need no second look. Credits; time since the last look. */
const much = 100;
const sudden: Ms = hour;
/** Requests that a page sends together may be wrong together: a second look comes at least so much later. */
const apart: Ms = 5 * second;

type Known = Pick<BalanceState, 'unit' | 'left' | 'doubt' | 'seenAt'>;

/**
 * Whether a reading tells that credits are gone all at once, as services do for a moment when something fails on their
 * side. Whether anything explains it, others must say. A debt is nothing that is told by mistake.
 */
export function isDoubtful(
  { unit, left: before, seenAt }: Known,
  { left }: Pick<BalanceReading, 'left'>,
  at: EpochMs,
): boolean {
  if (unit !== 'credits' || before === null || left === null || left < 0 || before <= left) return false;
  return left === 0 || (left <= nextToNothing * before && before - left >= much && at - seenAt <= sudden);
}

/**
 * What another reading makes of a doubt. `early`: it is too close to it to tell anything, or the same · `agrees`: it was
 * as it said · `denies`: it never was
 */
export function judged({ left: before, doubt }: Known, left: number, at: EpochMs): 'early' | 'agrees' | 'denies' {
  if (doubt === null) return 'denies';
  const agrees = before !== null && left <= Math.max(doubt.left, nextToNothing * before);
  return agrees && at < doubt.at + apart ? 'early' : agrees ? 'agrees' : 'denies';
}

/** The number that was true stays; the reading is kept as it came. */
export function readAs(state: BalanceState, { left }: BalanceReading, at: EpochMs): BalanceState {
  return { ...state, raw: left, row: left === state.raw ? state.row : at };
}

/** With a doubt in place of what it would have changed. */
export function doubted(state: BalanceState, reading: BalanceReading, at: EpochMs): BalanceState {
  const { left, usable, blocked, returnsAt } = reading;
  const doubt: Doubt = { at, left: left ?? 0, usable, blocked, returnsAt };
  return { ...readAs(state, reading, at), row: at, doubt };
}

/** The reading that was doubted, as it came. */
export function doubtedReading(state: BalanceState, { at: _, ...told }: Doubt): BalanceReading {
  const { feature, label, unit, unlimited, pool } = state;
  return { kind: 'balance', feature, label, unit, unlimited, pool, ...told };
}

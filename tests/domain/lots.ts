import { readLots } from '@/core/domain/lot-balance.ts';
import { addLot } from '@/core/domain/lot-entries.ts';
import { expiryOf, type LotRules, type LotsState, type NewLot, noLots } from '@/core/domain/lots.ts';
import { day, type EpochMs, hour } from '@/core/domain/time.ts';

/** Builders for lots of credits and readings of their balance, in hours and days after a fixed noon. */
export const noon: EpochMs = Date.UTC(2026, 10, 22, 12);
export const rules: LotRules = { validMonths: 12, offset: 0 };
export const lot = (id: string, credits: number, more?: Partial<NewLot>): NewLot => {
  const at = more?.at ?? noon;
  return { id, kind: 'purchased', by: 'entered', at, credits, expiresAt: expiryOf(at, rules), price: null, ...more };
};
export const ends = (days: number) => ({ expiresAt: noon + days * day });
export const read = (state: LotsState, hours: number, left: number) =>
  readLots(state, { at: noon + hours * hour, left }, rules);
export const withLots = (...lots: readonly NewLot[]) => lots.reduce((state, one) => addLot(state, one), noLots);
export const leftOf = (state: LotsState) => Object.fromEntries(state.lots.map(({ id, left }) => [id, left]));

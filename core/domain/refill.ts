import type { EpochMs } from './time.ts';

/** What is known of refills from elsewhere. */
export type RefillHints = {
  /** Credits that come with each cycle, as entered, or as the plan's dated facts say exactly. */
  readonly amount: number | null;
  /** Whether a cycle boundary has passed whose refill has not been seen yet. */
  readonly due: boolean;
  /** The amount beyond doubt, where `amount` may be that of another size of the plan. */
  readonly exact?: number | null;
  /** What the plan's facts say, where a person has said otherwise. */
  readonly published?: number | null;
  /** When the service says that the cycle has begun. */
  readonly begun?: EpochMs | null;
  /** Whether the service has said that the cycle goes on: whatever arrives then is no refill. */
  readonly barred?: boolean;
  /** The known renewal that lies between this reading and the one before; `null` where there is none. */
  readonly passed?: EpochMs | null;
  /** Credits of lots that have reached their end since the last reading: what is missing of them was not spent. */
  readonly lapsed?: number;
};

/** A refill sets the balance to the cycle's amount (plus at most a little that lives beside it, such as daily credits). */
export function isRefill(left: number, { amount, due, barred = false }: RefillHints): boolean {
  return due || (!barred && isAbout(left, amount));
}

/** Whether what is left is the cycle's amount, as a refill leaves it. */
export function isAbout(left: number, amount: number | null): boolean {
  return amount !== null && left >= amount * 0.99 && left <= amount * 1.02;
}

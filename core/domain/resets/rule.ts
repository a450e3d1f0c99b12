import { day, type Ms, minute } from '../time.ts';

/** Rules that are read off a clock or a calendar. Each has one free number, its phase. */
export const clockRules = ['daily-utc', 'daily-local', 'monthly-utc', 'monthly-local', 'thirty-days'] as const;

/** Rules that count 24 hours from something that happened. */
export const triggerRules = ['after-first-use', 'after-exhaustion'] as const;

export type ClockRule = (typeof clockRules)[number];
export type TriggerRule = (typeof triggerRules)[number];

/** `irregular`: at any time, as far as we can see; nothing can be foretold. */
export type ResetRule = ClockRule | TriggerRule | 'irregular';

/** A best guess: the phases from `from`, `length` ms long, have this share (0 to 1) of the rule's weight. */
export type PhaseGuess = {
  readonly rule: ClockRule;
  readonly from: Ms;
  readonly length: Ms;
  readonly share: number;
};

/**
 * What is believed of a refill before anything was seen. Weights are relative; a rule without one is not considered.
 * Phases are ms since the rule's beginning: midnight, or the first midnight of a month.
 */
export type ResetPrior = {
  readonly weights: Readonly<Partial<Record<ResetRule, number>>>;
  readonly guesses: readonly PhaseGuess[];
};

/** A small free amount that comes back every day, at an hour nobody tells. */
export const dailyGrantPrior: ResetPrior = {
  weights: {
    'daily-utc': 40,
    'daily-local': 20,
    'after-first-use': 15,
    'after-exhaustion': 10,
    'monthly-utc': 0.1,
    'monthly-local': 0.1,
    'thirty-days': 0.1,
    irregular: 2,
  },
  guesses: [
    { rule: 'daily-utc', from: 0, length: minute, share: 0.3 },
    { rule: 'daily-local', from: 0, length: minute, share: 0.2 },
  ],
};

/** An allowance that comes with a bill. */
export const billingPrior: ResetPrior = {
  weights: {
    'monthly-utc': 40,
    'monthly-local': 30,
    'thirty-days': 20,
    'daily-utc': 0.1,
    'daily-local': 0.1,
    'after-first-use': 0.1,
    'after-exhaustion': 0.1,
    irregular: 5,
  },
  guesses: [],
};

/** What is believed where somebody has said on which day of the month the credits come (1 to 31). */
export function billingDayPrior(dayOfMonth: number): ResetPrior {
  if (!(dayOfMonth >= 1 && dayOfMonth <= 31)) return billingPrior;
  const named = { from: Math.floor(dayOfMonth - 1) * day, length: day, share: 0.99 };
  return {
    weights: { ...billingPrior.weights, 'thirty-days': 1 },
    guesses: [
      { rule: 'monthly-utc', ...named },
      { rule: 'monthly-local', ...named },
    ],
  };
}

import { type TaskKind, taskKinds } from './task.ts';

/** The most one task of a kind is meant to take, in credits. A kind that is not in it has no cap. */
export type Caps = { readonly [Kind in TaskKind]?: number };

/** The guide's example of a ceiling for one task, in credits, for the kinds that can run away. */
export const defaultCaps: Caps = { video: 300, developer: 300 };

/** What somebody pays: so much money, in the currency of the budget, for so many credits. Entered, never a price of ours. */
export type Price = { readonly paid: number; readonly credits: number };

/** How much one is willing to spend at a service in one period. Entered by hand. */
export type Budget = {
  /** In credits, or in `currency`. */
  readonly amount: number;
  /** An ISO 4217 code where the amount is money; `null` where it is credits. */
  readonly currency: string | null;
  /** What makes credits of money; `null` while nobody has said it. */
  readonly price: Price | null;
  /** Begins with the service's own cycle, or on the first of the month. */
  readonly period: 'cycle' | 'month';
};

/** A budget in credits; `null` where it is money whose worth in credits nobody has said. */
export function creditsOf({ amount, currency, price }: Budget): number | null {
  if (currency === null) return amount;
  return price === null ? null : (amount / price.paid) * price.credits;
}

/** Parts of a budget, by what is made with it. */
export const envelopes = ['drafts', 'research', 'media', 'developer'] as const;
export type Envelope = (typeof envelopes)[number];

/** Percent of the budget for each envelope: whole numbers that add up to 100. */
export type Shares = { readonly [Part in Envelope]: number };

/** The guide's month: 40–50 % drafts, 20–30 % research, 20–30 % image and video, 10–20 % developer. */
export const defaultShares: Shares = { drafts: 45, research: 25, media: 20, developer: 10 };

const parts: { readonly [Kind in TaskKind]: Envelope } = {
  chat: 'drafts',
  page: 'drafts',
  slides: 'drafts',
  sheets: 'drafts',
  other: 'drafts',
  research: 'research',
  image: 'media',
  video: 'media',
  audio: 'media',
  developer: 'developer',
  agent: 'developer',
};

export const envelopeOf = (kind: TaskKind): Envelope => parts[kind];
export const kindsOf = (envelope: Envelope): readonly TaskKind[] =>
  taskKinds.filter((kind) => parts[kind] === envelope);

export function addUp(shares: Shares): boolean {
  const all = envelopes.map((one) => shares[one]);
  return (
    all.every((share) => Number.isInteger(share) && share >= 0) && all.reduce((sum, share) => sum + share, 0) === 100
  );
}

/** The budget filled into the envelopes, in its unit. The last one gets the rest, so that the sum is exact. */
export function filled(budget: number, shares: Shares): { readonly [Part in Envelope]: number } {
  const drafts = (budget * shares.drafts) / 100;
  const research = (budget * shares.research) / 100;
  const media = (budget * shares.media) / 100;
  return { drafts, research, media, developer: Math.max(0, budget - (drafts + research + media)) };
}

/** Amounts as whole shares that add up to 100, each rounded by less than one; `null` where there is nothing to share. */
export function wholeShares(amounts: { readonly [Part in Envelope]: number }): Shares | null {
  const all = envelopes.reduce((sum, one) => sum + amounts[one], 0);
  if (!(all > 0)) return null;
  const exact = envelopes.map((one) => ({ one, share: (amounts[one] / all) * 100 }));
  const missing = 100 - exact.reduce((sum, { share }) => sum + Math.floor(share), 0);
  const rest = ({ share }: { readonly share: number }) => share - Math.floor(share);
  // Those that lose most by rounding down are rounded up.
  const up = exact.toSorted((a, b) => rest(b) - rest(a)).slice(0, missing);
  const whole = exact.map((part) => [part.one, Math.floor(part.share) + (up.includes(part) ? 1 : 0)]);
  return Object.fromEntries(whole) as Shares;
}

import { type EpochMs, hour, type Ms } from '../time.ts';
import { type Pace, usualUse } from './pace.ts';
import type { Span } from './span.ts';

/**
 * A span in which no refill was seen; `weight`: how surely one would have shown, from 0 to 1; `sure`: whether more than
 * one look would have to be wrong.
 */
export type Quiet = Span & { readonly weight: number; readonly sure: boolean };

type Look = { readonly at: EpochMs; readonly left: number };

/** A refill and the use of much of it do not hide between two readings that are closer than this. */
const hidesNothing: Ms = 2 * hour;
/** This many times what is used as a rule, used unseen, is as unlikely as a wrong reading. */
const unlikelyUse = 4;
/** Use is a guess: never as sure as two looks in a row. */
const mostByUse = 0.9;
const most = 180;

/**
 * How surely there was no refill between two readings of which the second is not higher: after one, all that is missing
 * now would have been used within the gap. With nothing missing before, a refill changes nothing, and nothing is known.
 */
export function quietWeight(
  last: Look,
  { at, left, full }: Look & { readonly full: number | null },
  pace: Pace,
): number {
  if (full !== null && last.left >= full) return 0;
  const gap = at - last.at;
  if (gap <= hidesNothing || (left === last.left && left > 0)) return 1;
  const usual = usualUse(pace, gap);
  if (full === null || usual === null) return 0;
  return usual > 0 ? Math.min(mostByUse, (full - last.left) / (unlikelyUse * usual)) : mostByUse;
}

/**
 * Adds a span. A span between two others that touch it is `sure`: more than one look says so; so is one whose looks,
 * and the next, show the `same`. Sure spans that touch become one. The oldest are forgotten.
 */
export function withQuiet(
  quiets: readonly Quiet[],
  span: Span & { readonly weight: number },
  same = false,
): readonly Quiet[] {
  if (span.weight < 0.05) return quiets;
  const [earlier, previous] = [quiets.at(-2), quiets.at(-1)];
  const added = { ...span, sure: false };
  if (previous === undefined || previous.weight < 1 || !touch(previous, span)) return [...quiets, added].slice(-most);
  const inside = earlier !== undefined && touch(earlier, previous);
  if (!inside && !same) return [...quiets, added].slice(-most);
  const joined = inside && earlier.sure && earlier.weight === previous.weight;
  if (joined) return [...quiets.slice(0, -2), { ...earlier, upTo: previous.upTo }, added];
  return [...quiets.slice(0, -1), { ...previous, sure: true }, added].slice(-most);
}

const touch = (one: Span, next: Span): boolean => one.upTo >= next.after;

/** The spans as far as a moment. */
export function quietsUntil(quiets: readonly Quiet[], end: EpochMs): readonly Quiet[] {
  return quiets.filter(({ after }) => after < end).map((one) => (one.upTo > end ? { ...one, upTo: end } : one));
}

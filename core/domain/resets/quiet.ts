import { type EpochMs, hour, type Ms } from '../time.ts';
import { type Pace, usualUse } from './pace.ts';
import type { Span } from './span.ts';

/** A span in which no refill was seen; `weight`: how surely there was none, from 0 to 1. */
export type Quiet = Span & { readonly weight: number };

type Look = { readonly at: EpochMs; readonly left: number };

/** A refill and the use of much of it do not hide between two readings that are closer than this. */
const hidesNothing: Ms = 2 * hour;
/** This many times what is used as a rule, used unseen, is as unlikely as a wrong reading. */
const unlikelyUse = 3;
const most = 120;

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
  return usual > 0 ? Math.min(1, Math.max(0, full - left) / (unlikelyUse * usual)) : 1;
}

/**
 * Adds a span. Spans that touch and are as sure become one, but for the last: it hangs on a single reading, which may
 * turn out to be wrong. The oldest are forgotten.
 */
export function withQuiet(quiets: readonly Quiet[], span: Quiet): readonly Quiet[] {
  if (span.weight < 0.05) return quiets;
  const [earlier, previous] = [quiets.at(-2), quiets.at(-1)];
  const touch = earlier !== undefined && previous !== undefined && previous.upTo >= span.after;
  if (!touch || earlier.upTo < previous.after || earlier.weight !== previous.weight)
    return [...quiets, span].slice(-most);
  return [...quiets.slice(0, -2), { ...earlier, upTo: previous.upTo }, span];
}

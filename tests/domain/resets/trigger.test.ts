import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { densityOf, shareBefore } from '@/core/domain/resets/density.ts';
import { type Cycle, type Happened, noEvidence, type Refill } from '@/core/domain/resets/evidence.ts';
import type { Quiet } from '@/core/domain/resets/quiet.ts';
import { triggerBelief } from '@/core/domain/resets/trigger.ts';
import { day, hour, minute, second } from '@/core/domain/time.ts';

const slack = 30 * second;
const start = 1_000 * day;
const part = (from: number, to: number, after: number, upTo: number) =>
  Math.max(0, Math.min(to, upTo) - Math.max(from, after)) / (to - from);

/** The share of the time at which a refill is due that lies in a span: some of it just before the look that shows use. */
function dueIn(after: number, upTo: number, seen: { after: number; upTo: number }, sudden: number): number {
  const [from, to] = [after + day - slack, upTo + day + slack];
  const just = Math.max(from, to - 3 * minute);
  return (1 - sudden) * part(from, to, seen.after, seen.upTo) + sudden * part(just, to, seen.after, seen.upTo);
}

function fits(trigger: Happened | null, refill: Refill, quiets: readonly Quiet[]): number | null {
  if (trigger === null) return refill.upTo - refill.after > day ? null : 0;
  const { after, upTo } = trigger;
  if (after === null) return refill.after >= upTo + day ? 0 : null;
  const hit = dueIn(after, upTo, refill, 0.5);
  let missed = dueIn(after, upTo, { after: refill.upTo, upTo: 1e15 }, 0.5);
  for (const one of quiets) if (one.upTo <= refill.after) missed += one.weight * dueIn(after, upTo, one, 0.5);
  return hit > 0 ? hit / (hit + missed) : 0;
}

function late(trigger: Happened | null, until: number, quiets: readonly Quiet[]): number {
  let days = 0;
  if (trigger === null) return 0;
  for (const { after, upTo, weight, sure } of quiets) {
    const overlap = Math.min(upTo, until) - Math.max(after, trigger.upTo + day + slack);
    if (overlap > 0) days += weight * Math.max(sure ? 2 : 1, overlap / day);
  }
  return days;
}

function plainly(refills: readonly Refill[], quiets: readonly Quiet[], running: Happened | null) {
  let log = 0;
  let doubt = 0;
  let earlier: Happened | null = null;
  for (const refill of refills) {
    const chance = Math.min(1, (refill.upTo - refill.after) / day);
    let counted = refill.firstUse;
    let share = fits(counted, refill, quiets);
    if (earlier !== null && doubt >= 0.5) {
      const other = fits(earlier, refill, quiets);
      if ((other ?? 0) > (share ?? 0) || (share === 0 && other === 0)) [counted, share] = [earlier, other];
    }
    const wrong = 0.045 ** refill.wrong;
    const explained = (share ?? chance) ** 0.65 * 0.045 ** late(counted, refill.after, quiets);
    log += Math.log(explained + wrong + 0.1 * chance);
    doubt = wrong / (wrong + Math.max(share ?? chance, 0.1 * chance));
    earlier = counted;
  }
  log += Math.log(0.045 ** late(running, 1e15, quiets) + 0.1);
  const before = (trigger: Happened | null, after: number, until: number) => {
    if (trigger === null || trigger.after === null) return null;
    const all = dueIn(trigger.after, trigger.upTo, { after, upTo: 1e15 }, 0.2);
    return all > 0 ? dueIn(trigger.after, trigger.upTo, { after, upTo: until }, 0.2) / all : null;
  };
  /** The mass that lies between two moments. */
  const come = (after: number, until: number) => {
    const [one, other] = [before(running, after, until), before(earlier, after, until)];
    const doubted = other === null ? 0 : doubt;
    return (1 - doubted) * (one ?? 0) + doubted * (other ?? 0);
  };
  return { log, come };
}

const minutes = (low: number, high: number) => fc.integer({ min: low, max: high }).map((n) => n * minute);
const happened = (from: number) =>
  fc
    .tuple(
      fc.constantFrom('known', 'known', 'known', 'unseen', 'none'),
      minutes(-60, 60),
      fc.constantFrom(1, 2, 30, 300),
    )
    .map(([kind, off, length]): Happened | null => {
      const after = from + off;
      if (kind === 'none') return null;
      return { after: kind === 'unseen' ? null : after, upTo: after + length * minute };
    });
const turn = (n: number) =>
  fc
    .tuple(
      happened(start + n * 2 * day),
      minutes(-400, 400),
      fc.constantFrom(1, 60, 600, 1_440, 1_500),
      fc.constantFrom(0, 0.3, 1, 2),
    )
    .map(([firstUse, off, length, wrong]): Refill => {
      const after = start + (n * 2 + 1) * day + off;
      const upTo = after + length * minute;
      return { after, upTo, from: after, until: upTo, wrong, firstUse, exhausted: null };
    });
const quiet = fc
  .tuple(minutes(0, 8 * 1_440), minutes(1, 2 * 1_440), fc.constantFrom(0.2, 1), fc.boolean())
  .map(([off, length, weight, sure]): Quiet => ({ after: start + off, upTo: start + off + length, weight, sure }));
const stories = fc.record({
  refills: fc
    .tuple(turn(0), turn(1), turn(2))
    .chain((all) => fc.integer({ min: 0, max: 3 }).map((n) => all.slice(0, n))),
  quiets: fc.array(quiet, { maxLength: 4 }),
  running: happened(start + 6 * day),
  asked: minutes(5 * 1_440, 8 * 1_440),
});

describe('a refill a day after something happened', () => {
  test('is explained, waited for and foretold as in plain sums over the time at which it is due', () => {
    fc.assert(
      fc.property(stories, ({ refills, quiets, running, asked }) => {
        const cycle: Cycle = { firstUse: running, exhausted: null };
        const belief = triggerBelief('after-first-use', { ...noEvidence, refills, quiets, cycle });
        const { log, come } = plainly(refills, quiets, running);
        expect(belief.logLikelihood).toBeCloseTo(log, 8);
        const after = start + asked;
        const pieces = belief.next(after);
        const mass = pieces.reduce((sum, one) => sum + one.mass, 0);
        expect(mass).toBeCloseTo(come(after, 1e15), 8);
        expect(pieces.every(({ from, to }) => from >= after && to > from)).toBe(true);
        const density = densityOf(pieces);
        for (const on of [2 * minute, 30 * minute, 5 * hour]) {
          const share = shareBefore(density, after + on) * mass;
          expect(share).toBeCloseTo(come(after, after + on), 6);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('is counted from running out where that is the rule', () => {
    const out = { after: start, upTo: start + minute };
    const cycle: Cycle = { firstUse: { after: start + hour, upTo: start + 2 * hour }, exhausted: out };
    const told = (rule: 'after-first-use' | 'after-exhaustion') =>
      triggerBelief(rule, { ...noEvidence, cycle })
        .next(start)
        .map(({ from, to }) => [from - start, to - start]);
    expect(told('after-exhaustion')).toEqual([
      [day - slack, day + minute + slack],
      [day - slack, day + minute + slack],
    ]);
    expect(told('after-first-use')[0]).toEqual([day + hour - slack, day + 2 * hour + slack]);
    expect(told('after-first-use')[1]).toEqual([day + 2 * hour + slack - 3 * minute, day + 2 * hour + slack]);
  });
});

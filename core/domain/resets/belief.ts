import type { EpochMs, Ms } from '../time.ts';
import type { Arc, Calendar } from './calendar.ts';
import { price } from './contradiction.ts';
import type { Piece } from './density.ts';
import type { Refill, ResetEvidence } from './evidence.ts';
import type { Quiet } from './quiet.ts';
import type { PhaseGuess } from './rule.ts';
import { type Span, slack, widened } from './span.ts';

/** What one rule makes of the evidence: how well it explains it (log), and when it expects the next refill. */
export type Belief = {
  readonly logLikelihood: number;
  /** Masses add up to how surely the rule foretells a time at all: 1, less, or nothing. */
  readonly next: (after: EpochMs) => readonly Piece[];
};

/** Phases that explain the evidence equally well. */
type Stretch = Arc & { readonly weight: number };

/** What a rule of the calendar makes of the evidence: each phase is judged by how often it was contradicted. */
export function calendarBelief(
  calendar: Calendar,
  { refills, quiets: all }: Pick<ResetEvidence, 'refills' | 'quiets'>,
  guesses: readonly Guess[],
): Belief {
  // One wrong reading ends the one and begins the other: it must not count twice.
  const begun = new Set(refills.map(({ after }) => after));
  const quiets = all.filter(({ upTo }) => !begun.has(upTo));
  const edges = guesses.flatMap(({ from, length }) => [from, from + length]);
  const counted = contradictions(calendar, { refills, quiets }, edges);
  const logs = counted.map(({ times }) => times * price);
  const top = Math.max(...logs);
  const stretches = counted.map((arc, index): Stretch => {
    const { from, to } = arc;
    const weight = believedBefore(arc, calendar.length, guesses) * Math.exp((logs[index] ?? top) - top);
    return { from, to, weight };
  });
  const total = stretches.reduce((sum, { weight }) => sum + weight, 0);
  const shares = stretches
    .map(({ from, to, weight }) => ({ from, to, weight: weight / total }))
    .filter(({ weight }) => weight > hopeless);
  return {
    logLikelihood: top + Math.log(total),
    next: (after) => shares.flatMap((stretch) => nextOf(calendar, stretch, after)),
  };
}

/** What less of the probability than this stands for is not followed any further: years of refills leave many such. */
const hopeless = 1e-9;

type Guess = Omit<PhaseGuess, 'rule'>;

/** The probability of a stretch of phases before anything was seen. */
function believedBefore({ from, to }: Arc, length: Ms, guesses: readonly Guess[]): number {
  const free = 1 - guesses.reduce((sum, { share }) => sum + share, 0);
  return guesses.reduce(
    (sum, guess) => {
      const common = Math.min(to, guess.from + guess.length) - Math.max(from, guess.from);
      return sum + guess.share * (Math.max(0, common) / guess.length);
    },
    (free * (to - from)) / length,
  );
}

type Counted = Arc & { readonly times: number };

/** How many looks would have to be wrong if there was a refill after all. */
const looksWrong = ({ weight, sure }: Quiet): number => weight * (sure ? 2 : 1);

/** How often each phase is contradicted: by a refill without it, or by it without a refill. */
function contradictions(
  calendar: Calendar,
  { refills, quiets }: { readonly refills: readonly Refill[]; readonly quiets: readonly Quiet[] },
  edges: readonly Ms[],
): readonly Counted[] {
  const changes = new Map<Ms, number>([0, ...calendar.seams, ...edges, calendar.length].map((at) => [at, 0]));
  const add = (span: Span | null, by: number) => {
    const arcs = span === null ? [] : calendar.phasesWithin(span);
    for (const { from, to } of by < 0 ? united(arcs) : arcs) {
      changes.set(from, (changes.get(from) ?? 0) + by);
      changes.set(to, (changes.get(to) ?? 0) - by);
    }
  };
  for (const { after, upTo, from, until, wrong } of refills) {
    const ring = Math.max(0, wrong - 1);
    add(widened({ after, upTo }, slack), ring - wrong);
    if (ring > 0) add(widened({ after: from, upTo: until }, slack), -ring);
  }
  for (const quiet of quiets) add(widened(quiet, -slack), looksWrong(quiet));
  const steps = [...changes].sort(([one], [other]) => one - other);
  let times = refills.reduce((sum, { wrong }) => sum + wrong, 0);
  return steps.slice(0, -1).map(([from, change], index) => {
    times += change;
    return { from, to: steps[index + 1]?.[0] ?? calendar.length, times: Math.max(0, times) };
  });
}

/** The same phases, each once. */
function united(arcs: readonly Arc[]): readonly Arc[] {
  const found: Arc[] = [];
  for (const arc of arcs.toSorted((one, other) => one.from - other.from)) {
    const last = found.at(-1);
    if (last === undefined || last.to < arc.from) found.push(arc);
    else found[found.length - 1] = { from: last.from, to: Math.max(last.to, arc.to) };
  }
  return found;
}

/** When a stretch of phases next comes. One that is just passing is cut in two: the rest of it, and its return. */
function nextOf(calendar: Calendar, { from, to, weight }: Stretch, after: EpochMs): readonly Piece[] {
  if (!(weight > 0)) return [];
  const inside = Math.min(1, (to - from) / 4);
  const begin = calendar.next(from + inside, after);
  const end = calendar.next(to - inside, after);
  if (end >= begin) return [{ from: begin, to: Math.max(end, begin + 1), mass: weight }];
  const again = calendar.next(from + inside, end);
  const left = Math.min(1, Math.max(0, (end - after) / (to - from)));
  return [
    { from: after, to: end, mass: weight * left },
    { from: again, to: again + (1 - left) * (to - from), mass: weight * (1 - left) },
  ];
}

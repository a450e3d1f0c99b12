import { type Base, completeTo, digestsOf, marksOf, mergedBase, untilOf } from './base.ts';
import { textOf } from './digest.ts';
import type { Event } from './events.ts';
import { type MergedEvents, mergedEvents, relationOf } from './merge-events.ts';
import { providerOfEvent, type Whole } from './whole.ts';

/** What comes of two logs, and of what lies before them. */
export type MergedLogs = MergedEvents & { readonly base: Base | null };

/**
 * One log of two whose oldest events may have been taken in for good. What lies before the later base of a service is
 * in that base, or too old to be learned from any more: such events of the other log are left out. How the records
 * stand to each other is told by the rest, and by the digests of what lies before.
 */
export function mergedLogs(present: Whole, saved: Whole): MergedLogs {
  const base = mergedBase(present.base, saved.base);
  if (base === null) return { ...mergedEvents(present.events, saved.events), base };
  const [mine, theirs] = [left(present, saved, base), left(saved, present, base)];
  const merged = mergedEvents(mine.events, theirs.events);
  return {
    ...merged,
    base,
    relation: (provider) => {
      const of = (events: readonly Event[]) => events.filter((event) => providerOfEvent(event) === provider);
      // Beyond this, one of the two has left digests out.
      const last = Math.min(completeTo(present.base, provider), completeTo(saved.base, provider));
      const [a, b] = [oldOf(present, of(mine.gone), provider, last), oldOf(saved, of(theirs.gone), provider, last)];
      // Too few to be sampled: what lies before a base that is there was in it.
      const unsampled = b.size === 0 && of(theirs.gone).length > 0 && present.base?.of[provider] !== undefined;
      const shared = [...b].filter((one) => a.has(one)).length;
      const { counts } = merged;
      const [m, t, s] = counts(provider);
      return unsampled ? relationOf(m + 1, t + 1, s + 1) : relationOf(m + a.size, t + b.size, s + shared);
    },
  };
}

/** A log without what lies before the base that the other one has of a service. */
function left({ events, base: own }: Whole, other: Whole, base: Base) {
  const known = new Set(other.events.map(textOf));
  const last = Math.max(0, ...Object.values(base.of).map(({ until }) => until));
  const isGone = (event: Event): boolean => {
    const provider = providerOfEvent(event);
    const until = provider === null ? last : untilOf(base, provider);
    const leads = provider === null ? own?.of !== undefined : untilOf(own, provider) >= until;
    return event.now <= until && !leads && !known.has(textOf(event));
  };
  const gone = events.filter(isGone);
  const out = new Set(gone);
  return { gone, events: gone.length === 0 ? events : events.filter((event) => !out.has(event)) };
}

function oldOf({ base }: Whole, gone: readonly Event[], provider: string, last: number): ReadonlySet<number> {
  return new Set([...marksOf(base, provider), ...digestsOf(gone)].filter((digest) => digest <= last));
}

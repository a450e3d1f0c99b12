import { textOf } from './digest.ts';
import type { Event } from './events.ts';
import { providerOfEvent } from './whole.ts';

/** Two logs as one: `all` in their order, and by service how they stand to each other. */
export type MergedEvents = {
  readonly all: readonly Event[];
  /** How many of the second were not in the first. */
  readonly added: number;
  readonly relation: (provider: string) => Relation;
  /** Of a service: how many events the first has, how many the second, and how many both. */
  readonly counts: (provider: string) => readonly [number, number, number];
};

/**
 * How the events of a service in two logs stand to each other. `known`: all of the second are in the first · `ahead`:
 * the second has all of the first, and more · `apart`: none in common · `forked`: some · `none`: the second has none.
 */
export type Relation = 'none' | 'known' | 'ahead' | 'apart' | 'forked';

/**
 * One log of two, each event once; both orders are kept, and what only one of them has stands by its time. The same
 * log a second time adds nothing.
 */
export function mergedEvents(mine: readonly Event[], theirs: readonly Event[]): MergedEvents {
  const [a, b] = [numbered(mine), numbered(theirs)];
  const [inA, inB] = [new Set(a.map(({ key }) => key)), new Set(b.map(({ key }) => key))];
  const all: Event[] = [];
  const done = new Set<string>();
  let [i, j] = [0, 0];
  for (;;) {
    while (done.has(a[i]?.key ?? '')) i++;
    while (done.has(b[j]?.key ?? '')) j++;
    const [one, other] = [a[i], b[j]];
    const next = first(one, other, inA, inB);
    if (next === undefined) break;
    all.push(next.event);
    done.add(next.key);
  }
  const shared = b.filter(({ key }) => inA.has(key));
  const counts = (provider: string) => {
    const of = (ones: readonly Numbered[]) => ones.filter(({ event }) => providerOfEvent(event) === provider).length;
    return [of(a), of(b), of(shared)] as const;
  };
  return { all, added: b.length - shared.length, counts, relation: (provider) => relationOf(...counts(provider)) };
}

type Numbered = { readonly key: string; readonly event: Event };

/** Which of two comes next: what only one side has may come before what both have; else the earlier one. */
function first(one: Numbered | undefined, other: Numbered | undefined, inA: Set<string>, inB: Set<string>) {
  if (one === undefined || other === undefined) return one ?? other;
  const [waits, otherWaits] = [inB.has(one.key), inA.has(other.key)];
  if (waits !== otherWaits) return waits ? other : one;
  return waits || one.event.now <= other.event.now ? one : other;
}

/** Each event with what tells it apart; one that came twice, alike to the last field, is two. */
function numbered(events: readonly Event[]): readonly Numbered[] {
  const times = new Map<string, number>();
  return events.map((event) => {
    const text = textOf(event);
    const n = (times.get(text) ?? 0) + 1;
    times.set(text, n);
    return { key: `${n} ${text}`, event };
  });
}

/** How two stand to each other, by how many each has and how many both have. */
export function relationOf(mine: number, theirs: number, shared: number): Relation {
  if (theirs === 0) return 'none';
  if (shared === theirs) return 'known';
  if (shared === mine) return mine === 0 ? 'apart' : 'ahead';
  return shared === 0 ? 'apart' : 'forked';
}

import { type AccountState, emptySnapshot, type Snapshot } from '../domain/account.ts';
import { accountKey } from '../domain/settings.ts';
import { type EpochMs, type Ms, week } from '../domain/time.ts';
import { digestOf } from './digest.ts';
import type { Event } from './events.ts';
import { namesInTheEnd } from './owners.ts';
import type { Owner } from './rows.ts';
import { isSame } from './same.ts';
import { providerOfEvent } from './whole.ts';

/**
 * What was believed before the first event that is still kept: the oldest events, taken in for good. Of each service
 * also until when, and the digests of some of those events, by which two records tell whether they were ever one.
 */
export type Base = {
  readonly snapshot: Snapshot;
  readonly of: { readonly [provider: string]: Settled };
};

/** `marks`: digests by account, the smallest ones; what is of nobody alone has a name of its own. */
type Settled = { readonly until: EpochMs; readonly marks: Marks };
export type Marks = { readonly [account: string]: readonly number[] };

export const emptyBase: Base = { snapshot: emptySnapshot, of: {} };

/** Events older than this are taken in for good: what they taught stays, they themselves go. */
export const eventsKept: Ms = 26 * week;

/** One of so many events leaves its digest. */
const sampled = 16;

/** Of each account so many digests are kept, the smallest: of the same events wherever they are kept. */
const mostMarks = 1_024;
/** Under this name stands what is of nobody alone. No account is called so. */
const everybodys = '';

/** Digests of some of these events: of the same ones wherever they are kept. */
export const digestsOf = (events: readonly Event[]): readonly number[] =>
  events.map(digestOf).filter((digest) => digest % sampled === 0);

/** The digests a base has of a service. */
export const marksOf = (base: Base | null, provider: string): readonly number[] =>
  Object.values(base?.of[provider]?.marks ?? {}).flat();

/** Up to this digest, a base has all of its sample: of larger ones, some may have been left out. */
export const completeTo = (base: Base | null, provider: string): number =>
  Math.min(
    ...Object.values(base?.of[provider]?.marks ?? {}).map((own) =>
      own.length < mostMarks ? Number.POSITIVE_INFINITY : (own.at(-1) ?? 0),
    ),
  );

const smallest = (digests: readonly number[]) => [...new Set(digests)].sort((a, b) => a - b).slice(0, mostMarks);

/** Marks under the names that `to` gives them; `null`: they go. */
function renamedMarks(marks: Marks, to: (account: string) => string | null): Marks {
  const next: { [account: string]: readonly number[] } = {};
  for (const [account, own] of Object.entries(marks)) {
    const name = account === everybodys ? everybodys : to(account);
    if (name !== null) next[name] = smallest([...(next[name] ?? []), ...own]);
  }
  return next;
}

/** With the digests of the next events of a service, under the names their accounts have in the end. */
function marksWith(marks: Marks, events: readonly Event[], provider: string, before: readonly AccountState[]): Marks {
  const { ofEvents, ofBefore } = namesInTheEnd(events, provider, before);
  const next: { [account: string]: readonly number[] } = {
    ...renamedMarks(marks, (one) => ofBefore(one) ?? everybodys),
  };
  const found = new Map<string, Event[]>();
  for (const [n, event] of events.entries()) {
    const name = ofEvents[n] ?? everybodys;
    found.set(name, [...(found.get(name) ?? []), event]);
  }
  for (const [name, own] of found) next[name] = smallest([...(next[name] ?? []), ...digestsOf(own)]);
  return next;
}

/** With these events, which are the next ones, taken in for good. */
export function settledInto(
  base: Base,
  events: readonly Event[],
  replay: (snapshot: Snapshot, events: readonly Event[]) => Snapshot,
): Base {
  const of: { [provider: string]: Base['of'][string] } = { ...base.of };
  for (const provider of new Set(events.flatMap((event) => providerOfEvent(event) ?? []))) {
    const own = events.filter((event) => providerOfEvent(event) === provider);
    const { until, marks } = of[provider] ?? { until: 0, marks: {} };
    of[provider] = {
      until: own.reduce((last, { now }) => Math.max(last, now), until),
      marks: marksWith(marks, own, provider, base.snapshot.accounts),
    };
  }
  return { snapshot: replay(base.snapshot, events), of };
}

/** Without anything of a service. */
export function withoutProvider({ snapshot, of }: Base, provider: string): Base {
  const accounts = snapshot.accounts.filter((one) => one.provider !== provider);
  const others = Object.entries(of).filter(([id]) => id !== provider);
  return { snapshot: { ...snapshot, accounts }, of: Object.fromEntries(others) };
}

/**
 * Without one account, or, where `to` is told, with it as that one: unless that one is there already. Of a service
 * without any account nothing stays.
 */
export function withoutOwner({ snapshot, of }: Base, gone: Owner, to: string | null = null): Base {
  const isGone = (one: Owner) => one.provider === gone.provider && one.account === gone.account;
  const known = snapshot.accounts.some((one) => one.provider === gone.provider && one.account === to);
  const accounts = snapshot.accounts.flatMap((one) => {
    if (!isGone(one)) return [one];
    return to === null || known ? [] : [{ ...one, account: to }];
  });
  const next = { ...snapshot, accounts };
  const { [gone.provider]: settled, ...others } = of;
  const isLeft = accounts.some(({ provider }) => provider === gone.provider);
  if (settled === undefined || !isLeft) return { snapshot: next, of: others };
  const marks = renamedMarks(settled.marks, (account) => (account === gone.account ? to : account));
  return { snapshot: next, of: { ...others, [gone.provider]: { ...settled, marks } } };
}

/** Who was known before the events that are kept: as it was, and as it is once the base is another. */
export const knownBefore = (was: Base | null, is: Base | null) => ({
  was: was?.snapshot.accounts ?? [],
  is: is?.snapshot.accounts ?? [],
});

/** Where a record is built again for some services. */
export function beginOf(base: Base | null, providers: readonly string[]): Snapshot {
  const accounts = base?.snapshot.accounts.filter(({ provider }) => providers.includes(provider)) ?? [];
  return { ...emptySnapshot, accounts };
}

/** One base of two: of each service the later one, with accounts that only the other has. */
export function mergedBase(mine: Base | null, theirs: Base | null): Base | null {
  if (mine === null || theirs === null) return mine ?? theirs;
  const providers = [...new Set([...Object.keys(mine.of), ...Object.keys(theirs.of)])];
  const of: { [provider: string]: Base['of'][string] } = {};
  const accounts: AccountState[] = [];
  for (const provider of providers) {
    const [first, second] = untilOf(mine, provider) >= untilOf(theirs, provider) ? [mine, theirs] : [theirs, mine];
    const [one, other] = [first.of[provider]?.marks ?? {}, second.of[provider]?.marks ?? {}];
    const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
    const marks = names.map((name) => [name, smallest([...(one[name] ?? []), ...(other[name] ?? [])])] as const);
    of[provider] = { until: untilOf(first, provider), marks: Object.fromEntries(marks) };
    const own = first.snapshot.accounts.filter((one) => one.provider === provider);
    const keys = new Set(own.map(accountKey));
    const more = second.snapshot.accounts.filter((one) => one.provider === provider && !keys.has(accountKey(one)));
    const last = own.reduce((most, { number }) => Math.max(most, number), 0);
    accounts.push(...own, ...more.map((one, n) => ({ ...one, number: last + n + 1 })));
  }
  const savedAt = Math.max(mine.snapshot.savedAt, theirs.snapshot.savedAt);
  const next = { snapshot: { ...mine.snapshot, accounts, savedAt }, of };
  return isSame(next, mine) ? mine : next;
}

/** Until when the events of a service have been taken in for good; 0: none has. */
export const untilOf = (base: Base | null, provider: string): EpochMs => base?.of[provider]?.until ?? 0;

import { type AccountState, emptySnapshot, type Snapshot } from '../domain/account.ts';
import { accountKey } from '../domain/settings.ts';
import { type EpochMs, type Ms, week } from '../domain/time.ts';
import { digestOf } from './digest.ts';
import type { Event } from './events.ts';
import type { Owner } from './rows.ts';
import { isSame } from './same.ts';
import { providerOfEvent } from './whole.ts';

/**
 * What was believed before the first event that is still kept: the oldest events, taken in for good. Of each service
 * also until when, and the digests of some of those events, by which two records tell whether they were ever one.
 */
export type Base = {
  readonly snapshot: Snapshot;
  readonly of: { readonly [provider: string]: { readonly until: EpochMs; readonly digests: readonly number[] } };
};

export const emptyBase: Base = { snapshot: emptySnapshot, of: {} };

/** Events older than this are taken in for good: what they taught stays, they themselves go. */
export const eventsKept: Ms = 26 * week;

/** One of so many events leaves its digest. */
const sampled = 16;

/** Digests of some of these events: of the same ones wherever they are kept. */
export const digestsOf = (events: readonly Event[]): readonly number[] =>
  events.map(digestOf).filter((digest) => digest % sampled === 0);

/** With these events, which are the next ones, taken in for good. */
export function settledInto(
  base: Base,
  events: readonly Event[],
  replay: (snapshot: Snapshot, events: readonly Event[]) => Snapshot,
): Base {
  const of: { [provider: string]: Base['of'][string] } = { ...base.of };
  for (const provider of new Set(events.flatMap((event) => providerOfEvent(event) ?? []))) {
    const own = events.filter((event) => providerOfEvent(event) === provider);
    const { until, digests } = of[provider] ?? { until: 0, digests: [] };
    of[provider] = {
      until: own.reduce((last, { now }) => Math.max(last, now), until),
      digests: [...new Set([...digests, ...digestsOf(own)])],
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

/** Without one account, or, where `to` is told, with it as that one: unless that one is there already. */
export function withoutOwner({ snapshot, of }: Base, gone: Owner, to: string | null = null): Base {
  const isGone = (one: Owner) => one.provider === gone.provider && one.account === gone.account;
  const known = snapshot.accounts.some((one) => one.provider === gone.provider && one.account === to);
  const accounts = snapshot.accounts.flatMap((one) => {
    if (!isGone(one)) return [one];
    return to === null || known ? [] : [{ ...one, account: to }];
  });
  return { snapshot: { ...snapshot, accounts }, of };
}

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
    const digests = [...new Set([...(first.of[provider]?.digests ?? []), ...(second.of[provider]?.digests ?? [])])];
    of[provider] = { until: untilOf(first, provider), digests };
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

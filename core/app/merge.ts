import { type AccountState, emptySnapshot, type Snapshot, unknownAccount } from '../domain/account.ts';
import { accountKey } from '../domain/settings.ts';
import { type MergedLogs, mergedLogs } from './merge-bases.ts';
import type { Relation } from './merge-events.ts';
import { withoutTwice } from './merge-sums.ts';
import { isSame } from './same.ts';
import { bothOf } from './sums.ts';
import {
  providerOfEvent,
  providerOfRow,
  type RowOf,
  rowKey,
  type Table,
  type Tables,
  tables,
  type Whole,
} from './whole.ts';

/** What comes of two records put together. */
export type Merged = {
  readonly tables: Tables;
  readonly events: MergedLogs;
  /** Services of which both know something the other does not: their accounts are built again from the events. */
  readonly toRebuild: readonly string[];
  /** With the accounts that `rebuilt` gives for those services. */
  readonly snapshot: (rebuilt: readonly AccountState[]) => Snapshot;
  /** How many rows were not there before. */
  readonly added: number;
};

/**
 * Puts a saved record into the present one. Nothing that is there is lost; what is there already is not added again.
 * Of a service whose saved events are all there, the present record knows everything already, and what it has since
 * worked out otherwise stays. Pure.
 */
export function merged(present: Whole, saved: Whole): Merged {
  const events = mergedLogs(present, saved);
  const relation = (provider: string) => events.relation(provider);
  const relations = new Map<string, Relation>();
  const of = (provider: string) => {
    const known = relations.get(provider) ?? relation(provider);
    relations.set(provider, known);
    return known;
  };
  const once = withoutTwice(present.tables, saved.tables, of);
  const all = Object.fromEntries(
    tables.map((table) => [table, mergedRows(table, once.present[table], once.saved[table], of)]),
  ) as unknown as Tables;
  const providers = providersOf(present, saved);
  const leading = providers.filter((provider) => leads(of(provider), present, provider));
  const toRebuild = providers.filter((provider) => mustRebuild(provider, of(provider), present, saved));
  return {
    tables: all,
    events,
    toRebuild,
    snapshot: (rebuilt) =>
      mergedSnapshot(
        present,
        saved,
        (provider) => {
          if (toRebuild.includes(provider)) return rebuilt;
          return leading.includes(provider) ? (saved.snapshot?.accounts ?? []) : (present.snapshot?.accounts ?? []);
        },
        leading.length > 0,
      ),
    added: tables.reduce((sum, table) => sum + Math.max(0, all[table].length - present.tables[table].length), 0),
  };
}

/** Every service that either record has accounts or events of. */
function providersOf(...records: readonly Whole[]): readonly string[] {
  const found = records.flatMap(({ events, snapshot, base }) => [
    ...(snapshot?.accounts ?? []).map(({ provider }) => provider),
    ...Object.keys(base?.of ?? {}),
    ...events.flatMap((event) => ('provider' in event ? event.provider : [])),
  ]);
  return [...new Set(found)];
}

const has = ({ snapshot }: Whole, provider: string) =>
  snapshot?.accounts.some((one) => one.provider === provider) === true;

/** Whether anything that a service's accounts can be built from is kept. */
const knows = ({ events, base }: Whole, provider: string) =>
  base?.of[provider] !== undefined || events.some((event) => providerOfEvent(event) === provider);

/** Whether the saved accounts of a service stand for all that is known of it. */
function leads(relation: Relation, present: Whole, provider: string): boolean {
  if (relation === 'known') return false;
  return relation === 'ahead' || !has(present, provider);
}

function mustRebuild(provider: string, relation: Relation, present: Whole, saved: Whole): boolean {
  const unread = present.snapshot === null && knows(present, provider);
  if (relation === 'forked' || (unread && relation !== 'ahead')) return true;
  if (relation === 'apart' && has(present, provider)) return true;
  const source = leads(relation, present, provider) ? saved : present;
  return source.snapshot === null;
}

/** The chosen accounts of each service; none that either record had is left out, and no two have the same number. */
function mergedSnapshot(
  present: Whole,
  saved: Whole,
  chosen: (provider: string) => readonly AccountState[],
  newer: boolean,
): Snapshot {
  const [mine, theirs] = [present.snapshot ?? emptySnapshot, saved.snapshot ?? emptySnapshot];
  const accounts = providersOf(present, saved).flatMap((provider) => {
    const own = (all: readonly AccountState[]) => all.filter((one) => one.provider === provider);
    return [...own(mine.accounts), ...own(theirs.accounts)].reduce(withAccount, own(chosen(provider)));
  });
  const replays = [
    ...mine.replays,
    ...theirs.replays.filter(({ key }) => mine.replays.every((one) => one.key !== key)),
  ];
  const ordered = inOrder(
    accounts,
    newer ? [...theirs.accounts, ...mine.accounts] : [...mine.accounts, ...theirs.accounts],
  );
  const next: Snapshot = {
    version: 1,
    accounts: ordered,
    // How far off a clock is, is this machine's own.
    clocks: mine.clocks,
    replays,
    // Which reviews were told is this machine's own.
    reviewedAt: mine.reviewedAt,
    // Where nothing comes of it, a clock that was set back since is not noticed a second time.
    savedAt: mine.savedAt > 0 && isSame(ordered, mine.accounts) ? mine.savedAt : Math.max(mine.savedAt, theirs.savedAt),
  };
  return isSame(next, present.snapshot) && present.snapshot !== null ? present.snapshot : next;
}

/** With one account more, unless it is there. Numbers without a name have become some account's, where there is one. */
function withAccount(accounts: readonly AccountState[], one: AccountState): readonly AccountState[] {
  if (accounts.some((other) => accountKey(other) === accountKey(one))) return accounts;
  if (one.account === unknownAccount && accounts.length > 0) return accounts;
  const taken = accounts.some(({ number }) => number === one.number);
  const number = taken ? Math.max(...accounts.map((other) => other.number)) + 1 : one.number;
  return [...accounts, number === one.number ? one : { ...one, number }];
}

function inOrder(accounts: readonly AccountState[], order: readonly AccountState[]): readonly AccountState[] {
  const place = (one: AccountState) => {
    const at = order.findIndex((other) => accountKey(other) === accountKey(one));
    return at === -1 ? order.length : at;
  };
  return accounts.toSorted((a, b) => place(a) - place(b));
}

/** Two tables as one. */
export function mergedRows<Of extends Table>(
  table: Of,
  present: readonly RowOf<Of>[],
  saved: readonly RowOf<Of>[],
  relation: (provider: string) => Relation,
): readonly RowOf<Of>[] {
  const rows = new Map(present.map((row) => [rowKey(table, row), row] as const));
  for (const row of saved) {
    const how = relation(providerOfRow(row));
    const key = rowKey(table, row);
    const known = rows.get(key);
    if (how === 'known') continue;
    rows.set(key, known === undefined ? row : (join(table, known, row, how) as RowOf<Of>));
  }
  return [...rows.values()];
}

/** One row of two that have the same key. */
function join(table: Table, mine: RowOf<Table>, theirs: RowOf<Table>, how: Relation): RowOf<Table> {
  const next = joined(table, mine, theirs, how);
  return isSame(next, mine) ? mine : next;
}

function joined(table: Table, mine: RowOf<Table>, theirs: RowOf<Table>, how: Relation): RowOf<Table> {
  const [own, other] = [mine, theirs] as never as [Fields, Fields];
  const most = (field: string) => Math.max(own[field] ?? 0, other[field] ?? 0);
  switch (table) {
    case 'observations':
      return { ...own, until: most('until') } as never;
    case 'tasks':
      return most('seenAt') > (own.seenAt ?? 0) ? theirs : mine;
    case 'days':
      // Two times that have nothing in common add up; of one that goes on, the later knows all of it.
      return (
        how === 'apart'
          ? { ...own, spent: (own.spent ?? 0) + (other.spent ?? 0), granted: (own.granted ?? 0) + (other.granted ?? 0) }
          : { ...(how === 'ahead' ? other : own), spent: most('spent'), granted: most('granted') }
      ) as never;
    case 'sums':
      if (how === 'apart') return bothOf(mine as RowOf<'sums'>, theirs as RowOf<'sums'>);
      return how === 'ahead' ? theirs : mine;
    case 'drift': {
      const last = most('lastAt') > (own.lastAt ?? 0) ? other : own;
      const firstAt = Math.min(own.firstAt ?? 0, other.firstAt ?? 0);
      return { ...last, firstAt, lastAt: most('lastAt'), times: most('times') } as never;
    }
    default:
      return how === 'ahead' ? theirs : mine;
  }
}

type Fields = { readonly [field: string]: number | undefined };

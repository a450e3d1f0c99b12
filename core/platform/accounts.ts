import type { Said } from '../app/answers.ts';
import { knownBefore, untilOf, withoutOwner } from '../app/base.ts';
import { asOneAccount, withoutAccount } from '../app/owners.ts';
import type { Rebuilding } from '../app/rebuild.ts';
import { ownTables, remaking, united } from '../app/remade.ts';
import type { Owner } from '../app/rows.ts';
import { isSame } from '../app/same.ts';
import type { AccountState, Snapshot } from '../domain/account.ts';
import { accountKey } from '../domain/settings.ts';
import type { All, Ledger } from './ledger.ts';
import { baseKey, progressKey, type Replay, snapshotKey } from './rebuilding.ts';
import { tidiedKey } from './tidying.ts';
import { attempts, forgetNotices, type Held, markOf, readHeld, rebuilt, writeEvents } from './whole.ts';

type Write = (tx: All) => Promise<void>;

/** Reads all, works out what is to be written, and writes it, unless others have written meanwhile. */
async function rewritten(ledger: Ledger, plan: (held: Held) => Promise<Write>): Promise<void> {
  for (let n = 0; n < attempts; n++) {
    const held = await ledger.reading(readHeld);
    const write = await plan(held);
    const done = await ledger.within(async (tx) => {
      if (!isSame(await markOf(tx), held.mark)) return false;
      await write(tx);
      return true;
    });
    if (done) return;
  }
  throw new Error('others kept writing');
}

/** Deletes all there is of one account, in every store. What is left is as though it had never been seen. */
export function forgetAccount(ledger: Ledger, of: Owner, replay: Replay): Promise<void> {
  return rewritten(ledger, async ({ whole, broken }) => {
    const base = whole.base === null ? null : withoutOwner(whole.base, of);
    const events = withoutAccount(whole.events, of, knownBefore(whole.base, base));
    const left = whole.snapshot?.accounts.filter((one) => one.provider === of.provider && !isOf(one, of)) ?? [];
    const again = left.length === 0 || broken.length > 0 ? [] : await rebuilt({ events, base }, [of.provider], replay);
    // What cannot be built again stays as it is.
    const all = left.every((one) => again.some((other) => isOf(other, one)));
    const accounts = counted(all ? again : left);
    return async (tx) => {
      await deleteRows(tx, of);
      await forgetNotices(tx, [of.provider, of.account]);
      await writeEvents(tx, events);
      if (base !== null) await tx.objectStore('base').put(base, baseKey);
      await tx.objectStore('base').delete(tidiedKey);
      // What cannot be read may be of this account as well.
      await tx.objectStore('aside').clear();
      await tx.objectStore('snapshot').clear();
      if (whole.snapshot !== null)
        await tx.objectStore('snapshot').put(withAccounts(whole.snapshot, of.provider, accounts, of), snapshotKey);
    };
  });
}

export type Merge = Said & { readonly what: 'merged' };

/**
 * Makes two accounts one: state, history and tables are made again from the log, as though there had always been one.
 * Rejects, and changes nothing, where part of the record cannot be read.
 */
export function mergeAccounts(
  ledger: Ledger,
  merge: Merge,
  replayWith: (how: Pick<Rebuilding, 'failed' | 'rows'>) => Promise<Replay>,
): Promise<void> {
  return rewritten(ledger, async ({ whole, lost }) => {
    if (whole.snapshot === null || lost > 0) throw new Error('part of the record cannot be read');
    const { provider, from } = merge;
    const tables = remaking();
    const failed = (error: unknown) => {
      throw error;
    };
    const base = whole.base === null ? null : withoutOwner(whole.base, { provider, account: from }, merge.account);
    const events = [...asOneAccount(whole.events, merge, knownBefore(whole.base, base)), merge];
    const accounts = await rebuilt({ events, base }, [provider], await replayWith({ failed, rows: tables.write }));
    if (!accounts.some((one) => isOf(one, merge))) throw new Error('the account could not be built again');
    const snapshot = withAccounts(whole.snapshot, provider, accounts, { provider, account: from });
    const isEither = (row: Owner) => isOf(row, merge) || isOf(row, { provider, account: from });
    const own = united(whole.tables, tables.of(merge), isEither, merge.account, untilOf(whole.base, provider));
    return async (tx) => {
      await deleteRows(tx, merge);
      await deleteRows(tx, { provider, account: from });
      for (const name of ownTables) for (const row of own[name]) await tx.objectStore(name).put(row as never);
      await renameNotices(tx, merge);
      await writeEvents(tx, events);
      if (base !== null) await tx.objectStore('base').put(base, baseKey);
      await tx.objectStore('base').delete(tidiedKey);
      await tx.objectStore('snapshot').put(snapshot, snapshotKey);
      await tx.objectStore('snapshot').delete(progressKey);
    };
  });
}

const isOf = (one: Owner, { provider, account }: Owner) => one.provider === provider && one.account === account;

/** Numbered anew, in the order in which they appeared. */
function counted(accounts: readonly AccountState[]): readonly AccountState[] {
  return accounts.toSorted((a, b) => a.number - b.number).map((one, n) => ({ ...one, number: n + 1 }));
}

/** With these accounts of a service in place of those it had, and nothing of the one that is gone. */
function withAccounts(snapshot: Snapshot, provider: string, own: readonly AccountState[], gone: Owner): Snapshot {
  const place = snapshot.accounts.findIndex((one) => one.provider === provider);
  const others = snapshot.accounts.filter((one) => one.provider !== provider);
  return {
    ...snapshot,
    accounts: [...others.slice(0, Math.max(0, place)), ...own, ...others.slice(Math.max(0, place))],
    replays: snapshot.replays.filter(({ key }) => key !== accountKey(gone)),
  };
}

async function deleteRows(tx: All, { provider, account }: Owner): Promise<void> {
  for (const name of [...ownTables, 'archive'] as const)
    await tx.objectStore(name).delete(IDBKeyRange.bound([provider, account], [provider, account, []]));
}

/** What was told of the one was told of the other: it is not told again. */
async function renameNotices(tx: All, { provider, account, from }: Merge): Promise<void> {
  const store = tx.objectStore('outbox');
  const begin = `${provider}·${from}·`;
  for (const row of await store.getAll()) {
    if (!row.key.startsWith(begin)) continue;
    const key = `${provider}·${account}·${row.key.slice(begin.length)}`;
    await store.delete(row.key);
    if ((await store.getKey(key)) === undefined)
      await store.put({ ...row, key, notice: { ...(row.notice as object), key, account } });
  }
}

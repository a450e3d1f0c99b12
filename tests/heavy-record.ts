import { type Base, emptyBase, eventsKept, settledInto } from '../core/app/base.ts';
import {
  type Bundle,
  type Bundled,
  bundledAfter,
  bundledTables,
  bundleOf,
  grainOf,
  sumsAfter,
  weekOf,
} from '../core/app/bundles.ts';
import { type Stretch, stretchesOf } from '../core/app/event-log.ts';
import type { ObservationRow, Owner, Row } from '../core/app/rows.ts';
import { lookedSum, madeSum, type SumRow, spentSum, summed } from '../core/app/sums.ts';
import { type RowOf, rowKey } from '../core/app/whole.ts';
import type { Snapshot } from '../core/domain/account.ts';
import { type EpochMs, localDay, week } from '../core/domain/time.ts';
import { eventsIn, moved, type Recorded } from './heavy.ts';

/** What stands in the stores, by their names. */
export type Stored = { readonly [store: string]: readonly object[] };

/** The rows of one heavy week that begins where weeks do, of some lived days over and over. */
export function heavyWeek({ days }: Recorded, n: number): readonly Row[] {
  const all = Array.from({ length: 7 }, (_, which) =>
    moved(days[which % days.length] ?? [], which - (which % days.length) + 7 * n),
  );
  return all.flat();
}

/** Rows as the ledger keeps them: one for each key, and an unchanged value as one row. */
export function keptOf<Of extends Bundled>(table: Of, rows: readonly Row[]): readonly RowOf<Of>[] {
  const kept = new Map<string, RowOf<Of>>();
  for (const { store, row } of rows) {
    const own = row as unknown as RowOf<Of>;
    if (store === 'unspent' && table === 'spending') kept.delete(rowKey(table, own));
    if (store !== table) continue;
    const known = kept.get(rowKey(table, own));
    const extended = table === 'observations' && known !== undefined;
    kept.set(rowKey(table, own), extended ? { ...known, until: (own as ObservationRow).until } : own);
  }
  return [...kept.values()];
}

/** Rows as bundles of their week; where that is more than two years ago, as sums of its days. */
export function bundlesOf(rows: readonly Row[], which: number, now: EpochMs): readonly Bundle[] {
  const isOld = (which + 1) * week + sumsAfter <= now;
  return bundledTables.flatMap((table) => {
    if (isOld && table !== 'days' && table !== 'sums') return [];
    const own = table === 'sums' ? (isOld ? sumsIn(rows) : []) : (keptOf(table, rows) as readonly RowOf<Bundled>[]);
    const owners = new Map(own.map(({ provider, account }) => [`${provider}/${account}`, { provider, account }]));
    return [...owners.values()].map((of: Owner) => {
      const rows = own.filter((row) => row.provider === of.provider && row.account === of.account);
      return bundleOf<Bundled>({ ...of, table, week: which }, rows, grainOf(which, now));
    });
  });
}

const dayOf = (at: EpochMs) => localDay(at, 0);

/** What tidying makes of the rows of a week, account by account. */
function sumsIn(rows: readonly Row[]): readonly SumRow[] {
  const tasks = keptOf('tasks', rows);
  const kinds = new Map(tasks.map(({ key, task }) => [key, task]));
  const looks = new Map(keptOf('observations', rows).map((row) => [row.provider, row]));
  const all = [
    ...keptOf('spending', rows).map((row) => spentSum(row, kinds.get(row.task ?? '') ?? null, dayOf)),
    ...tasks.filter(({ task, cost }) => task !== 'chat' || cost !== null).map((row) => madeSum(row, dayOf)),
    ...[...looks.values()].map((row) => lookedSum(row, dayOf)),
  ];
  return [...looks.keys()].flatMap((provider) => summed(...all.filter((one) => one.provider === provider)));
}

export type HeavyRecord = {
  readonly [Of in Bundled]?: readonly object[];
} & {
  readonly archive: readonly Bundle[];
  readonly events: readonly Stretch[];
  readonly base: Base;
  readonly snapshot: readonly Snapshot[];
};

/** A record after so many heavy weeks that ended at `until`, tidied. */
export function recordAfter(weeks: number, lived: Recorded, until: EpochMs): HeavyRecord {
  const plain: { [Of in Bundled]?: object[] } = {};
  const archive: Bundle[] = [];
  const events = [];
  let base = emptyBase;
  const same = (snapshot: Snapshot) => snapshot;
  for (let n = -weeks; n < 0; n++) {
    const rows = heavyWeek(lived, n);
    const end = until + (n + 1) * week;
    const isPlain = end + bundledAfter > until;
    if (!isPlain) archive.push(...bundlesOf(rows, weekOf(end - 1), until));
    else for (const table of bundledTables) plain[table] = [...(plain[table] ?? []), ...keptOf(table, rows)];
    if (end + eventsKept > until) events.push(...eventsIn(rows));
    else base = settledInto({ ...base, snapshot: lived.snapshot }, eventsIn(rows), same);
  }
  return { ...plain, archive, events: stretchesOf(events), base, snapshot: [lived.snapshot] };
}

import { day, type EpochMs, hour, type Ms, week } from '../domain/time.ts';
import { packed } from './packing.ts';
import type { ObservationRow, Owner, TaskRow } from './rows.ts';
import { type SumRow, sumId } from './sums.ts';
import { thinned } from './thinning.ts';
import { unpacked } from './unpacking.ts';
import { type RowOf, rowKey } from './whole.ts';

/** Tables whose older rows are kept in bundles. */
export const bundledTables = [
  'observations',
  'tasks',
  'charges',
  'lots',
  'spending',
  'models',
  'days',
  'sums',
] as const;
export type Bundled = (typeof bundledTables)[number];

/**
 * The rows that one account has in one table of one week, packed. They come back as they were, save that older
 * ones are thinned: readings to one for each `grain` (ms; 0: not at all), and where that is a day, turns of chat that
 * took nothing are left out.
 */
export type Bundle = Owner & {
  readonly table: Bundled;
  /** Weeks since 1970, each beginning on a Thursday at 0:00 UTC. */
  readonly week: number;
  readonly grain: Ms;
  readonly count: number;
  readonly words: readonly string[];
  readonly bytes: Uint8Array;
};

/** Rows of weeks that ended so long ago are bundled: what lies after it is read and changed often. */
export const bundledAfter: Ms = 4 * week;
/** Rows older than this are thinned to days: the whole year that is running, and the month before it, are not. */
export const daysAfter: Ms = 56 * week;
/** Rows older than this become sums of days: this year, and the one before it, are told to the last task. */
export const sumsAfter: Ms = 106 * week;

/** Whether a day that lies around a moment may be kept as sums. */
export const isSummed = (at: EpochMs, now: EpochMs): boolean => at < now - sumsAfter + 2 * day;

export const weekOf = (at: EpochMs): number => Math.floor(at / week);

/** The week whose readings are thinned to `grain` at a moment: those of fresh weeks are not. */
export function grainOf(which: number, now: EpochMs): Ms {
  const end = (which + 1) * week;
  if (end + bundledAfter > now) return 0;
  return end + daysAfter > now ? hour : day;
}

/** When a row was made, by which it is told to a week; `null`: nobody knows, it is never bundled. */
export function momentOf<Of extends Bundled>(table: Of, row: RowOf<Of>): EpochMs | null {
  const of = row as Partial<Record<'at' | 'from' | 'to' | 'startedAt' | 'closedAt', EpochMs | null>> & {
    readonly day?: string;
  };
  if (table === 'observations') return of.from ?? null;
  if (table === 'sums') return (row as SumRow).week * week;
  if (table === 'days') return Date.parse(`${of.day}T00:00:00Z`);
  return of.startedAt ?? of.to ?? of.closedAt ?? of.at ?? null;
}

/** Since when a row cannot change any more by itself: an unchanged value extends its row for as long as it stands. */
export function settledAt<Of extends Bundled>(table: Of, row: RowOf<Of>): EpochMs | null {
  const { until, seenAt } = row as { readonly until?: EpochMs; readonly seenAt?: EpochMs };
  const at = momentOf(table, row);
  return at === null ? null : Math.max(at, until ?? at, seenAt ?? at);
}

/** Rows of one account, one table and one week as a bundle. Of two with one key, the later one in the list counts. */
export function bundleOf<Of extends Bundled>(
  of: Pick<Bundle, 'provider' | 'account' | 'week'> & { readonly table: Of },
  rows: readonly RowOf<Of>[],
  grain: Ms,
): Bundle {
  const { table } = of;
  const all = inOrder(table, [...new Map(rows.map((row) => [rowKey(table, row), row])).values()]);
  const kept = thinnedRows(table, all, grain);
  const words: string[] = [];
  const bytes = kept.flatMap((row, n) => packed(shortened(row), n === 0 ? undefined : shortened(kept[n - 1]), words));
  return { ...of, grain: isThinned(table) ? grain : 0, count: kept.length, words, bytes: Uint8Array.from(bytes) };
}

const isThinned = (table: Bundled) => table === 'observations' || table === 'tasks';

function thinnedRows<Of extends Bundled>(table: Of, rows: readonly RowOf<Of>[], grain: Ms): readonly RowOf<Of>[] {
  if (table === 'observations')
    return thinnedByMeter(rows as readonly ObservationRow[], grain) as unknown as readonly RowOf<Of>[];
  return table === 'tasks' && grain >= day ? rows.filter((row) => !isIdle(row as TaskRow)) : rows;
}

/** Turns of chat are counted nowhere but in what they took. */
const isIdle = ({ task, cost }: TaskRow) => task === 'chat' && cost === null;

/** Rows that are alike lie together: each is told by what is new in it beside the one before. */
function kindOf(table: Bundled, row: object): string {
  const { meter, task, startedAt, of, parameters } = row as { readonly [field: string]: unknown };
  if (table === 'sums') return `${of} ${task} ${JSON.stringify(parameters)}`;
  return `${meter ?? (startedAt === undefined ? '' : task)}`;
}

function inOrder<Of extends Bundled>(table: Of, rows: readonly RowOf<Of>[]): readonly RowOf<Of>[] {
  const place = (row: RowOf<Of>) => (table === 'sums' ? Date.parse((row as SumRow).day) : (momentOf(table, row) ?? 0));
  const kind = (row: RowOf<Of>) => kindOf(table, row);
  return rows.toSorted((a, b) => (kind(a) < kind(b) ? -1 : kind(a) > kind(b) ? 1 : place(a) - place(b)));
}

type Fields = { readonly [field: string]: unknown };

/** A row without what its bundle, or the rest of it, tells as well. */
function shortened(row: Owner | undefined): Fields | undefined {
  if (row === undefined) return undefined;
  const { provider: _, account: __, ...own } = row as Owner & Fields;
  return own.id !== undefined && own.id === impliedId(own) ? { ...own, id: null } : own;
}

/** The id of a sum or a charge is told by the rest of it. */
const impliedId = (own: Fields) => ('count' in own ? sumId(own as SumRow) : `${own.to}·${own.task}`);

function thinnedByMeter(rows: readonly ObservationRow[], grain: Ms): readonly ObservationRow[] {
  if (grain === 0) return rows;
  const meters = [...new Set(rows.map(({ meter }) => meter))];
  return meters.flatMap((meter) =>
    thinned(
      rows.filter((row) => row.meter === meter),
      grain,
    ),
  );
}

/** The rows of a bundle. What they hold is not believed yet. Throws where the bytes are none of ours. */
export function rowsIn({ provider, account, bytes, words, count }: Bundle): readonly unknown[] {
  const from = { bytes, words, at: 0 };
  let own: unknown;
  return Array.from({ length: count }, () => {
    own = unpacked(from, own);
    const fields = own as Fields;
    return { provider, account, ...fields, ...(fields.id === null && { id: impliedId(fields) }) };
  });
}

import type { Bundle, Bundled } from '../app/bundles.ts';
import type { RowOf } from '../app/whole.ts';
import { unbundled } from './archive.ts';

/** So many rows are kept: a heavy year has half as many, which take some 30 MB while they are there. */
const heavyYears = 150_000;

type Kept = { readonly bundle: Bundle; readonly rows: readonly RowOf<Bundled>[] };

/**
 * Unpacks bundles, each once for as long as it is the same: whoever looks at one range after the other asks for most of
 * them again. Beyond `most` rows, what was asked for longest ago goes first.
 */
export function unpackedLast(most = heavyYears): typeof unbundled {
  const kept = new Map<string, Kept>();
  let count = 0;
  return <Of extends Bundled>(table: Of, bundle: Bundle): readonly RowOf<Of>[] => {
    const key = JSON.stringify([bundle.provider, bundle.account, table, bundle.week]);
    const known = kept.get(key);
    const rows = known !== undefined && isSame(known.bundle, bundle) ? known.rows : unbundled(table, bundle);
    kept.delete(key);
    kept.set(key, { bundle, rows });
    count += rows.length - (known?.rows.length ?? 0);
    for (const [oldest, { rows }] of kept) {
      if (count <= most) break;
      kept.delete(oldest);
      count -= rows.length;
    }
    return rows as readonly RowOf<Of>[];
  };
}

function isSame(one: Bundle, other: Bundle): boolean {
  if (one.count !== other.count || one.bytes.length !== other.bytes.length) return false;
  if (one.words.length !== other.words.length || one.words.some((word, n) => word !== other.words[n])) return false;
  // By hand: there are millions of them.
  for (let n = 0; n < one.bytes.length; n++) if (one.bytes[n] !== other.bytes[n]) return false;
  return true;
}

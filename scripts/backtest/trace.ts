import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

/** One row of a trace: times in ms, `value` in percent used where `unit` is percent. */
export type Row = { readonly at: number; readonly value: number; readonly resetsAt: number | null };

/** All rows of one meter of one account, in the order of time. */
export type Series = {
  readonly file: string;
  readonly account: string;
  readonly meter: string;
  readonly unit: string;
  /** Length of the window, or `null` where the file does not say. */
  readonly minutes: number | null;
  readonly rows: readonly Row[];
};

export type Trace = {
  readonly file: string;
  readonly polled: boolean;
  readonly series: readonly Series[];
  readonly skipped: number;
};

const columns = ['t_iso', 'account', 'meter', 'value', 'unit', 'window_minutes', 'resets_at_iso'] as const;

/** Reads a trace file. Throws an Error in words where the file is no trace; single bad rows are counted and skipped. */
export function readTrace(path: string): Trace {
  const text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const header = fieldsOf(lines[0] ?? '').map((name) => name.trim());
  const missing = columns.filter((name) => !header.includes(name));
  if (missing.length > 0) throw new Error(`it is no trace: the column ${missing.join(', ')} is missing`);
  const place = Object.fromEntries(columns.map((name) => [name, header.indexOf(name)])) as Record<
    (typeof columns)[number],
    number
  >;
  const groups = new Map<string, { key: string[]; rows: Row[] }>();
  let skipped = 0;
  for (const line of lines.slice(1)) {
    const fields = fieldsOf(line);
    const get = (name: (typeof columns)[number]) => (fields[place[name]] ?? '').trim();
    const row = rowOf(get('t_iso'), get('value'), get('resets_at_iso'));
    if (row === null) {
      skipped++;
      continue;
    }
    const key = [get('account'), get('meter'), get('unit'), minutesOf(get('window_minutes'))];
    const id = JSON.stringify(key);
    const group = groups.get(id) ?? { key, rows: [] };
    groups.set(id, group);
    group.rows.push(row);
  }
  const file = basename(path);
  const series = [...groups.values()]
    .map(({ key: [account = '', meter = '', unit = '', minutes = ''], rows }) => ({
      ...{ file, account, meter, unit, minutes: minutes === '' ? null : Number(minutes) },
      rows: rows.sort((a, b) => a.at - b.at),
    }))
    .sort((a, b) => compare(a.account, b.account) || compare(a.meter, b.meter));
  return { file, polled: file.replace(/\.csv$/, '').includes('polled'), series, skipped };
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function minutesOf(text: string): string {
  const minutes = Number.parseInt(text, 10);
  return Number.isFinite(minutes) && minutes > 0 ? String(minutes) : '';
}

function rowOf(time: string, value: string, reset: string): Row | null {
  const at = momentOf(time);
  const used = Number(value);
  if (at === null || value === '' || !Number.isFinite(used)) return null;
  return { at, value: used, resetsAt: momentOf(reset) };
}

/** ISO 8601; a time without a zone is UTC. */
function momentOf(text: string): number | null {
  if (text === '') return null;
  const zoned = /(Z|[+-]\d\d:?\d\d)$/i.test(text)
    ? text
    : `${text.includes('T') || text.includes(' ') ? text : `${text}T00:00`}Z`;
  const at = Date.parse(zoned);
  return Number.isFinite(at) ? at : null;
}

/** The fields of a CSV line, quotes understood. */
function fieldsOf(line: string): string[] {
  if (!line.includes('"')) return line.split(',');
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
  );
}

import type { AccountState, Snapshot } from '../domain/account.ts';
import type { EpochMs } from '../domain/time.ts';
import type { DriftRow } from './rows.ts';
import type { Shown } from './view.ts';
import { type Table, tables, type Whole } from './whole.ts';

/** What of the outside whoever helps wants to know. */
export type About = { readonly program: string; readonly browser: string; readonly now: EpochMs };

/**
 * What to send to whoever is to help: which program and browser, when each service was last read, what could not be
 * read (names of fields, never what stood in them), and how much is kept. No number that was read, no id, no account.
 * In English, since it is written for those who read the program.
 */
export function diagnosisOf(
  { tables: all, events, snapshot }: Whole,
  services: readonly Shown[],
  about: About,
): string {
  const accounts = (id: string) => (snapshot?.accounts ?? []).filter(({ provider }) => provider === id);
  const counts = tables.map((table: Table) => `${table} ${all[table].length}`);
  return [
    `Nokori ${about.program}`,
    `Browser: ${about.browser}`,
    `At: ${utc(about.now)}`,
    `Record: ${snapshot === null ? 'to be built again' : 'readable'}`,
    `Kept: ${[...counts, `events ${events.length}`].join(', ')}`,
    ...services.flatMap(({ id }) =>
      serviceLines(
        id,
        accounts(id),
        (snapshot?.replays ?? []).filter(({ key }) => key.startsWith(`${id}/`)),
        all.drift.filter(({ provider }) => provider === id),
      ),
    ),
    '',
  ].join('\n');
}

function serviceLines(
  id: string,
  accounts: readonly AccountState[],
  replays: Snapshot['replays'],
  drift: readonly DriftRow[],
): readonly string[] {
  const read = accounts.map(({ readAt }) => readAt ?? 0).reduce((a, b) => Math.max(a, b), 0);
  const heard = accounts.flatMap((one) => one.heard).toSorted((a, b) => (a.watch < b.watch ? -1 : 1));
  return [
    '',
    `[${id}]`,
    `accounts: ${accounts.length}`,
    `last read: ${read === 0 ? 'never' : utc(read)}`,
    ...heard.map(({ watch, at }) => `heard: ${watch}, ${utc(at)}`),
    ...accounts.flatMap(({ problems }) =>
      problems.map(({ watch, kind, about, since }) => `problem: ${watch}, ${kind} (${about}), since ${utc(since)}`),
    ),
    ...replays.flatMap(({ failures }) => (failures > 0 ? [`asked again in vain: ${failures} times`] : [])),
    ...drift.map(
      ({ watch, kind, times, lastAt, paths }) =>
        `not understood: ${watch}, ${kind}, ${times} times, last ${utc(lastAt)}${paths.map((path) => `\n  ${safe(path)}`).join('')}`,
    ),
  ];
}

const utc = (at: EpochMs) => (Math.abs(at) > 8e15 ? 'unknown' : `${new Date(at).toISOString().slice(0, 16)}Z`);

/** Names of fields are kept; what looks like an id that stood in place of a name is not. */
const safe = (path: string) => path.replaceAll(/[\w-]*\d[\w-]{5,}|[0-9a-f]{12,}|\S+@\S+/gi, '…').slice(0, 200);

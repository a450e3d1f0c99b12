import type { EpochMs } from '../domain/time.ts';
import { minute } from '../domain/time.ts';
import { rounded } from '../words/warnings.ts';
import type { Words } from '../words/words.ts';
import { type Cell, csv } from './csv.ts';
import type { ObservationRow, TaskRow } from './rows.ts';
import { taskCostOf } from './task-cost.ts';

/** What rows alone do not tell: names of services, accounts and jobs, and local time. */
export type Naming = {
  readonly words: Words;
  readonly service: (provider: string) => string;
  readonly account: (of: { readonly provider: string; readonly account: string }) => string;
  readonly job: (id: string) => string | null;
  /** Minutes that local time is ahead of UTC at a moment. */
  readonly offsetAt: (at: EpochMs) => number;
};

/** Tasks as a table for spreadsheets, oldest first. What is not known is left empty. */
export function tasksSheet(tasks: readonly TaskRow[], naming: Naming): string {
  const { t } = naming.words;
  const head = [
    ...[t('sheet.service'), t('sheet.account'), t('sheet.kind'), t('sheet.model'), t('sheet.seconds')],
    ...[t('sheet.size'), t('sheet.variants'), t('sheet.started'), t('sheet.ended'), t('sheet.outcome')],
    ...[t('sheet.low'), t('sheet.high'), t('sheet.credits'), t('sheet.how'), t('sheet.job')],
  ];
  const when = clock(naming);
  const lines = tasks
    .toSorted((a, b) => a.startedAt - b.startedAt)
    .map((task): Cell[] => {
      const { model = null, seconds = null, size = null, variants = null } = task.parameters;
      const said = task.said?.unit === 'credits' ? task.said : null;
      const { credits, how } = costIn(task);
      return [
        ...[naming.service(task.provider), naming.account(task), t(`task.${task.task}`), model, seconds],
        ...[size, variants, when(task.startedAt), when(task.endedAt), task.end && t(`sheet.end.${task.end}`)],
        ...[said && rounded(said.low), said && rounded(said.high), credits],
        ...[how === 'unknown' || !task.cost?.how ? null : t(`sheet.how-${task.cost.how}`)],
        task.job && naming.job(task.job),
      ];
    });
  return csv([head, ...lines]);
}

/** As lists show it: a part of a sum was worked out, and is as rough as what it was worked out from. */
function costIn(task: TaskRow) {
  const { credits, how } = taskCostOf(task);
  // Differences of amounts with a few decimals come out with fourteen.
  const exact = credits === null ? null : Math.round(credits * 100) / 100;
  return { credits: how === 'shared' && credits !== null ? rounded(credits) : exact, how };
}

/** Readings as a table for spreadsheets, oldest first: a value, and from when until when it was seen. */
export function readingsSheet(readings: readonly ObservationRow[], naming: Naming): string {
  const { t } = naming.words;
  const head = [
    ...[t('sheet.service'), t('sheet.account'), t('sheet.meter'), t('sheet.value'), t('sheet.unit')],
    ...[t('sheet.from'), t('sheet.until'), t('sheet.resets')],
  ];
  const when = clock(naming);
  const lines = readings
    .toSorted((a, b) => a.from - b.from)
    .map((row): Cell[] => [
      ...[naming.service(row.provider), naming.account(row), row.meter, row.value, t(`sheet.unit-${row.unit}`)],
      ...[when(row.from), when(row.until), when(row.resetsAt)],
    ]);
  return csv([head, ...lines]);
}

/** Local time as spreadsheets take it: `2026-11-22 09:05`. */
function clock({ offsetAt }: Naming): (at: EpochMs | null) => string | null {
  return (at) => {
    if (at === null || Math.abs(at) > 8e15) return null;
    return new Date(at + offsetAt(at) * minute).toISOString().slice(0, 16).replace('T', ' ');
  };
}

import type { Snapshot } from '../domain/account.ts';
import type { Sighting } from '../domain/sighting.ts';
import { withholdTask } from '../domain/task.ts';
import type { EpochMs } from '../domain/time.ts';
import type { Outcome } from '../providers/provider.ts';
import type { Recording } from './record.ts';
import { type Row, taskRow } from './rows.ts';

/** What the end of a request says that was held back and never left the page; `null` for any other sighting. */
export function withheldOutcome({ phase, rule, call }: Sighting): Outcome | null {
  if (phase !== 'end' || rule !== 'withheld') return null;
  return { readings: [{ kind: 'task', refs: [call], task: null, parameters: null, news: 'withheld' }], problems: [] };
}

/** The call of the request that never left, if that is what was heard. */
export function withheldCall({ readings }: Outcome): string | null {
  const [reading] = readings;
  return reading?.kind === 'task' && reading.news === 'withheld' ? (reading.refs[0] ?? null) : null;
}

/**
 * A request that was announced and then never left, or is yet to be: nothing of it counts, in whichever account it was
 * put. Its row says that it was stopped.
 */
export function withdrawn(snapshot: Snapshot, call: string, provider: string, at: EpochMs): Recording {
  const rows: Row[] = [];
  const accounts = snapshot.accounts.map((one) => {
    const known = one.tasks.find(({ key }) => key === call);
    // What the service has answered did leave.
    if (one.provider !== provider || known?.accepted === true) return one;
    if (known?.end === null) rows.push(taskRow(one, { ...known, endedAt: at, end: 'stopped' }));
    return {
      ...one,
      tasks: withholdTask(one.tasks, call, at),
      takes: one.takes.filter(({ key }) => key !== call),
      pending: one.pending?.call === call ? null : one.pending,
      firstHeavy: one.firstHeavy?.call === call ? null : one.firstHeavy,
    };
  });
  return { snapshot: { ...snapshot, accounts }, rows, notices: [], followUp: [] };
}

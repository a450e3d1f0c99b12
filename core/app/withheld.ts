import type { AccountState, Snapshot } from '../domain/account.ts';
import type { Sighting } from '../domain/sighting.ts';
import type { EpochMs } from '../domain/time.ts';
import type { Outcome } from '../providers/provider.ts';
import type { Recording } from './record.ts';
import { taskRow } from './rows.ts';

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

/** A request that was announced and then never left: nothing of it counts. Its row says that it was stopped. */
export function withdrawn(snapshot: Snapshot, call: string, provider: string, at: EpochMs): Recording {
  const isIt = (task: AccountState['tasks'][number]) => task.key === call && !task.accepted;
  const owners = snapshot.accounts.filter((one) => one.provider === provider && one.tasks.some(isIt));
  const rows = owners.flatMap((one) =>
    one.tasks.filter(isIt).map((task) => taskRow(one, { ...task, endedAt: at, end: 'stopped' })),
  );
  const accounts = snapshot.accounts.map((one) =>
    owners.includes(one)
      ? {
          ...one,
          tasks: one.tasks.filter((task) => !isIt(task)),
          takes: one.takes.filter(({ key }) => key !== call),
          pending: one.pending?.call === call ? null : one.pending,
          firstHeavy: one.firstHeavy?.call === call ? null : one.firstHeavy,
        }
      : one,
  );
  return { snapshot: { ...snapshot, accounts }, rows, notices: [], followUp: [] };
}

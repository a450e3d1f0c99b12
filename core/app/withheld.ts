import type { AccountState, Snapshot } from '../domain/account.ts';
import type { Sighting } from '../domain/sighting.ts';
import type { EpochMs } from '../domain/time.ts';
import type { Recording } from './record.ts';
import { taskRow } from './rows.ts';

/** How the request ended that was held back and never left the page (`rule` of its `end`). */
export const withheld = 'withheld';

export function isWithheld({ phase, rule }: Sighting): boolean {
  return phase === 'end' && rule === withheld;
}

/** A request that was announced and then never left: nothing of it counts. Its row says that it was stopped. */
export function withdrawn(snapshot: Snapshot, { call }: Sighting, provider: string, at: EpochMs): Recording {
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

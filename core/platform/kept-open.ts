import type { Trouble } from '../app/trouble.ts';
import type { EpochMs } from '../domain/time.ts';
import type { Ledger, Writing } from './ledger.ts';
import { troubleOf } from './trouble.ts';

/**
 * The record as the worker holds it: opened once, and again whenever it could not be opened, the browser has closed it,
 * or it has failed. `told` hears what is the matter with it, and when that is over.
 */
export function keptOpen(open: () => Promise<Ledger>, told: (trouble: Trouble | null) => void): () => Promise<Ledger> {
  let held: Promise<Ledger> | undefined;
  let last: Trouble | null | undefined;
  const tell = (trouble: Trouble | null): void => {
    if (trouble !== last) told(trouble);
    last = trouble;
  };
  const letGo = (): void => {
    held = undefined;
  };

  const opened = async (): Promise<Ledger> => {
    const ledger = await open();
    for (const event of ['close', 'versionchange']) ledger.db.addEventListener(event, letGo);
    const record = async <T extends Writing>(
      now: EpochMs,
      change: Parameters<typeof ledger.record<T>>[1],
    ): Promise<T> => {
      try {
        const written = await ledger.record(now, change);
        tell(null);
        return written;
      } catch (error) {
        const trouble = troubleOf(error);
        if (trouble !== null) tell(trouble);
        // What one connection cannot do, the next one may.
        if (trouble === 'broken') {
          letGo();
          ledger.close();
        }
        throw error;
      }
    };
    const snapshot = async () => {
      try {
        return await ledger.snapshot();
      } catch (error) {
        if (troubleOf(error) === 'broken') {
          letGo();
          ledger.close();
        }
        throw error;
      }
    };
    return { ...ledger, record, snapshot };
  };

  return () => {
    held ??= opened().catch((error: unknown) => {
      letGo();
      tell(troubleOf(error) ?? 'broken');
      throw error;
    });
    return held;
  };
}

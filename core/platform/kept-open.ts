import type { Trouble } from '../app/trouble.ts';
import { type EpochMs, type Ms, second } from '../domain/time.ts';
import type { Ledger, Writing } from './ledger.ts';
import { troubleOf } from './trouble.ts';

/** So long whoever has taken a connection may go on with it after it was let go. */
const lingering: Ms = 10 * second;

/**
 * The record as the worker holds it: opened once, and again whenever it could not be opened, the browser has closed it,
 * or it has failed. A connection that is let go is closed a while later, after all that was begun with it: what fails
 * may fail alone. `told` hears what is the matter with the record, and when that is over.
 */
export function keptOpen(open: () => Promise<Ledger>, told: (trouble: Trouble | null) => void): () => Promise<Ledger> {
  let held: Promise<Ledger> | undefined;
  let last: Trouble | null | undefined;
  const tell = (trouble: Trouble | null): void => {
    if (trouble !== last) told(trouble);
    last = trouble;
  };

  const opened = async (letGo: () => void, isHeld: () => boolean): Promise<Ledger> => {
    const ledger = await open();
    for (const event of ['close', 'versionchange']) ledger.db.addEventListener(event, letGo);
    /** What one connection cannot do, the next one may. */
    const leave = (error: unknown): void => {
      if (troubleOf(error) !== 'broken' || !isHeld()) return;
      letGo();
      setTimeout(ledger.close, lingering);
    };
    const record = async <T extends Writing>(
      now: EpochMs,
      change: Parameters<typeof ledger.record<T>>[1],
    ): Promise<T> => {
      // Whoever took this one a moment ago gets the next one.
      if (!isHeld()) return (await use()).record(now, change);
      try {
        const written = await ledger.record(now, change);
        tell(null);
        return written;
      } catch (error) {
        const trouble = troubleOf(error);
        if (trouble !== null) tell(trouble);
        leave(error);
        throw error;
      }
    };
    const snapshot = async () => {
      try {
        return await ledger.snapshot();
      } catch (error) {
        leave(error);
        throw error;
      }
    };
    return { ...ledger, record, snapshot };
  };

  const use = (): Promise<Ledger> => {
    if (held !== undefined) return held;
    const isHeld = (): boolean => held === mine;
    const letGo = (): void => {
      if (isHeld()) held = undefined;
    };
    const mine = opened(letGo, isHeld).catch((error: unknown) => {
      letGo();
      tell(troubleOf(error) ?? 'broken');
      throw error;
    });
    held = mine;
    return mine;
  };
  return use;
}

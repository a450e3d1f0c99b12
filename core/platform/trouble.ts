import { browser } from 'wxt/browser';
import { type Trouble, troubles } from '../app/trouble.ts';

export const troubleKey = 'trouble';
const named: Readonly<Record<string, Trouble>> = {
  BlockedError: 'blocked',
  QuotaExceededError: 'full',
  VersionError: 'newer',
};
/** What the browser calls mistakes of whoever asks: they say nothing of the record. */
const ours: readonly string[] = ['DataError', 'DataCloneError', 'ConstraintError', 'ReadOnlyError'];

/** What is the matter with the record when it fails so; `null` where the failure is not the record's. */
export function troubleOf(error: unknown): Trouble | null {
  const { name } = error as { readonly name?: unknown };
  if (typeof name !== 'string') return null;
  if (Object.hasOwn(named, name)) return named[name] ?? null;
  return error instanceof DOMException && !ours.includes(name) ? 'broken' : null;
}

/** Leaves word for the screens; `null`: it works again. In memory only: it needs no disk, and a new start knows nothing of it. */
export async function noteTrouble(trouble: Trouble | null): Promise<void> {
  if (trouble === null) await browser.storage.session.remove(troubleKey);
  else await browser.storage.session.set({ [troubleKey]: trouble });
}

/** What the worker has left word of, as it stands in the session's memory. */
export const troubleIn = (stored: unknown): Trouble | null => troubles.find((one) => one === stored) ?? null;

export async function loadTrouble(): Promise<Trouble | null> {
  return troubleIn((await browser.storage.session.get(troubleKey))[troubleKey]);
}

export function onTrouble(changed: (trouble: Trouble | null) => void): void {
  browser.storage.session.onChanged.addListener((changes) => {
    const change = changes[troubleKey];
    if (change !== undefined) changed(troubleIn(change.newValue));
  });
}

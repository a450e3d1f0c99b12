import type { Card } from '../app/card.ts';
import { withFinished, withJobChanged, withoutJob, withPicked, withTyped } from '../domain/job-changes.ts';
import type { Job } from '../domain/jobs.ts';
import { withPlan } from '../domain/own-plan.ts';
import { accountKey, enteredFor, type Settings } from '../domain/settings.ts';
import { now } from './clock.ts';
import type { Store } from './store.ts';

/** Which plan an account has: its key, `null` for another one or none, `undefined` for what the page says. */
export function choosePlan(store: Store, card: Card, plan: string | null | undefined): void {
  const { accounts } = store.selection.value.snapshot;
  const account = accounts.find((one) => one.provider === card.provider && one.account === card.owner);
  if (account === undefined) return;
  void store.change((before) => {
    const next = withPlan(enteredFor(before, account), plan, account, now());
    return { ...before, entered: { ...before.entered, [accountKey(account)]: next } };
  });
}

/** What a person can do about jobs, in the popup and on the settings page. */
export function jobActions(store: Store) {
  const change = (next: (settings: Settings) => Settings) => void store.change(next);
  return {
    pick: (id: string | null) => change((before) => withPicked(before, id, now())),
    type: (name: string) => {
      const id = crypto.randomUUID();
      change((before) => withTyped(before, name, id, now()));
    },
    edit: (id: string, to: Partial<Pick<Job, 'name' | 'ceiling' | 'counts'>>) =>
      change((before) => withJobChanged(before, id, to)),
    finish: (id: string) => change((before) => withFinished(before, id, now())),
    reopen: (id: string) => change((before) => withFinished(before, id, null)),
    remove: (id: string) => change((before) => withoutJob(before, id)),
    move: (task: { readonly provider: string; readonly owner: string; readonly key: string }, job: string | null) =>
      void store.send({ say: 'move-task', provider: task.provider, account: task.owner, key: task.key, job }),
  };
}

import type { Purchase } from '../app/answers.ts';
import { now } from './clock.ts';
import type { Store } from './store.ts';

type Of = { readonly provider: string; readonly owner: string };

/** What a person can say of purchases on the dashboard. */
export function creditActions(store: Store) {
  return {
    add: ({ provider, owner }: Of, { credits, at, paid }: Purchase) =>
      void store.send({ say: 'add-purchase', provider, account: owner, credits, at, paid, entered: now() }),
    correct: ({ provider, owner }: Of, id: string, to: Purchase | null) =>
      void store.send({ say: 'correct-purchase', provider, account: owner, id, to }),
    split: ({ provider, owner }: Of, id: string, parts: readonly number[]) =>
      void store.send({ say: 'split-purchase', provider, account: owner, id, parts: [...parts] }),
  };
}

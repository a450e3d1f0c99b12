import { mergedAccount, withoutAccount } from '../app/merge-settings.ts';
import { forgetAccount, mergeAccounts } from './accounts.ts';
import { forgetQuestions } from './ask.ts';
import { now, offsetAt } from './clock.ts';
import { changed, type Done, tried, withLedger } from './data-actions.ts';
import { forgetNotifications } from './notifications.ts';
import { replayNow, replayWith } from './replaying.ts';
import type { Store } from './store.ts';

/** An account as a person sees it. */
export type Seen = {
  readonly provider: string;
  readonly account: string;
  readonly number: number;
  readonly name: string;
};

/** What a person can do with an account that is kept: delete it, or say that another one is the same. */
export function accountActions(store: Store) {
  const { t } = store.words.value;
  return {
    forget: (of: Seen): Promise<Done> =>
      tried(store, async () => {
        const replay = await replayNow();
        await withLedger((ledger) => forgetAccount(ledger, of, replay));
        await Promise.all([forgetQuestions(of.provider, of.account), forgetNotifications(of.provider, of.account)]);
        await store.change((before) => withoutAccount(before, of));
        await changed(store);
        return { ok: true, text: t('account.forgotten', { name: of.name }) };
      }),
    merge: (into: Seen, from: Seen): Promise<Done> =>
      tried(store, async () => {
        const { provider, account } = into;
        const said = {
          provider,
          account,
          what: 'merged',
          from: from.account,
          now: now(),
          offset: offsetAt(now()),
        } as const;
        await withLedger((ledger) => mergeAccounts(ledger, said, replayWith));
        await store.change((before) => mergedAccount(before, into, from));
        await changed(store);
        return { ok: true, text: t('account.merged', { name: into.name, other: from.name }) };
      }),
  };
}

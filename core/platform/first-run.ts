import type { Signal } from '@preact/signals';
import { browser } from 'wxt/browser';
import type { Doer } from './actions.ts';
import { openPage } from './tabs.ts';

/** What the first steps need, the same in the popup and on the page that opens after the installation. */
export function firstRunActions(store: Pick<Doer, 'send'>, tested: Signal<boolean>) {
  return {
    open: (url: string) => void openPage(url),
    test: () => {
      tested.value = true;
      void store.send({ say: 'test-notification' });
    },
    appeared: (appeared: 'yes' | 'no') => void store.send({ say: 'notification-appeared', appeared }),
    dismiss: () => void store.send({ say: 'dismiss-first-run' }),
  };
}

/** Keeps up with whether the icon is pinned; gives what ends it. Nothing tells it in every browser, so it is asked. */
export function watchPinned(pinned: Signal<boolean>): () => void {
  const look = () =>
    void browser.action
      .getUserSettings?.()
      .then(({ isOnToolbar }) => {
        pinned.value = isOnToolbar === true;
      })
      .catch(() => undefined);
  look();
  const again = setInterval(look, 1_000);
  return () => clearInterval(again);
}

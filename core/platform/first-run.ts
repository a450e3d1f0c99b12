import type { Signal } from '@preact/signals';
import { browser } from 'wxt/browser';
import { type Store, services } from './store.ts';
import { openPage } from './tabs.ts';

/** What the first steps need, the same in the popup and on the page that opens after the installation. */
export function firstRunActions(store: Store, tested: Signal<boolean>) {
  return {
    open: (url: string) => void openPage(url),
    test: () => {
      tested.value = true;
      void store.send({ say: 'test-notification' });
    },
    appeared: (appeared: 'yes' | 'no') =>
      void store.change((before) => ({ ...before, firstRun: { ...before.firstRun, appeared } })),
    dismiss: () => void store.change((before) => ({ ...before, firstRun: { ...before.firstRun, dismissed: true } })),
  };
}

/** Services a person may open at first. */
export const firstServices = services
  .filter(({ facts }) => facts.retired === null)
  .map(({ facts }) => ({ name: facts.short, home: facts.home }));

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

import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { FirstRun } from '../../../components/first-run.tsx';
import { Welcome } from '../../../components/welcome.tsx';
import { firstRunActions, watchPinned } from '../../../core/platform/first-run.ts';
import { firstServices, type Store } from '../../../core/platform/store.ts';

/** What opens after the installation. Each step ticks itself when it is done. */
export function WelcomePlace({ store }: { readonly store: Store }) {
  const tested = useSignal(false);
  const pinned = useSignal(false);
  useEffect(() => watchPinned(pinned), [pinned]);
  const { words, settings, screen } = store;
  const actions = firstRunActions(store, tested);
  const done = () => {
    actions.dismiss();
    location.hash = 'now';
  };
  return (
    <Welcome words={words.value}>
      <FirstRun
        words={words.value}
        settings={settings.value}
        services={firstServices}
        opened={!screen.value.fresh}
        pinned={pinned.value}
        tested={tested.value}
        actions={{ ...actions, dismiss: done }}
      />
    </Welcome>
  );
}

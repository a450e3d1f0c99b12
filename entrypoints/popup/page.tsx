import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { Popup } from '../../components/popup.tsx';
import { TroubleBanner } from '../../components/trouble.tsx';
import { type Answer, cardActions } from '../../core/platform/actions.ts';
import { firstRunActions, watchPinned } from '../../core/platform/first-run.ts';
import type { PopupStore } from '../../core/platform/popup.ts';
import { silenceActions } from '../../core/platform/silence.ts';
import { openPlace } from '../../core/platform/tabs.ts';
import { reachable } from '../dashboard/place.ts';

const links = { places: reachable, go: (place: string) => void openPlace(place) };

/** Connects the popup to what the worker says, and to what a person does. */
export function PopupPage({ store }: { readonly store: PopupStore }) {
  const answers = useSignal<Readonly<Record<string, Answer>>>({});
  const [tested, pinned] = [useSignal(false), useSignal(false)];
  useEffect(() => watchPinned(pinned), [pinned]);
  const { send } = store;
  const doings = useMemo(
    () => ({
      actions: {
        ...cardActions(store, answers),
        ...silenceActions(store),
        links,
        pause: (paused: boolean) => void send({ say: 'pause', paused }),
      },
      jobs: {
        pick: (id: string | null) => void send({ say: 'pick-job', id }),
        type: (name: string) => void send({ say: 'type-job', name }),
      },
    }),
    [store, answers, send],
  );
  const firstRun = useMemo(() => firstRunActions(store, tested), [store, tested]);
  const [sight, words] = [store.sight.value, store.words.value];
  if (sight === null) return null;
  if (sight.screen === null)
    return (
      <main class="popup">
        <TroubleBanner trouble={sight.trouble} known={false} words={words} links={links} />
      </main>
    );
  return (
    <Popup
      {...sight}
      {...doings}
      words={words}
      answers={answers.value}
      services={store.services.value.flatMap(({ first }) => first ?? [])}
      firstRun={{ pinned: pinned.value, tested: tested.value, actions: firstRun }}
    />
  );
}

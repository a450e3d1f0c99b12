import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Popup } from '../../components/popup.tsx';
import { type Answer, cardActions } from '../../core/platform/actions.ts';
import { firstRunActions, firstServices, watchPinned } from '../../core/platform/first-run.ts';
import { jobActions } from '../../core/platform/plan-actions.ts';
import { silenceActions } from '../../core/platform/silence.ts';
import type { Store } from '../../core/platform/store.ts';
import { openPlace } from '../../core/platform/tabs.ts';
import { reachable } from '../dashboard/place.ts';

/** Connects the popup to the record and to what a person does. */
export function PopupPage({ store }: { readonly store: Store }) {
  const answers = useSignal<Readonly<Record<string, Answer>>>({});
  const tested = useSignal(false);
  const pinned = useSignal(false);
  const { screen, words, settings } = store;

  useEffect(() => {
    document.documentElement.lang = words.value.locale;
  }, [words.value]);
  useEffect(() => watchPinned(pinned), [pinned]);

  const actions = cardActions(store, answers);
  if (store.failed.value) return <p class="banner">{words.value.t('app.loading-failed')}</p>;
  return (
    <Popup
      screen={screen.value}
      words={words.value}
      settings={settings.value}
      actions={{
        ...actions,
        ...silenceActions(store),
        links: { places: reachable, go: (place) => void openPlace(place) },
        pause: (paused) => void store.change((before) => ({ ...before, paused })),
      }}
      jobs={jobActions(store)}
      answers={answers.value}
      services={firstServices}
      firstRun={{
        pinned: pinned.value,
        tested: tested.value,
        actions: firstRunActions(store, tested),
      }}
    />
  );
}

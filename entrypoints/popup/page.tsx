import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { Popup } from '../../components/popup.tsx';
import { type Answer, cardActions } from '../../core/platform/actions.ts';
import { silenceActions } from '../../core/platform/silence.ts';
import { type Store, services } from '../../core/platform/store.ts';

/** Connects the popup to the record and to what a person does. */
export function PopupPage({ store }: { readonly store: Store }) {
  const answers = useSignal<Readonly<Record<string, Answer>>>({});
  const tested = useSignal(false);
  const pinned = useSignal(false);
  const { screen, words, settings } = store;

  useEffect(() => {
    document.documentElement.lang = words.value.locale;
  }, [words.value]);
  useEffect(() => {
    void browser.action.getUserSettings?.().then(({ isOnToolbar }) => {
      pinned.value = isOnToolbar === true;
    });
  }, []);

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
        settings: () => void browser.runtime.openOptionsPage(),
        pause: (paused) => void store.change((before) => ({ ...before, paused })),
      }}
      answers={answers.value}
      services={services
        .filter(({ facts }) => facts.retired === null)
        .map(({ facts }) => ({ name: facts.short, home: facts.home }))}
      firstRun={{
        pinned: pinned.value,
        tested: tested.value,
        actions: {
          open: actions.open,
          test: () => {
            tested.value = true;
            void store.send({ say: 'test-notification' });
          },
          appeared: (appeared) =>
            void store.change((before) => ({ ...before, firstRun: { ...before.firstRun, appeared } })),
          dismiss: () =>
            void store.change((before) => ({ ...before, firstRun: { ...before.firstRun, dismissed: true } })),
        },
      }}
    />
  );
}

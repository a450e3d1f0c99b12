import { effect, type Signal, signal } from '@preact/signals';
import type { PopupProps } from '../../components/popup.tsx';
import { type Answer, cardActions } from '../../core/platform/actions.ts';
import { firstRunActions, firstServices, watchPinned } from '../../core/platform/first-run.ts';
import { jobActions } from '../../core/platform/plan-actions.ts';
import { silenceActions } from '../../core/platform/silence.ts';
import { openStore } from '../../core/platform/store.ts';
import { openPlace } from '../../core/platform/tabs.ts';
import { reachable } from '../dashboard/place.ts';

/** What the popup shows: everything, a sentence about why there is nothing, or nothing yet. */
export type Shown = PopupProps | string | null;

/** Connects the popup to the record and to what a person does; `ready` gets the first of what it shows. */
export async function connect(shown: Signal<Shown>, ready: (props: PopupProps) => void): Promise<void> {
  const store = await openStore();
  const answers = signal<Readonly<Record<string, Answer>>>({});
  const [tested, pinned] = [signal(false), signal(false)];
  watchPinned(pinned);
  const doings = {
    actions: {
      ...cardActions(store, answers),
      ...silenceActions(store),
      links: { places: reachable, go: (place: string) => void openPlace(place) },
      pause: (paused: boolean) => void store.change((before) => ({ ...before, paused })),
    },
    jobs: jobActions(store),
    services: firstServices,
  };
  const firstRun = firstRunActions(store, tested);
  effect(() => {
    const { words, screen, settings, failed } = store;
    document.documentElement.lang = words.value.locale;
    const props: PopupProps = {
      ...doings,
      screen: screen.value,
      words: words.value,
      settings: settings.value,
      answers: answers.value,
      firstRun: { pinned: pinned.value, tested: tested.value, actions: firstRun },
    };
    shown.value = failed.value ? words.value.t('app.loading-failed') : props;
    ready(props);
  });
  document.documentElement.dataset.live = '';
}

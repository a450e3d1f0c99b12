import { effect, type Signal, signal } from '@preact/signals';
import type { Links } from '../../components/linked.tsx';
import type { PopupProps } from '../../components/popup.tsx';
import type { Trouble } from '../../core/app/trouble.ts';
import { type Answer, cardActions } from '../../core/platform/actions.ts';
import { now } from '../../core/platform/clock.ts';
import { firstRunActions, firstServices, watchPinned } from '../../core/platform/first-run.ts';
import { type LeftBehind, paintedAt } from '../../core/platform/painted.ts';
import { jobActions } from '../../core/platform/plan-actions.ts';
import { silenceActions } from '../../core/platform/silence.ts';
import { openStore } from '../../core/platform/store.ts';
import { openPlace } from '../../core/platform/tabs.ts';
import type { Words } from '../../core/words/words.ts';
import { reachable } from '../dashboard/place.ts';
import { paintedProps } from './painted.ts';

/** What the popup shows: everything, why there is nothing, or nothing yet. */
export type Shown = PopupProps | { readonly trouble: Trouble; readonly words: Words; readonly links: Links } | null;

/**
 * Connects the popup to the record and to what a person does; `live` gets the first of what can be done. Where the
 * record cannot be read, what was painted ahead stays for as long as it is true.
 */
export async function connect(
  shown: Signal<Shown>,
  live: PromiseWithResolvers<PopupProps>,
  painting: LeftBehind | null,
): Promise<void> {
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
  const at = signal(now());
  setInterval(() => (at.value = now()), 10_000);
  effect(() => {
    const { words, screen, settings, trouble, known } = store;
    document.documentElement.lang = words.value.locale;
    const props: PopupProps = {
      ...doings,
      screen: screen.value,
      words: words.value,
      settings: settings.value,
      answers: answers.value,
      trouble: trouble.value,
      firstRun: { pinned: pinned.value, tested: tested.value, actions: firstRun },
    };
    live.resolve(props);
    const { links } = doings.actions;
    const painted = known.value || trouble.value === null ? null : paintedAt(painting, trouble.value, at.value);
    if (known.value) shown.value = props;
    else if (painted !== null) shown.value = paintedProps(painted, live.promise);
    else if (trouble.value !== null) shown.value = { trouble: trouble.value, words: words.value, links };
  });
  document.documentElement.dataset.live = '';
}

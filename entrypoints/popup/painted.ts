import type { PopupProps } from '../../components/popup.tsx';
import type { Painted } from '../../core/platform/painted.ts';
import { reachable } from '../dashboard/place.ts';

type Doings = Readonly<Record<string, (...given: never[]) => unknown>>;

/** The popup before it can do anything itself: whatever somebody does is done as soon as it can. */
export function paintedProps({ screen, words, settings, trouble }: Painted, live: Promise<PopupProps>): PopupProps {
  const later = <T extends object>(of: (props: PopupProps) => T): T =>
    new Proxy({} as T, {
      get:
        (_, name) =>
        async (...given: never[]) =>
          (of(await live) as unknown as Doings)[String(name)]?.(...given),
    });
  const actions = later(({ actions }) => actions);
  const links = { places: reachable, go: later(({ actions }) => actions.links).go };
  return {
    screen,
    words,
    settings,
    trouble,
    actions: new Proxy(actions, { get: (all, name) => (name === 'links' ? links : Reflect.get(all, name)) }),
    jobs: later(({ jobs }) => jobs),
    answers: {},
    services: [],
    firstRun: { pinned: false, tested: false, actions: later(({ firstRun }) => firstRun.actions) },
  };
}

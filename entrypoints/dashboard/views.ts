import { signal } from '@preact/signals';
import type { Store } from '../../core/platform/store.ts';
import type { Place } from './place.ts';

type View = (props: { readonly store: Store }) => preact.JSX.Element;
type Views = { readonly [At in Place]?: View };

/** What stands at the places, loaded when one goes there. A new one is a file in `places/`, and a line in `others.ts`. */
const sources = {
  now: async (): Promise<Views> => ({ now: (await import('./places/now.tsx')).NowPlace }),
  history: async (): Promise<Views> => ({ history: (await import('./places/history.tsx')).HistoryPlace }),
  others: (): Promise<Required<Omit<Views, 'now' | 'history'>>> => import('./places/others.ts'),
};

const loaded = signal<Views>({});

/** What stands at a place; `undefined` until it has been loaded. */
export const viewAt = (place: Place): View | undefined => loaded.value[place];

export async function loadView(place: Place): Promise<void> {
  if (loaded.peek()[place] !== undefined) return;
  const views = await sources[place === 'now' || place === 'history' ? place : 'others']();
  loaded.value = { ...loaded.peek(), ...views };
}

/** So that whoever goes to another place finds it there. */
export async function loadOthers(): Promise<void> {
  for (const place of ['now', 'history', 'costs'] as const) await loadView(place);
}

import { type ReadonlySignal, signal } from '@preact/signals';

/** The parts of the dashboard, in the order of its menu; each has an address of its own (`#now`). */
export const places = ['now', 'history', 'review', 'costs', 'credits', 'budget', 'data', 'settings'] as const;
/** Where one comes only by a link. */
const unlisted = ['back', 'plan', 'welcome'] as const;
export type Place = (typeof places)[number] | (typeof unlisted)[number];

/** Where lines of the popup may lead. */
export const reachable = [...places, 'back'] as const;

/** Where one is, by the address; an address nobody knows is the beginning. */
export function placeAt(hash: string): Place {
  const name = hash.replace(/^#/, '').split('/')[0];
  return [...places, ...unlisted].find((place) => place === name) ?? 'now';
}

/** Follows the address. */
export function currentPlace(page: Window): ReadonlySignal<Place> {
  const place = signal(placeAt(page.location.hash));
  page.addEventListener('hashchange', () => {
    place.value = placeAt(page.location.hash);
  });
  return place;
}

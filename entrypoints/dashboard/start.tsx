import { render } from 'preact';
import { openStore } from '../../core/platform/store.ts';
import { DashboardPage } from './page.tsx';
import type { currentPlace } from './place.ts';
import { loadOthers } from './views.ts';

/** So long the place that was opened has everything to itself, ms. */
const alone = 2_000;

/** Opens the record, and shows the place one is at as soon as it is `there`. */
export async function start(place: ReturnType<typeof currentPlace>, there: Promise<void>): Promise<void> {
  const [store] = await Promise.all([openStore(), there]);
  const root = document.getElementById('app');
  if (root !== null) render(<DashboardPage store={store} place={place} />, root);
  setTimeout(loadOthers, alone);
}

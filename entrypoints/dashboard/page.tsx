import type { ReadonlySignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Shell } from '../../components/dashboard/shell.tsx';
import type { Links } from '../../components/linked.tsx';
import { TroubleBanner } from '../../components/trouble.tsx';
import { bannersOf } from '../../core/app/view.ts';
import type { Store } from '../../core/platform/store.ts';
import { type Place, places } from './place.ts';
import { loadView, viewAt } from './views.ts';

/** Where there is something to do although nothing could be read. */
const needNoRecord: readonly Place[] = ['data', 'settings', 'welcome'];
const links: Links = {
  places,
  go: (place) => {
    location.hash = place;
  },
};

/** The frame of the dashboard, and in it the place one is at. */
export function DashboardPage({ store, place }: { readonly store: Store; readonly place: ReadonlySignal<Place> }) {
  const { screen, words } = store;
  const { t } = words.value;
  const at = place.value;
  useEffect(() => {
    document.documentElement.lang = words.value.locale;
    document.title = t('place.title', { place: t(`place.${at}`) });
  }, [words.value, at, t]);
  const View = viewAt(at);
  useEffect(() => void loadView(at), [at]);
  const [trouble, known] = [store.trouble.value, store.known.value];
  const banners = bannersOf(screen.value, words.value);
  return (
    <Shell<Place> places={places} at={at} banners={banners} words={words.value}>
      {trouble !== null && <TroubleBanner trouble={trouble} known={known} words={words.value} links={links} />}
      {View !== undefined && (known || needNoRecord.includes(at)) && <View store={store} />}
    </Shell>
  );
}

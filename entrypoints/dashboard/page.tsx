import type { ReadonlySignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Shell } from '../../components/dashboard/shell.tsx';
import type { Links } from '../../components/linked.tsx';
import { TroubleBanner } from '../../components/trouble.tsx';
import { bannersOf } from '../../core/app/view.ts';
import type { Store } from '../../core/platform/store.ts';
import { type Place, places } from './place.ts';
import { BackPlace } from './places/back.tsx';
import { BudgetPlace } from './places/budget.tsx';
import { CostsPlace } from './places/costs.tsx';
import { CreditsPlace } from './places/credits.tsx';
import { DataPlace } from './places/data.tsx';
import { HistoryPlace } from './places/history.tsx';
import { NowPlace } from './places/now.tsx';
import { PlanPlace } from './places/plan.tsx';
import { ReviewPlace } from './places/review.tsx';
import { SettingsPlace } from './places/settings.tsx';
import { WelcomePlace } from './places/welcome.tsx';

/** What stands at each place. A new one is a file in `places/`, a line here, and one in `place.ts`. */
const views: { readonly [At in Place]: (props: { readonly store: Store }) => preact.JSX.Element } = {
  now: NowPlace,
  costs: CostsPlace,
  credits: CreditsPlace,
  history: HistoryPlace,
  review: ReviewPlace,
  plan: PlanPlace,
  budget: BudgetPlace,
  data: DataPlace,
  settings: SettingsPlace,
  welcome: WelcomePlace,
  back: BackPlace,
};

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
  const View = views[at];
  const [trouble, known] = [store.trouble.value, store.known.value];
  const banners = bannersOf(screen.value, words.value);
  return (
    <Shell<Place> places={places} at={at} banners={banners} words={words.value}>
      {trouble !== null && <TroubleBanner trouble={trouble} known={known} words={words.value} links={links} />}
      {(known || needNoRecord.includes(at)) && <View store={store} />}
    </Shell>
  );
}

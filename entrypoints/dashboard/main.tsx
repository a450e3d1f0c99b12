// The dashboard (also the options page): the same selection as the popup, with room, and the settings. Wiring only.
import { render } from 'preact';
import '../../components/style.css';
import '../../components/charts/charts.css';
import '../../components/dashboard/dashboard.css';
import '../../components/review/review.css';
import { openStore } from '../../core/platform/store.ts';
import { DashboardPage } from './page.tsx';
import { currentPlace } from './place.ts';

const store = await openStore();
const root = document.getElementById('app');
if (root !== null) render(<DashboardPage store={store} place={currentPlace(window)} />, root);

// The dashboard (also the options page): the same selection as the popup, with room, and the settings. Wiring only.
import '../../components/style.css';
import '../../components/charts/charts.css';
import '../../components/dashboard/dashboard.css';
import '../../components/review/review.css';
import { currentPlace } from './place.ts';
import { loadView } from './views.ts';

// The place one is at is loaded side by side with what all places need.
const place = currentPlace(window);
const there = loadView(place.value);
const { start } = await import('./start.tsx');
await start(place, there);

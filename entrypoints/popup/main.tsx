// The popup: what the worker left behind is painted at once; then the record is opened, and the clock ticks. Wiring only.
import { signal } from '@preact/signals';
import { render } from 'preact';
import '../../components/style.css';
import { Popup, type PopupProps } from '../../components/popup.tsx';
import { TroubleBanner } from '../../components/trouble.tsx';
import { now } from '../../core/platform/clock.ts';
import { loadPainting, paintedAt } from '../../core/platform/painted.ts';
import type { Shown } from './live.ts';
import { paintedProps } from './painted.ts';

const shown = signal<Shown>(null);

function Root() {
  const { value } = shown;
  if (value === null) return null;
  if ('screen' in value) return <Popup {...value} />;
  return (
    <main class="popup">
      <TroubleBanner {...value} known={false} />
    </main>
  );
}

const { painting, trouble } = await loadPainting();
const painted = paintedAt(painting, trouble, now());
const live = Promise.withResolvers<PopupProps>();
if (painted !== null) {
  shown.value = paintedProps(painted, live.promise);
  document.documentElement.lang = painted.words.locale;
  document.documentElement.dataset.painted = '';
}
const root = document.getElementById('app');
if (root !== null) render(<Root />, root);
// One frame first: what follows is ten times as much to load.
if (shown.value !== null) await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
const { connect } = await import('./live.ts');
await connect(shown, live, painting);

// The popup: one read of the snapshot, painted; after that the clock ticks locally. Wiring only.
import { render } from 'preact';
import '../../components/style.css';
import { openStore } from '../../core/platform/store.ts';
import { PopupPage } from './page.tsx';

const store = await openStore();
const root = document.getElementById('app');
if (root !== null) render(<PopupPage store={store} />, root);

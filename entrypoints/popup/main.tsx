// The popup: what the worker left behind is painted at once; then the worker is asked, and the clock ticks. Wiring only.
import { effect } from '@preact/signals';
import { render } from 'preact';
import '../../components/style.css';
import { openPopup } from '../../core/platform/popup.ts';
import { PopupPage } from './page.tsx';

const store = await openPopup();
const root = document.getElementById('app');
if (root !== null) render(<PopupPage store={store} />, root);

const { dataset } = document.documentElement;
if (store.sight.value?.screen != null) dataset.painted = '';
effect(() => {
  document.documentElement.lang = store.words.value.locale;
  if (store.answered.value) dataset.live = '';
});

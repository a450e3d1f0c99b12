// The small window that asks before a heavy task: first the line to the page that waits, then what there is to say.
import { render } from 'preact';
import '../../components/style.css';
import { openQuestion } from '../../core/platform/ask-window.ts';
import { AskPage } from './page.tsx';

const asking = await openQuestion(location.href);
const root = document.getElementById('app');
if (root !== null && asking !== null) render(<AskPage asking={asking} />, root);

import { useState } from 'preact/hooks';
import type { Card } from '../core/app/card.ts';
import type { Words } from '../core/words/words.ts';
import type { Actions } from './card.tsx';
import { ofData } from './meter.tsx';

type Props = { readonly card: Card; readonly words: Words; readonly actions: Actions };

/** Tasks that are over, folded: what they cost beside what was said, and how good the estimates have been. */
export function LastTasks({ card, words, actions }: Props) {
  const { last } = card;
  if (last === null) return null;
  return (
    <details class="more" {...ofData(card)} data-last-tasks={last.tasks.length}>
      <summary>{words.t('last.title')}</summary>
      {last.hint !== null && <p class="line level-notice">{last.hint}</p>}
      <ul class="last-tasks">
        {last.tasks.map(({ key, kind, text, cost, report }) => (
          <li key={key} data-task={kind}>
            <p>{text}</p>
            {cost !== null && <p class="quiet">{cost}</p>}
            {report !== null && <Report report={report} support={last.support} words={words} actions={actions} />}
          </li>
        ))}
      </ul>
      <details class="why small">
        <summary>{words.t('share.why')}</summary>
        <p class="quiet">{last.accuracy}</p>
      </details>
    </details>
  );
}

type ReportProps = Pick<Props, 'words' | 'actions'> & { readonly report: string; readonly support: string | null };

/** What to send to support, to be read, copied, and sent by the person. */
function Report({ report, support, words, actions }: ReportProps) {
  const { t } = words;
  const [copied, setCopied] = useState<boolean | null>(null);
  return (
    <details class="why">
      <summary>{t('last.report.title')}</summary>
      <pre class="report">{report}</pre>
      <div class="row">
        <button type="button" class="action" onClick={() => void actions.copy(report).then(setCopied)}>
          {t('last.report.copy')}
        </button>
        {support !== null && (
          <button type="button" class="link" onClick={() => actions.open(support)}>
            {t('last.report.support')}
          </button>
        )}
      </div>
      <p aria-live="polite">{copied !== null && (copied ? t('last.report.copied') : t('last.report.by-hand'))}</p>
    </details>
  );
}

import { useState } from 'preact/hooks';
import type { BackView, Line } from '../../core/app/dashboard/back.ts';
import type { Words } from '../../core/words/words.ts';
import { ofData } from '../meter.tsx';

export type BackActions = {
  readonly open: (url: string) => void;
  /** Puts a text on the clipboard; whether that was possible. */
  readonly copy: (text: string) => Promise<boolean>;
};

type Props = { readonly view: BackView; readonly words: Words; readonly actions: BackActions };

/** "It does not come back", for one account: what was observed, what is left for the person, and a text for support. */
export function Back({ view, words, actions }: Props) {
  return (
    <section class="panel" {...ofData(view)} data-back={view.overdue ? 'overdue' : 'calm'}>
      <h3>{view.name}</h3>
      <p class={view.overdue ? 'line level-notice' : ''}>{view.finding}</p>
      <dl class="points">
        {view.lines.map((line) => (
          <Point key={line.point} line={line} words={words} />
        ))}
      </dl>
      <Checks view={view} words={words} actions={actions} />
      <Report report={view.report} words={words} copy={actions.copy} />
    </section>
  );
}

function Point({ line: { point, verdict, text }, words: { t } }: { readonly line: Line; readonly words: Words }) {
  return (
    <div data-point={point} data-verdict={verdict}>
      <dt>
        {t(`back.point.${point}`)}
        <span class={`verdict ${verdict}`}>{t(`back.verdict.${verdict}`)}</span>
      </dt>
      <dd>{text}</dd>
    </div>
  );
}

function Checks({ view, words, actions }: Props) {
  return (
    <>
      <h4>{words.t('back.yours')}</h4>
      <ol class="checks">
        {view.checks.map(({ key, text, url }) => (
          <li key={key} data-check={key}>
            {url === null ? (
              text
            ) : (
              <button type="button" class="link" onClick={() => actions.open(url)}>
                {text}
              </button>
            )}
          </li>
        ))}
      </ol>
    </>
  );
}

type ReportProps = Pick<BackActions, 'copy'> & { readonly report: string; readonly words: Words };

function Report({ report, words, copy }: ReportProps) {
  const { t } = words;
  const [copied, setCopied] = useState<boolean | null>(null);
  return (
    <>
      <h4>{t('back.report')}</h4>
      <p class="quiet">{t('back.report-help')}</p>
      <details class="more" open={copied === false}>
        <summary>{t('back.report-show')}</summary>
        <pre class="report">{report}</pre>
      </details>
      <div class="row">
        <button type="button" class="action" onClick={() => void copy(report).then(setCopied)}>
          {t('back.copy')}
        </button>
        <span aria-live="polite">
          {copied !== null && (copied ? t('last.report.copied') : t('last.report.by-hand'))}
        </span>
      </div>
    </>
  );
}

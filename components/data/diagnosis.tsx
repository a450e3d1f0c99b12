import { useState } from 'preact/hooks';
import type { Words } from '../../core/words/words.ts';

type Props = {
  readonly words: Words;
  readonly onMake: () => Promise<string>;
  readonly onCopy: (text: string) => Promise<boolean>;
  /** The services' own support. */
  readonly support: readonly { readonly name: string; readonly url: string }[];
  readonly onOpen: (url: string) => void;
};

/** What to send to whoever helps: made when it is asked for, read and copied by the person. */
export function Diagnosis({ words, onMake, onCopy, support, onOpen }: Props) {
  const { t } = words;
  const [text, setText] = useState<string | null>(null);
  const [copied, setCopied] = useState<boolean | null>(null);
  return (
    <section class="panel" data-section="diagnosis">
      <h3>{t('data.diagnosis')}</h3>
      <p class="quiet">{t('data.diagnosis-text')}</p>
      {text !== null && (
        <textarea class="report" lang="en" readOnly rows={12} value={text} aria-label={t('data.diagnosis-make')} />
      )}
      <div class="row">
        <button type="button" class="action" onClick={() => void onMake().then(setText)}>
          {t('data.diagnosis-make')}
        </button>
        {text !== null && (
          <button type="button" class="action" onClick={() => void onCopy(text).then(setCopied)}>
            {t('last.report.copy')}
          </button>
        )}
      </div>
      <p aria-live="polite">{copied !== null && (copied ? t('last.report.copied') : t('last.report.by-hand'))}</p>
      <p class="quiet">{t('data.support')}</p>
      <div class="row">
        {support.map(({ name, url }) => (
          <button key={url} type="button" class="link" onClick={() => onOpen(url)}>
            {t('data.support-of', { service: name, address: url.replace('https://', '') })}
          </button>
        ))}
      </div>
    </section>
  );
}

import { useState } from 'preact/hooks';
import type { Quote } from '../../core/app/dashboard/quotes.ts';
import type { Words } from '../../core/words/words.ts';

type Props = {
  readonly quotes: readonly Quote[];
  readonly words: Words;
  /** Puts a text on the clipboard; whether that was possible. */
  readonly onCopy: (text: string) => Promise<boolean>;
};

/** What each job has taken, to be copied into a quote. */
export function QuoteSection({ quotes, words, onCopy }: Props) {
  const { t } = words;
  return (
    <section class="card history" data-history="jobs">
      <h3>{t('quote.title')}</h3>
      {quotes.length === 0 ? (
        <p class="quiet">{t('quote.none')}</p>
      ) : (
        <>
          <p class="quiet small">{t('quote.text')}</p>
          <ul class="quotes">
            {quotes.map((quote) => (
              <QuoteRow key={quote.id} quote={quote} words={words} onCopy={onCopy} />
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function QuoteRow({ quote, words, onCopy }: Omit<Props, 'quotes'> & { readonly quote: Quote }) {
  const { t } = words;
  const [copied, setCopied] = useState<boolean | null>(null);
  return (
    <li data-quote={quote.name}>
      <h4>{quote.name}</h4>
      {quote.lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
      {quote.notes.map((note) => (
        <p key={note} class="quiet small">
          {note}
        </p>
      ))}
      <button type="button" class="action" onClick={() => void onCopy(quote.text).then(setCopied)}>
        {t('quote.copy')}
        <span class="hidden"> {quote.name}</span>
      </button>
      <p aria-live="polite">{copied !== null && (copied ? t('quote.copied') : t('quote.by-hand'))}</p>
      {copied === false && <pre class="report">{quote.text}</pre>}
    </li>
  );
}

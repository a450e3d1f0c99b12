import { useLayoutEffect, useRef } from 'preact/hooks';
import type { QuestionText } from '../core/words/questions.ts';
import type { Words } from '../core/words/words.ts';

type Props = {
  readonly text: QuestionText;
  readonly service: string;
  /** Which account, where there are several. */
  readonly of: string | null;
  readonly words: Words;
  readonly onGo: () => void;
  readonly onCancel: () => void;
  readonly onNotToday: () => void;
};

/** A heavy task waits for a yes. Closing the window is a no, and so is Escape. */
export function AskWindow({ text, service, of, words, onGo, onCancel, onNotToday }: Props) {
  const { t } = words;
  const cancel = useRef<HTMLButtonElement>(null);
  // Whoever still types into the page behind must not say yes by it.
  useLayoutEffect(() => cancel.current?.focus(), []);
  useLayoutEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.key === 'Escape') onCancel();
      if (event.repeat && (event.key === 'Enter' || event.key === ' ')) event.preventDefault();
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  }, [onCancel]);
  return (
    <main class="question" data-question="heavy-task">
      <div class="question-body">
        <p class="question-service">
          <img src="/icon/32.png" width={20} height={20} alt="" />
          {of === null ? service : t('ask-first.of-account', { service, account: of })}
        </p>
        <h1>{text.title}</h1>
        {text.takes !== null && <TakesBar {...text.takes} />}
        <p>{text.message}</p>
        {text.reasons.length > 0 && (
          <section>
            <h2 class="why">{t('ask-first.why')}</h2>
            <ul class="reasons">
              {text.reasons.map((reason) => (
                <li key={reason}>{reason}</li>
              ))}
            </ul>
          </section>
        )}
      </div>
      <footer class="question-foot">
        <div class="answers">
          <button type="button" class="answer" ref={cancel} onClick={onCancel}>
            {t('ask-first.cancel')}
          </button>
          <button type="button" class="answer yes" onClick={onGo}>
            {t('ask-first.go')}
          </button>
        </div>
        <button type="button" class="link" onClick={onNotToday}>
          {t('ask-first.not-today')}
        </button>
        <p class="quiet small">{t('ask-first.waits')}</p>
      </footer>
    </main>
  );
}

/** How much of what is left the task takes: surely, and at worst. */
function TakesBar({ low, high, text }: NonNullable<QuestionText['takes']>) {
  const width = (percent: number) => ({ width: `${Math.min(100, percent)}%` });
  return (
    <figure class={`takes level-${high >= 100 ? 'critical' : 'warning'}`}>
      <div class="bar" aria-hidden="true">
        <div class="bar-fill worst" style={width(high)} />
        <div class="bar-fill" style={width(low)} />
      </div>
      <figcaption class="quiet small">{text}</figcaption>
    </figure>
  );
}

import { useEffect, useRef, useState } from 'preact/hooks';
import type { Words } from '../../core/words/words.ts';

type Props = {
  readonly words: Words;
  readonly busy: boolean;
  readonly onSave: () => void;
  readonly onStartOver: () => void;
};

/** For a record that cannot be used any more: what can still be read is saved first, and only then a new one begun. */
export function Rescue({ words, busy, onSave, onStartOver }: Props) {
  const { t } = words;
  const [asked, setAsked] = useState(false);
  const keep = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (asked) keep.current?.focus();
  }, [asked]);
  const sure = () => {
    onStartOver();
    setAsked(false);
  };
  return (
    <section class="panel" data-section="rescue">
      <h3>{t('data.rescue')}</h3>
      <p class="quiet">{t('data.rescue-text')}</p>
      <div class="row">
        <button type="button" class="action" disabled={busy} onClick={onSave}>
          {t('data.rescue-save')}
        </button>
        <button type="button" class="action danger" disabled={busy} onClick={() => setAsked(true)}>
          {t('data.start-over')}
        </button>
      </div>
      {asked && (
        <fieldset class="sure">
          <legend class="sure-title">{t('data.sure-over')}</legend>
          <p>{t('data.sure-over-text')}</p>
          <div class="row">
            <button type="button" class="action" ref={keep} onClick={() => setAsked(false)}>
              {t('data.keep')}
            </button>
            <button type="button" class="action" disabled={busy} onClick={onSave}>
              {t('data.save-first')}
            </button>
            <button type="button" class="action danger" disabled={busy} onClick={sure}>
              {t('data.start-over-yes')}
            </button>
          </div>
        </fieldset>
      )}
    </section>
  );
}

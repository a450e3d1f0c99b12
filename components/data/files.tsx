import { useRef } from 'preact/hooks';
import type { Words } from '../../core/words/words.ts';

type Props = {
  readonly words: Words;
  readonly busy: boolean;
  readonly onSave: () => void;
  readonly onSheet: (kind: 'tasks' | 'readings') => void;
  readonly onTake: (file: File) => void;
};

/** Saving everything, tables for spreadsheets, and taking a saved file in again. */
export function Files({ words, busy, onSave, onSheet, onTake }: Props) {
  const { t } = words;
  const chooser = useRef<HTMLInputElement>(null);
  return (
    <>
      <section class="panel" data-section="save">
        <h3>{t('data.save')}</h3>
        <p class="quiet">{t('data.save-text')}</p>
        <div class="row">
          <button type="button" class="action main" disabled={busy} onClick={onSave}>
            {t('data.save-button')}
          </button>
        </div>
        <p class="quiet">{t('data.sheet-text')}</p>
        <div class="row">
          {(['tasks', 'readings'] as const).map((kind) => (
            <button key={kind} type="button" class="action" disabled={busy} onClick={() => onSheet(kind)}>
              {t(`data.sheet-${kind}`)}
            </button>
          ))}
        </div>
      </section>
      <section class="panel" data-section="take">
        <h3>{t('data.take')}</h3>
        <p class="quiet">{t('data.take-text')}</p>
        <div class="row">
          <input
            ref={chooser}
            type="file"
            id="data-file"
            hidden
            accept=".json,application/json"
            aria-label={t('data.take-button')}
            onChange={({ currentTarget }) => {
              const [file] = currentTarget.files ?? [];
              if (file !== undefined) onTake(file);
              currentTarget.value = '';
            }}
          />
          <button type="button" class="action" disabled={busy} onClick={() => chooser.current?.click()}>
            {t('data.take-button')}
          </button>
        </div>
      </section>
    </>
  );
}

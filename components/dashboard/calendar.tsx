import { useState } from 'preact/hooks';
import type { Words } from '../../core/words/words.ts';

type Props = {
  /** How many entries there would be. */
  readonly count: number;
  readonly words: Words;
  /** Whether the file could be written. */
  readonly onSave: () => Promise<boolean>;
};

/** What is ahead, as a file for calendars. */
export function CalendarExport({ count, words, onSave }: Props) {
  const { t } = words;
  const [failed, setFailed] = useState(false);
  return (
    <section class="panel" data-section="calendar">
      <h3>{t('calendar.title')}</h3>
      <p class="quiet">{t('calendar.text')}</p>
      <div class="row">
        <button
          type="button"
          class="action"
          disabled={count === 0}
          onClick={() =>
            void onSave().then(
              (saved) => setFailed(!saved),
              () => setFailed(true),
            )
          }
        >
          {t('calendar.save')}
        </button>
        <span class="quiet">{count === 0 ? t('calendar.none') : t('calendar.entries', { count, number: count })}</span>
      </div>
      <div role="alert">{failed && <p class="line level-notice">{t('calendar.failed')}</p>}</div>
    </section>
  );
}

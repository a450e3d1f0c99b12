import type { Review } from '../../core/domain/review.ts';
import type { Words } from '../../core/words/words.ts';

type Props = {
  /** How many reviews ago; 0: what has been going on since the last one. */
  readonly back: number;
  readonly when: string;
  readonly review: Review;
  readonly words: Words;
  readonly onBack: (back: number) => void;
};

/** Which stretch is looked at, the ones before and after it, and when the next one is told. */
export function Stretches({ back, when, review, words, onBack }: Props) {
  const { t } = words;
  return (
    <div class="review-when">
      <fieldset class="stretch plain-set">
        <legend class="hidden">{t('review.stretch')}</legend>
        <strong aria-live="polite" data-stretch={back}>
          {when}
        </strong>
        <div class="row">
          <button type="button" class="action" onClick={() => onBack(back + 1)}>
            {t('review.earlier')}
          </button>
          <button type="button" class="action" disabled={back === 0} onClick={() => onBack(back - 1)}>
            {t(back === 1 ? 'review.running' : 'review.later')}
          </button>
        </div>
      </fieldset>
      <p class="quiet small">
        {toldText(review, words)} <a href="#settings">{t('review.change')}</a>
      </p>
    </div>
  );
}

function toldText({ days, at }: Review, words: Words): string {
  if (days.length === 0) return words.t('review.not-told');
  return words.t('review.told', { days: words.list(days.map(words.longWeekday)), time: words.timeOfDay(at) });
}

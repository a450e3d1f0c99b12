import { daysOf, type Review } from '../../core/domain/review.ts';
import { Choice } from '../choice.tsx';
import { clockText, minutesOf } from '../clock-field.ts';
import type { SettingsProps } from './parts.tsx';

const often = ['never', 'once', 'twice'] as const;
const week = [0, 1, 2, 3, 4, 5, 6] as const;
/** Where a second day is wanted: the middle of what is left of the week. */
const daysLater = 3;

type Props = Pick<SettingsProps, 'settings' | 'words'> & {
  /** Each change is saved at once, with when it was made. */
  readonly onReview: (change: (review: Review) => Partial<Review>) => void;
};

/** Never, once or twice a week; on which days, and when. */
export function ReviewSettings({ settings, words, onReview }: Props) {
  const { t } = words;
  const { days, at } = settings.review;
  const dayChoice = (n: number) => (
    <Choice
      key={n}
      id={`review-day-${n + 1}`}
      label={t(n === 0 ? 'settings.review-day' : 'settings.review-second')}
      value={`${days[n]}`}
      options={week
        .filter((day) => day === days[n] || !days.includes(day))
        .map((day) => ({ value: `${day}`, text: words.longWeekday(day) }))}
      onValue={(value) =>
        onReview((before) => ({ days: daysOf(before.days.map((day, i) => (i === n ? Number(value) : day))) }))
      }
    />
  );
  return (
    <fieldset class="wide" data-section="review">
      <legend>{t('settings.review')}</legend>
      <p class="quiet small">{t('settings.review-text')}</p>
      <div class="fields">
        <Choice
          id="review-often"
          label={t('settings.review-often')}
          value={often[days.length] ?? 'never'}
          options={often.map((value) => ({ value, text: t(`settings.review-${value}`) }))}
          onValue={(value) =>
            onReview((before) => ({
              days: asOften(before.days, often.indexOf(value as (typeof often)[number])),
            }))
          }
        />
        {days.map((_, n) => dayChoice(n))}
        {days.length > 0 && (
          <div class="amount">
            <label class="amount-label" for="review-time">
              {t('settings.review-time')}
            </label>
            <input
              type="time"
              id="review-time"
              value={clockText(at)}
              onInput={({ currentTarget }) => {
                const time = minutesOf(currentTarget.value);
                if (time !== null) onReview(() => ({ at: time }));
              }}
            />
          </div>
        )}
      </div>
    </fieldset>
  );
}

/** So many days, beginning with those there are. */
function asOften(days: readonly number[], count: number): readonly number[] {
  const first = days[0] ?? 0;
  return daysOf([...new Set([...days, first, (first + daysLater) % week.length])].slice(0, count));
}

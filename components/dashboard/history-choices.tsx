import type { RangeKind } from '../../core/app/dashboard/ranges.ts';
import type { Words } from '../../core/words/words.ts';

/** Which stretch is looked at: of which kind, and how many before the running one. */
export type Stretch = { readonly kind: RangeKind; readonly back: number };

type Props = {
  readonly kinds: readonly RangeKind[];
  readonly at: Stretch;
  /** What is shown below, which may still be of another kind. */
  readonly found: RangeKind | null;
  readonly text: string;
  readonly words: Words;
  readonly onStretch: (to: Stretch) => void;
};

/** Day, week, cycle or year, and from there to earlier and later ones. */
export function StretchChoice({ kinds, at, found, text, words, onStretch }: Props) {
  const { t } = words;
  return (
    <div class="stretch" data-found={found}>
      <fieldset class="segments">
        <legend class="hidden">{t('history.range')}</legend>
        {kinds.map((kind) => (
          <label key={kind}>
            <input
              type="radio"
              name="history-range"
              value={kind}
              checked={kind === at.kind}
              onChange={() => onStretch({ kind, back: 0 })}
            />
            <span>{t(`history.range-${kind}`)}</span>
          </label>
        ))}
      </fieldset>
      <div class="row">
        <strong aria-live="polite" data-range={at.kind}>
          {text}
        </strong>
        <button type="button" class="action" onClick={() => onStretch({ ...at, back: at.back + 1 })}>
          {t('history.earlier')}
        </button>
        <button
          type="button"
          class="action"
          disabled={at.back === 0}
          onClick={() => onStretch({ ...at, back: at.back - 1 })}
        >
          {t('history.later')}
        </button>
      </div>
    </div>
  );
}

import type { Bar } from '../core/app/plan-views.ts';
import type { Words } from '../core/words/words.ts';

type Props = { readonly bars: readonly Bar[]; readonly words: Words };

/** What is spent of each plan. What no task explains has a line of its own. */
export function Bars({ bars, words }: Props) {
  return (
    <div class="bars">
      {bars.map((bar) =>
        bar.share === null ? (
          <div key={bar.id} class="meter" data-plan={bar.id}>
            <div class="meter-head">
              <span class="meter-name">{bar.name}</span>
              <span>{bar.text}</span>
            </div>
            <p class="quiet small">{words.t('plan.unattributed-text')}</p>
          </div>
        ) : (
          <div key={bar.id} class={`meter level-${bar.level}`} data-plan={bar.id}>
            <div class="meter-head">
              <span class="meter-name">{bar.name}</span>
              <span>{bar.text}</span>
            </div>
            {/* biome-ignore lint/a11y/useSemanticElements: the colours of <meter> are the browser's. */}
            <div
              role="meter"
              class="bar"
              aria-label={bar.name}
              aria-valuenow={Math.round(bar.share * 100) / 100}
              aria-valuemin={0}
              aria-valuemax={Math.max(100, bar.share)}
              aria-valuetext={bar.text}
            >
              <div class="bar-fill" style={{ width: `${Math.min(100, bar.share)}%` }} />
            </div>
          </div>
        ),
      )}
    </div>
  );
}

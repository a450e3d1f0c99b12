import type { ComponentChildren } from 'preact';
import type { ReviewView } from '../../core/app/dashboard/review.ts';
import type { Standing } from '../../core/app/standing.ts';
import type { Words } from '../../core/words/words.ts';
import { ShareChart } from '../charts/share.tsx';
import { writing } from '../dashboard/history-charts.tsx';

type Props = { readonly view: ReviewView; readonly words: Words };

/** What is left, what it went on, what was large or unusual, and what comes. */
export function ReviewSections({ view, words }: Props) {
  const { t } = words;
  const { use } = view;
  return (
    <div class="review">
      <Part name="standing" title={t('review.standing')}>
        {view.standing.map((one) => (
          <StandingRow key={one.key} standing={one} />
        ))}
      </Part>
      <Part name="use" title={t('review.use')} total={Math.round(use.total)}>
        <ShareChart
          {...{ name: t('review.use'), finding: use.finding, empty: use.finding, words, parts: use.parts, plan: null }}
          measure={writing(words, use.measured)}
        />
        {use.notes.map((note) => (
          <p key={note} class="quiet small">
            {note}
          </p>
        ))}
      </Part>
      <Part name="biggest" title={t('review.biggest')}>
        {view.biggest.length === 0 && <p class="quiet">{t('review.no-biggest')}</p>}
        <ul class="review-tasks">
          {view.biggest.map(({ key, what, where, cost }) => (
            <li key={key} class="review-task">
              <span>
                <span class="begun">{what}</span> <span class="quiet small">{where}</span>
              </span>
              <strong class="review-cost">{cost}</strong>
            </li>
          ))}
        </ul>
      </Part>
      <Part name="unusual" title={t('review.unusual')}>
        <Lines all={view.unusual} none={t('review.nothing-unusual')} />
      </Part>
      <Part name="outlook" title={t('review.outlook')}>
        <Lines all={view.outlook} none={t('review.no-outlook')} />
      </Part>
    </div>
  );
}

type PartProps = {
  readonly name: string;
  readonly title: string;
  readonly total?: number;
  readonly children: ComponentChildren;
};

function Part({ name, title, total, children }: PartProps) {
  return (
    <section class="panel" data-review={name} data-total={total}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

function StandingRow({ standing }: { readonly standing: Standing }) {
  const { service, name, text, share, level, resets } = standing;
  return (
    <div class={`meter level-${level}`}>
      <div class="meter-head">
        <span>
          {service} <span class="quiet">{name}</span>
        </span>
        <span class="meter-share">{text}</span>
      </div>
      {share !== null && (
        <div class="bar" aria-hidden="true">
          <div class="bar-fill" style={{ width: `${Math.min(100, share)}%` }} />
        </div>
      )}
      {resets !== null && <p class="quiet small begun">{resets}</p>}
    </div>
  );
}

function Lines({ all, none }: { readonly all: readonly string[]; readonly none: string }) {
  if (all.length === 0) return <p class="quiet">{none}</p>;
  return (
    <ul class="plain">
      {all.map((text) => (
        <li key={text}>{text}</li>
      ))}
    </ul>
  );
}

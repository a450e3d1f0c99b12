import type { Card as CardView } from '../core/app/card.ts';
import type { Words } from '../core/words/words.ts';
import type { Actions, Answer } from './card.tsx';
import { Linked } from './linked.tsx';
import { ofData } from './meter.tsx';

type Props = {
  readonly card: CardView;
  readonly words: Words;
  readonly actions: Actions;
  readonly answer: Answer | null;
};

export function Trouble({ card, words, actions }: Pick<Props, 'card' | 'words' | 'actions'>) {
  const { trouble } = card;
  if (trouble === null) return null;
  const { t } = words;
  return (
    <div class="trouble">
      <p>{trouble.text}</p>
      <div class="row">
        {trouble.todo === 'open' && (
          <button
            type="button"
            class="action"
            onClick={() =>
              actions.open(card.state === 'empty' || card.state === 'signed-out' ? card.home : card.usagePage)
            }
          >
            {t('app.open-service', { service: card.service })}
          </button>
        )}
        {trouble.todo === 'allow' && (
          <button type="button" class="action" onClick={() => actions.allow(card)}>
            {t('state.allow')}
          </button>
        )}
        {trouble.todo === 'reload' && (
          <button type="button" class="action" onClick={() => actions.reload(card)}>
            {t('app.reload-page')}
          </button>
        )}
        {card.state === 'empty' && (
          <button type="button" class="link" onClick={() => actions.stop(card)}>
            {t('card.stop-watching')}
          </button>
        )}
      </div>
    </div>
  );
}

/** Each leads to where more of it stands: what was planned to the budget, the rest to all that is known now. */
export function Warnings({ card, actions }: Pick<Props, 'card' | 'actions'>) {
  return (
    <>
      {card.warnings.map(({ kind, level, text }) => (
        <p
          key={text}
          class={`line level-${level}`}
          {...ofData(card)}
          data-warning={kind}
          data-level={level}
          role="status"
        >
          <Linked to={kind === 'budget' || kind === 'envelope' ? 'budget' : 'now'} links={actions.links}>
            {text}
          </Linked>
        </p>
      ))}
    </>
  );
}

/** What the next task will take: a warning where it is heavy, otherwise a plain line. */
export function Estimate({ card }: Pick<Props, 'card'>) {
  const { estimate } = card;
  if (estimate === null) return null;
  const heavy = estimate.level !== 'none';
  return (
    <div
      class={`line level-${estimate.level}`}
      role="status"
      {...(heavy && { ...ofData(card), 'data-warning': 'heavy-task', 'data-level': estimate.level })}
    >
      <p>{estimate.text}</p>
      {estimate.more.map((text) => (
        <p key={text}>{text}</p>
      ))}
    </div>
  );
}

/** What to check when something is overdue; in the popup the last line leads to what was observed. */
export function Steps({ card, words, actions }: Pick<Props, 'card' | 'words' | 'actions'>) {
  if (card.steps.length === 0) return null;
  return (
    <section class="steps">
      <h3>{words.t('steps.title')}</h3>
      <ol>
        {card.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      {actions.links !== undefined && (
        <p class="small onward">
          <Linked to="back" links={actions.links}>
            {words.t('steps.observed')}
          </Linked>
        </p>
      )}
    </section>
  );
}

/** Where the newest number on the card comes from, and how old it is; after a refresh, what that came to. */
export function Source({ card, answer, words, actions }: Pick<Props, 'card' | 'answer' | 'words' | 'actions'>) {
  const { source } = card;
  if (source === null && answer === null) return null;
  return (
    <footer class="source">
      <span aria-live="polite">{answer?.text}</span>
      {answer?.offer === true ? (
        <button type="button" class="link" onClick={() => actions.open(card.usagePage)}>
          {words.t('app.open-usage')}
        </button>
      ) : (
        answer === null && source
      )}
    </footer>
  );
}

export function RefreshMark() {
  return (
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path
        d="M13 8a5 5 0 1 1-1.6-3.7M13 2v3h-3"
        fill="none"
        stroke="currentColor"
        stroke-width="1.5"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  );
}

export function OpenMark() {
  return (
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path
        d="M6 3H3v10h10v-3M9 3h4v4M13 3 7.5 8.5"
        fill="none"
        stroke="currentColor"
        stroke-width="1.5"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  );
}

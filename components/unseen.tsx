import type { Card } from '../core/app/card.ts';
import type { Words } from '../core/words/words.ts';
import type { Actions } from './card.tsx';
import { ofData } from './meter.tsx';

type Props = { readonly card: Card; readonly words: Words; readonly actions: Actions };

/** Credits went while nobody was here: whose was it, and what to do if nobody knows. */
export function UnseenUse({ card, words, actions }: Props) {
  const { unseen } = card;
  if (unseen === null) return null;
  return (
    <section class="steps">
      <p class="line level-warning" role="status" {...ofData(card)} data-warning="unusual-use" data-level="warning">
        {unseen.text}
      </p>
      <ol>
        {unseen.steps.map(({ text, url }) => (
          <li key={text}>
            {url === null ? (
              text
            ) : (
              <button type="button" class="link" onClick={() => actions.open(url)}>
                {text}
              </button>
            )}
          </li>
        ))}
      </ol>
      <div class="row">
        <button type="button" class="action" onClick={() => actions.wasMe(card, unseen.id, true)}>
          {words.t('unseen.mine')}
        </button>
        <button type="button" class="link" onClick={() => actions.wasMe(card, unseen.id, false)}>
          {words.t('unseen.done')}
        </button>
      </div>
    </section>
  );
}

import { useState } from 'preact/hooks';
import type { Ask, Card } from '../core/app/card.ts';
import type { Words } from '../core/words/words.ts';
import type { Actions } from './card.tsx';

type Props = { readonly ask: Ask; readonly card: Card; readonly words: Words; readonly actions: Actions };

/** One line for one thing the page does not tell. */
export function AskField({ ask, card, words, actions }: Props) {
  const { t } = words;
  if (ask === 'whose')
    return (
      <fieldset class="ask">
        <legend>{t('ask.whose')}</legend>
        {card.others.map(({ owner, name }) => (
          <button key={owner} type="button" class="action" onClick={() => actions.belongsTo(card, owner)}>
            {name}
          </button>
        ))}
      </fieldset>
    );
  return <NumberField ask={ask} card={card} words={words} actions={actions} />;
}

function NumberField({ ask, card, words, actions }: Props & { readonly ask: Exclude<Ask, 'whose'> }) {
  const { t } = words;
  const [value, setValue] = useState('');
  const isDay = ask === 'renewal-day';
  const number = Number(value);
  const valid =
    value !== '' && Number.isFinite(number) && number > 0 && (!isDay || (Number.isInteger(number) && number <= 31));
  const id = `${card.provider}-${card.account}-${ask}`;
  return (
    <form
      class="ask"
      onSubmit={(event) => {
        event.preventDefault();
        if (valid) actions.enter(card, ask, number);
      }}
    >
      <label for={id}>{isDay ? t('ask.renewal') : t('ask.monthly')}</label>
      <input
        id={id}
        type="number"
        inputMode="numeric"
        min={1}
        max={isDay ? 31 : undefined}
        value={value}
        onInput={(event) => setValue(event.currentTarget.value)}
      />
      <button type="submit" class="action" disabled={!valid}>
        {t('app.save')}
      </button>
    </form>
  );
}

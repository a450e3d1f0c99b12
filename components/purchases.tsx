import { useState } from 'preact/hooks';
import type { Card } from '../core/app/card.ts';
import type { Words } from '../core/words/words.ts';
import type { Actions } from './card.tsx';

type Props = { readonly card: Card; readonly words: Words; readonly actions: Actions };

/** "Bought today? 500 credits": one press makes it a purchase, another says that it was none. */
export function BoughtQuestion({ card, words, actions }: Props) {
  const { bought } = card;
  if (bought === null) return null;
  return (
    <fieldset class="ask" data-ask="bought">
      <legend>{bought.text}</legend>
      <button type="button" class="action" onClick={() => actions.answerPurchase(card, bought.id, true)}>
        {words.t('ask.bought-yes')}
      </button>
      <button type="button" class="action" onClick={() => actions.answerPurchase(card, bought.id, false)}>
        {words.t('ask.bought-no')}
      </button>
    </fieldset>
  );
}

/** A purchase that nobody has seen: amount, day and, if one likes, what it cost. */
export function PurchaseForm({ card, words, actions }: Props) {
  const { t } = words;
  const [credits, setCredits] = useState('');
  const [date, setDate] = useState('');
  const [paid, setPaid] = useState('');
  const amount = Number(credits);
  const at = Date.parse(`${date}T12:00`);
  const valid = credits !== '' && amount > 0 && Number.isFinite(at) && (paid === '' || Number(paid) >= 0);
  const id = `${card.provider}-${card.account}-purchase`;
  return (
    <details class="more">
      <summary>{t('purchase.add')}</summary>
      <form
        class="purchase"
        onSubmit={(event) => {
          event.preventDefault();
          if (!valid) return;
          actions.addPurchase(card, { credits: amount, at, paid: paid === '' ? null : Number(paid) });
          for (const clear of [setCredits, setDate, setPaid]) clear('');
        }}
      >
        <Field id={`${id}-credits`} label={t('purchase.credits')} type="number" value={credits} onValue={setCredits} />
        <Field id={`${id}-date`} label={t('purchase.date')} type="date" value={date} onValue={setDate} />
        <Field id={`${id}-paid`} label={t('purchase.paid')} type="number" value={paid} onValue={setPaid} />
        <button type="submit" class="action" disabled={!valid}>
          {t('app.save')}
        </button>
      </form>
    </details>
  );
}

type FieldProps = {
  readonly id: string;
  readonly label: string;
  readonly type: 'number' | 'date';
  readonly value: string;
  readonly onValue: (value: string) => void;
};

function Field({ id, label, type, value, onValue }: FieldProps) {
  return (
    <p class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        type={type}
        min={0}
        step="any"
        value={value}
        onInput={({ currentTarget }) => onValue(currentTarget.value)}
      />
    </p>
  );
}

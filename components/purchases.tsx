import { useState } from 'preact/hooks';
import type { Card } from '../core/app/card.ts';
import type { EpochMs } from '../core/domain/time.ts';
import type { Words } from '../core/words/words.ts';
import type { Actions } from './card.tsx';

type Props = { readonly card: Card; readonly words: Words; readonly actions: Actions };

/** "Bought today? 500 credits": one press makes it a purchase, or several; another says that it was none. */
export function BoughtQuestion({ card, actions }: Omit<Props, 'words'>) {
  const { bought } = card;
  if (bought === null) return null;
  return (
    <fieldset class="ask" data-ask="bought">
      <legend>{bought.text}</legend>
      {bought.packs.map(({ text, parts }) => (
        <button key={text} type="button" class="action" onClick={() => actions.splitPurchase(card, bought.id, parts)}>
          {text}
        </button>
      ))}
      <button type="button" class="action" onClick={() => actions.answerPurchase(card, bought.id, true)}>
        {bought.yes}
      </button>
      <button type="button" class="action" onClick={() => actions.answerPurchase(card, bought.id, false)}>
        {bought.no}
      </button>
    </fieldset>
  );
}

/** A purchase that nobody has seen: amount, day and, if one likes, what it cost. */
export function PurchaseForm({ card, words, actions }: Props) {
  return (
    <details class="more">
      <summary>{words.t('purchase.add')}</summary>
      <PurchaseEntry
        id={`${card.provider}-${card.account}-purchase`}
        words={words}
        onEnter={(purchase) => actions.addPurchase(card, purchase)}
      />
    </details>
  );
}

/** What is entered of a purchase. `at`: noon of its day; `paid` in US dollars. */
export type Entered = { readonly credits: number; readonly at: EpochMs; readonly paid: number | null };

type EntryProps = {
  readonly id: string;
  readonly words: Words;
  /** What is known of it already. */
  readonly initial?: Entered;
  /** What was bought before has lapsed; `null`: nobody knows. */
  readonly earliest?: EpochMs | null;
  readonly onEnter: (purchase: Entered) => void;
};

/** The fields of a purchase. Without anything known they are empty again once it is saved. */
export function PurchaseEntry({ id, words, initial, earliest = null, onEnter }: EntryProps) {
  const { t } = words;
  const [credits, setCredits] = useState(initial === undefined ? '' : `${initial.credits}`);
  const [date, setDate] = useState(initial === undefined ? '' : dayOf(initial.at));
  const [paid, setPaid] = useState(initial?.paid == null ? '' : `${initial.paid}`);
  const amount = Number(credits);
  const at = Date.parse(`${date}T12:00`);
  const lapsed = earliest !== null && at <= earliest;
  const valid = credits !== '' && amount > 0 && Number.isFinite(at) && !lapsed && (paid === '' || Number(paid) >= 0);
  return (
    <form
      class="purchase"
      onSubmit={(event) => {
        event.preventDefault();
        if (!valid) return;
        onEnter({ credits: amount, at, paid: paid === '' ? null : Number(paid) });
        if (initial === undefined) for (const clear of [setCredits, setDate, setPaid]) clear('');
      }}
    >
      <Field id={`${id}-credits`} label={t('purchase.credits')} type="number" value={credits} onValue={setCredits} />
      <Field id={`${id}-date`} label={t('purchase.date')} type="date" value={date} onValue={setDate} />
      <div class="said" role="alert">
        {lapsed && <p class="line level-notice">{t('purchase.lapsed')}</p>}
      </div>
      <Field id={`${id}-paid`} label={t('purchase.paid')} type="number" value={paid} onValue={setPaid} />
      <button type="submit" class="action" disabled={!valid}>
        {t('app.save')}
      </button>
    </form>
  );
}

/** A local day, as a date field has it. */
function dayOf(at: EpochMs): string {
  const local = new Date(at);
  const two = (value: number) => `${value}`.padStart(2, '0');
  return `${local.getFullYear()}-${two(local.getMonth() + 1)}-${two(local.getDate())}`;
}

type FieldProps = {
  readonly id: string;
  readonly label: string;
  readonly type: 'number' | 'date';
  readonly value: string;
  readonly onValue: (value: string) => void;
};

/** A labelled field of a purchase's form. */
export function Field({ id, label, type, value, onValue }: FieldProps) {
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

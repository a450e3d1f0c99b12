import { useState } from 'preact/hooks';
import type { PurchaseView } from '../../core/app/dashboard/credits.ts';
import { quantity } from '../../core/words/names.ts';
import type { Words } from '../../core/words/words.ts';
import { Field } from '../purchases.tsx';

type Props = {
  readonly id: string;
  readonly purchase: PurchaseView;
  readonly words: Words;
  readonly onSplit: (parts: readonly number[]) => void;
};

/** What was taken for one purchase becomes two: the first is entered, the other is the rest. Each may be corrected after. */
export function SplitEntry({ id, purchase, words, onSplit }: Props) {
  const { t } = words;
  const [first, setFirst] = useState(`${purchase.credits / 2}`);
  const rest = purchase.credits - Number(first);
  const valid = Number(first) > 0 && rest > 0;
  return (
    <form
      class="purchase"
      onSubmit={(event) => {
        event.preventDefault();
        if (valid) onSplit([Number(first), rest]);
      }}
    >
      <Field id={`${id}-first`} label={t('credits.split-first')} type="number" value={first} onValue={setFirst} />
      <p class="line quiet" role="status">
        {valid ? t('credits.split-rest', { amount: quantity(words, rest, 'credits') }) : t('credits.split-too-much')}
      </p>
      <button type="submit" class="action" disabled={!valid}>
        {t('credits.split')}
      </button>
    </form>
  );
}

import { useState } from 'preact/hooks';
import type { Card } from '../../core/app/card.ts';
import { unknownAccount } from '../../core/domain/account.ts';
import type { Words } from '../../core/words/words.ts';
import { Sure } from '../sure.tsx';

/** What a person can do with accounts that are kept. */
export type AccountActions = {
  readonly busy: boolean;
  readonly onSave: () => void;
  readonly onMerge: (into: Card, from: Card) => void;
  readonly onForget: (card: Card) => void;
};

type Props = {
  readonly card: Card;
  /** The other accounts of the same service. */
  readonly others: readonly Card[];
  readonly words: Words;
  readonly actions: AccountActions;
};

const nameOf = ({ accountName, name }: Card) => accountName ?? name;
/** What nobody knows the name of goes into what has one. */
const joined = (one: Card, other: Card) => (one.owner === unknownAccount ? [other, one] : [one, other]) as [Card, Card];

/** Making two accounts one, and deleting one: each is asked once more. */
export function AccountEnds({ card, others, words, actions }: Props) {
  const { t } = words;
  const { busy, onSave, onMerge, onForget } = actions;
  const [asked, setAsked] = useState<Card['owner'] | 'forget'>(null);
  const other = others.find(({ owner }) => owner === asked);
  const sure = { words, busy, onSave, onKeep: () => setAsked(null) };
  const service = card.service;
  return (
    <>
      <div class="row">
        {others.map((one) => (
          <button key={one.owner} type="button" class="action" disabled={busy} onClick={() => setAsked(one.owner)}>
            {t('account.merge', { other: nameOf(one) })}
          </button>
        ))}
        <button type="button" class="action danger" disabled={busy} onClick={() => setAsked('forget')}>
          {t('account.forget')}
          <span class="hidden"> {nameOf(card)}</span>
        </button>
      </div>
      {asked === 'forget' && (
        <Sure
          {...sure}
          title={t('account.forget-sure', { name: nameOf(card) })}
          text={t(others.length > 0 ? 'account.forget-text-one' : 'account.forget-text', { service })}
          yes={t('data.delete-yes')}
          onYes={() => {
            setAsked(null);
            onForget(card);
          }}
        />
      )}
      {other !== undefined && <MergeSure {...{ pair: joined(card, other), sure, setAsked, onMerge, words }} />}
    </>
  );
}

type MergeProps = Pick<AccountActions, 'onMerge'> & {
  readonly pair: readonly [into: Card, from: Card];
  readonly words: Words;
  readonly sure: Pick<Parameters<typeof Sure>[0], 'words' | 'busy' | 'onSave' | 'onKeep'>;
  readonly setAsked: (asked: null) => void;
};

function MergeSure({ pair: [into, from], words: { t }, sure, setAsked, onMerge }: MergeProps) {
  const values = { name: nameOf(into), other: nameOf(from) };
  return (
    <Sure
      {...sure}
      title={t('account.merge-sure', values)}
      text={t('account.merge-text', values)}
      yes={t('account.merge-yes')}
      keep={t('account.merge-no')}
      onYes={() => {
        setAsked(null);
        onMerge(into, from);
      }}
    />
  );
}

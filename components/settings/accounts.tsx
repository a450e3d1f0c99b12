import type { Card } from '../../core/app/card.ts';
import type { PlanField } from '../../core/app/plan-choices.ts';
import { accountKey, type Entered, enteredFor, longestName, type Settings } from '../../core/domain/settings.ts';
import { typedName } from '../../core/domain/typed-name.ts';
import type { Words } from '../../core/words/words.ts';
import { AmountField } from '../amount-field.tsx';
import { Choice } from '../choice.tsx';
import { type AccountActions, AccountEnds } from './account-ends.tsx';

export type Plans = {
  /** Which plan an account has; `null` where there is none to choose from. */
  readonly of: (card: Card) => PlanField | null;
  readonly choose: (card: Card, value: string) => void;
};

type Props = {
  readonly cards: readonly Card[];
  readonly settings: Settings;
  readonly words: Words;
  readonly onChange: (change: (settings: Settings) => Settings) => void;
  readonly onEnter: (card: Card, what: 'monthly' | 'renewal-day', value: number | null) => void;
  readonly plans: Plans;
  readonly ends: AccountActions;
};

/** For each account that was read: a name for it, what its page does not say, and its end. */
export function Accounts({ cards, settings, words, onChange, onEnter, plans, ends }: Props) {
  const { t } = words;
  const known = cards.filter(({ owner }) => owner !== null);
  if (known.length === 0) return <p class="quiet">{t('settings.accounts-none')}</p>;
  return (
    <>
      {known.map((card) => {
        const id = `${card.provider}-${card.account}`;
        const of = { provider: card.provider, account: card.owner ?? '', number: card.account };
        const key = accountKey(of);
        const plan = plans.of(card);
        return (
          <fieldset key={key} class="wide" data-section="account" data-provider={card.provider}>
            <legend>{card.accountName === null ? card.name : `${card.name}, ${card.accountName}`}</legend>
            <div class="fields">
              <div class="amount">
                <label class="amount-label" for={`${id}-name`}>
                  {t('settings.account-name')}
                </label>
                <input
                  id={`${id}-name`}
                  type="text"
                  maxLength={longestName}
                  autocomplete="off"
                  value={settings.names[key] ?? ''}
                  onChange={({ currentTarget }) => onChange((before) => withName(before, key, currentTarget.value))}
                />
              </div>
              {plan !== null && (
                <Choice
                  id={`${id}-plan`}
                  label={t('settings.account-plan')}
                  {...plan}
                  onValue={(value) => plans.choose(card, value)}
                />
              )}
              {card.purse && (
                <EnteredFields id={id} entered={enteredFor(settings, of)} card={card} words={words} onEnter={onEnter} />
              )}
            </div>
            {plan?.contradiction != null && <p class="quiet small">{plan.contradiction}</p>}
            <AccountEnds
              card={card}
              others={known.filter((one) => one !== card && one.provider === card.provider)}
              words={words}
              actions={ends}
            />
          </fieldset>
        );
      })}
    </>
  );
}

type EnteredProps = Pick<Props, 'words' | 'onEnter'> & {
  readonly id: string;
  readonly card: Card;
  readonly entered: Entered | undefined;
};

function EnteredFields({ id, entered, card, words, onEnter }: EnteredProps) {
  const { t } = words;
  return (
    <>
      <AmountField
        id={`${id}-cycle`}
        label={t('settings.account-monthly')}
        value={entered?.monthly ?? null}
        invalid={t('settings.account-invalid')}
        onValue={(value) => onEnter(card, 'monthly', value)}
      />
      <AmountField
        id={`${id}-day`}
        label={t('settings.account-day')}
        value={entered?.renewalDay ?? null}
        invalid={t('settings.account-day-invalid')}
        whole={true}
        most={31}
        onValue={(value) => onEnter(card, 'renewal-day', value)}
      />
    </>
  );
}

function withName(settings: Settings, key: string, text: string): Settings {
  const { [key]: _, ...others } = settings.names;
  const name = typedName(text, longestName);
  return { ...settings, names: name === '' ? others : { ...others, [key]: name } };
}

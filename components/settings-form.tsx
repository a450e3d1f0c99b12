import type { Card } from '../core/app/card.ts';
import type { Review } from '../core/domain/review.ts';
import type { Settings } from '../core/domain/settings.ts';
import type { Words } from '../core/words/words.ts';
import { AskFirstSettings } from './ask-first-settings.tsx';
import type { AccountActions } from './settings/account-ends.tsx';
import { Accounts, type Plans } from './settings/accounts.tsx';
import { Group } from './settings/parts.tsx';
import { ReviewSettings } from './settings/review.tsx';
import { Services } from './settings/services.tsx';
import { Shown } from './settings/shown.tsx';
import { WarningSettings } from './settings/warnings.tsx';

type Props = {
  readonly settings: Settings;
  readonly words: Words;
  readonly services: readonly { readonly id: string; readonly name: string }[];
  readonly cards: readonly Card[];
  /** What the toolbar can follow. */
  readonly meters: readonly { readonly value: string; readonly text: string }[];
  readonly onChange: (change: (settings: Settings) => Settings) => void;
  readonly onEnter: (card: Card, what: 'monthly' | 'renewal-day', value: number | null) => void;
  readonly onTest: () => void;
  readonly onReview: (change: (review: Review) => Partial<Review>) => void;
  readonly plans: Plans;
  readonly ends: AccountActions;
};

/** Every setting takes effect at once; used or left is the first, since it holds everywhere. */
export function SettingsForm({ cards, services, meters, onEnter, onTest, onReview, plans, ends, ...props }: Props) {
  const { t } = props.words;
  return (
    <form class="settings" onSubmit={(event) => event.preventDefault()}>
      <Group title={t('settings.group-shown')} text={t('settings.group-shown-text')}>
        <Shown {...props} meters={meters} />
      </Group>
      <Group title={t('settings.group-warnings')} text={t('settings.group-warnings-text')}>
        <WarningSettings {...props} onTest={onTest} />
        <ReviewSettings {...props} onReview={onReview} />
        <AskFirstSettings {...props} services={services} />
      </Group>
      <Group title={t('settings.group-services')} text={t('settings.group-services-text')}>
        <Services {...props} services={services} />
      </Group>
      <Group title={t('settings.group-accounts')} text={t('settings.group-accounts-text')}>
        <Accounts {...props} cards={cards} onEnter={onEnter} plans={plans} ends={ends} />
      </Group>
    </form>
  );
}

import { useSignal } from '@preact/signals';
import { DoneLine } from '../../../components/done-line.tsx';
import { SettingsForm } from '../../../components/settings-form.tsx';
import { SilenceChoice } from '../../../components/silence.tsx';
import { badgeChoices } from '../../../core/app/badge.ts';
import type { Card } from '../../../core/app/card.ts';
import { type PlanField, planChosen, planFieldOf } from '../../../core/app/plan-choices.ts';
import type { Selection } from '../../../core/app/view.ts';
import { accountActions, type Seen } from '../../../core/platform/account-actions.ts';
import { type Answer, cardActions } from '../../../core/platform/actions.ts';
import { dataActions } from '../../../core/platform/data-actions.ts';
import { choosePlan } from '../../../core/platform/plan-actions.ts';
import { reviewActions } from '../../../core/platform/review-actions.ts';
import { silenceActions } from '../../../core/platform/silence.ts';
import { type Store, services } from '../../../core/platform/store.ts';
import { useDoing } from '../use-doing.ts';

/** Everything that can be set. */
export function SettingsPlace({ store }: { readonly store: Store }) {
  const answers = useSignal<Readonly<Record<string, Answer>>>({});
  const { screen, words, settings, selection } = store;
  const { enter } = cardActions(store, answers);
  const { busy, done, run } = useDoing();
  const actions = accountActions(store);
  return (
    <section>
      <DoneLine words={words.value} busy={busy} done={done} />
      <SilenceChoice screen={screen.value} words={words.value} actions={silenceActions(store)} open={true} />
      <SettingsForm
        settings={settings.value}
        words={words.value}
        services={services.map(({ id, facts }) => ({ id, name: facts.name }))}
        cards={screen.value.cards}
        meters={badgeChoices(screen.value, words.value)}
        onChange={(change) => void store.change(change)}
        onEnter={enter}
        plans={{
          of: (card) => planOf(card, selection.value),
          choose: (card, value) => choosePlan(store, card, planChosen(value)),
        }}
        onReview={reviewActions(store).change}
        ends={{
          busy,
          onSave: () => run(dataActions(store).save),
          onForget: (card) => run(() => actions.forget(seenOf(card))),
          onMerge: (card, other) => run(() => actions.merge(seenOf(card), seenOf(other))),
        }}
        onTest={() => void store.send({ say: 'test-notification' })}
      />
    </section>
  );
}

function planOf({ provider, owner }: Card, selection: Selection): PlanField | null {
  const facts = services.find(({ id }) => id === provider)?.facts;
  const account = selection.snapshot.accounts.find((one) => one.provider === provider && one.account === owner);
  return facts === undefined || account === undefined ? null : planFieldOf(account, facts, selection);
}

const seenOf = ({ provider, owner, account, accountName, name }: Card): Seen => ({
  ...{ provider, account: owner ?? '', number: account },
  name: accountName ?? name,
});

import { useSignal } from '@preact/signals';
import { SettingsForm } from '../../../components/settings-form.tsx';
import { SilenceChoice } from '../../../components/silence.tsx';
import { badgeChoices } from '../../../core/app/badge.ts';
import { type Answer, cardActions } from '../../../core/platform/actions.ts';
import { reviewActions } from '../../../core/platform/review-actions.ts';
import { silenceActions } from '../../../core/platform/silence.ts';
import { type Store, services } from '../../../core/platform/store.ts';

/** Everything that can be set. */
export function SettingsPlace({ store }: { readonly store: Store }) {
  const answers = useSignal<Readonly<Record<string, Answer>>>({});
  const { screen, words, settings } = store;
  return (
    <section>
      <SilenceChoice screen={screen.value} words={words.value} actions={silenceActions(store)} open={true} />
      <SettingsForm
        settings={settings.value}
        words={words.value}
        services={services.map(({ id, facts }) => ({ id, name: facts.name }))}
        cards={screen.value.cards}
        meters={badgeChoices(screen.value, words.value)}
        onChange={(change) => void store.change(change)}
        onEnter={cardActions(store, answers).enter}
        onReview={reviewActions(store).change}
        onTest={() => void store.send({ say: 'test-notification' })}
      />
    </section>
  );
}

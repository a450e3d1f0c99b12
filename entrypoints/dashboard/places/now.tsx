import { useSignal } from '@preact/signals';
import { Card } from '../../../components/card.tsx';
import { type Answer, cardActions } from '../../../core/platform/actions.ts';
import type { Store } from '../../../core/platform/store.ts';

/** All services as they stand now: the same selection as the popup, with room. */
export function NowPlace({ store }: { readonly store: Store }) {
  const answers = useSignal<Readonly<Record<string, Answer>>>({});
  const { screen, words, settings } = store;
  const actions = cardActions(store, answers);
  const { cards, retired } = screen.value;
  return (
    <section class="cards">
      {cards.map((card) => (
        <Card
          key={`${card.provider}/${card.account}`}
          card={card}
          words={words.value}
          settings={settings.value}
          actions={actions}
          roomy={true}
          answer={answers.value[`${card.provider}/${card.account}`] ?? null}
        />
      ))}
      {retired.map(({ provider, text }) => (
        <p key={provider} class="retired" data-provider={provider} data-account="1" data-state="retired">
          {text}
        </p>
      ))}
    </section>
  );
}

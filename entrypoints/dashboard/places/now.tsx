import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { Card } from '../../../components/card.tsx';
import { MostOf, NextSteps } from '../../../components/dashboard/answers.tsx';
import { Fan } from '../../../components/dashboard/fans.tsx';
import type { Card as CardView } from '../../../core/app/card.ts';
import { fansOf, pastOf } from '../../../core/app/dashboard/fans.ts';
import { type Most, mostByOwner, mostWanted } from '../../../core/app/dashboard/most.ts';
import { nextSteps } from '../../../core/app/dashboard/next.ts';
import type { Selection } from '../../../core/app/view.ts';
import { type Answer, cardActions } from '../../../core/platform/actions.ts';
import { findHistory } from '../../../core/platform/history.ts';
import type { Store } from '../../../core/platform/store.ts';
import { useHistory } from '../use-history.ts';

/** Of the places that lines of a card lead to, all but one say here what stands beside them anyway. */
const here = {
  places: ['back'],
  go: (place: string) => {
    location.hash = place;
  },
};

/** All services as they stand now: the same selection as the popup, with room, and beside each what lies ahead. */
export function NowPlace({ store }: { readonly store: Store }) {
  const answers = useSignal<Readonly<Record<string, Answer>>>({});
  const { screen, words, settings, selection } = store;
  const actions = { ...cardActions(store, answers), links: here };
  const { cards, retired } = screen.value;
  const all = cards.map((card) => ({ card, fans: fansOf(card, selection.value) }));
  const pasts = usePasts(
    all.flatMap(({ fans }) => fans),
    selection.value.snapshot.savedAt,
  );
  const most = useMost(selection.value);
  const cardOf = (card: CardView) => (
    <Card
      key={`${card.provider}/${card.account}`}
      card={card}
      words={words.value}
      settings={settings.value}
      actions={actions}
      roomy={true}
      answer={answers.value[`${card.provider}/${card.account}`] ?? null}
    >
      <NextSteps card={card} steps={nextSteps(card, selection.value)} words={words.value} />
      <MostOf card={card} most={most} words={words.value} />
    </Card>
  );
  return (
    <>
      {all
        .filter(({ fans }) => fans.length > 0)
        .map(({ card, fans }) => (
          <div key={`${card.provider}/${card.account}`} class="now">
            {cardOf(card)}
            <div class="fans">
              {fans.map((fan) => (
                <Fan
                  key={fan.key}
                  fan={fan}
                  past={pastOf(fan, pasts?.get(fan.key) ?? [])}
                  thresholds={settings.value.thresholds}
                  words={words.value}
                />
              ))}
            </div>
          </div>
        ))}
      <section class="cards">
        {all.filter(({ fans }) => fans.length === 0).map(({ card }) => cardOf(card))}
        {retired.map(({ provider, text }) => (
          <p key={provider} class="retired" data-provider={provider} data-account="1" data-state="retired">
            {text}
          </p>
        ))}
      </section>
      {all.some(({ card }) => card.owner !== null) && (
        <p class="onward quiet small">
          <a href="#back">{words.value.t('back.from-now')}</a>
        </p>
      )}
    </>
  );
}

/** What cost the most, by `provider/account`; of the cycle that was found, until the next one is. */
function useMost(selection: Selection): ReadonlyMap<string, Most> | null {
  const wanted = mostWanted(selection);
  const { from } = wanted.range;
  const told = useHistory(`${selection.snapshot.savedAt}|${from}`, async (history) => ({
    range: wanted.range,
    found: await findHistory(wanted)(history),
  }));
  return useMemo(
    () => (told === null ? null : mostByOwner(told.found, told.range, selection)),
    [told, selection.words, selection.settings],
  );
}

/** What was read of each running window so far, by the key of its drawing. */
function usePasts(fans: ReturnType<typeof fansOf>, savedAt: number) {
  return useHistory(`${savedAt}|${fans.map(({ key }) => key).join('|')}`, async (history) => {
    const rows = await Promise.all(fans.map(({ wanted, now }) => history.observations(wanted, now)));
    return new Map(fans.map(({ key }, n) => [key, rows[n] ?? []]));
  });
}

import { useState } from 'preact/hooks';
import type { CreditPlace, PurchaseView } from '../../core/app/dashboard/credits.ts';
import type { EpochMs } from '../../core/domain/time.ts';
import type { Words } from '../../core/words/words.ts';
import { measureOf } from '../charts/measure.ts';
import { Timeline } from '../charts/timeline.tsx';
import { type Entered, PurchaseEntry } from '../purchases.tsx';
import { SplitEntry } from './split.tsx';

export type CreditActions = {
  readonly add: (place: CreditPlace, purchase: Entered) => void;
  /** `null`: there was no such purchase. */
  readonly correct: (place: CreditPlace, id: string, to: Entered | null) => void;
  /** They were several, of so many credits each. */
  readonly split: (place: CreditPlace, id: string, parts: readonly number[]) => void;
};

type Props = {
  readonly place: CreditPlace;
  readonly now: EpochMs;
  readonly words: Words;
  readonly actions: CreditActions;
};

/** The credits of one account: where they come from, when they lapse, what they could still make; purchases by hand. */
export function Credits({ place, now, words, actions }: Props) {
  const { t } = words;
  return (
    <section class="panel" data-credits data-provider={place.provider} data-account={place.account}>
      <h3>{place.name}</h3>
      <Timeline
        name={t('credits.chart', { service: place.name })}
        finding={place.finding}
        empty={t('credits.no-lots')}
        measure={measureOf(words, 'credits')}
        {...{ words, now, lots: place.lots }}
      />
      <Lapsing place={place} words={words} />
      {place.notes.map((text) => (
        <p key={text} class="quiet small">
          {text}
        </p>
      ))}
      <Purchases place={place} words={words} actions={actions} />
    </section>
  );
}

function Lapsing({ place, words }: Pick<Props, 'place' | 'words'>) {
  if (place.lapsing.length === 0) return null;
  return (
    <>
      <h4>{words.t('credits.lapses')}</h4>
      <ul class="plain">
        {place.lapsing.map(({ key, text, makes }) => (
          <li key={key} data-lapse>
            {text} {makes !== null && <span class="quiet">{makes}</span>}
          </li>
        ))}
      </ul>
    </>
  );
}

function Purchases({ place, words, actions }: Pick<Props, 'place' | 'words' | 'actions'>) {
  const { t } = words;
  return (
    <>
      <h4>{t('credits.purchases')}</h4>
      {place.purchases.length > 0 && (
        <ul class="plain">
          {place.purchases.map((purchase) => (
            <Purchase key={purchase.id} {...{ place, purchase, words, actions }} />
          ))}
        </ul>
      )}
      <details class="more">
        <summary>{t('purchase.add')}</summary>
        <PurchaseEntry
          id={`${place.provider}-${place.account}-purchase`}
          words={words}
          earliest={place.earliest}
          onEnter={(purchase) => actions.add(place, purchase)}
        />
      </details>
    </>
  );
}

type PurchaseProps = Pick<Props, 'place' | 'words' | 'actions'> & { readonly purchase: PurchaseView };

/** One purchase; what is wrong about it can be said. */
function Purchase({ place, purchase, words, actions }: PurchaseProps) {
  const { t } = words;
  const [open, setOpen] = useState(false);
  const id = `${place.provider}-${place.account}-${purchase.id.replace(/\W+/g, '-')}`;
  const done = (to: Entered | null) => {
    setOpen(false);
    actions.correct(place, purchase.id, to);
  };
  return (
    <li data-purchase={purchase.id}>
      <div class="row">
        <span>{purchase.text}</span>
        <span class="spacer" />
        <button
          type="button"
          class="link"
          aria-expanded={open}
          aria-label={t('credits.correct-of', { text: purchase.text })}
          onClick={() => setOpen(!open)}
        >
          {t('credits.correct')}
        </button>
      </div>
      {open && (
        <>
          <PurchaseEntry id={id} words={words} initial={purchase} earliest={place.earliest} onEnter={done} />
          <details class="more">
            <summary>{t('credits.several')}</summary>
            <SplitEntry
              {...{ id, purchase, words }}
              onSplit={(parts) => {
                setOpen(false);
                actions.split(place, purchase.id, parts);
              }}
            />
          </details>
          <button type="button" class="link" onClick={() => done(null)}>
            {t('credits.remove')}
          </button>
        </>
      )}
    </li>
  );
}

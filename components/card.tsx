import type { Ask, Card as CardView } from '../core/app/card.ts';
import type { Settings } from '../core/domain/settings.ts';
import type { Words } from '../core/words/words.ts';
import { AskField } from './ask.tsx';
import { Balance } from './balance.tsx';
import { Meter, type Of, ofData } from './meter.tsx';
import { BoughtQuestion, PurchaseForm } from './purchases.tsx';

/** What a person can do on a card. */
export type Actions = {
  readonly refresh: (card: CardView) => void;
  readonly open: (url: string) => void;
  readonly allow: (card: CardView) => void;
  readonly reload: (card: CardView) => void;
  readonly tellMe: (card: CardView, meter: string, on: boolean) => void;
  readonly enter: (card: CardView, ask: Exclude<Ask, 'whose'>, value: number) => void;
  /** Takes back what was entered, so that it is asked for again. */
  readonly forgetEntered: (card: CardView, ask: Exclude<Ask, 'whose'>) => void;
  readonly belongsTo: (card: CardView, owner: string) => void;
  readonly answerPurchase: (card: CardView, id: string, yes: boolean) => void;
  readonly addPurchase: (
    card: CardView,
    purchase: { readonly credits: number; readonly at: number; readonly paid: number | null },
  ) => void;
  readonly stop: (card: CardView) => void;
};

/** What a refresh came to, in words; `offer`: no page of the service is open, so its usage page is offered. */
export type Answer = { readonly text: string; readonly offer: boolean };

type Props = {
  readonly card: CardView;
  readonly words: Words;
  readonly settings: Settings;
  readonly actions: Actions;
  readonly answer: Answer | null;
  /** Whether there is room for more than a glance. */
  readonly roomy?: boolean;
};

/** One account of one service. */
export function Card({ card, words, settings, actions, answer, roomy = false }: Props) {
  const { t } = words;
  const of: Of = card;
  const tellMe = (meter: string, on: boolean) => actions.tellMe(card, meter, on);
  const source = card.source ?? undefined;
  const numbers = card.meters.length + card.balances.length > 0;
  return (
    <article
      class={`card level-${card.level}`}
      {...ofData(of)}
      data-state={card.state}
      aria-label={card.accountName === null ? card.name : `${card.name}, ${card.accountName}`}
    >
      <header class="card-head">
        <h2>{card.name}</h2>
        {card.accountName !== null && <span class="chip">{card.accountName}</span>}
        {card.plan !== null && <span class="chip">{card.plan}</span>}
        <span class="spacer" />
        {numbers && (
          <button
            type="button"
            class="icon"
            title={t('app.refresh-service', { service: card.service })}
            onClick={() => actions.refresh(card)}
          >
            <RefreshMark />
            <span class="hidden">{t('app.refresh-service', { service: card.service })}</span>
          </button>
        )}
        <button type="button" class="icon" title={t('app.open-usage')} onClick={() => actions.open(card.usagePage)}>
          <OpenMark />
          <span class="hidden">{t('app.open-usage-of', { service: card.service })}</span>
        </button>
      </header>
      {card.trouble !== null && <Trouble card={card} words={words} actions={actions} />}
      <Warnings card={card} />
      <Estimate card={card} />
      {card.running !== null && <p class="line quiet">{card.running}</p>}
      {card.meters.map((meter) => (
        <Meter
          key={meter.id}
          meter={meter}
          of={of}
          words={words}
          settings={settings}
          onTellMe={tellMe}
          binds={card.binding === meter.id ? t('card.binds') : undefined}
          cardSource={source}
        />
      ))}
      {card.balances.map((balance) => (
        <Balance
          key={balance.id}
          balance={balance}
          of={of}
          words={words}
          settings={settings}
          onTellMe={tellMe}
          cardSource={source}
        />
      ))}
      <Steps card={card} words={words} />
      <More card={card} words={words} settings={settings} onTellMe={tellMe} source={source} />
      <BoughtQuestion card={card} words={words} actions={actions} />
      {card.asks.map((ask) => (
        <AskField key={ask} ask={ask} card={card} words={words} actions={actions} />
      ))}
      {card.entered.map(({ ask, text }) => (
        <p key={ask} class="quiet small">
          {text}{' '}
          <button type="button" class="link" onClick={() => actions.forgetEntered(card, ask)}>
            {t('ask.change')}
          </button>
        </p>
      ))}
      {card.notes.map((note) => (
        <p key={note} class="quiet small">
          {note}
        </p>
      ))}
      {roomy && card.purse && <PurchaseForm card={card} words={words} actions={actions} />}
      <Source card={card} answer={answer} words={words} actions={actions} />
    </article>
  );
}

function Trouble({ card, words, actions }: Pick<Props, 'card' | 'words' | 'actions'>) {
  const { trouble } = card;
  if (trouble === null) return null;
  const { t } = words;
  return (
    <div class="trouble">
      <p>{trouble.text}</p>
      <div class="row">
        {trouble.todo === 'open' && (
          <button
            type="button"
            class="action"
            onClick={() =>
              actions.open(card.state === 'empty' || card.state === 'signed-out' ? card.home : card.usagePage)
            }
          >
            {t('app.open-service', { service: card.service })}
          </button>
        )}
        {trouble.todo === 'allow' && (
          <button type="button" class="action" onClick={() => actions.allow(card)}>
            {t('state.allow')}
          </button>
        )}
        {trouble.todo === 'reload' && (
          <button type="button" class="action" onClick={() => actions.reload(card)}>
            {t('app.reload-page')}
          </button>
        )}
        {card.state === 'empty' && (
          <button type="button" class="link" onClick={() => actions.stop(card)}>
            {t('card.stop-watching')}
          </button>
        )}
      </div>
    </div>
  );
}

function Warnings({ card }: Pick<Props, 'card'>) {
  return (
    <>
      {card.warnings.map(({ kind, level, text }) => (
        <p
          key={text}
          class={`line level-${level}`}
          {...ofData(card)}
          data-warning={kind}
          data-level={level}
          role="status"
        >
          {text}
        </p>
      ))}
    </>
  );
}

/** What the next task will take: a warning where it is heavy, otherwise a plain line. */
function Estimate({ card }: Pick<Props, 'card'>) {
  const { estimate } = card;
  if (estimate === null) return null;
  const heavy = estimate.level !== 'none';
  return (
    <p
      class={`line level-${estimate.level}`}
      role="status"
      {...(heavy && { ...ofData(card), 'data-warning': 'heavy-task', 'data-level': estimate.level })}
    >
      {estimate.text}
    </p>
  );
}

function Steps({ card, words }: Pick<Props, 'card' | 'words'>) {
  if (card.steps.length === 0) return null;
  return (
    <section class="steps">
      <h3>{words.t('steps.title')}</h3>
      <ol>
        {card.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </section>
  );
}

type MoreProps = Pick<Props, 'card' | 'words' | 'settings'> & {
  readonly onTellMe: (meter: string, on: boolean) => void;
  readonly source: string | undefined;
};

function More({ card, words, settings, onTellMe, source }: MoreProps) {
  const { meters, balances, title } = card.more;
  if (meters.length + balances.length === 0) return null;
  return (
    <details class="more">
      <summary>
        <span>{title}</span>
        <span class="quiet">{meters.find(({ used }) => used !== null)?.name}</span>
        <span class="quiet">{meters.find(({ used }) => used !== null)?.headline}</span>
      </summary>
      {meters.map((meter) => (
        <Meter
          key={meter.id}
          meter={meter}
          of={card}
          words={words}
          settings={settings}
          onTellMe={onTellMe}
          cardSource={source}
        />
      ))}
      {balances.map((balance) => (
        <Balance
          key={balance.id}
          balance={balance}
          of={card}
          words={words}
          settings={settings}
          onTellMe={onTellMe}
          cardSource={source}
        />
      ))}
    </details>
  );
}

/** Where the newest number on the card comes from, and how old it is; after a refresh, what that came to. */
function Source({ card, answer, words, actions }: Pick<Props, 'card' | 'answer' | 'words' | 'actions'>) {
  const { source } = card;
  if (source === null && answer === null) return null;
  return (
    <footer class="source">
      <span aria-live="polite">{answer?.text}</span>
      {answer?.offer === true ? (
        <button type="button" class="link" onClick={() => actions.open(card.usagePage)}>
          {words.t('app.open-usage')}
        </button>
      ) : (
        answer === null && source
      )}
    </footer>
  );
}

function RefreshMark() {
  return (
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path
        d="M13 8a5 5 0 1 1-1.6-3.7M13 2v3h-3"
        fill="none"
        stroke="currentColor"
        stroke-width="1.5"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  );
}

function OpenMark() {
  return (
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path
        d="M6 3H3v10h10v-3M9 3h4v4M13 3 7.5 8.5"
        fill="none"
        stroke="currentColor"
        stroke-width="1.5"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  );
}

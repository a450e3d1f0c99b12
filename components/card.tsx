import type { ComponentChildren } from 'preact';
import type { Ask, Card as CardView } from '../core/app/card.ts';
import type { Settings } from '../core/domain/settings.ts';
import type { Words } from '../core/words/words.ts';
import { AskField } from './ask.tsx';
import { Balance } from './balance.tsx';
import { Estimate, OpenMark, RefreshMark, Source, Steps, Trouble, Warnings } from './card-parts.tsx';
import { LastTasks } from './last-tasks.tsx';
import { Linked, type Links } from './linked.tsx';
import { Meter, type Of, ofData } from './meter.tsx';
import { BoughtQuestion, PurchaseForm } from './purchases.tsx';
import { UnseenUse } from './unseen.tsx';

/** What a person can do on a card. */
export type Actions = {
  readonly refresh: (card: CardView) => void;
  readonly open: (url: string) => void;
  readonly allow: (card: CardView) => void;
  readonly reload: (card: CardView) => void;
  readonly tellMe: (card: CardView, meter: string, on: boolean) => void;
  readonly enter: (card: CardView, ask: Exclude<Ask, 'whose'>, value: number) => void;
  /** Takes back what was entered, so that it is asked for again. */
  readonly forgetEntered: (card: CardView, ask: CardView['entered'][number]['ask']) => void;
  readonly belongsTo: (card: CardView, owner: string) => void;
  readonly answerPurchase: (card: CardView, id: string, yes: boolean) => void;
  /** They were several, of so many credits each. */
  readonly splitPurchase: (card: CardView, id: string, parts: readonly number[]) => void;
  /** `mine`: it was the person's own use; otherwise it has been taken care of. */
  readonly wasMe: (card: CardView, id: string, mine: boolean) => void;
  readonly addPurchase: (
    card: CardView,
    purchase: { readonly credits: number; readonly at: number; readonly paid: number | null },
  ) => void;
  readonly stop: (card: CardView) => void;
  /** Where lines lead, in the popup; on the dashboard one is there already. */
  readonly links?: Links;
  /** Puts a text on the clipboard; whether that was possible. */
  readonly copy: (text: string) => Promise<boolean>;
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
  /** What a place with room adds to the numbers. */
  readonly children?: ComponentChildren;
};

/** One account of one service. */
export function Card({ card, words, settings, actions, answer, roomy = false, children }: Props) {
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
        {card.accountName !== null && (
          <span class="chip owner" title={card.accountName}>
            {card.accountName}
          </span>
        )}
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
      <Warnings card={card} actions={actions} />
      <Estimate card={card} />
      <UnseenUse card={card} words={words} actions={actions} />
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
          links={actions.links}
        />
      ))}
      <Steps card={card} words={words} actions={actions} />
      {children}
      <More card={card} words={words} settings={settings} onTellMe={tellMe} source={source} />
      <BoughtQuestion card={card} actions={actions} />
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
          {card.planNotes.includes(note) ? (
            <Linked to="budget" links={actions.links}>
              {note}
            </Linked>
          ) : (
            note
          )}
        </p>
      ))}
      <LastTasks card={card} words={words} actions={actions} />
      {roomy && card.purse && <PurchaseForm card={card} words={words} actions={actions} />}
      <Source card={card} answer={answer} words={words} actions={actions} />
    </article>
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

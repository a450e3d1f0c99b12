import type { Card } from '../../core/app/card.ts';
import type { Most } from '../../core/app/dashboard/most.ts';
import type { Words } from '../../core/words/words.ts';
import { ofData } from '../meter.tsx';

type StepsProps = { readonly card: Card; readonly steps: readonly string[]; readonly words: Words };

/** What to do about what a card says. */
export function NextSteps({ card, steps, words }: StepsProps) {
  if (steps.length === 0) return null;
  return (
    <section class="answer" {...ofData(card)} data-next={card.provider}>
      <h3>{words.t('next.title')}</h3>
      {steps.map((step) => (
        <p key={step}>{step}</p>
      ))}
    </section>
  );
}

type MostProps = {
  readonly card: Card;
  /** By `provider/account`; `null` until it has been looked up. */
  readonly most: ReadonlyMap<string, Most> | null;
  readonly words: Words;
};

/** What most went on at an account, and what is not told of that; its room is kept until it has been looked up. */
export function MostOf({ card, most, words }: MostProps) {
  const { provider, owner, purse, meters, service } = card;
  const one = most?.get(`${provider}/${owner}`);
  const awaited = purse && most === null;
  if (one === undefined && !awaited && meters.length === 0) return null;
  return (
    <section class="answer" {...ofData(card)} data-most={provider}>
      <h3>{words.t('now.most-title')}</h3>
      {one !== undefined && (
        <p>
          <a href={one.to}>{one.text}</a>
        </p>
      )}
      {awaited && <p class="awaited" />}
      {meters.length > 0 && <p class="quiet">{words.t('now.most-untold', { service })}</p>}
    </section>
  );
}

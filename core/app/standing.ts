import type { EpochMs } from '../domain/time.ts';
import type { Words } from '../words/words.ts';
import type { Card } from './card.ts';
import type { TimeView } from './meters.ts';
import type { Screen } from './view.ts';

/** How one number stands, as the popup shows it. `share`: percent used. */
export type Standing = {
  readonly key: string;
  /** The service, with the number of the account where there are several. */
  readonly service: string;
  readonly name: string;
  readonly text: string;
  readonly share: number | null;
  readonly level: Card['level'];
  /** When it comes back, and whether it lasts until then; `null` where nothing can be said. */
  readonly resets: string | null;
  readonly lasting: string | null;
  readonly seenAt: EpochMs;
};

/** What each card shows open, as far as its numbers are known. */
export function standingOf({ cards }: Screen, words: Words): readonly Standing[] {
  return cards.flatMap((card) => {
    const several = cards.filter(({ provider }) => provider === card.provider).length > 1;
    const key = (id: string) => `${card.provider}/${card.account}/${id}`;
    const named = (product: string) =>
      several
        ? words.t('history.of-account', { service: product, account: words.t('card.account', { n: card.account }) })
        : product;
    const meters = card.meters.flatMap(
      ({ id, product, name, both, used, level, reset, lasting, seenAt }): Standing[] => {
        if (used === null) return [];
        const service = named(product);
        const said = { resets: resetText(reset, words), lasting: lasting?.text ?? null };
        return [{ key: key(id), service, name, text: both, share: used, level, seenAt, ...said }];
      },
    );
    const balances = card.balances.flatMap(({ id, name, value, text, level, cycle, seenAt }): Standing[] => {
      if (value === null) return [];
      const service = named(card.service);
      const said = { resets: resetText(cycle?.reset ?? null, words), lasting: cycle?.lasting?.text ?? null };
      return [{ key: key(id), service, name, text, share: cycle?.used ?? null, level, seenAt, ...said }];
    });
    return [...meters, ...balances];
  });
}

function resetText(reset: TimeView | null, words: Words): string | null {
  return reset === null ? null : words.t('review.resets', { moment: reset.moment });
}

/** The same in one sentence for each card, of what was read since then: the fullest, or else what there is. */
export function standingLines(screen: Screen, words: Words, since: EpochMs): readonly string[] {
  const cards = new Map<string, Standing>();
  for (const one of standingOf(screen, words).filter(({ seenAt }) => seenAt >= since)) {
    const card = one.key.split('/').slice(0, 2).join('/');
    const known = cards.get(card);
    if (known === undefined || (one.share ?? -1) > (known.share ?? -1)) cards.set(card, one);
  }
  return [...cards.values()].map(({ service, name, text }) => words.t('review.stands', { service, name, text }));
}

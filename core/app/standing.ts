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
    const service = several ? words.t('history.of-account', { service: card.service, n: card.account }) : card.service;
    const key = (id: string) => `${card.provider}/${card.account}/${id}`;
    const meters = card.meters.flatMap(({ id, name, both, used, level, reset, lasting, seenAt }): Standing[] => {
      if (used === null) return [];
      const said = { resets: resetText(reset, words), lasting: lasting?.text ?? null };
      return [{ key: key(id), service, name, text: both, share: used, level, seenAt, ...said }];
    });
    const balances = card.balances.flatMap(({ id, name, value, text, level, cycle, seenAt }): Standing[] => {
      if (value === null) return [];
      const said = { resets: resetText(cycle?.reset ?? null, words), lasting: cycle?.lasting?.text ?? null };
      return [{ key: key(id), service, name, text, share: cycle?.used ?? null, level, seenAt, ...said }];
    });
    return [...meters, ...balances];
  });
}

function resetText(reset: TimeView | null, words: Words): string | null {
  return reset === null ? null : words.t('review.resets', { moment: reset.moment });
}

/** The same in one sentence for each service, of what was read since then; credits before limits. */
export function standingLines(screen: Screen, words: Words, since: EpochMs): readonly string[] {
  const all = standingOf(screen, words).filter(({ seenAt }) => seenAt >= since);
  const services = [...new Set(all.map(({ service }) => service))];
  return services.flatMap((service) => {
    const own = all.filter((one) => one.service === service);
    const first = own.find(({ key }) => key.endsWith('/credits')) ?? own[0];
    return first === undefined ? [] : [words.t('review.stands', { service, name: first.name, text: first.text })];
  });
}

import type { Estimate } from '../domain/estimate.ts';
import type { Follows, Subject } from '../domain/notice.ts';
import type { EpochMs } from '../domain/time.ts';
import { meterName, nameOf, quantity } from './names.ts';
import type { Words } from './words.ts';

type LimitToSay = {
  readonly subject: Subject;
  readonly resetsAt: EpochMs | null;
  readonly follows: Follows;
  readonly credits: number | null;
};

/** A limit that is reached, and what follows, as one line of the popup. */
export function limitText(words: Words, { subject, resetsAt, follows, credits }: LimitToSay, now: EpochMs): string {
  const { t } = words;
  const isBalance = !subject.meter.includes(':');
  if (isBalance)
    return words.sentences([
      t('warning.balance-used-up', { name: nameOf(words, subject.label) }),
      until(words, resetsAt, now),
    ]);
  const meter = meterName(words, subject);
  const told =
    follows === 'credits'
      ? credits === null
        ? t('warning.limit-credits', { meter })
        : t('warning.limit-credits-left', { meter, credits: quantity(words, credits, 'credits') })
      : follows === 'stops'
        ? t('warning.limit-stops', { meter })
        : t('warning.limit-unknown', { meter });
  return words.sentences([told, until(words, resetsAt, now)]);
}

function until(words: Words, resetsAt: EpochMs | null, now: EpochMs): string | null {
  return resetsAt === null || resetsAt <= now
    ? null
    : words.t('warning.until', { moment: words.moment(resetsAt, now) });
}

/** What a task costs: a range, or one number where the price is fixed. */
export function costText({ t, amount }: Words, { low, high, unit }: Omit<Estimate, 'task'>): string {
  const [from, to] = [rounded(low), rounded(high)];
  return from === to
    ? t(`estimate.point-${unit}`, { count: to, number: amount(to) })
    : t('estimate.range', { low: from, high: to, unit: t(`estimate.units.${unit}`) });
}

/** A guess has no more than two digits that mean something. */
export function rounded(value: number): number {
  if (value < 10) return Math.round(value);
  const step = 10 ** (Math.floor(Math.log10(value)) - 1);
  return Math.round(value / step) * step;
}

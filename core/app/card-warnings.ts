import { type AccountState, type StopState, stopEnd } from '../domain/account.ts';
import type { EpochMs } from '../domain/time.ts';
import type { Level } from '../domain/warning.ts';
import type { Facts } from '../providers/provider.ts';
import { nameOf } from '../words/names.ts';
import { limitText } from '../words/warnings.ts';
import type { Words } from '../words/words.ts';
import type { WarningView } from './card.ts';
import { limitsOf } from './limits.ts';
import type { MeterView } from './meters.ts';
import type { Selection } from './view.ts';

/** What stands on a card: limits that are reached, stops the service announced, and shares past the thresholds. */
export function warningsOf(
  account: AccountState,
  meters: readonly MeterView[],
  facts: Facts,
  { words, conditions }: Selection,
): WarningView[] {
  const limits = limitsOf(account, conditions.now);
  const limited = new Set(limits.map(({ meter }) => meter));
  const atLimit = limits
    .filter(({ meter }) => !meter.startsWith('stop:'))
    .map(
      (limit): WarningView => ({
        kind: 'limit-reached',
        level: 'critical',
        text: limitText(words, limit, conditions.now),
      }),
    );
  const near = meters
    .filter(({ id, level }) => !limited.has(id) && (level === 'notice' || level === 'warning' || level === 'critical'))
    .map(({ name, level, used }): WarningView => {
      const percent = words.percent(used ?? 0);
      return { kind: 'near-limit', level, text: words.t('warning.near-limit', { meter: name, percent }) };
    });
  const features = new Set(limits.map(({ subject }) => subject.meter.split(':')[0]));
  const stops = account.stops
    .filter((stop) => !features.has(stop.feature) && stopEnd(stop) > conditions.now)
    .map(
      (stop): WarningView => ({
        kind: 'limit-reached',
        level: stopLevel(stop),
        text: stopText(stop, facts, words, conditions.now),
      }),
    );
  return [...atLimit, ...stops, ...near];
}

/** One feature or model that is not available is no reason for alarm; the end of the credits is. */
function stopLevel({ why }: StopState): Level {
  if (why === 'too-many-at-once' || why === 'not-in-plan' || why === 'feature-blocked') return 'notice';
  return why === 'limit-reached' ? 'warning' : 'critical';
}

function stopText({ why, label, until }: StopState, facts: Facts, words: Words, now: EpochMs): string {
  const told = words.t(`warning.stop.${why}`, { name: nameOf(words, label), service: facts.short });
  return words.sentences([
    told,
    until === null ? null : words.t('warning.until', { moment: words.moment(until, now) }),
  ]);
}

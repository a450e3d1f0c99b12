import type { AccountState } from '../../domain/account.ts';
import type { Level } from '../../domain/warning.ts';
import { quantity } from '../../words/names.ts';
import type { Words } from '../../words/words.ts';
import type { Card } from '../card.ts';
import { remindedOf } from '../expiries.ts';
import type { MeterView } from '../meters.ts';
import type { Selection } from '../view.ts';

/** Of more limits than this nobody can be mindful at once. */
const atMost = 2;

/**
 * What somebody could do about what a card says, in whole sentences and with its very numbers: the most urgent first.
 * Empty where nothing is known, or where the card itself says what to do about something that is wrong.
 */
export function nextSteps(card: Card, { snapshot, words, conditions }: Selection): readonly string[] {
  const meters = metersOf(card);
  const numbers = meters.length + card.balances.length + card.more.balances.length;
  if (card.trouble !== null || card.steps.length > 0 || numbers === 0) return [];
  const account = snapshot.accounts.find((one) => one.provider === card.provider && one.account === card.owner);
  const ofLimits = limitSteps(card, meters, words);
  const others = [
    ...(account === undefined ? [] : lapseSteps(account, words, conditions)),
    ...(card.bought !== null || card.asks.length > 0 ? [words.t('next.answer')] : []),
  ];
  if (ofLimits.length > 0) return [...ofLimits, ...others];
  if (meters.some(({ lasting }) => lasting !== null)) return [words.t('next.go-on'), ...others];
  return others.length > 0 ? others : [words.t('next.calm')];
}

const metersOf = ({ meters, balances, more }: Card): readonly MeterView[] => [
  ...[...meters, ...more.meters],
  ...[...balances, ...more.balances].flatMap(({ cycle }) => cycle ?? []),
];

function limitSteps(card: Card, meters: readonly MeterView[], words: Words): readonly string[] {
  if (card.balances.some(({ blocked }) => blocked)) return [words.t('notice.limit-reached.todo-stops')];
  const steps = meters
    .flatMap((meter) => {
      const text = stepOf(meter, words);
      return text === null ? [] : [{ text, urgency: urgencyOf(meter) }];
    })
    .sort((a, b) => b.urgency - a.urgency)
    .slice(0, atMost)
    .map(({ text }) => text);
  // A stop that the service announced, and that stands on no number.
  return steps.length === 0 && card.level === 'critical' ? [words.t('notice.limit-reached.todo-unknown')] : steps;
}

const isUsedUp = ({ blocked, used }: MeterView): boolean => blocked || (used ?? 0) >= 99.5;

const levels: readonly Level[] = ['none', 'notice', 'warning', 'critical'];

/** Used up, then about to be, then close to it. */
function urgencyOf(meter: MeterView): number {
  if (isUsedUp(meter)) return 100;
  return (meter.lasting?.runsOutIn == null ? 0 : 50) + 10 * levels.indexOf(meter.level) + (meter.used ?? 0) / 100;
}

/** `null`: nothing needs to be done about it, or nothing is known of it. */
function stepOf(meter: MeterView, words: Words): string | null {
  const { name, used, reset, lasting, level } = meter;
  if (used === null && !meter.blocked) return null;
  const back = reset === null ? null : { meter: name, moment: reset.moment };
  if (isUsedUp(meter)) return back === null ? words.t('notice.limit-reached.todo-unknown') : words.t('next.wait', back);
  if (lasting === null) return level === 'none' ? null : words.t('next.spare', { meter: name });
  if (lasting.level === 'none') return null;
  // Nobody leaves heavy work for days; what is hours away is another matter.
  if (lasting.daily !== null) return paceText(name, lasting.daily, words);
  return back === null ? words.t('next.spare', { meter: name }) : words.t('next.move', back);
}

function paceText(meter: string, daily: NonNullable<NonNullable<MeterView['lasting']>['daily']>, words: Words): string {
  const { amount, date, today } = daily;
  return today === null
    ? words.t('next.pace', { meter, amount, date })
    : words.t('next.pace-used', { meter, amount, date, today });
}

/** Credits whose lapse people are reminded of by now. */
function lapseSteps(account: AccountState, words: Words, conditions: Selection['conditions']): readonly string[] {
  const [next] = remindedOf(account, conditions);
  if (next === undefined) return [];
  const values = { amount: quantity(words, next.credits, 'credits'), date: words.date(next.at) };
  return [words.t(next.guessed > 0 ? 'next.lapse-guess' : 'next.lapse', values)];
}

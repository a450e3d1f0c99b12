import type { AccountState } from '../domain/account.ts';
import { type BalanceState, hasCycle } from '../domain/balance.ts';
import { cycleAllowance, cycleUsed } from '../domain/cycle-use.ts';
import { nextRenewal, openRenewal } from '../domain/renewal.ts';
import { enteredFor } from '../domain/settings.ts';
import { levelOf } from '../domain/warning.ts';
import type { Facts } from '../providers/provider.ts';
import { compact, meterName, quantity } from '../words/names.ts';
import type { Words } from '../words/words.ts';
import { expiryNote } from './card-lots.ts';
import { cycleMeter } from './forecasts.ts';
import { lastingOf } from './lasting.ts';
import { allowanceOf } from './means.ts';
import { awaitingText, type BalanceView, type MeterView, shareView, sourceText, timeView } from './meters.ts';
import { learnedNotes, learnedWhy } from './refills.ts';
import { renewalText } from './renewal-text.ts';
import type { Selection } from './view.ts';

export function balanceView(
  balance: BalanceState,
  account: AccountState,
  facts: Facts,
  selection: Selection,
): BalanceView {
  const { words, conditions } = selection;
  const { now } = conditions;
  const { left, unit, unlimited, returnsAt } = balance;
  const blocked = balance.blocked === true;
  const cycle = cycleView(balance, account, facts, selection);
  const notes = notesOf(balance, account, selection, facts, cycle);
  const learned = learnedNotes(account, facts.short, words, now);
  return {
    id: balance.key,
    name: meterName(words, { label: balance.label, length: null }),
    value: left,
    text: textOf(balance, words),
    short: left === null || unlimited ? null : compact(left),
    level: blocked ? 'critical' : (cycle?.level ?? 'none'),
    blocked,
    notes,
    why: notes.some((note) => learned.includes(note)) ? learnedWhy(account, words) : null,
    returns:
      returnsAt !== null && returnsAt > now
        ? timeView(returnsAt, selection, unit === 'generations' ? 'reset.returns' : 'reset.countdown')
        : null,
    source: sourceText(words, balance.origin, now - balance.seenAt, facts),
    seenAt: balance.seenAt,
    cycle,
    tellMe: account.tellMe.includes(balance.key) ? 'asked' : blocked ? 'possible' : 'no',
  };
}

function textOf({ left, unit, unlimited }: BalanceState, words: Words): string {
  if (unlimited) return words.t('balance.unlimited');
  if (left === null) return words.t('balance.unknown');
  return words.t('balance.left', { amount: quantity(words, left, unit) });
}

/** The cycle's credits as a meter: only once a refill was seen or the monthly amount is known. */
function cycleView(balance: BalanceState, account: AccountState, facts: Facts, selection: Selection): MeterView | null {
  const { words, settings, conditions, snapshot } = selection;
  const entered = enteredFor(settings, account);
  const { monthly, daily } = allowanceOf(account, facts, entered);
  const spent = !daily ? cycleUsed(balance, monthly) : null;
  if (spent === null) return null;
  const { now, offset, offsetAt } = conditions;
  const overdue = openRenewal(account, entered, balance, { now, offset, offsetAt });
  const used = overdue === null ? spent : null;
  const renewal = overdue === null ? nextRenewal(account, entered, now, offset, offsetAt) : null;
  return {
    id: `${balance.key}:cycle`,
    name: words.t('meter.cycle'),
    product: facts.short,
    phase: overdue === null ? 'known' : 'awaiting-reset',
    used,
    ...shareView(words, used, settings.show),
    amounts: null,
    why: null,
    level: levelOf(used, settings.thresholds),
    blocked: false,
    reset:
      renewal === null
        ? null
        : {
            ...timeView(renewal.at, selection, 'reset.countdown'),
            moment: renewalText(account, renewal.at, words, now),
          },
    note: overdue === null ? null : awaitingText(words, renewalText(account, overdue, words, now)),
    lasting:
      used === null
        ? null
        : lastingOf(account, cycleMeter(balance.key), cycleAllowance(balance, monthly), words, now, snapshot.accounts),
    source: sourceText(words, balance.origin, now - balance.seenAt, facts),
    seenAt: balance.seenAt,
    tellMe: 'no',
  };
}

function notesOf(
  balance: BalanceState,
  account: AccountState,
  selection: Selection,
  facts: Facts,
  cycle: MeterView | null,
): string[] {
  const { words, settings, conditions } = selection;
  const { doubt } = balance;
  const notes: string[] = [];
  if (doubt !== null) {
    const amount = quantity(words, doubt.left, balance.unit);
    notes.push(words.t('balance.doubt', { amount, moment: words.moment(doubt.at, conditions.now) }));
  }
  const entered = enteredFor(settings, account);
  const renewal =
    balance.unit === 'credits' && balance.pool === null
      ? nextRenewal(account, entered, conditions.now, conditions.offset, conditions.offsetAt)
      : null;
  // The cycle's own meter counts down to the same day, and what was entered stands beside it, to be changed.
  const listed = renewal?.by === 'entered' ? account.cycle === null && account.renewal === null : cycle !== null;
  if (renewal !== null && !listed)
    notes.push(
      words.t(renewal.by === 'service' ? 'reset.renews' : 'reset.renews-entered', { date: words.date(renewal.at) }),
    );
  if (balance.pool !== null && facts.pool?.id === balance.pool)
    notes.push(words.t('balance.shared', { services: words.list(facts.pool.sharedBy) }));
  if (hasCycle(balance) && renewal === null) notes.push(...learnedNotes(account, facts.short, words, conditions.now));
  const expiry = balance.unit === 'credits' ? expiryNote(account, selection) : null;
  return expiry === null ? notes : [...notes, expiry];
}

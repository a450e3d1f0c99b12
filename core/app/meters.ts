import type { AccountState } from '../domain/account.ts';
import { type BalanceState, cycleUsed } from '../domain/balance.ts';
import { nextRenewal, openRenewal } from '../domain/renewal.ts';
import { enteredFor } from '../domain/settings.ts';
import type { EpochMs } from '../domain/time.ts';
import { type Level, levelOf } from '../domain/warning.ts';
import { type Origin, phaseOf, type WindowPhase, type WindowState } from '../domain/window.ts';
import type { Facts } from '../providers/provider.ts';
import { compact, meterName, productOf, quantity } from '../words/names.ts';
import type { Words } from '../words/words.ts';
import { expiryNote } from './card-lots.ts';
import { allowanceOf } from './means.ts';
import type { Selection } from './view.ts';

/** Where a time is shown: counting down, with the moment itself beside it. */
export type TimeView = { readonly iso: string; readonly countdown: string; readonly moment: string };

/** A number with a limit, or what can be said while it is not known. */
export type MeterView = {
  readonly id: string;
  readonly name: string;
  /** The product a sentence about it speaks of: Codex rather than ChatGPT. */
  readonly product: string;
  readonly phase: WindowPhase;
  /** Percent used, 0 and up; `null` unless known now. */
  readonly used: number | null;
  /** The share in the user's chosen way: `82% used` or `18% left`. */
  readonly headline: string;
  /** The number alone, large. */
  readonly figure: string;
  /** Both sides in words, for screen readers and titles. */
  readonly both: string;
  readonly amounts: string | null;
  readonly why: string | null;
  readonly level: Level;
  readonly blocked: boolean;
  readonly reset: TimeView | null;
  /** What stands where a countdown would, when there is none. */
  readonly note: string | null;
  readonly source: string;
  readonly seenAt: EpochMs;
  /** Whether one may ask to be told of its return, and whether one has. */
  readonly tellMe: 'no' | 'possible' | 'asked';
};

/** Something of which the rest is shown. */
export type BalanceView = {
  readonly id: string;
  readonly name: string;
  /** `null`: there is some, nobody said how much. */
  readonly value: number | null;
  readonly text: string;
  readonly short: string | null;
  readonly level: Level;
  readonly blocked: boolean;
  readonly notes: readonly string[];
  readonly returns: TimeView | null;
  readonly source: string;
  readonly seenAt: EpochMs;
  /** Its cycle as a meter, where a percentage is known. */
  readonly cycle: MeterView | null;
  readonly tellMe: MeterView['tellMe'];
};

export function windowView(window: WindowState, account: AccountState, facts: Facts, selection: Selection): MeterView {
  const { words, settings, conditions } = selection;
  const { now } = conditions;
  const phase = phaseOf(window, now);
  const used = phase === 'known' ? window.used : null;
  const share = shareView(words, used, settings.show);
  const reset =
    phase === 'known' && window.resetsAt !== null ? timeView(words, window.resetsAt, now, 'reset.countdown') : null;
  const limited = window.blocked === true || (used ?? 0) >= settings.thresholds.notice;
  return {
    id: window.key,
    name: meterName(words, window),
    product: productOf(words, window.label, facts.short),
    phase,
    used,
    ...share,
    amounts: phase === 'known' ? amountsOf(window, words) : null,
    why: whyOf(window, words),
    level: phase === 'known' ? (window.blocked === true ? 'critical' : levelOf(used, settings.thresholds)) : 'none',
    blocked: phase === 'known' && window.blocked === true,
    reset,
    note: noteOf(phase, window, words, now),
    source: sourceText(words, window.origin, now - window.seenAt, facts),
    seenAt: window.seenAt,
    tellMe: account.tellMe.includes(window.key) ? 'asked' : isAwaited(phase, limited) ? 'possible' : 'no',
  };
}

/** Whether somebody is likely to be waiting for it. */
function isAwaited(phase: WindowPhase, limited: boolean): boolean {
  return phase === 'awaiting-reset' || (phase === 'known' && limited);
}

/** Both sides of a share. Used is never rounded up, so that no threshold shows before it is reached. */
function shareView(
  words: Words,
  used: number | null,
  show: 'used' | 'left',
): Pick<MeterView, 'headline' | 'figure' | 'both'> {
  if (used === null) return { headline: '', figure: '', both: '' };
  const whole = Math.floor(used);
  const [usedText, leftText] = [words.percent(whole), words.percent(Math.max(0, 100 - whole))];
  const both =
    whole > 100
      ? words.t('share.more-than-all', { used: usedText })
      : words.t('share.both', { used: usedText, left: leftText });
  return show === 'used'
    ? { figure: usedText, headline: words.t('share.used', { percent: usedText }), both }
    : { figure: leftText, headline: words.t('share.left', { percent: leftText }), both };
}

function amountsOf({ amount }: WindowState, words: Words): string | null {
  if (amount === null || amount.unit === 'dollars' || amount.left === null || amount.limit === null) return null;
  return words.t('share.of-amount', {
    left: words.amount(amount.left),
    limit: quantity(words, amount.limit, amount.unit),
  });
}

/** Dollars of a free quota are an inner measure of the service: only under "why". */
function whyOf({ amount }: WindowState, words: Words): string | null {
  if (amount?.unit !== 'dollars' || amount.used === null || amount.limit === null) return null;
  return words.t('share.dollars-why', { used: words.amount(amount.used), limit: words.amount(amount.limit) });
}

function noteOf(phase: WindowPhase, window: WindowState, words: Words, now: EpochMs): string | null {
  if (phase === 'floating') return words.t('reset.floating');
  if (phase === 'awaiting-reset') return awaitingText(words, window.resetsAt ?? now, now);
  return window.resetsAt === null ? words.t('reset.unknown') : null;
}

function awaitingText(words: Words, due: EpochMs, now: EpochMs): string {
  return words.sentences([
    words.t('reset.awaiting'),
    words.t('reset.awaiting-since', { moment: words.moment(due, now) }),
  ]);
}

type CountdownKey = 'reset.countdown' | 'reset.returns';

function timeView(words: Words, at: EpochMs, now: EpochMs, key: CountdownKey): TimeView {
  return {
    iso: new Date(at).toISOString(),
    countdown: words.t(key, { duration: words.duration(at - now) }),
    moment: words.moment(at, now),
  };
}

export function sourceText(words: Words, { via, onUsagePage }: Origin, age: number, facts: Facts): string {
  const values = { ago: words.ago(age), service: facts.short };
  if (via === 'text') return words.t('source.text', values);
  if (via === 'replay') return words.t('source.replay', values);
  return onUsagePage ? words.t('source.usage-page', values) : words.t('source.page', values);
}

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
  return {
    id: balance.key,
    name: meterName(words, { label: balance.label, length: null }),
    value: left,
    text: textOf(balance, words),
    short: left === null || unlimited ? null : compact(left),
    level: blocked ? 'critical' : (cycle?.level ?? 'none'),
    blocked,
    notes: notesOf(balance, account, selection, facts, cycle),
    returns:
      returnsAt !== null && returnsAt > now
        ? timeView(words, returnsAt, now, unit === 'generations' ? 'reset.returns' : 'reset.countdown')
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
  const { words, settings, conditions } = selection;
  const entered = enteredFor(settings, account);
  const { monthly, daily } = allowanceOf(account, facts, entered);
  const spent = !daily ? cycleUsed(balance, monthly) : null;
  if (spent === null) return null;
  const { now, offset } = conditions;
  const overdue = openRenewal(account, entered, balance, { now, offset });
  const used = overdue === null ? spent : null;
  const renewal = overdue === null ? nextRenewal(account, entered, now, offset) : null;
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
    reset: renewal === null ? null : timeView(words, renewal.at, now, 'reset.countdown'),
    note: overdue === null ? null : awaitingText(words, overdue, now),
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
  const notes: string[] = [];
  const entered = enteredFor(settings, account);
  const renewal =
    balance.unit === 'credits' && balance.pool === null
      ? nextRenewal(account, entered, conditions.now, conditions.offset)
      : null;
  // The cycle's own meter counts down to the same day.
  if (renewal !== null && (cycle === null || renewal.by === 'entered'))
    notes.push(
      words.t(renewal.by === 'service' ? 'reset.renews' : 'reset.renews-entered', { date: words.date(renewal.at) }),
    );
  if (balance.pool !== null && facts.pool?.id === balance.pool)
    notes.push(words.t('balance.shared', { services: words.list(facts.pool.sharedBy) }));
  const expiry = balance.unit === 'credits' ? expiryNote(account, selection) : null;
  return expiry === null ? notes : [...notes, expiry];
}

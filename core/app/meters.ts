import type { AccountState } from '../domain/account.ts';
import type { EpochMs } from '../domain/time.ts';
import { type Level, levelOf } from '../domain/warning.ts';
import { type Origin, phaseOf, type WindowPhase, type WindowState } from '../domain/window.ts';
import type { Facts } from '../providers/provider.ts';
import { meterName, productOf, quantity } from '../words/names.ts';
import type { Words } from '../words/words.ts';
import { type Lasting, lastingOf } from './lasting.ts';
import type { Selection } from './view.ts';

/** Where a time is shown: counting down, with the moment itself beside it. */
export type TimeView = {
  readonly iso: string;
  readonly countdown: string;
  readonly moment: string;
  /** Which of the two is to be read first. */
  readonly first: 'countdown' | 'clock';
};

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
  /** Whether it lasts until it comes back; `null` where nothing can be said. */
  readonly lasting: Lasting | null;
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
  /** What a learned return rests on: only for who wants to know. */
  readonly why: string | null;
  readonly returns: TimeView | null;
  readonly source: string;
  readonly seenAt: EpochMs;
  /** Its cycle as a meter, where a percentage is known. */
  readonly cycle: MeterView | null;
  readonly tellMe: MeterView['tellMe'];
};

export function windowView(window: WindowState, account: AccountState, facts: Facts, selection: Selection): MeterView {
  const { words, settings, conditions, snapshot } = selection;
  const { now } = conditions;
  const phase = phaseOf(window, now);
  const used = phase === 'known' ? window.used : null;
  const share = shareView(words, used, settings.show);
  const reset =
    phase === 'known' && window.resetsAt !== null ? timeView(window.resetsAt, selection, 'reset.countdown') : null;
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
    lasting:
      phase === 'known' && window.blocked !== true
        ? lastingOf(account, window.key, null, words, now, snapshot.accounts)
        : null,
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
export function shareView(
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
  if (phase === 'awaiting-reset') return awaitingText(words, words.moment(window.resetsAt ?? now, now));
  return window.resetsAt === null ? words.t('reset.unknown') : null;
}

/** `moment`: when it was due, in words. */
export function awaitingText(words: Words, moment: string): string {
  return words.sentences([words.t('reset.awaiting'), words.t('reset.awaiting-since', { moment })]);
}

type CountdownKey = 'reset.countdown' | 'reset.returns';

export function timeView(at: EpochMs, { words, settings, conditions }: Selection, key: CountdownKey): TimeView {
  const { now } = conditions;
  return {
    first: settings.times,
    iso: new Date(at).toISOString(),
    countdown: words.t(key, { duration: words.until(at, now) }),
    moment: words.moment(at, now),
  };
}

export function sourceText(words: Words, { via, onUsagePage }: Origin, age: number, facts: Facts): string {
  const values = { ago: words.ago(age), service: facts.short };
  if (via === 'text') return words.t('source.text', values);
  if (via === 'replay') return words.t('source.replay', values);
  return onUsagePage ? words.t('source.usage-page', values) : words.t('source.page', values);
}

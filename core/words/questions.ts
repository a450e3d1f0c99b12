import type { Notice } from '../domain/notice.ts';
import type { EpochMs } from '../domain/time.ts';
import { noticeText } from './notices.ts';
import type { Words } from './words.ts';

type HeavyTask = Extract<Notice, { kind: 'heavy-task' }>;

/** What the small window asks: the words of the notification it stands for, and why it asks. */
export type QuestionText = {
  readonly title: string;
  readonly message: string;
  readonly reasons: readonly string[];
  /** How much of what is left it takes, in percent at best and at worst; `null` where that is unknown. */
  readonly takes: { readonly low: number; readonly high: number } | null;
};

/** Reasons there are words for. */
const told = [
  'does-not-fit',
  'spends-credits',
  'over-cap',
  'crosses-warning',
  'large-share',
  'large-of-cycle',
] as const;

/** The words of a question as they are true at `now`. */
export function questionText(words: Words, notice: HeavyTask, short: string, now: EpochMs): QuestionText {
  const { estimate, means, reasons } = notice.verdict;
  const { left } = means;
  const share = (amount: number, of: number) => Math.min(100, Math.round((amount / of) * 100));
  return {
    ...noticeText(words, notice, short, now),
    reasons: told.filter((one) => reasons.includes(one)).map((one) => words.t(`ask-first.reason.${one}`)),
    takes: left === null || left <= 0 ? null : { low: share(estimate.low, left), high: share(estimate.high, left) },
  };
}

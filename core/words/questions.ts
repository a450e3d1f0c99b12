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
  /** How much of what is left it takes, in percent at best and at worst, and in words; `null` where that is unknown. */
  readonly takes: { readonly low: number; readonly high: number; readonly text: string } | null;
};

/** The words of a question as they are true at `now`. */
export function questionText(words: Words, notice: HeavyTask, short: string, now: EpochMs): QuestionText {
  const { estimate, means, after, reasons, payer } = notice.verdict;
  // Where credits pay for what the plan leaves, a share of the plan alone says nothing.
  const left = after === null || payer === 'plan-then-credits' ? null : means.left;
  return {
    ...noticeText(words, notice, short, now),
    reasons: reasons.map((one) => words.t(`ask-first.reason.${one}`)),
    takes: left === null || left <= 0 ? null : takesOf(words, estimate, left),
  };
}

function takesOf(words: Words, estimate: { readonly low: number; readonly high: number }, left: number) {
  const low = Math.round((estimate.low / left) * 100);
  const high = Math.round((estimate.high / left) * 100);
  const [least, most] = [words.percent(low), words.percent(high)];
  if (low >= 100) return { low, high, text: words.t('ask-first.takes.all') };
  if (high >= 100) return { low, high, text: words.t('ask-first.takes.least', { low: least }) };
  const text =
    low === high
      ? words.t('ask-first.takes.about', { percent: most })
      : words.t('ask-first.takes.between', { low: least, high: most });
  return { low, high, text };
}

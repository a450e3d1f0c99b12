import type { Notice } from '../domain/notice.ts';
import type { TaskKind } from '../domain/task.ts';
import { day, type EpochMs, minute } from '../domain/time.ts';
import { meterName, productOf, quantity } from './names.ts';
import type { NoticeText } from './notices.ts';
import { rounded } from './warnings.ts';
import type { Words } from './words.ts';

type Of<Kind extends Notice['kind']> = Extract<Notice, { kind: Kind }>;

/** What the model foresees or has noticed. Every figure in it is a guess, and every sentence says so. */
export type Foreseen = Of<
  | 'will-run-out'
  | 'low-balance'
  | 'credits-expire'
  | 'unusual-use'
  | 'top-up'
  | 'promise-ends'
  | 'retakes'
  | 'failed-charge'
>;

export function foreseenText(words: Words, notice: Foreseen, short: string, now: EpochMs): NoticeText {
  switch (notice.kind) {
    case 'will-run-out':
      return willRunOut(words, notice, short, now);
    case 'low-balance':
      return lowBalance(words, notice, short);
    case 'credits-expire':
      return creditsExpire(words, notice, short, now);
    case 'unusual-use':
      return unusualUse(words, notice, short, now);
    case 'top-up':
      return topUp(words, notice, short);
    case 'promise-ends':
      return promiseEnds(words, notice, short, now);
    case 'retakes':
      return retakes(words, notice, short);
    case 'failed-charge':
      return failedCharge(words, notice, short, now);
  }
}

const credits = (words: Words, amount: number) => quantity(words, amount, 'credits');
const about = (words: Words, amount: number) => credits(words, rounded(amount));

/** The missing time is only said where all of it is of one day: further ahead it would sound surer than it is. */
function willRunOut(words: Words, notice: Of<'will-run-out'>, short: string, now: EpochMs): NoticeText {
  const { subject, low, middle, high, resetsAt } = notice;
  const values = {
    resets: words.moment(resetsAt, now),
    low: words.moment(low, now),
    high: words.moment(Math.min(high, resetsAt), now),
  };
  const near = resetsAt - now <= day && resetsAt - middle >= minute;
  return {
    title: words.t('notice.will-run-out.title', {
      service: productOf(words, subject.label, short),
      meter: meterName(words, subject),
      moment: words.moment(middle, now),
    }),
    message: words.sentences([
      near
        ? words.t('notice.will-run-out.body', { ...values, duration: words.duration(resetsAt - middle) })
        : words.t('notice.will-run-out.body-later', values),
      words.t('notice.will-run-out.todo'),
    ]),
  };
}

function lowBalance(words: Words, { left, task, fits }: Of<'low-balance'>, short: string): NoticeText {
  const values = { task: words.t(`task.${task}`), low: Math.floor(fits.low), high: Math.floor(fits.high) };
  return {
    title: words.t('notice.low-balance.title', { service: short, left: credits(words, left) }),
    message: words.sentences([fitsText(words, values), words.t('notice.low-balance.todo')]),
  };
}

function fitsText(words: Words, { task, low, high }: { task: string; low: number; high: number }): string {
  if (high < 1) return words.t('notice.low-balance.fits-none', { task });
  if (low < 1)
    return high < 2
      ? words.t('notice.low-balance.fits-one', { task })
      : words.t('notice.low-balance.fits', { task, low: 1, high });
  return words.t('notice.low-balance.fits', { task, low, high });
}

function creditsExpire(words: Words, notice: Of<'credits-expire'>, short: string, now: EpochMs): NoticeText {
  const { expiresAt, guess } = notice;
  const values = { service: short, date: words.date(expiresAt) };
  const amount = about(words, notice.credits);
  return {
    title: guess
      ? words.t('notice.credits-expire.title-guess', values)
      : words.t('notice.credits-expire.title', { ...values, duration: words.duration(expiresAt - now) }),
    message: words.sentences([
      guess
        ? words.t('notice.credits-expire.amount-guess', { amount })
        : words.t('notice.credits-expire.amount', { amount }),
      words.t('notice.credits-expire.rule'),
      words.t('notice.credits-expire.todo'),
    ]),
  };
}

function unusualUse(words: Words, notice: Of<'unusual-use'>, short: string, now: EpochMs): NoticeText {
  return {
    title: words.t('notice.unusual-use.title', { service: short }),
    message: words.sentences([
      unusualText(words, notice, now),
      words.t('notice.unusual-use.who'),
      words.t('notice.unusual-use.todo'),
    ]),
  };
}

/** What went, when, and what is usual where that is known; less than a credit is nothing. Amounts in credits. */
export function unusualText(
  words: Words,
  { from, to, spent, usual }: Pick<Of<'unusual-use'>, 'from' | 'to' | 'spent' | 'usual'>,
  now: EpochMs,
): string {
  const values = { from: words.moment(from, now), to: words.moment(to, now), spent: about(words, spent) };
  if (usual === null) return words.t('notice.unusual-use.body', values);
  if (usual < 1) return words.t('notice.unusual-use.body-never', values);
  return words.t('notice.unusual-use.body-usual', { ...values, usual: about(words, usual) });
}

function topUp(words: Words, notice: Of<'top-up'>, short: string): NoticeText {
  const { target } = notice;
  const values = { left: credits(words, notice.left), threshold: credits(words, notice.threshold) };
  return {
    title: words.t('notice.top-up.title', { service: short }),
    message: words.sentences([
      target === null
        ? words.t('notice.top-up.body-no-target', values)
        : words.t('notice.top-up.body', { ...values, target: credits(words, target) }),
      words.t('notice.top-up.todo'),
    ]),
  };
}

function promiseEnds(words: Words, { what, until }: Of<'promise-ends'>, short: string, now: EpochMs): NoticeText {
  const values = { service: short, date: words.date(until), duration: words.duration(until - now) };
  return { title: words.t(`notice.promise-ends.${what}`, values), message: words.t('notice.promise-ends.body') };
}

/** Which saving tip fits a kind of task; the others get none. */
const tips: { readonly [Kind in TaskKind]?: 'video' | 'document' | 'research' | 'developer' } = {
  video: 'video',
  slides: 'document',
  sheets: 'document',
  page: 'document',
  research: 'research',
  developer: 'developer',
};

function retakes(words: Words, { task, count, spent }: Of<'retakes'>, short: string): NoticeText {
  const tip = tips[task];
  return {
    title: words.t('notice.retakes.title', { service: short, task: words.t(`task.${task}`), count }),
    message: words.sentences([
      spent === null ? null : words.t('notice.retakes.spent', { spent: about(words, spent) }),
      tip === undefined ? null : words.t(`notice.retakes.tip.${tip}`),
    ]),
  };
}

function failedCharge(words: Words, notice: Of<'failed-charge'>, short: string, now: EpochMs): NoticeText {
  const { task, endedAt } = notice;
  const spent = credits(words, notice.credits);
  return {
    title: words.t('notice.failed-charge.title', { service: short, task: words.t(`task.${task}`) }),
    message: words.sentences([
      endedAt === null
        ? words.t('notice.failed-charge.body', { spent })
        : words.t('notice.failed-charge.body-when', { spent, moment: words.moment(endedAt, now) }),
      words.t('notice.failed-charge.todo'),
    ]),
  };
}

import type { Notice } from '../domain/notice.ts';
import { day, type EpochMs } from '../domain/time.ts';
import { foreseenText } from './model-notices.ts';
import { isNamed, meterName, nameOf, productOf, quantity } from './names.ts';
import { planText } from './plan-notices.ts';
import { heavyTaskText } from './preflight.ts';
import { invitationText } from './review-notices.ts';
import { rounded } from './warnings.ts';
import type { Words } from './words.ts';

/** A desktop notification in words. The title makes sense alone; the body has at most four sentences. */
export type NoticeText = { readonly title: string; readonly message: string };

type Of<Kind extends Notice['kind']> = Extract<Notice, { kind: Kind }>;

/**
 * The words of a notice as they are true at `now`. A sentence whose fact is unknown is left out. `standing`: how things
 * stand, in sentences, for what is about all of them.
 */
export function noticeText(
  words: Words,
  notice: Notice,
  short: string,
  now: EpochMs,
  standing: readonly string[] = [],
): NoticeText {
  switch (notice.kind) {
    case 'near-limit':
      return nearLimit(words, notice, short, now);
    case 'limit-reached':
      return limitReached(words, notice, short, now);
    case 'came-back':
      return cameBack(words, notice, short, now);
    case 'back-expected':
      return backExpected(words, notice, short, now);
    case 'heavy-task':
      return heavyTaskText(words, notice.verdict, now);
    case 'budget':
    case 'envelope':
    case 'job-ceiling':
      return planText(words, notice, short, now);
    case 'review':
    case 'cycle-plan':
      return invitationText(words, notice, short, now, standing);
    default:
      return foreseenText(words, notice, short, now);
  }
}

/** That there is more to tell of a service than is shown one by one. */
export function enoughText({ t }: Words, service: string): NoticeText {
  return { title: t('notice.enough.title', { service }), message: t('notice.enough.message', { service }) };
}

const titleOf = (subject: Notice['subject']) => (isNamed(subject) ? 'title-named' : 'title');

/** Windows have a length in their key (`codex:18000`), balances do not. */
const isBalance = ({ meter }: Notice['subject']) => !meter.includes(':');

function nearLimit(words: Words, notice: Of<'near-limit'>, short: string, now: EpochMs): NoticeText {
  const { t } = words;
  const { subject, threshold, left, unit, used, resetsAt } = notice;
  const percent = words.percent(threshold);
  const remaining =
    left === null || unit === 'percent' || unit === 'dollars'
      ? t('notice.near-limit.left', { left: words.percent(Math.max(0, 100 - Math.floor(used))) })
      : t('notice.near-limit.left-amount', { left: quantity(words, left, unit) });
  const service = productOf(words, subject.label, short);
  return {
    title: isBalance(subject)
      ? t('notice.near-limit.title-cycle', { service, percent })
      : t(`notice.near-limit.${titleOf(subject)}`, { service, percent, meter: meterName(words, subject) }),
    message: words.sentences([
      remaining,
      resetsAt === null || resetsAt <= now
        ? null
        : t('notice.near-limit.resets', {
            moment: words.moment(resetsAt, now),
            duration: words.duration(resetsAt - now),
          }),
      perDay(words, notice, now) ?? t('notice.near-limit.todo'),
    ]),
  };
}

/** How much a day lasts until the reset: only for credits, and only where there is more than a day to go. */
function perDay(words: Words, { left, unit, resetsAt }: Of<'near-limit'>, now: EpochMs): string | null {
  if (unit !== 'credits' || left === null || left <= 0 || resetsAt === null || resetsAt - now < 2 * day) return null;
  const perDay = rounded(left / ((resetsAt - now) / day));
  return perDay < 1 ? null : words.t('notice.near-limit.per-day', { amount: quantity(words, perDay, unit) });
}

function limitReached(words: Words, notice: Of<'limit-reached'>, short: string, now: EpochMs): NoticeText {
  const { t } = words;
  const { subject, follows, credits, resetsAt } = notice;
  const service = productOf(words, subject.label, short);
  const followed =
    follows === 'stops'
      ? t('notice.limit-reached.stops')
      : follows === 'unknown'
        ? null
        : credits === null
          ? t('notice.limit-reached.credits-unknown')
          : t('notice.limit-reached.credits', { credits: words.amount(credits) });
  const workspace = notice.why?.startsWith('workspace') === true;
  const todo = workspace ? t('notice.limit-reached.todo-workspace') : t(`notice.limit-reached.todo-${follows}`);
  const known = resetsAt !== null && resetsAt > now;
  return {
    title: limitTitle(words, notice, service),
    message: words.sentences([
      followed,
      known ? t('notice.limit-reached.resets', { moment: words.moment(resetsAt, now) }) : null,
      follows === 'credits' && !known ? null : todo,
    ]),
  };
}

function limitTitle(words: Words, { subject, why }: Of<'limit-reached'>, service: string): string {
  const name = nameOf(words, subject.label);
  if (why === 'workspace-credits-used-up' || why === 'workspace-limit-reached')
    return words.t(`notice.limit-reached.title-${why}`, { service });
  if (subject.meter.startsWith('stop:') && subject.label !== 'credits')
    return words.t('notice.limit-reached.title-stop', { service, name });
  if (isBalance(subject) || subject.meter.startsWith('stop:'))
    return words.t('notice.limit-reached.title-balance', { service, name });
  return words.t(`notice.limit-reached.${titleOf(subject)}`, { service, meter: meterName(words, subject) });
}

function cameBack(words: Words, notice: Of<'came-back'>, short: string, now: EpochMs): NoticeText {
  const { t } = words;
  const { subject, left, unit, resetsAt, lapsed } = notice;
  const service = productOf(words, subject.label, short);
  const available =
    left === null
      ? t('notice.came-back.unknown')
      : unit === 'percent' || unit === 'dollars'
        ? t('notice.came-back.left-share', { left: words.percent(left) })
        : t('notice.came-back.left', { left: quantity(words, left, unit) });
  return {
    title:
      subject.label === 'credits'
        ? t('notice.came-back.title-credits', { service })
        : t(`notice.came-back.${titleOf(subject)}`, { service, meter: meterName(words, subject) }),
    message: words.sentences([
      available,
      resetsAt === null || resetsAt <= now ? null : t('notice.came-back.next', { moment: words.moment(resetsAt, now) }),
      lapsed === null || lapsed <= 0 ? null : t('notice.came-back.lapsed', { lapsed: words.amount(lapsed) }),
    ]),
  };
}

function backExpected(
  words: Words,
  { subject, resetsAt }: Of<'back-expected'>,
  short: string,
  now: EpochMs,
): NoticeText {
  const service = productOf(words, subject.label, short);
  return {
    title: words.t(`notice.back-expected.${titleOf(subject)}`, { service, meter: meterName(words, subject) }),
    message: words.t('notice.back-expected.body', { moment: words.moment(resetsAt, now), service: short }),
  };
}

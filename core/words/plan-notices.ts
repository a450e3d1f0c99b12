import type { Notice } from '../domain/notice.ts';
import type { EpochMs } from '../domain/time.ts';
import { quantity } from './names.ts';
import type { NoticeText } from './notices.ts';
import { planValues } from './plans.ts';
import type { Words } from './words.ts';

type Planned = Extract<Notice, { kind: 'budget' | 'envelope' | 'job-ceiling' }>;

/** What was planned is past a threshold, or used up: how much, of how much, until when, and one thing to do. */
export function planText(words: Words, notice: Planned, short: string, now: EpochMs): NoticeText {
  const { t } = words;
  const { kind, threshold, plan, spent } = notice;
  const whole = threshold >= 100;
  const until = notice.kind === 'job-ceiling' ? null : notice.until;
  return {
    title: titleOf(words, notice, short, whole),
    message: words.sentences([
      whole && spent - plan >= 1
        ? t('notice.plan.over', { over: about(words, spent - plan), ...planValues(words, { plan, spent }) })
        : t('notice.plan.spent', planValues(words, { plan, spent })),
      until === null || until <= now ? null : t('notice.plan.until', { moment: words.date(until) }),
      whole ? t(`notice.${kind}.todo-over`) : t(`notice.${kind}.todo`),
    ]),
  };
}

const about = (words: Words, amount: number) => quantity(words, amount, 'credits');

function titleOf(words: Words, notice: Planned, service: string, whole: boolean): string {
  const { t } = words;
  const percent = words.percent(notice.threshold);
  switch (notice.kind) {
    case 'budget': {
      const money = notice.money === null ? null : words.money(notice.money);
      if (money === null)
        return whole ? t('notice.budget.title-over', { service }) : t('notice.budget.title', { service, percent });
      return whole
        ? t('notice.budget.title-money-over', { service, money })
        : t('notice.budget.title-money', { service, percent, money });
    }
    case 'envelope': {
      const envelope = t(`envelope.${notice.envelope}`);
      return whole
        ? t('notice.envelope.title-over', { service, envelope })
        : t('notice.envelope.title', { service, percent, envelope });
    }
    case 'job-ceiling': {
      const { job } = notice;
      return whole
        ? t('notice.job-ceiling.title-over', { service, job })
        : t('notice.job-ceiling.title', { service, job, percent });
    }
  }
}

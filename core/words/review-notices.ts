import type { Notice } from '../domain/notice.ts';
import type { EpochMs } from '../domain/time.ts';
import type { NoticeText } from './notices.ts';
import type { Words } from './words.ts';

type Invitation = Extract<Notice, { kind: 'review' | 'cycle-plan' }>;

/** No more is read of a notification. */
const lines = 2;

/** An invitation to look back or ahead. `standing`: how things stand now, in whole sentences. */
export function invitationText(
  words: Words,
  notice: Invitation,
  short: string,
  now: EpochMs,
  standing: readonly string[],
): NoticeText {
  const { t } = words;
  if (notice.kind === 'review')
    return {
      title: t('notice.review.title', { date: words.date(notice.from) }),
      message: words.sentences([...standing.slice(0, lines), t('notice.review.todo')]),
    };
  return {
    title: t('notice.cycle-plan.title', { service: short }),
    message: words.sentences([
      notice.until <= now ? null : t('notice.cycle-plan.until', { date: words.date(notice.until) }),
      t('notice.cycle-plan.todo'),
    ]),
  };
}

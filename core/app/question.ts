import { isAskedFirst } from '../domain/ask-first.ts';
import type { Notice } from '../domain/notice.ts';
import type { Settings } from '../domain/settings.ts';
import type { Facts } from '../providers/provider.ts';
import { noticeOf } from './heads-up.ts';
import type { Recording } from './record.ts';

/** What the small window asks about, as a notification would have told it. */
export type Question = {
  /** The request's call; the page that holds it back knows the window by it. */
  readonly id: string;
  /** The service's name as a heading, and inside sentences. */
  readonly service: string;
  readonly short: string;
  readonly notice: Extract<Notice, { kind: 'heavy-task' }>;
  /** Which account of the service, where there are several. */
  readonly of: number | null;
};

type Asking = {
  readonly facts: Pick<Facts, 'id' | 'name' | 'short'>;
  readonly id: string;
  readonly today: string;
  readonly settings: Settings;
};

/**
 * The question about the request that has just been recorded, or `null` where it may go. The window says what the
 * notification would have said: that one is left out, and counts as told.
 */
export function withQuestion(
  recording: Recording,
  asking: Asking,
): { readonly recording: Recording; readonly question: Question | null } {
  const { accounts } = recording.snapshot;
  const own = accounts.filter(({ provider }) => provider === asking.facts.id);
  const account = own.find(({ pending }) => pending?.call === asking.id);
  if (account?.pending == null || !isAskedFirst(asking.settings, account, own, asking.today))
    return { recording, question: null };
  const { verdict, at, call } = account.pending;
  return {
    recording: {
      ...recording,
      notices: recording.notices.filter(({ kind }) => kind !== 'heavy-task'),
    },
    question: {
      id: asking.id,
      service: asking.facts.name,
      short: asking.facts.short,
      of: own.length > 1 ? account.number : null,
      notice: noticeOf(account, { call }, verdict, at),
    },
  };
}

import { type EarnedCostAccuracy, holdsTooSeldom } from '../domain/cost-record.ts';
import { type Failure, settlingTime } from '../domain/failures.ts';
import type { TaskState } from '../domain/task.ts';
import type { EpochMs } from '../domain/time.ts';
import { quantity } from './names.ts';
import { costText, rounded } from './warnings.ts';
import type { Words } from './words.ts';

/** `video (60 s, kling/v3)`: a kind of task with what it was asked for. */
export function taskText(words: Words, { task, parameters }: Pick<TaskState, 'task' | 'parameters'>): string {
  const { t } = words;
  const { seconds, model, size, variants = 1, ultra = false } = parameters;
  const details = [
    seconds === undefined ? null : t('last.seconds', { seconds }),
    size ?? null,
    model ?? null,
    variants > 1 ? t('last.variants', { variants }) : null,
    ultra ? t('last.ultra') : null,
  ].filter((one) => one !== null);
  const name = t(`task.${task}`);
  if (details.length === 0) return name;
  return t('last.named', { task: name, details: details.reduce((first, second) => t('last.both', { first, second })) });
}

/** What it was, when it was over, and how. */
export function endText(
  words: Words,
  { end, endedAt, ...of }: Pick<TaskState, 'task' | 'parameters' | 'end' | 'endedAt'>,
  now: EpochMs,
): string {
  const task = taskText(words, of);
  return words.t(`last.ended.${end ?? 'unknown'}`, { task, moment: words.moment(endedAt ?? now, now) });
}

/** What a task was expected to cost, and what it did. */
export function beforeAndAfter(words: Words, { said, cost }: Pick<TaskState, 'said' | 'cost'>): string {
  const { t } = words;
  const range = said === null ? null : costText(words, said);
  if (range !== null && said?.unit === 'credits' && cost?.credits && cost.final && cost.how !== 'shared')
    return t('last.cost.beside', { range, cost: cost.credits });
  return words.sentences([range === null ? null : t('last.cost.estimated', { range }), costSentence(words, cost)]);
}

function costSentence(words: Words, cost: TaskState['cost']): string {
  const { t } = words;
  if (cost === null) return t('last.cost.unseen');
  const { credits, how, final } = cost;
  if (credits === null) return final ? t('last.cost.unknown') : t('last.cost.unseen');
  if (how === 'shared') return t('last.cost.shared', { cost: quantity(words, rounded(credits), 'credits') });
  if (credits === 0) return final ? t('last.cost.none') : t('last.cost.unseen');
  const values = { cost: quantity(words, credits, 'credits') };
  return final ? t('last.cost.known', values) : t('last.cost.so-far', values);
}

/** What became of the credits of a failed task. */
export function failureText({ t, moment }: Words, { state, endedAt }: Failure, now: EpochMs): string {
  if (state !== 'pending') return t(`last.failed.${state}`);
  const until = endedAt + settlingTime;
  return until > now ? t('last.failed.pending', { moment: moment(until, now) }) : t('last.failed.due');
}

/** What to send to support: times, the service's own id of the task, amounts. No words of the person, no account. */
export function reportText(words: Words, failure: Failure, service: string): string {
  const { t } = words;
  const { reference, balance, end, settledAt } = failure;
  const lines = [
    t('last.report.service', { service }),
    t('last.report.task', { task: taskText(words, failure) }),
    reference === null ? null : t('last.report.reference', { reference }),
    t('last.report.started', { at: utc(failure.startedAt) }),
    t(`last.report.${end}`, { at: utc(failure.endedAt) }),
    t('last.report.credits', { credits: failure.credits }),
    balance === null ? null : t('last.report.balance', balance),
    settledAt === null ? null : t('last.report.until', { at: utc(settledAt) }),
  ];
  return lines.filter((line) => line !== null).join('\n');
}

/** `2026-11-22 20:05:30`: support looks things up to the second, in no particular place. */
const utc = (at: EpochMs) => new Date(at).toISOString().slice(0, 19).replace('T', ' ');

/** How the estimates did, as far as that can be said. */
export function accuracyText(words: Words, accuracy: EarnedCostAccuracy | null): string {
  const { t } = words;
  if (accuracy === null) return t('last.no-accuracy');
  const { count, held, off } = accuracy;
  return words.sentences([
    t('last.accuracy', { count, held, percent: words.percent(off) }),
    holdsTooSeldom(accuracy) ? t('last.too-narrow') : null,
  ]);
}

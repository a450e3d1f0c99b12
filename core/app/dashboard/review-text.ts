import type { Words } from '../../words/words.ts';
import type { ReviewView } from './review.ts';

/** A review as plain text, for a chat or a mail. */
export function reviewText(view: Omit<ReviewView, 'text'>, words: Words): string {
  const { t } = words;
  const { standing, use, biggest, unusual, outlook } = view;
  const item = (text: string) => t('review.item', { text });
  const section = (title: string, lines: readonly string[]) => (lines.length === 0 ? [] : ['', title, ...lines]);
  return [
    t('review.head', { when: view.when }),
    view.asOf,
    ...section(
      t('review.standing'),
      standing.map(({ service, name, text, resets }) =>
        item(
          resets === null
            ? t('review.stood', { service, name, text })
            : t('review.stood-until', { service, name, text, resets }),
        ),
      ),
    ),
    ...section(t('review.use'), [
      use.finding,
      ...use.parts.map(({ name, amount, percent }) => item(t('review.part', { name, amount, percent }))),
      ...use.notes,
    ]),
    ...section(
      t('review.biggest'),
      biggest.map(({ what, where, cost }) => item(t('review.task', { what, where, cost }))),
    ),
    ...section(t('review.unusual'), unusual.length === 0 ? [t('review.nothing-unusual')] : unusual.map(item)),
    ...section(t('review.outlook'), outlook.length === 0 ? [t('review.no-outlook')] : outlook.map(item)),
  ].join('\n');
}

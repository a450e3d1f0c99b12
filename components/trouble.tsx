import type { Trouble } from '../core/app/trouble.ts';
import type { Words } from '../core/words/words.ts';
import { Linked, type Links } from './linked.tsx';

type Props = {
  readonly trouble: Trouble;
  /** Whether numbers stand below it: the last ones that are known. */
  readonly known: boolean;
  readonly words: Words;
  readonly links?: Links;
};

/** Says what is the matter with the record, what to do, and what the numbers below it are. */
export function TroubleBanner({ trouble, known, words: { t }, links }: Props) {
  return (
    <div class="banner" role="alert" data-trouble={trouble}>
      <p>{t(`trouble.${trouble}`)}</p>
      {known && <p>{t('trouble.last-known')}</p>}
      {trouble === 'broken' && links !== undefined && (
        <p>
          <Linked to="data" links={links}>
            {t('trouble.to-data')}
          </Linked>
        </p>
      )}
    </div>
  );
}

import type { LastCycle } from '../../core/app/dashboard/cycle-plan.ts';
import type { Words } from '../../core/words/words.ts';

type Props = {
  readonly title: string;
  readonly last: LastCycle;
  readonly words: Words;
  readonly planned: boolean;
  readonly onKeep: () => void;
  /** Puts the shares as they went into the form. */
  readonly onWent: () => void;
};

/** What the last cycle went on, beside the shares that were set, and the two ways to go on with them. */
export function LastCyclePanel({ title, last, words, planned, onKeep, onWent }: Props) {
  const { t } = words;
  return (
    <section class="panel" data-section="last-cycle" data-total={Math.round(last.total)} data-planned={planned}>
      <h3>{title}</h3>
      {last.rows.length === 0 ? (
        <p class="quiet">{t('cycle-plan.nothing')}</p>
      ) : (
        <>
          <p class="finding">{last.finding}</p>
          <table class="went">
            <thead>
              <tr>
                {(['kind', 'went', 'share-of', 'planned'] as const).map((one) => (
                  <th key={one} scope="col">
                    {t(`cycle-plan.${one}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {last.rows.map((row) => (
                <tr key={row.key}>
                  <th scope="row">
                    {row.name}
                    <span class="bar" aria-hidden="true">
                      <span class="bar-fill" style={{ width: `${row.percent}%` }} />
                      {row.set !== null && <span class="bar-mark" style={{ left: `${row.set}%` }} />}
                    </span>
                  </th>
                  <td>{row.went}</td>
                  <td>{row.share}</td>
                  <td>{row.set === null ? '' : words.percent(row.set)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <p class="quiet small">{t('cycle-plan.mark')}</p>
        </>
      )}
      <div class="row">
        <button type="button" class="action main" disabled={planned} onClick={onKeep}>
          {t('cycle-plan.keep')}
        </button>
        {last.shares !== null && (
          <button type="button" class="action" onClick={onWent}>
            {t('cycle-plan.as-it-went')}
          </button>
        )}
      </div>
      <p role="status" class={planned ? 'line level-none' : 'hidden'}>
        {planned && words.sentences([t('cycle-plan.done'), t('cycle-plan.change')])}
      </p>
    </section>
  );
}

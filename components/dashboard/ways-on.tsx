import type { WaysView } from '../../core/app/dashboard/ways-on.ts';
import type { WayRow } from '../../core/app/dashboard/ways-words.ts';
import type { Words } from '../../core/words/words.ts';
import { ofData } from '../meter.tsx';

type Props = { readonly view: WaysView; readonly words: Words };

/** Waiting, packs or a bigger plan, over the last cycles of one account, and what to do before the plan ends. */
export function WaysOn({ view, words }: Props) {
  const { t } = words;
  return (
    <section class="panel" {...ofData(view)} data-ways>
      <h3>{t('ways.of', { service: view.name })}</h3>
      <p class="finding">{view.finding}</p>
      {view.sure !== null && <p class="quiet">{view.sure}</p>}
      {view.rows.length > 0 && <Cycles view={view} words={words} />}
      <h4>{t('ways.reasons')}</h4>
      <ul class="reckoned quiet small">
        {[t('ways.text'), ...view.reasons].map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      {view.before.length > 0 && <Before before={view.before} words={words} />}
    </section>
  );
}

function Cycles({ view, words }: Props) {
  const { t } = words;
  const columns = [t('ways.used'), t('ways.wait'), t('ways.packs-column'), view.bigger, t('ways.cheapest')];
  return (
    <table class="stacking">
      <caption class="hidden">{t('ways.caption')}</caption>
      <thead>
        <tr>
          {[t('ways.cycle'), ...columns].map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {view.rows.map((row) => (
          <Cycle key={row.key} row={row} columns={columns} />
        ))}
      </tbody>
    </table>
  );
}

function Cycle({ row, columns }: { readonly row: WayRow; readonly columns: readonly string[] }) {
  const { cycle, used, share, ranOut, wait, packs, bigger, enough, cheapest, best } = row;
  const cells = [
    { key: 'used', text: used, more: ranOut },
    { key: 'wait', text: wait, more: null },
    { key: 'packs', text: packs, more: null },
    { key: 'bigger', text: bigger, more: enough },
  ];
  return (
    <tr data-way={best}>
      <th scope="row">{cycle}</th>
      {cells.map(({ key, text, more }, n) => (
        <td key={key} data-label={columns[n]}>
          <div>
            <span>{text}</span>
            {key === 'used' && share !== null && <Share share={share} />}
            {more !== null && <small>{more}</small>}
          </div>
        </td>
      ))}
      <td data-label={columns[cells.length]}>
        <strong>{cheapest}</strong>
      </td>
    </tr>
  );
}

/** How much of the plan's own credits went, for who would rather look than read; the number stands beside it. */
function Share({ share }: { readonly share: number }) {
  return (
    <div class={`meter level-${share > 100 ? 'warning' : 'none'}`} aria-hidden="true">
      <div class="bar">
        <div class="bar-fill" style={{ width: `${Math.min(100, share)}%` }} />
      </div>
    </div>
  );
}

function Before({ before, words }: { readonly before: readonly string[]; readonly words: Words }) {
  return (
    <details class="more" data-leaving>
      <summary>{words.t('leaving.title')}</summary>
      <ol class="checks">
        {before.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ol>
    </details>
  );
}

import type { WayRow, WaysView } from '../../core/app/dashboard/ways-on.ts';
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
      <details class="more">
        <summary>{t('ways.reasons')}</summary>
        <ul class="plain small">
          {[...view.reasons, t('ways.text')].map((text) => (
            <li key={text} class="quiet">
              {text}
            </li>
          ))}
        </ul>
      </details>
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
  const { cycle, used, ranOut, wait, packs, bigger, cheapest, best } = row;
  const cells = [
    { key: 'used', text: used, more: ranOut },
    { key: 'wait', text: wait, more: null },
    { key: 'packs', text: packs, more: null },
    { key: 'bigger', text: bigger, more: null },
  ];
  return (
    <tr data-way={best}>
      <th scope="row">{cycle}</th>
      {cells.map(({ key, text, more }, n) => (
        <td key={key} data-label={columns[n]}>
          <div>
            <span>{text}</span>
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

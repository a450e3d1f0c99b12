import type { CostRow, CostTable } from '../../core/app/dashboard/costs.ts';
import type { Words } from '../../core/words/words.ts';

type Props = { readonly table: CostTable; readonly words: Words };

/** What tasks cost at one account: what is said of them beside what one's own took. */
export function Costs({ table, words }: Props) {
  const { t } = words;
  const { name, left, rows, sources } = table;
  const fits = left === null ? null : t('costs.fits', { left });
  const columns = [t('costs.told'), t('costs.own'), t('costs.lately'), fits].filter((one) => one !== null);
  return (
    <section class="panel" data-costs data-provider={table.provider} data-account={table.account}>
      <h3>{name}</h3>
      <table class="stacking">
        <caption class="hidden">{t('costs.caption', { service: name })}</caption>
        <thead>
          <tr>
            {[t('costs.task'), ...columns].map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.key} row={row} columns={columns} words={words} />
          ))}
        </tbody>
      </table>
      <p class="quiet small">{t('costs.sources', { sources: words.list(sources) })}</p>
      <p class="quiet small">{t('costs.text')}</p>
    </section>
  );
}

type RowProps = { readonly row: CostRow; readonly columns: readonly string[]; readonly words: Words };

function Row({ row, columns, words }: RowProps) {
  const { name, told, own, trend, fits } = row;
  const none = <span class="quiet">{words.t('costs.nothing')}</span>;
  const cells = [
    told === null ? none : <Figure main={told.text} more={[told.basis]} />,
    own === null ? none : <Figure main={own.text} more={[own.range, own.count]} />,
    trend === null ? none : <Figure main={trend.later} more={[trend.earlier]} />,
    fits === null ? none : <Figure main={fits} more={[]} />,
  ];
  return (
    <tr data-task={row.key}>
      <th scope="row">{name}</th>
      {columns.map((column, i) => (
        <td key={column} data-label={column} class={cells[i] === none ? 'nothing' : ''}>
          {cells[i]}
        </td>
      ))}
    </tr>
  );
}

function Figure({ main, more }: { readonly main: string; readonly more: readonly (string | null)[] }) {
  return (
    <div>
      <span>{main}</span>
      {more.map((text) => text !== null && <small key={text}>{text}</small>)}
    </div>
  );
}

import { useState } from 'preact/hooks';
import type { Words } from '../../core/words/words.ts';

/** The numbers behind a chart. Every row begins with what it is about; `iso` where that is a moment. */
export type TableData = {
  readonly caption: string;
  readonly columns: readonly string[];
  readonly count: number;
  /** Written once they are wanted. */
  readonly rows: () => readonly TableRow[];
};
type TableRow = {
  readonly key: string;
  readonly head: string;
  readonly iso?: string;
  readonly cells: readonly string[];
};

type Props = { readonly data: TableData; readonly words: Words; readonly captionId: string };

/** A year of readings costs nothing until somebody wants to see them. */
const atOnce = 120;

/** What the chart shows, as a table to unfold. */
export function ChartTable({ data, words, captionId }: Props) {
  const [open, setOpen] = useState(false);
  const shown = open || data.count <= atOnce;
  return (
    <details class="chart-numbers" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{words.t('chart.as-table')}</summary>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would be a form's; a section one more landmark. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable without a mouse. */}
      <div class="chart-scroll" role="group" tabIndex={0} aria-labelledby={captionId}>
        <table>
          <caption id={captionId}>{data.caption}</caption>
          <thead>
            <tr>
              {data.columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>{shown && data.rows().map((row) => <Row key={row.key} row={row} columns={data.columns} />)}</tbody>
        </table>
      </div>
    </details>
  );
}

function Row({ row, columns }: { readonly row: TableRow; readonly columns: readonly string[] }) {
  return (
    <tr>
      <th scope="row">{row.iso === undefined ? row.head : <time dateTime={row.iso}>{row.head}</time>}</th>
      {row.cells.map((cell, i) => (
        <td key={columns[i + 1]}>{cell}</td>
      ))}
    </tr>
  );
}

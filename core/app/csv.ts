/** What a cell may hold; `null`: nothing. */
export type Cell = string | number | null;

/** Without it, Excel reads UTF-8 as something else and shows Japanese as rubbish. */
const byteOrderMark = '\uFEFF';

/** A spreadsheet would take these for the beginning of a formula; a tab or a line break before one hides it. */
const formula = /^[\s\uFEFF]*[=+\-@\uFF0B\uFF0D\uFF1D\uFF20]|^[\t\r\n]/;

/** A table as text that spreadsheets open (RFC 4180): lines end in CRLF, texts that would be formulas are neutralised. */
export function csv(lines: readonly (readonly Cell[])[]): string {
  return byteOrderMark + lines.map((line) => `${line.map(cell).join(',')}\r\n`).join('');
}

function cell(value: Cell): string {
  if (value === null) return '';
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
  const safe = formula.test(value) ? `'${value}` : value;
  return /[",\r\n;\t]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}

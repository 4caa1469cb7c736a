/** What makes a spreadsheet take a cell for a formula (OWASP, CSV Injection). */
const formula = /^[=+\-@\t\r]/;
const special = /[",\r\n]/;

export type Cell = string | number | undefined;

/** How cells become text. */
export type Cells = 'exact' | 'safe';

/**
 * One record of RFC 4180, with its line end. Cells with a comma, quote or line break stand in quotes.
 *
 * @param cells `safe` puts an apostrophe before what a spreadsheet would run as a formula; the text is another one then
 */
export const csvRecord = (row: readonly Cell[], cells: Cells): string =>
  `${row.map((cell) => cellText(cell, cells)).join(',')}\r\n`;

function cellText(cell: Cell, cells: Cells): string {
  const text = cell === undefined ? '' : String(cell);
  const shown = cells === 'safe' && formula.test(text) ? `'${text}` : text;
  return special.test(shown) ? `"${shown.replaceAll('"', '""')}"` : shown;
}

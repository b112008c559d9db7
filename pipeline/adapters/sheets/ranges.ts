import { columnLetters } from "#domain/cell-address.ts";

/** A tab's name as it stands in a range: always quoted, quotes doubled. */
export function tabName(title: string): string {
  return `'${title.replaceAll("'", "''")}'`;
}

/** Whole rows, 1-based and both included, over the first `columns` columns. */
export function rowsRange(title: string, columns: number, first: number, last: number): string {
  return `${tabName(title)}!A${first}:${columnLetters(Math.max(1, columns) - 1)}${last}`;
}

/** One row from its first to its last filled cell. */
export const wholeRow = (title: string, row: number): string => `${tabName(title)}!${row}:${row}`;

/** Cells one response should hold: about two megabytes, which Google recommends as the most. */
export const BLOCK_CELLS = 150_000;

/** Row blocks of a grid, 1-based and both included. */
export function blocks(
  rows: number,
  columns: number,
  cells = BLOCK_CELLS,
): readonly { readonly first: number; readonly last: number }[] {
  const height = Math.max(1, Math.floor(cells / Math.max(1, columns)));
  const found = [];
  for (let first = 1; first <= rows; first += height) {
    found.push({ first, last: Math.min(rows, first + height - 1) });
  }
  return found;
}

/** Rows whose number formats are looked at: the beginning, the middle and the end of a tab. */
export function sampleRows(
  rows: number,
): readonly { readonly first: number; readonly last: number }[] {
  if (rows <= 120) return [{ first: 1, last: Math.max(1, rows) }];
  const middle = Math.floor(rows / 2);
  return [
    { first: 1, last: 60 },
    { first: middle, last: middle + 19 },
  ];
}

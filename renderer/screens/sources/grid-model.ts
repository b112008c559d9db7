/** A1 addresses as spreadsheets write them. Columns are counted from 0, rows from 1. */

/** Letters of a 0-based column: 0 → `A`, 25 → `Z`, 26 → `AA`. */
export function columnLetters(column: number): string {
  let rest = column;
  let letters = "";
  do {
    letters = String.fromCharCode(65 + (rest % 26)) + letters;
    rest = Math.floor(rest / 26) - 1;
  } while (rest >= 0);
  return letters;
}

export interface CellPlace {
  /** Null for an address that names a row only. */
  readonly column: number | null;
  readonly row: number;
}

/** `F212`, `Orders!F212` and `row 212`; null when the text holds no address. */
export function parseAddress(address: string): CellPlace | null {
  const match = /^(?:.*!)?\$?([A-Za-z]{1,3})\$?(\d{1,9})$/.exec(address.trim());
  const [, letters, digits] = match ?? [];
  if (letters === undefined || digits === undefined) {
    const row = /^row (\d{1,9})$/i.exec(address.trim())?.[1];
    return row === undefined ? null : { column: null, row: Number(row) };
  }
  let index = 0;
  for (const letter of letters.toUpperCase()) index = index * 26 + (letter.charCodeAt(0) - 64);
  return { column: index - 1, row: Number(digits) };
}

/** Widest row, so that every cell of a ragged file is shown. */
export function columnCount(rows: readonly (readonly string[])[]): number {
  return rows.reduce((most, row) => Math.max(most, row.length), 0);
}

/** Width of each column in characters, from what is shown: neither cut nor boundless. */
export function columnWidths(rows: readonly (readonly string[])[]): readonly number[] {
  const widths = Array.from({ length: columnCount(rows) }, () => 6);
  for (const row of rows.slice(0, 100)) {
    for (const [column, text] of row.entries()) {
      widths[column] = Math.max(widths[column] ?? 6, Math.min(text.length, 28));
    }
  }
  return widths;
}

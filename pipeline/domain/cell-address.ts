/** A1 addresses. Columns are counted from 0, rows from 1, as spreadsheets number them. */

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

/** 0-based column of letters, upper or lower case: `A` → 0, `aa` → 26. */
export function columnIndex(letters: string): number {
  let index = 0;
  for (const letter of letters.toUpperCase()) index = index * 26 + (letter.charCodeAt(0) - 64);
  return index - 1;
}

/** `cellAddress(2, 14)` → `C14`. */
export function cellAddress(column: number, row: number): string {
  return `${columnLetters(column)}${row}`;
}

/** A block of cells; absent bounds are open. */
export interface CellRange {
  readonly left: number;
  readonly right?: number;
  readonly top: number;
  readonly bottom?: number;
}

const RANGE = /^\$?([a-z]{1,3})\$?(\d{1,7})?(?::(?:\$?([a-z]{1,3}))?\$?(\d{1,7})?)?$/i;

/**
 * Reads `B3:H200`, `B3:H`, `B:H`, `B3:` or `B3` (from that cell on); a sheet name before `!` is ignored.
 * Returns undefined when the text is no range or holds no cell.
 */
export function parseRange(text: string): CellRange | undefined {
  const match = RANGE.exec(text.trim().replace(/^.*!/, ""));
  if (!match) return undefined;
  const [, left = "A", top, right, bottom] = match;
  const range: CellRange = {
    left: columnIndex(left),
    top: top ? Number(top) : 1,
    ...(right && { right: columnIndex(right) }),
    ...(bottom && { bottom: Number(bottom) }),
  };
  const empty =
    range.top < 1 ||
    (range.right ?? range.left) < range.left ||
    (range.bottom ?? range.top) < range.top;
  return empty ? undefined : range;
}

import type { Tab, Workbook } from "./workbook.ts";

/** Zero-based, end exclusive. */
export interface GridRange {
  readonly tab: Tab;
  readonly startRow: number;
  readonly endRow: number;
  readonly startColumn: number;
  readonly endColumn: number;
}

/**
 * A range in A1 notation as the API takes it: `Tab`, `'My tab'!A1:C`, `A1:B2` (first tab), `Tab!3:9`.
 * @returns null when it cannot be parsed, which the API answers with 400.
 */
export function parseRange(book: Workbook, text: string): GridRange | null {
  const split = splitTab(text);
  const named = split.tab === null ? undefined : book.tabs.find((t) => t.title === split.tab);
  if (split.tab !== null && !named) {
    // A bare name may also be a range of the first tab.
    return split.range === null ? within(book.tabs[0], split.tab) : null;
  }
  const tab = named ?? book.tabs[0];
  return split.range === null ? within(tab, "") : within(tab, split.range);
}

function splitTab(text: string): { tab: string | null; range: string | null } {
  const quoted = /^'((?:[^']|'')+)'(?:!(.+))?$/.exec(text);
  if (quoted) return { tab: quoted[1]!.replaceAll("''", "'"), range: quoted[2] ?? null };
  const at = text.lastIndexOf("!");
  if (at >= 0) return { tab: text.slice(0, at), range: text.slice(at + 1) };
  return { tab: text, range: null };
}

function within(tab: Tab | undefined, range: string): GridRange | null {
  if (!tab) return null;
  const whole = {
    tab,
    startRow: 0,
    endRow: tab.rowCount,
    startColumn: 0,
    endColumn: tab.columnCount,
  };
  if (range === "") return whole;
  const match = /^([A-Z]*)(\d*)(?::([A-Z]*)(\d*))?$/i.exec(range);
  if (!match) return null;
  const [, fromColumn, fromRow, toColumn, toRow] = match;
  const single = !range.includes(":");
  const endColumn = single ? fromColumn : toColumn;
  const endRow = single ? fromRow : toRow;
  const result = {
    tab,
    startRow: fromRow ? Number(fromRow) - 1 : 0,
    endRow: Math.min(tab.rowCount, endRow ? Number(endRow) : tab.rowCount),
    startColumn: fromColumn ? columnNumber(fromColumn) - 1 : 0,
    endColumn: Math.min(tab.columnCount, endColumn ? columnNumber(endColumn) : tab.columnCount),
  };
  return result.startRow >= tab.rowCount || result.startColumn >= tab.columnCount ? null : result;
}

/** `A` → 1, `AA` → 27. */
export function columnNumber(letters: string): number {
  return [...letters.toUpperCase()].reduce((sum, c) => sum * 26 + c.charCodeAt(0) - 64, 0);
}

/** 1 → `A`. */
export function columnName(number: number): string {
  const rest = (number - 1) % 26;
  const letter = String.fromCharCode(65 + rest);
  return number > 26 ? columnName(Math.floor((number - 1) / 26)) + letter : letter;
}

/** The range as the API echoes it: the whole of what was asked. */
export function rangeText({ tab, startRow, endRow, startColumn, endColumn }: GridRange): string {
  const title = /^[A-Za-z_]\w*$/.test(tab.title)
    ? tab.title
    : `'${tab.title.replaceAll("'", "''")}'`;
  return `${title}!${columnName(startColumn + 1)}${startRow + 1}:${columnName(endColumn)}${endRow}`;
}

import { cell, type Cell } from "./cells.ts";

export interface Merge {
  /** Zero-based, end exclusive, as in the API. */
  readonly startRowIndex: number;
  readonly endRowIndex: number;
  readonly startColumnIndex: number;
  readonly endColumnIndex: number;
}

/** A tab; mutable, because people edit while we read. */
export interface Tab {
  sheetId: number;
  title: string;
  hidden: boolean;
  /** Rows may be of different length. */
  cells: Cell[][];
  merges: Merge[];
  /** Zero-based. */
  hiddenRows: Set<number>;
  filteredRows: Set<number>;
  hasFilter: boolean;
  /** Size of the grid; at least what the cells need. */
  rowCount: number;
  columnCount: number;
  /** For huge tabs: makes a row when it is asked for, so that nothing of it is held in memory. */
  rowAt?: (row: number) => Cell[];
}

export interface Workbook {
  id: string;
  title: string;
  locale: string;
  timeZone: string;
  /** Drive's version; grows with every change. */
  version: number;
  modifiedTime: string;
  trashed: boolean;
  tabs: Tab[];
  /** Accounts that may read it: e-mail addresses; `anyone` for link sharing. */
  readers: Set<string>;
}

type Plain = string | number | boolean | null | Cell;

export function tab(sheetId: number, title: string, rows: readonly (readonly Plain[])[]): Tab {
  const cells = rows.map((row) => row.map(cell));
  return {
    sheetId,
    title,
    hidden: false,
    cells,
    merges: [],
    hiddenRows: new Set(),
    filteredRows: new Set(),
    hasFilter: false,
    rowCount: Math.max(1000, cells.length),
    columnCount: Math.max(26, ...cells.map((row) => row.length)),
  };
}

/** A tab of `rows` rows whose cells are computed on demand. */
export function hugeTab(
  sheetId: number,
  title: string,
  rows: number,
  columns: number,
  rowAt: (row: number) => Cell[],
): Tab {
  return { ...tab(sheetId, title, []), rowCount: rows, columnCount: columns, rowAt };
}

export function workbook(
  id: string,
  title: string,
  tabs: readonly Tab[],
  settings: {
    readonly locale?: string;
    readonly timeZone?: string;
    readonly readers?: string[];
  } = {},
): Workbook {
  return {
    id,
    title,
    locale: settings.locale ?? "en_US",
    timeZone: settings.timeZone ?? "Europe/Berlin",
    version: 1,
    modifiedTime: "2026-11-18T08:00:00.000Z",
    trashed: false,
    tabs: [...tabs],
    readers: new Set(settings.readers ?? ["anyone"]),
  };
}

/** Changes a workbook as a person would: its version grows. */
export function edit(book: Workbook, change: (book: Workbook) => void): void {
  change(book);
  book.version += 1;
  book.modifiedTime = new Date(Date.parse(book.modifiedTime) + 60_000).toISOString();
}

export function tabNamed(book: Workbook, title: string): Tab {
  const found = book.tabs.find((each) => each.title === title);
  if (!found) throw new Error(`the test workbook has no tab ${title}`);
  return found;
}

/** The row as it stands; beyond the end it is empty. */
export function rowOf(of: Tab, row: number): readonly Cell[] {
  if (of.rowAt) return row < of.rowCount ? of.rowAt(row) : [];
  return of.cells[row] ?? [];
}

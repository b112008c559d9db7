/** sheets.googleapis.com v4: `spreadsheets.get`, `values.get` and `values.batchGet`. */
import {
  formatOf,
  render,
  settled,
  type Cell,
  type DateOption,
  type RenderOption,
} from "./cells.ts";
import { parseFields, prune } from "./fields.ts";
import { errorBody } from "./faults.ts";
import { parseRange, rangeText, type GridRange } from "./ranges.ts";
import { rowOf, type Tab, type Workbook } from "./workbook.ts";

export interface ApiAnswer {
  readonly status: number;
  readonly body: unknown;
}

const refuse = (message: string): ApiAnswer => ({ status: 400, body: errorBody(400, message) });

/** @param rest what follows `/v4/spreadsheets/<id>`. */
export function answerSheets(book: Workbook, rest: string, query: URLSearchParams): ApiAnswer {
  if (rest === "") return getSpreadsheet(book, query);
  if (rest === "/values:batchGet") return batchGet(book, query);
  if (rest.startsWith("/values/")) return getValues(book, decodeURIComponent(rest.slice(8)), query);
  return { status: 404, body: errorBody(404, "Requested entity was not found.") };
}

function options(query: URLSearchParams): { render: RenderOption; dates: DateOption } {
  return {
    render: (query.get("valueRenderOption") ?? "FORMATTED_VALUE") as RenderOption,
    dates: (query.get("dateTimeRenderOption") ?? "SERIAL_NUMBER") as DateOption,
  };
}

function getValues(book: Workbook, text: string, query: URLSearchParams): ApiAnswer {
  const range = parseRange(book, text);
  if (!range) return refuse(`Unable to parse range: ${text}`);
  return { status: 200, body: valueRange(book, range, options(query)) };
}

function batchGet(book: Workbook, query: URLSearchParams): ApiAnswer {
  const valueRanges: unknown[] = [];
  for (const text of query.getAll("ranges")) {
    const range = parseRange(book, text);
    if (!range) return refuse(`Unable to parse range: ${text}`);
    valueRanges.push(valueRange(book, range, options(query)));
  }
  return { status: 200, body: { spreadsheetId: book.id, valueRanges } };
}

function valueRange(
  book: Workbook,
  range: GridRange,
  how: { render: RenderOption; dates: DateOption },
): unknown {
  const values: unknown[][] = [];
  let filled = 0;
  const last = range.tab.rowAt ? range.endRow : Math.min(range.endRow, range.tab.cells.length);
  for (let row = range.startRow; row < last; row += 1) {
    const cells = trimmed(rowOf(range.tab, row).slice(range.startColumn, range.endColumn));
    values.push(cells.map((of) => render(of, how.render, how.dates, book.locale)));
    if (cells.length > 0) filled = values.length;
  }
  values.length = filled;
  const head = { range: rangeText(range), majorDimension: "ROWS" };
  return filled === 0 ? head : { ...head, values };
}

/** Without the empty cells at the end. */
function trimmed(cells: readonly Cell[]): readonly Cell[] {
  let length = cells.length;
  while (length > 0 && isEmpty(cells[length - 1]!)) length -= 1;
  return cells.slice(0, length);
}

function isEmpty(of: Cell): boolean {
  const value = settled(of);
  return value === null || ("text" in value && value.text === "" && !("formula" in (of ?? {})));
}

function getSpreadsheet(book: Workbook, query: URLSearchParams): ApiAnswer {
  const mask = query.get("fields");
  const tree = mask === null ? true : parseFields(mask);
  if (tree === null) return refuse(`Request contains an invalid field mask: ${mask}`);
  const withGrid = mask === null ? query.get("includeGridData") === "true" : /\bdata\b/.test(mask);
  const ranges: GridRange[] = [];
  for (const text of query.getAll("ranges")) {
    const range = parseRange(book, text);
    if (!range) return refuse(`Unable to parse range: ${text}`);
    ranges.push(range);
  }
  const wanted = ranges.length > 0 ? new Set(ranges.map(({ tab }) => tab)) : null;
  const body = {
    spreadsheetId: book.id,
    properties: { title: book.title, locale: book.locale, timeZone: book.timeZone },
    sheets: book.tabs
      .filter((tab) => wanted === null || wanted.has(tab))
      .map((tab) => sheet(book, tab, withGrid ? gridsOf(tab, ranges) : null)),
    spreadsheetUrl: `https://docs.google.com/spreadsheets/d/${book.id}/edit`,
  };
  return { status: 200, body: prune(body, tree) };
}

function gridsOf(tab: Tab, ranges: readonly GridRange[]): readonly GridRange[] {
  const own = ranges.filter((range) => range.tab === tab);
  if (own.length > 0) return own;
  return [{ tab, startRow: 0, endRow: tab.rowCount, startColumn: 0, endColumn: tab.columnCount }];
}

function sheet(book: Workbook, tab: Tab, grids: readonly GridRange[] | null): unknown {
  return {
    properties: {
      sheetId: tab.sheetId,
      title: tab.title,
      index: book.tabs.indexOf(tab),
      sheetType: "GRID",
      ...(tab.hidden && { hidden: true }),
      gridProperties: { rowCount: tab.rowCount, columnCount: tab.columnCount },
    },
    ...(tab.merges.length > 0 && {
      merges: tab.merges.map((merge) => ({ sheetId: tab.sheetId, ...merge })),
    }),
    ...(tab.hasFilter && { basicFilter: { range: { sheetId: tab.sheetId } } }),
    ...(grids && { data: grids.map((grid) => gridData(book, grid)) }),
  };
}

function gridData(book: Workbook, grid: GridRange): unknown {
  const rowData: unknown[] = [];
  const rowMetadata: unknown[] = [];
  const last = grid.tab.rowAt ? grid.endRow : Math.min(grid.endRow, grid.tab.cells.length);
  for (let row = grid.startRow; row < last; row += 1) {
    const cells = rowOf(grid.tab, row).slice(grid.startColumn, grid.endColumn);
    rowData.push(cells.length === 0 ? {} : { values: cells.map((of) => cellData(book, of)) });
  }
  for (let row = grid.startRow; row < grid.endRow; row += 1) {
    rowMetadata.push({
      pixelSize: 21,
      ...(grid.tab.hiddenRows.has(row) && { hiddenByUser: true }),
      ...(grid.tab.filteredRows.has(row) && { hiddenByFilter: true }),
    });
  }
  return {
    ...(grid.startRow > 0 && { startRow: grid.startRow }),
    ...(grid.startColumn > 0 && { startColumn: grid.startColumn }),
    rowData,
    rowMetadata,
  };
}

function cellData(book: Workbook, of: Cell): unknown {
  const value = settled(of);
  if (value === null) return {};
  const format = formatOf(of);
  const effective =
    "text" in value
      ? { stringValue: value.text }
      : "number" in value
        ? { numberValue: value.number }
        : "boolean" in value
          ? { boolValue: value.boolean }
          : { errorValue: { type: value.error, message: "" } };
  return {
    userEnteredValue: of !== null && "formula" in of ? { formulaValue: of.formula } : effective,
    effectiveValue: effective,
    formattedValue: String(render(of, "FORMATTED_VALUE", "SERIAL_NUMBER", book.locale)),
    ...(format && { effectiveFormat: { numberFormat: format } }),
  };
}

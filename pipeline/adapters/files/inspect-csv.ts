import { parseRange, type CellRange } from "#domain/cell-address.ts";
import { AppError } from "#domain/errors.ts";
import type { Finding } from "#domain/findings.ts";
import type { Inspection, ReadOptions } from "#ports/file-reader.ts";
import { isBlank } from "./cell-kinds.ts";
import type { CsvSplitter } from "./csv-splitter.ts";
import type { TextHead } from "./csv-head.ts";
import { columnsOf, withinColumns } from "./csv-table.ts";
import { guessDialect, splitText, type DialectGuess } from "./dialect.ts";
import { guessHeaderRow, type HeaderGuess } from "./header-row.ts";
import { noteStray, unclosedError } from "./normalise-csv.ts";
import { TableFindings } from "./table-findings.ts";

/** Rows of the preview. */
const SAMPLE_ROWS = 200;
/** Records of the beginning of a file that are looked at for defects. */
const RECORDS = 20_000;
const DELIMITER_NAMES: Readonly<Record<string, string>> = {
  ",": "a comma",
  ";": "a semicolon",
  "\t": "a tab",
  "|": "a vertical bar",
  ":": "a colon",
};

/**
 * The range the user named.
 * @throws AppError `usage` when it is none
 */
export function rangeOf(text: string | undefined): CellRange | undefined {
  if (text === undefined) return undefined;
  const range = parseRange(text);
  if (range) return range;
  throw new AppError("usage", `"${text}" is not a range of cells.`, {
    hint: "Write it like B3:H200, or B3:H for all rows from 3 on.",
  });
}

/**
 * Finds out how a CSV is laid out.
 * @throws AppError `usage` for a row or range that is not there, `bad_input` when the file ends inside a quoted cell
 */
export function inspectCsv(head: TextHead, path: string, options: ReadOptions): Inspection {
  const range = rangeOf(options.range);
  const dialect = guessDialect(head.text, head.whole, options.delimiter);
  const split = splitText(head.text, dialect, RECORDS, head.whole);
  if (split.unclosed && head.whole) throw unclosedError(split.unclosed, path);
  const all = split.records;
  const top = range ? range.top - 1 : 0;
  const records = all.slice(top, range?.bottom).map((record) => withinColumns(record, range));
  const header = headerOf(records, options, top, range);
  const place = { row: top + header.index + 1, column: range?.left ?? 0 };
  const cells = records[header.index] ?? [];
  const data = records.slice(header.index + 1);
  const named = columnsOf(cells, data, place);
  const findings = [
    ...head.findings,
    ...dialectFindings(dialect, options),
    ...header.findings,
    ...named.findings,
    ...dataFindings(data, cells.length, place, split.splitter),
    ...lineEndFindings(head.text, dialect),
  ];
  return {
    layout: {
      kind: "csv",
      encoding: head.encoding.encoding,
      delimiter: dialect.delimiter,
      quote: dialect.quote,
      header_row: place.row,
      first_row: place.row + 1,
      first_column: place.column,
      headers: named.headers,
      header_cells: cells,
      ...(options.range !== undefined && { range: options.range }),
    },
    sample: data
      .slice(0, SAMPLE_ROWS)
      .map((record) => named.headers.map((_, at) => record[at] ?? null)),
    findings,
    certain: header.certain,
  };
}

function headerOf(
  records: readonly string[][],
  options: ReadOptions,
  top: number,
  range: CellRange | undefined,
): HeaderGuess {
  if (options.header_row !== undefined) {
    const index = options.header_row - 1 - top;
    if (Number.isInteger(index) && index >= 0 && index < Math.max(1, records.length)) {
      return { index, certain: true, findings: [] };
    }
    throw new AppError("usage", `Row ${options.header_row} cannot hold the column names.`, {
      hint: `Choose a row from ${top + 1} to ${top + Math.max(1, records.length)}.`,
    });
  }
  // A range begins with its names, as people mark it in a sheet.
  return range ? { index: 0, certain: true, findings: [] } : guessHeaderRow(records);
}

function dialectFindings(dialect: DialectGuess, options: ReadOptions): Finding[] {
  if (dialect.certain || options.delimiter !== undefined) return [];
  const name = DELIMITER_NAMES[dialect.delimiter] ?? `"${dialect.delimiter}"`;
  return [
    {
      kind: "delimiter_guessed",
      severity: "warn",
      text: `It is not clear what separates the columns; we took ${name}.`,
      action: "Look at the preview. If the columns look wrong, choose the separator.",
    },
  ];
}

function dataFindings(
  data: readonly (readonly string[])[],
  width: number,
  place: { readonly row: number; readonly column: number },
  splitter: CsvSplitter,
): Finding[] {
  if (!data.some((record) => record.some((cell) => !isBlank(cell)))) {
    return [
      {
        kind: "no_rows",
        severity: "warn",
        text: "There are column names but no rows below them.",
        action: "Check whether the export was meant to be empty.",
        address: `A${place.row}`,
        count: 0,
      },
    ];
  }
  const defects = new TableFindings(width, place.column);
  data.forEach((record, index) => defects.record(record, place.row + 1 + index));
  noteStray(defects, splitter, place.column);
  return [...defects.list(), ...totalRow(data, place)];
}

const TOTAL =
  /^\s*((grand |sub)?totals?|sum|summe|gesamt(summe)?|total g[ée]n[ée]ral|somme|suma|totale|totaal)\s*:?\s*$/i;

/** A last row that adds up the others would count everything twice. */
function totalRow(
  data: readonly (readonly string[])[],
  place: { readonly row: number; readonly column: number },
): Finding[] {
  const last = data.findLastIndex((record) => record.some((cell) => !isBlank(cell)));
  const record = data[last];
  if (last < 1 || !record?.some((cell) => TOTAL.test(cell))) return [];
  const row = place.row + 1 + last;
  return [
    {
      kind: "total_row",
      severity: "warn",
      text: `Row ${row} looks like a total of the rows above, which would count everything twice.`,
      action: `Remove row ${row} in the file, or read a range that ends above it.`,
      address: `A${row}`,
      count: 1,
    },
  ];
}

function lineEndFindings(text: string, dialect: DialectGuess): Finding[] {
  const feeds = text.split("\n").length - 1;
  const pairs = text.split("\r\n").length - 1;
  const mixed =
    dialect.newline === "\n" ? pairs > 0 && pairs < feeds && !quotedFeeds(text) : feeds > 0;
  if (!mixed) return [];
  const findings = new TableFindings(0, 0);
  findings.note("mixed_line_endings", "");
  return findings.list();
}

/** Line breaks inside quoted cells are often of the other kind, which is no defect. */
const quotedFeeds = (text: string): boolean => text.includes('"');

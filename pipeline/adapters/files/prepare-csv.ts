import type { CellRange } from "#domain/cell-address.ts";
import { AppError } from "#domain/errors.ts";
import type { Finding } from "#domain/findings.ts";
import type { PrepareOptions, PreparedTable, TableLayout } from "#ports/file-reader.ts";
import { confirmState } from "./byte-source.ts";
import { columnsOf, withinColumns } from "./csv-table.ts";
import { readKnownHead, type TextHead } from "./csv-head.ts";
import { CsvSplitter } from "./csv-splitter.ts";
import { UnclosedQuote, type CsvSyntax } from "./csv-syntax.ts";
import { guessNewline, splitText } from "./dialect.ts";
import { readsDifferently, scanBytes, type ByteScan } from "./fast-scan.ts";
import { rangeOf } from "./inspect-csv.ts";
import { normaliseCsv, type CsvReading } from "./normalise-csv.ts";
import { trailing } from "./table-findings.ts";
import { trailingBlankRows } from "./trailing-rows.ts";
import type { NamedColumns } from "./column-names.ts";
import { NULL_TEXT } from "./table-writer.ts";

/** What the beginning of the file says about this read. */
interface Plan {
  readonly head: TextHead;
  readonly syntax: CsvSyntax;
  readonly range: CellRange | undefined;
  readonly columns: NamedColumns;
  readonly headerCells: readonly string[];
}

/** See `FileReader.prepare`. */
export async function prepareCsv(
  path: string,
  layout: TableLayout,
  folder: string,
  options: PrepareOptions,
): Promise<PreparedTable> {
  const plan = await planRead(path, layout);
  const direct = options.repair
    ? undefined
    : await readDirectly(path, layout, plan, options.signal);
  return direct ?? rewrite(path, layout, folder, plan, options.signal);
}

async function planRead(path: string, layout: TableLayout): Promise<Plan> {
  const head = await readKnownHead(path, layout);
  const range = rangeOf(layout.range);
  const syntax: CsvSyntax = {
    delimiter: layout.delimiter,
    quote: layout.quote,
    newline: guessNewline(head.text),
  };
  const { records } = splitText(head.text, syntax, Infinity, head.whole);
  const inRange = records.map((record) => withinColumns(record, range));
  const headerCells = inRange[layout.header_row - 1] ?? [];
  const place = { row: layout.header_row, column: layout.first_column };
  const known = sameCells(headerCells, layout.header_cells) ? layout.headers.length : 1;
  const data = inRange.slice(layout.header_row, range?.bottom);
  return { head, syntax, range, headerCells, columns: columnsOf(headerCells, data, place, known) };
}

const sameCells = (left: readonly string[], right: readonly string[]): boolean =>
  left.length === right.length && left.every((cell, index) => cell === right[index]);

/** The file itself, if one look at its bytes proves that the engine reads it right; else undefined. */
async function readDirectly(
  path: string,
  layout: TableLayout,
  plan: Plan,
  signal: AbortSignal | undefined,
): Promise<PreparedTable | undefined> {
  const { head, syntax, columns } = plan;
  const plain =
    head.encoding.encoding === "utf-8" &&
    plan.range === undefined &&
    syntax.newline === "\n" &&
    syntax.delimiter.length === 1 &&
    syntax.delimiter !== " " &&
    plan.headerCells.length === columns.headers.length;
  const lead = plain ? leadOf(plan, layout.header_row) : undefined;
  if (lead === undefined) return undefined;
  const start = lead.bytes;
  const scan = await scanBytes(path, syntax.quote, start, signal);
  if (!scan.utf8 || scan.controls) return undefined;
  const doubtful = scan.blankLine || scan.spacedQuotes || (scan.returns && lead.lineEnd === "\n");
  const lines = { ...syntax, line_end: lead.lineEnd };
  if (doubtful && (!scan.quotes || (await readsDifferently(path, lines, start, signal)))) {
    return undefined;
  }
  const blank = await trailingBlankRows(path, scan.bytes, start, syntax.delimiter);
  await confirmState(path, { ...head.state, bytes: scan.bytes });
  return {
    ...described(layout, plan, scan, plan.columns, blank > 0 ? [trailing(blank)] : []),
    path,
    delimiter: syntax.delimiter,
    quote: syntax.quote,
    escape: syntax.quote,
    line_end: lead.lineEnd,
    skip: layout.header_row,
    temporary: false,
  };
}

/**
 * The rows above the data: how their lines end and how many bytes they take. Undefined where they are not plain
 * enough for the engine to skip them: it counts wrongly over mixed line ends and stray quotes.
 */
function leadOf(
  { head, syntax }: Plan,
  rows: number,
): { bytes: number; lineEnd: "\n" | "\r\n" } | undefined {
  let seen = 0;
  const splitter = new CsvSplitter(syntax, () => ++seen < rows);
  try {
    splitter.push(head.text);
    if (!splitter.stopped && head.whole) splitter.end();
  } catch (error) {
    if (error instanceof UnclosedQuote) return undefined;
    throw error;
  }
  if (!splitter.stopped || splitter.strayQuotes > 0) return undefined;
  const text = head.text.slice(0, splitter.consumed);
  const lineEnd = text.endsWith("\r\n") ? "\r\n" : "\n";
  const others = lineEnd === "\n" ? text.includes("\r") : /\r(?!\n)|(?<!\r)\n/.test(text);
  if (others) return undefined;
  return { bytes: head.encoding.mark + Buffer.byteLength(text), lineEnd };
}

async function rewrite(
  path: string,
  layout: TableLayout,
  folder: string,
  plan: Plan,
  signal: AbortSignal | undefined,
): Promise<PreparedTable> {
  const { head, syntax, range } = plan;
  const place = { row: layout.header_row, column: layout.first_column };
  const reading: CsvReading = {
    path,
    syntax,
    range,
    signal,
    encoding: head.encoding.encoding,
    firstRow: layout.first_row,
  };
  const width = plan.columns.headers.length;
  const table = await normaliseCsv(reading, width, plan.headerCells.length, folder);
  try {
    await confirmState(path, { ...head.state, bytes: table.bytes });
    const columns =
      table.width === width ? plan.columns : columnsOf(plan.headerCells, [], place, table.width);
    return {
      ...described(layout, plan, table, columns, table.findings),
      path: table.writer.path,
      delimiter: ",",
      quote: '"',
      escape: '"',
      line_end: "\n",
      skip: 0,
      temporary: true,
      longest_record: table.writer.longestRecord,
    };
  } catch (error) {
    await table.writer.discard();
    throw error instanceof AppError
      ? error
      : new AppError("internal", String(error), { cause: error });
  }
}

function described(
  layout: TableLayout,
  plan: Plan,
  read: Pick<ByteScan, "bytes" | "content_hash">,
  columns: NamedColumns,
  findings: readonly Finding[],
): Pick<
  PreparedTable,
  | "format"
  | "null_text"
  | "headers"
  | "first_row"
  | "bytes"
  | "modified_ms"
  | "content_hash"
  | "findings"
> {
  return {
    format: "csv",
    null_text: NULL_TEXT,
    headers: columns.headers,
    first_row: layout.first_row,
    bytes: read.bytes,
    modified_ms: plan.head.state.modified_ms,
    content_hash: read.content_hash,
    findings: [...plan.head.findings, ...columns.findings, ...findings],
  };
}

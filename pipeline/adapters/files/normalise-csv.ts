import { createHash } from "node:crypto";
import { basename } from "node:path";
import type { CellRange } from "#domain/cell-address.ts";
import { cellAddress } from "#domain/cell-address.ts";
import { AppError } from "#domain/errors.ts";
import type { Finding } from "#domain/findings.ts";
import { readChunks } from "./byte-source.ts";
import { CsvSplitter } from "./csv-splitter.ts";
import { UnclosedQuote, type CsvSyntax, type OnRecord } from "./csv-syntax.ts";
import { filledWidth, withinColumns } from "./csv-table.ts";
import { textDecoder } from "./encoding.ts";
import { TableFindings } from "./table-findings.ts";
import { TableWriter } from "./table-writer.ts";

/** Where the records of a CSV are and how to read them. */
export interface CsvReading {
  readonly path: string;
  readonly encoding: string;
  readonly syntax: CsvSyntax;
  readonly range: CellRange | undefined;
  /** 1-based row of the first data record. */
  readonly firstRow: number;
  readonly signal: AbortSignal | undefined;
}

export interface SplitResult {
  readonly splitter: CsvSplitter;
  readonly bytes: number;
  readonly content_hash: string;
  readonly nulCharacters: number;
}

/**
 * Streams all records of a file through `onRecord`; `between` is awaited after every piece.
 * @throws AppError as `readChunks`; `bad_input` when the file ends inside a quoted cell
 */
export async function splitFile(
  reading: CsvReading,
  onRecord: OnRecord,
  between: () => Promise<void> = () => Promise.resolve(),
): Promise<SplitResult> {
  const { path, signal } = reading;
  const hash = createHash("sha256");
  const decoder = textDecoder(reading.encoding);
  const splitter = new CsvSplitter(reading.syntax, onRecord);
  let bytes = 0;
  let nulCharacters = 0;
  const push = (text: string): void => {
    if (splitter.stopped) return;
    const clean = text.includes("\0") ? text.replaceAll("\0", "") : text;
    nulCharacters += text.length - clean.length;
    splitter.push(clean);
  };
  try {
    for await (const chunk of readChunks(path, { signal })) {
      hash.update(chunk);
      bytes += chunk.length;
      push(decoder.write(chunk));
      await between();
    }
    push(decoder.end());
    if (!splitter.stopped) splitter.end();
  } catch (error) {
    throw error instanceof UnclosedQuote ? unclosedError(error, path) : error;
  }
  return { splitter, bytes, content_hash: hash.digest("hex"), nulCharacters };
}

/** The error for a person; `path` is the file's. */
export function unclosedError(error: UnclosedQuote, path: string): AppError {
  const address = cellAddress(error.column, error.record + 1);
  const where = `row ${error.record + 1} (${address})`;
  return new AppError(
    "bad_input",
    `${basename(path)} is cut off: a quotation mark opens in ${where} and never closes. Nothing of the file was taken.`,
    {
      hint: `Export the file again, or close the quotation mark in ${where}.`,
      details: { path, address },
    },
  );
}

export interface Normalised {
  readonly writer: TableWriter;
  readonly width: number;
  readonly bytes: number;
  readonly content_hash: string;
  readonly findings: Finding[];
}

/**
 * Rewrites a CSV into a regular one in `folder` with at least `width` columns, more where cells with a value stand
 * beyond them. The file is read a second time only then.
 * @throws AppError as `splitFile`; `disk_full`, `read_only`. The copy is removed then.
 */
export async function normaliseCsv(
  reading: CsvReading,
  width: number,
  regular: number,
  folder: string,
): Promise<Normalised> {
  const once = await writeOnce(reading, width, regular, folder);
  if (once.width === width) return once;
  await once.writer.discard();
  return writeOnce(reading, once.width, regular, folder);
}

async function writeOnce(
  reading: CsvReading,
  width: number,
  regular: number,
  folder: string,
): Promise<Normalised> {
  const { range, firstRow } = reading;
  const writer = new TableWriter(folder);
  const defects = new TableFindings(regular, range?.left ?? 0);
  let widest = width;
  const onRecord: OnRecord = (record, index) => {
    const row = index + 1;
    if (row < firstRow) return true;
    if (range?.bottom !== undefined && row > range.bottom) return false;
    const fields = withinColumns(record, range);
    if (fields.length > widest) widest = Math.max(widest, filledWidth(fields));
    defects.record(fields, row);
    writer.add(fields, width);
    return true;
  };
  try {
    const result = await splitFile(reading, onRecord, () => writer.flush());
    await writer.close();
    noteText(defects, result, range?.left ?? 0);
    return { ...result, writer, width: widest, findings: defects.list() };
  } catch (error) {
    await writer.discard();
    throw error;
  }
}

function noteText(defects: TableFindings, result: SplitResult, left: number): void {
  if (result.nulCharacters > 0) defects.note("nul_characters", "", result.nulCharacters);
  noteStray(defects, result.splitter, left);
}

/** Takes note of quotes in unusual places; `left` is the first column of the range. */
export function noteStray(defects: TableFindings, splitter: CsvSplitter, left: number): void {
  const { strayQuotes, firstStray } = splitter;
  if (strayQuotes === 0 || !firstStray) return;
  const address = cellAddress(Math.max(left, firstStray.column), firstStray.record + 1);
  defects.note("stray_quote", address, strayQuotes);
}

import type { PrepareOptions, PreparedTable, RowCells, TableLayout } from "#ports/file-reader.ts";
import { confirmState } from "./byte-source.ts";
import { nameColumns } from "./column-names.ts";
import { readKnownHead } from "./csv-head.ts";
import { streamRows, type JsonReading } from "./json-stream.ts";
import { TableFindings } from "./table-findings.ts";
import { NULL_TEXT, TableWriter } from "./table-writer.ts";

interface Written {
  readonly writer: TableWriter;
  readonly bytes: number;
  readonly content_hash: string;
  /** Columns in the order of the layout, then new ones as they appeared. */
  readonly columns: readonly string[];
  readonly findings: PreparedTable["findings"];
}

/** See `FileReader.prepare`; a JSON file always becomes a temporary CSV. */
export async function prepareJson(
  path: string,
  layout: TableLayout,
  folder: string,
  options: PrepareOptions,
): Promise<PreparedTable> {
  const head = await readKnownHead(path, layout);
  const reading = readingOf(path, layout, head.encoding.encoding, options.signal);
  let table = await write(reading, layout.header_cells, folder);
  try {
    if (!sameNames(table.columns, layout.header_cells)) {
      await table.writer.discard();
      table = await write(reading, table.columns, folder);
    }
    await confirmState(path, { ...head.state, bytes: table.bytes });
  } catch (error) {
    await table.writer.discard();
    throw error;
  }
  const named = nameColumns(table.columns, Math.max(1, table.columns.length), {
    row: 0,
    column: 0,
  });
  return {
    format: "csv",
    path: table.writer.path,
    delimiter: ",",
    quote: '"',
    escape: '"',
    line_end: "\n",
    skip: 0,
    null_text: NULL_TEXT,
    headers: named.headers,
    first_row: layout.first_row,
    temporary: true,
    bytes: table.bytes,
    modified_ms: head.state.modified_ms,
    content_hash: table.content_hash,
    longest_record: table.writer.longestRecord,
    findings: [...head.findings, ...named.findings, ...table.findings],
  };
}

function readingOf(
  path: string,
  layout: TableLayout,
  encoding: string,
  signal: AbortSignal | undefined,
): JsonReading {
  return { path, encoding, list: layout.list ?? "", explode: layout.explode, signal };
}

const sameNames = (left: readonly string[], right: readonly string[]): boolean =>
  left.length === right.length && left.every((name, index) => name === right[index]);

/** Writes the rows under `columns` and learns which columns the file really has. */
async function write(
  reading: JsonReading,
  columns: readonly string[],
  folder: string,
): Promise<Written> {
  const writer = new TableWriter(folder);
  const defects = new TableFindings(columns.length, 0);
  const seen = new Set<string>();
  let row = 0;
  try {
    const result = await streamRows(
      reading,
      (cells) => {
        for (const name of cells.keys()) seen.add(name);
        const fields = columns.map((name) => cells.get(name) ?? null);
        defects.record(fields, ++row);
        writer.add(fields, Math.max(1, columns.length));
      },
      () => writer.flush(),
    );
    await writer.close();
    const known = columns.filter((name) => seen.has(name));
    const added = [...seen].filter((name) => !columns.includes(name));
    // A file without records says nothing about its columns.
    const present = row === 0 ? columns : [...known, ...added];
    return { ...result, writer, columns: present, findings: defects.list() };
  } catch (error) {
    await writer.discard();
    throw error;
  }
}

/** See `FileReader.readCells`; rows are counted after lists became rows. */
export async function readJsonCells(
  path: string,
  layout: TableLayout,
  rows: readonly number[],
  signal: AbortSignal | undefined,
): Promise<RowCells[]> {
  const wanted = new Set(rows);
  const last = Math.max(0, ...wanted);
  if (last < 1) return [];
  const head = await readKnownHead(path, layout);
  const found: RowCells[] = [];
  let row = 0;
  await streamRows(readingOf(path, layout, head.encoding.encoding, signal), (cells) => {
    row++;
    if (wanted.has(row)) {
      found.push({ row, cells: layout.header_cells.map((name) => cells.get(name) ?? null) });
    }
    return row < last;
  });
  return found;
}

import type { RowCells, TableLayout } from "#ports/file-reader.ts";
import { readKnownHead } from "./csv-head.ts";
import { withinColumns } from "./csv-table.ts";
import { guessNewline } from "./dialect.ts";
import { rangeOf } from "./inspect-csv.ts";
import { splitFile } from "./normalise-csv.ts";

/** See `FileReader.readCells`; for CSV. Reads no further than the last row asked for. */
export async function readCsvCells(
  path: string,
  layout: TableLayout,
  rows: readonly number[],
  signal: AbortSignal | undefined,
): Promise<RowCells[]> {
  const wanted = new Set(rows.filter((row) => row >= layout.first_row));
  const last = Math.max(0, ...wanted);
  if (last === 0) return [];
  const head = await readKnownHead(path, layout);
  const range = rangeOf(layout.range);
  const found: RowCells[] = [];
  const reading = {
    path,
    signal,
    range,
    encoding: head.encoding.encoding,
    syntax: { delimiter: layout.delimiter, quote: layout.quote, newline: guessNewline(head.text) },
    firstRow: layout.first_row,
  };
  await splitFile(reading, (record, index) => {
    const row = index + 1;
    if (wanted.has(row) && (range?.bottom === undefined || row <= range.bottom)) {
      const fields = withinColumns(record, range);
      found.push({ row, cells: layout.headers.map((_, column) => fields[column] ?? null) });
    }
    return row < last;
  });
  return found;
}

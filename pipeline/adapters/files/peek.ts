import type { RawRows, ReadOptions } from "#ports/file-reader.ts";
import { isBlank } from "./cell-kinds.ts";
import type { TextHead } from "./csv-head.ts";
import { guessNewline, splitText } from "./dialect.ts";
import { guessHeaderRow } from "./header-row.ts";
import { inspectCsv } from "./inspect-csv.ts";
import { inspectJson } from "./inspect-json.ts";

/** Records of the beginning that are looked at for a better header row. */
const LOOKED_AT = 2000;

/** The rows of a CSV as they stand there, and whether another row holds the names. */
export function peekCsv(
  head: TextHead,
  path: string,
  options: ReadOptions,
  limit: number,
): RawRows {
  const { layout, findings } = inspectCsv(head, path, options);
  const { delimiter, quote } = layout;
  const syntax = { delimiter, quote, newline: guessNewline(head.text) };
  const most = head.whole ? Number.POSITIVE_INFINITY : Math.max(LOOKED_AT, limit);
  const { records } = splitText(head.text, syntax, most, head.whole);
  const said = options.header_row !== undefined;
  const better = said ? betterRow(records, options.header_row as number) : null;
  return {
    rows: records.slice(0, limit),
    first_row: 1,
    rows_total: head.whole ? records.length : null,
    header_row: layout.header_row,
    header_reason: better?.reason ?? reasonOf(records, layout.header_row, findings),
    better_header_row: better?.row ?? null,
    delimiter: layout.delimiter,
    encoding: layout.encoding,
    findings,
  };
}

const cellsText = (count: number): string =>
  count === 1 ? "one filled cell" : `${count} filled cells`;

const filled = (record: readonly string[] | undefined): number =>
  (record ?? []).filter((cell) => !isBlank(cell)).length;

/** The row of the names, if it is another one than the user named and no doubt about it. */
function betterRow(
  records: readonly (readonly string[])[],
  said: number,
): { readonly row: number; readonly reason: string } | null {
  const guess = guessHeaderRow(records);
  const row = guess.index + 1;
  if (row === said) return null;
  const has = cellsText(filled(records[said - 1]));
  const more = filled(records[guess.index]) > filled(records[said - 1]);
  if (!guess.certain && !more) return null;
  return {
    row,
    reason: `We take row ${said} as column names, but it has ${has}. Row ${row} fits better.`,
  };
}

function reasonOf(
  records: readonly (readonly string[])[],
  row: number,
  findings: RawRows["findings"],
): string {
  const found = findings.find(({ kind }) => kind.startsWith("header_"));
  if (found) return found.text;
  return `Row ${row} holds the column names: ${cellsText(filled(records[row - 1]))}, and the data begins below it.`;
}

/** The first records of a JSON file under the names of their values. */
export function peekJson(
  head: TextHead,
  path: string,
  options: ReadOptions,
  limit: number,
): RawRows {
  const { layout, sample, findings } = inspectJson(head, path, options);
  const rows = sample.slice(0, limit).map((row) => row.map((cell) => cell ?? ""));
  return {
    rows: [[...layout.headers], ...rows],
    first_row: 0,
    rows_total: null,
    header_row: null,
    header_reason: "The names of the values are in the file itself.",
    better_header_row: null,
    delimiter: null,
    encoding: layout.encoding,
    findings,
  };
}

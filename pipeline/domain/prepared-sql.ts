import { quoteLiteral } from "./sql-text.ts";

/** The part of a prepared table that says how to read it. */
export interface ReadableTable {
  readonly path: string;
  readonly delimiter: string;
  readonly quote: string;
  readonly escape: string;
  readonly line_end: "\n" | "\r\n";
  /** Records before the first data record. */
  readonly skip: number;
  /** Unquoted cell text that stands for a missing cell. */
  readonly null_text: string;
  readonly headers: readonly string[];
  /** Bytes of the longest record where it is known. */
  readonly longest_record?: number;
}

/** DuckDB's own limit of one record in bytes; longer ones must be announced. */
const DEFAULT_LONGEST_RECORD = 2_000_000;

/**
 * The `read_csv(...)` table function that reads a prepared table strictly, every column as text, missing cells as
 * NULL and empty ones as ''. It fails, rather than skipping or padding, when the file is not what `prepare` promised.
 */
export function sqlForPrepared(prepared: ReadableTable): string {
  const columns = prepared.headers.map((header) => `${quoteLiteral(header)}: 'VARCHAR'`);
  const longest = prepared.longest_record ?? 0;
  const parts = [
    quoteLiteral(prepared.path),
    "auto_detect = false",
    "header = false",
    "strict_mode = true",
    "null_padding = false",
    "encoding = 'utf-8'",
    "compression = 'none'",
    "comment = ''",
    `delim = ${quoteLiteral(prepared.delimiter)}`,
    `quote = ${quoteLiteral(prepared.quote)}`,
    `escape = ${quoteLiteral(prepared.escape)}`,
    `nullstr = ${quoteLiteral(prepared.null_text)}`,
    "allow_quoted_nulls = false",
    // Never name CRLF: the engine then joins records without an error. It finds that one itself.
    ...(prepared.line_end === "\n" ? ["new_line = '\\n'"] : []),
    `skip = ${prepared.skip}`,
    ...(longest > DEFAULT_LONGEST_RECORD ? [`max_line_size = ${longest + 1024}`] : []),
    `columns = {${columns.join(", ")}}`,
  ];
  return `read_csv(${parts.join(", ")})`;
}

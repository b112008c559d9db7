/** How the characters of a CSV are read. `newline` `\r` also accepts `\n` and `\r\n`; `\n` also accepts `\r\n`. */
export interface CsvSyntax {
  readonly delimiter: string;
  /** One character, or `""` for a file without quoting. */
  readonly quote: string;
  readonly newline: "\n" | "\r";
}

/** Longest record held in memory; a longer one is taken as a quote that was never closed. */
export const LONGEST_RECORD = 16 * 1024 * 1024;

/** The text ended, or ran too long, inside a quoted cell. Place is 0-based, counted in records and cells. */
export class UnclosedQuote extends Error {
  readonly record: number;
  readonly column: number;

  constructor(record: number, column: number) {
    super(`unclosed quote in record ${record}`);
    this.name = "UnclosedQuote";
    this.record = record;
    this.column = column;
  }
}

/** Receives one record; a blank line is a record without fields. Returning false stops the splitting. */
export type OnRecord = (fields: string[], index: number) => boolean | void;

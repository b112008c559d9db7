import { createWriteStream, type WriteStream } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { once } from "node:events";
import { dirname } from "node:path";
import { finished } from "node:stream/promises";
import { csvRecord, type SheetValue } from "./cell-text.ts";

function isEmpty(values: readonly SheetValue[]): boolean {
  for (const value of values) {
    if (value !== "" && value !== null && value !== undefined) return false;
  }
  return true;
}

/** Bytes gathered before they are written. */
const PIECE = 1 << 18;

/**
 * Writes rows into a CSV file, one record per row of the sheet, without holding them.
 * `comma` says that the decimal sign of the sheet is one, see `cellText`.
 */
export class CsvCopy {
  readonly path: string;
  readonly #stream: WriteStream;
  readonly #width: number;
  readonly #comma: boolean;
  #piece = "";
  /** Empty rows not yet written: those at the end never are. */
  #empty = 0;
  #rows = 0;

  private constructor(path: string, width: number, comma: boolean) {
    this.#comma = comma;
    this.path = path;
    this.#width = Math.max(1, width);
    this.#stream = createWriteStream(path, { mode: 0o600 });
  }

  static async create(path: string, width: number, comma: boolean): Promise<CsvCopy> {
    await mkdir(dirname(path), { recursive: true });
    return new CsvCopy(path, width, comma);
  }

  /** Records so far, empty ones included. */
  get rows(): number {
    return this.#rows;
  }

  /** Nothing to wait for, unless a piece is full: a promise for every row would cost more than the row. */
  row(values: readonly SheetValue[]): Promise<void> | undefined {
    this.#rows += 1;
    if (isEmpty(values)) {
      this.#empty += 1;
      return undefined;
    }
    for (; this.#empty > 0; this.#empty -= 1) this.#piece += csvRecord([], this.#width);
    this.#piece += csvRecord(values, this.#width, this.#comma);
    return this.#piece.length >= PIECE ? this.#write() : undefined;
  }

  async #write(): Promise<void> {
    const piece = this.#piece;
    this.#piece = "";
    if (!this.#stream.write(piece)) await once(this.#stream, "drain");
  }

  async close(): Promise<void> {
    await this.#write();
    this.#stream.end();
    await finished(this.#stream);
  }

  /** Takes the half-written file away. */
  async discard(): Promise<void> {
    this.#stream.destroy();
    await rm(this.path, { force: true });
  }
}

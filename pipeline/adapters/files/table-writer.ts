import { randomUUID } from "node:crypto";
import { mkdir, open, rm, type FileHandle } from "node:fs/promises";
import { join } from "node:path";
import { isBlank } from "./cell-kinds.ts";
import { writingError } from "./writing-error.ts";

/** Stands unquoted for a missing cell; a cell that holds just this is written quoted. */
export const NULL_TEXT = "\u0001";
const FLUSH_AT = 1024 * 1024;
const NEEDS_QUOTES = /[",\n\r\u0001]/;

/**
 * Writes a normalised CSV: UTF-8, comma, double quotes, `\n`, the same number of fields in every record. Blank records
 * at the end are held back and dropped. Nothing of the file is left after `discard`.
 */
export class TableWriter {
  readonly path: string;
  /** Records written, and blank ones held back since the last that was not. */
  written = 0;
  heldBack = 0;
  /** Upper bound in bytes. */
  longestRecord = 0;

  readonly #folder: string;
  #handle: FileHandle | undefined;
  #parts: string[] = [];
  #size = 0;
  #blank: { line: string; count: number }[] = [];

  constructor(folder: string) {
    this.#folder = folder;
    this.path = join(folder, `read-${randomUUID()}.csv`);
  }

  /** Adds one record of exactly `width` fields: cells that are not there are missing, those beyond are left out. */
  add(cells: readonly (string | null)[], width: number): void {
    let line = "";
    let blank = true;
    for (let column = 0; column < width; column++) {
      const cell = cells[column];
      if (column > 0) line += ",";
      if (cell === undefined || cell === null) line += NULL_TEXT;
      else {
        line += this.#field(cell, width);
        blank &&= isBlank(cell);
      }
    }
    line += "\n";
    if (blank) this.#holdBack(line);
    else this.#append(line);
  }

  /** Writes what has gathered; call between pieces of input, so that memory stays bounded. */
  async flush(force = false): Promise<void> {
    if (this.#size < FLUSH_AT && !force) return;
    const text = this.#parts.join("");
    this.#parts = [];
    this.#size = 0;
    try {
      this.#handle ??= await this.#create();
      await this.#handle.writeFile(text);
    } catch (error) {
      throw writingError(error, this.#folder);
    }
  }

  async close(): Promise<void> {
    await this.flush(true);
    await this.#handle?.close();
    this.#handle = undefined;
  }

  async discard(): Promise<void> {
    await this.#handle?.close().catch(() => undefined);
    this.#handle = undefined;
    await rm(this.path, { force: true }).catch(() => undefined);
  }

  async #create(): Promise<FileHandle> {
    await mkdir(this.#folder, { recursive: true });
    return open(this.path, "wx", 0o600);
  }

  #field(cell: string, width: number): string {
    if (NEEDS_QUOTES.test(cell)) return `"${cell.replaceAll('"', '""')}"`;
    // An empty line would be skipped, so the only cell of a record is never bare.
    return cell === "" && width === 1 ? '""' : cell;
  }

  #append(line: string): void {
    for (const { line: blank, count } of this.#blank) this.#put(blank, count);
    this.#blank = [];
    this.heldBack = 0;
    this.#put(line, 1);
  }

  #put(line: string, count: number): void {
    this.#parts.push(count === 1 ? line : line.repeat(count));
    this.#size += line.length * count;
    this.written += count;
    if (line.length * 3 > this.longestRecord) this.longestRecord = line.length * 3;
  }

  #holdBack(line: string): void {
    this.heldBack++;
    const last = this.#blank.at(-1);
    if (last?.line === line) last.count++;
    else this.#blank.push({ line, count: 1 });
  }
}

import { randomUUID } from "node:crypto";
import { mkdir, open, rm, type FileHandle } from "node:fs/promises";
import { join } from "node:path";
import { isBlank } from "./cell-kinds.ts";
import { writingError } from "./writing-error.ts";

/** Stands unquoted for a missing cell; a cell that holds just this is written quoted. */
export const NULL_TEXT = "\u0001";
const BLOCK_BYTES = 1024 * 1024;
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
  /** Text goes into blocks of bytes at once: holding it as strings costs the collector more than the writing. */
  #full: Buffer[] = [];
  #block = Buffer.allocUnsafeSlow(BLOCK_BYTES);
  #used = 0;
  #blank: { line: string; count: number }[] = [];

  constructor(folder: string) {
    this.#folder = folder;
    this.path = join(folder, `read-${randomUUID()}.csv`);
  }

  /** Adds one record of exactly `width` fields: cells that are not there are missing, those beyond are left out. */
  add(cells: readonly (string | null)[], width: number): void {
    const line = `${this.#regular(cells, width) ?? this.#padded(cells, width)}\n`;
    if (cells.every(isBlank)) this.#holdBack(line);
    else this.#append(line);
  }

  /** Writes what has gathered; call between pieces of input, so that memory stays bounded. */
  async flush(force = false): Promise<void> {
    const blocks = this.#full;
    if (force) blocks.push(this.#block.subarray(0, this.#used));
    if (blocks.length === 0) return;
    try {
      this.#handle ??= await this.#create();
      for (const block of blocks) await this.#handle.writeFile(block);
    } catch (error) {
      throw writingError(error, this.#folder);
    }
    if (force) this.#used = 0;
    this.#full = [];
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

  /** The usual record: as many cells as there are columns, none of which needs quotes. */
  #regular(cells: readonly (string | null)[], width: number): string | undefined {
    if (cells.length !== width || width === 1 || cells.includes(null)) return undefined;
    const line = cells.join("");
    return NEEDS_QUOTES.test(line) ? undefined : cells.join(",");
  }

  #padded(cells: readonly (string | null)[], width: number): string {
    const fields: string[] = [];
    for (let column = 0; column < width; column++) {
      const cell = cells[column] ?? null;
      if (cell === null) fields.push(NULL_TEXT);
      else if (NEEDS_QUOTES.test(cell)) fields.push(`"${cell.replaceAll('"', '""')}"`);
      // An empty line would be skipped, so the only cell of a record is never bare.
      else fields.push(cell === "" && width === 1 ? '""' : cell);
    }
    return fields.join(",");
  }

  #append(line: string): void {
    for (const { line: blank, count } of this.#blank) this.#put(blank, count);
    this.#blank = [];
    this.heldBack = 0;
    this.#put(line, 1);
  }

  #put(line: string, count: number): void {
    const most = line.length * 3;
    this.longestRecord = Math.max(this.longestRecord, most);
    for (let n = 0; n < count; n++) {
      if (this.#used + most > this.#block.length) {
        this.#full.push(this.#block.subarray(0, this.#used));
        this.#block = Buffer.allocUnsafeSlow(Math.max(BLOCK_BYTES, most));
        this.#used = 0;
      }
      this.#used += this.#block.write(line, this.#used, "utf8");
    }
    this.written += count;
  }

  #holdBack(line: string): void {
    this.heldBack++;
    const last = this.#blank.at(-1);
    if (last?.line === line) last.count++;
    else this.#blank.push({ line, count: 1 });
  }
}

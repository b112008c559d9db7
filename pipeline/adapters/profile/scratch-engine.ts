import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import { randomUUID } from "node:crypto";
import { mkdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AppError } from "#domain/errors.ts";
import { SqlRefused } from "#domain/sql-refused.ts";

/** The least a profile needs of an engine. */
export interface SqlRunner {
  run(sql: string): Promise<void>;
  /** Rows as objects with JSON-safe values. */
  rows<T>(sql: string): Promise<readonly T[]>;
}

/**
 * A DuckDB of its own, in memory, that spills to a temporary folder, never reaches for the network and leaves
 * nothing behind. One statement at a time; a fired signal interrupts it.
 */
export class ScratchEngine implements SqlRunner {
  readonly #instance: DuckDBInstance;
  readonly #connection: DuckDBConnection;
  readonly #folder: string;
  readonly #signal: AbortSignal | undefined;
  readonly #interrupt: () => void;

  private constructor(
    instance: DuckDBInstance,
    connection: DuckDBConnection,
    folder: string,
    signal: AbortSignal | undefined,
  ) {
    this.#instance = instance;
    this.#connection = connection;
    this.#folder = folder;
    this.#signal = signal;
    this.#interrupt = () => connection.interrupt();
    signal?.addEventListener("abort", this.#interrupt);
  }

  static async open(signal?: AbortSignal): Promise<ScratchEngine> {
    const folder = join(tmpdir(), `medallion-profile-${randomUUID()}`);
    await mkdir(folder, { recursive: true });
    const instance = await DuckDBInstance.create(":memory:", {
      autoinstall_known_extensions: "false",
      autoload_known_extensions: "false",
      temp_directory: folder,
      max_temp_directory_size: "200GB",
    });
    return new ScratchEngine(instance, await instance.connect(), folder, signal);
  }

  async run(sql: string): Promise<void> {
    await this.#guarded(sql, () => this.#connection.run(sql));
  }

  async rows<T>(sql: string): Promise<readonly T[]> {
    const reader = await this.#guarded(sql, () => this.#connection.runAndReadAll(sql));
    return reader.getRowObjectsJson() as unknown as readonly T[];
  }

  /** Rows as arrays, for results whose columns have no names worth keeping. */
  async cells(sql: string): Promise<readonly (readonly unknown[])[]> {
    const reader = await this.#guarded(sql, () => this.#connection.runAndReadAll(sql));
    return reader.getRowsJson();
  }

  async close(): Promise<void> {
    this.#signal?.removeEventListener("abort", this.#interrupt);
    this.#connection.closeSync();
    this.#instance.closeSync();
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #guarded<T>(sql: string, work: () => Promise<T>): Promise<T> {
    if (this.#signal?.aborted) throw new AppError("cancelled", "Stopped.");
    try {
      return await work();
    } catch (error) {
      if (this.#signal?.aborted) throw new AppError("cancelled", "Stopped.", { cause: error });
      const message = error instanceof Error ? error.message : String(error);
      if (/No space left on device|max_temp_directory_size/i.test(message)) {
        throw new AppError("disk_full", "The disk is full, so the source could not be looked at.", {
          hint: "Free some space, then try again. Nothing was saved.",
          cause: error,
        });
      }
      throw new SqlRefused(message, sql, error);
    }
  }
}

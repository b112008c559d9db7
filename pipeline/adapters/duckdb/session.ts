import type { DuckDBConnection, DuckDBValue } from "@duckdb/node-api";
import { AppError } from "#domain/errors.ts";
import type { JsonValue } from "#domain/json.ts";
import type { SqlSession, SqlTable, SqlValue } from "#ports/warehouse.ts";
import { toAppError } from "./errors.ts";

const TWO_PART_NAME =
  /\b"?(bronze|silver|quarantine|superseded|keys|gold|marts|reports|meta)"?\s*\.\s*"?(\w+)"?/g;

/**
 * One connection, one statement at a time: concurrent calls queue up, because the driver
 * is not safe for concurrent statements on a connection.
 */
export class DuckDBSession implements SqlSession {
  readonly #connection: DuckDBConnection;
  protected readonly signal: AbortSignal | undefined;
  readonly #onAbort: () => void;
  #last: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(connection: DuckDBConnection, signal?: AbortSignal) {
    this.#connection = connection;
    this.signal = signal;
    this.#onAbort = () => {
      if (!this.#closed) connection.interrupt();
    };
    signal?.addEventListener("abort", this.#onAbort);
  }

  async run(sql: string, parameters: readonly SqlValue[] = []): Promise<number> {
    return this.#exclusive(sql, async () => {
      const result = await this.#connection.run(sql, bind(parameters));
      return Number(result.rowsChanged);
    });
  }

  async rows<T = Record<string, JsonValue>>(
    sql: string,
    parameters: readonly SqlValue[] = [],
  ): Promise<readonly T[]> {
    return this.#exclusive(sql, async () => {
      const reader = await this.#connection.runAndReadAll(sql, bind(parameters));
      return reader.getRowObjectsJson() as unknown as readonly T[];
    });
  }

  async table(
    sql: string,
    parameters: readonly SqlValue[] = [],
    limit = Number.POSITIVE_INFINITY,
  ): Promise<SqlTable> {
    return this.#exclusive(sql, async () => {
      const reader = Number.isFinite(limit)
        ? await this.#connection.streamAndReadUntil(sql, limit, bind(parameters))
        : await this.#connection.runAndReadAll(sql, bind(parameters));
      const types = reader.columnTypes();
      const rows = reader.getRowsJson() as unknown as JsonValue[][];
      return {
        columns: reader.columnNames().map((name, index) => ({ name, type: String(types[index]) })),
        rows: Number.isFinite(limit) ? rows.slice(0, limit) : rows,
      };
    });
  }

  /**
   * By name, not by the driver's own extractor, which silently finds nothing in joins with `using`. A name too
   * many (a column that looks like a table) only makes a caller more careful.
   */
  tableNames(sql: string): readonly string[] {
    return [
      ...new Set([...sql.matchAll(TWO_PART_NAME)].map(([, schema, name]) => `${schema}.${name}`)),
    ];
  }

  /** Closes the connection after the statement under way. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.signal?.removeEventListener("abort", this.#onAbort);
    await this.#last.catch(() => undefined);
    this.#closed = true;
    this.#connection.closeSync();
  }

  /** Runs even after the signal fired: clean-up must not be cancelled by what caused it. */
  async cleanUp(sql: string): Promise<void> {
    await this.#last.catch(() => undefined);
    await this.#connection.run(sql);
  }

  #exclusive<T>(sql: string, work: () => Promise<T>): Promise<T> {
    const next = this.#last
      .catch(() => undefined)
      .then(async () => {
        if (this.signal?.aborted) throw new AppError("cancelled", "Stopped.");
        try {
          return await work();
        } catch (error) {
          throw toAppError(error, sql, this.signal);
        }
      });
    this.#last = next;
    return next;
  }
}

function bind(parameters: readonly SqlValue[]): DuckDBValue[] {
  return [...parameters];
}

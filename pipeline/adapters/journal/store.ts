import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import { AppError } from "#domain/errors.ts";
import type { Row } from "./rows.ts";
import { MIGRATIONS } from "./schema.ts";
import { openSqlite, sqliteError } from "./sqlite.ts";

/** How long one call waits for another process that is writing. */
const BUSY_MS = 10_000;

/** The database with its errors turned into ours and every write in a transaction of its own. */
export class Store {
  readonly #database: DatabaseSync;
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
    this.#database = openSqlite(path, BUSY_MS);
    try {
      this.#guard(() => {
        this.#database.exec(
          "pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on;",
        );
      });
      this.write(() => this.#migrate());
    } catch (error) {
      this.#database.close();
      throw error;
    }
  }

  #guard<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw sqliteError(error, this.#path);
    }
  }

  #migrate(): void {
    const version = Number(this.rows("pragma user_version")[0]?.["user_version"]);
    if (version > MIGRATIONS.length) {
      throw new AppError("conflict", `${this.#path} was written by a newer version of Medallion.`, {
        hint: "Open this workspace with the newer version.",
      });
    }
    for (const step of MIGRATIONS.slice(version)) this.#database.exec(step);
    if (version < MIGRATIONS.length) {
      this.#database.exec(`pragma user_version = ${MIGRATIONS.length}`);
    }
  }

  rows(sql: string, ...values: SQLInputValue[]): readonly Row[] {
    return this.#guard(() => this.#database.prepare(sql).all(...values) as Row[]);
  }

  /** Returns the number of rows changed. */
  change(sql: string, ...values: SQLInputValue[]): number {
    return this.#guard(() => Number(this.#database.prepare(sql).run(...values).changes));
  }

  /** `immediate`: two writers queue for the lock instead of one failing half-way. */
  write<T>(work: () => T): T {
    this.#guard(() => this.#database.exec("begin immediate"));
    try {
      const result = work();
      this.#guard(() => this.#database.exec("commit"));
      return result;
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec("rollback");
      throw error;
    }
  }

  close(): void {
    if (this.#database.isOpen) this.#database.close();
  }
}

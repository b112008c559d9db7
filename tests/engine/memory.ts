import { DuckDBInstance } from "@duckdb/node-api";
import type { JsonValue } from "#domain/json.ts";

/** An engine without a file, for SQL that is tested by running it. */
export interface Memory {
  run(sql: string): Promise<void>;
  /** Rows as arrays of JSON-safe cells. */
  rows(sql: string): Promise<readonly (readonly JsonValue[])[]>;
  close(): void;
}

export async function openMemory(): Promise<Memory> {
  const instance = await DuckDBInstance.create(":memory:", {
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    threads: "1",
  });
  const connection = await instance.connect();
  return {
    run: async (sql) => void (await connection.run(sql)),
    rows: async (sql) =>
      (await connection.runAndReadAll(sql)).getRowsJson() as unknown as JsonValue[][],
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

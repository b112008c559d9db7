import { DuckDBInstance } from "@duckdb/node-api";
import type { SqlRunner } from "#ports/sql-runner.ts";

/** A scratch in-memory engine for the model tools. Close it when done. */
export interface ScratchEngine extends SqlRunner {
  close(): void;
}

export async function openScratchEngine(): Promise<ScratchEngine> {
  const instance = await DuckDBInstance.create(":memory:", {
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    threads: "1",
  });
  const connection = await instance.connect();
  return {
    run: async (sql) => (await connection.run(sql)).rowsChanged,
    table: async (sql) => {
      const reader = await connection.runAndReadAll(sql);
      const types = reader.columnTypes();
      const columns = reader
        .columnNames()
        .map((name, index) => ({ name, type: String(types[index]) }));
      return { columns, rows: reader.getRowsJson() };
    },
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

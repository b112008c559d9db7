import { readFile } from "node:fs/promises";
import { DuckDBInstance } from "@duckdb/node-api";

/** Questions to the truth of a sample shop; see oracle.sql for what can be asked. */
export interface Oracle {
  /** Rows of a query over the views of oracle.sql; int64, decimals and times are text. */
  readonly rows: (sql: string) => Promise<Record<string, unknown>[]>;
  readonly close: () => void;
}

/** Opens the truth that `generateSampleShop({ truthFolder })` wrote. */
export async function openOracle(truthFolder: string, currency = "EUR"): Promise<Oracle> {
  const instance = await DuckDBInstance.create(":memory:", {
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
  });
  const connection = await instance.connect();
  const folder = truthFolder.replaceAll("'", "''");
  await connection.run(`set variable truth = '${folder}'; set variable currency = '${currency}';`);
  await connection.run(await readFile(new URL("./oracle.sql", import.meta.url), "utf8"));
  return {
    rows: async (sql) => (await connection.runAndReadAll(sql)).getRowObjectsJson(),
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

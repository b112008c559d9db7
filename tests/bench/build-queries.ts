import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { DuckDBInstance } from "@duckdb/node-api";
import { loadModels } from "#models/load.ts";
import { median } from "./measure.ts";

export interface QueryTimes {
  /** Milliseconds of each report's query, computed anew, median of three. */
  readonly reports: Readonly<Record<string, number>>;
  /** Milliseconds to the first 1,000 rows of fact_sales as JSON values, median of five. */
  readonly preview: number;
}

/** Times queries on the newest build of a workspace, read-only, in this process. */
export async function timeQueries(directory: string): Promise<QueryTimes> {
  const sqlFolder = fileURLToPath(new URL("../../sql", import.meta.url));
  const { models, macrosSql } = await loadModels(sqlFolder);
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  try {
    const path = (await newestBuild(directory)).replaceAll("'", "''");
    await connection.run(macrosSql);
    await connection.run(`attach '${path}' as build (read_only); use build`);
    const time = async (sql: string, times: number): Promise<number> => {
      const taken: number[] = [];
      for (let turn = 0; turn < times; turn += 1) {
        const started = performance.now();
        (await connection.runAndReadUntil(sql, 1000)).getRowsJson();
        taken.push(performance.now() - started);
      }
      return median(taken);
    };
    const reports: Record<string, number> = {};
    for (const model of models.filter(({ layer }) => layer === "reports")) {
      reports[model.name] = await time(model.sql, 3);
    }
    return { reports, preview: await time("select * from gold.fact_sales limit 1000", 5) };
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

async function newestBuild(directory: string): Promise<string> {
  const folder = join(directory, "builds");
  const entries = await readdir(folder, { recursive: true });
  const files = entries.filter((name) => name.endsWith(".duckdb") || name.endsWith(".db")).sort();
  const newest = files.at(-1);
  if (!newest) throw new Error(`No build in ${folder}: ${entries.join(", ")}`);
  return join(folder, newest);
}

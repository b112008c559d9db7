import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openReadSession } from "#adapters/duckdb/query-session.ts";
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
  const scratch = join(directory, ".scratch", "bench");
  const session = await openReadSession(await newestBuild(directory), {
    temporary_folder: scratch,
  });
  try {
    await session.run(macrosSql);
    const time = async (sql: string, times: number): Promise<number> => {
      const taken: number[] = [];
      for (let turn = 0; turn < times; turn += 1) {
        const started = performance.now();
        await session.table(sql, [], 1000);
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
    await session.close();
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

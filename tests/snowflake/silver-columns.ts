import { fileURLToPath } from "node:url";
import { readModels } from "#models/load.ts";
import { ENGINE_TABLES, type TableColumn } from "#models/tables.ts";
import { openScratchEngine } from "#tests/models/duckdb-runner.ts";

/** Columns of all tables gold models read, with DuckDB's types: silver as its models make it, keys and meta. */
export async function silverColumns(): Promise<Readonly<Record<string, readonly TableColumn[]>>> {
  const folder = fileURLToPath(new URL("../../sql", import.meta.url));
  const { catalogue } = await readModels(folder, { unitTests: false });
  const engine = await openScratchEngine();
  await engine.run(`create schema bronze; ${catalogue.macrosSql}`);
  const found: Record<string, readonly TableColumn[]> = {};
  for (const [table, columns] of ENGINE_TABLES) {
    if (!table.startsWith("bronze.")) {
      found[table] = columns;
      continue;
    }
    const list = columns.map(({ name, type }) => `${name} ${type}`).join(", ");
    await engine.run(`create table ${table} (${list})`);
  }
  for (const model of catalogue.models.filter(({ layer }) => layer === "silver")) {
    const { rows } = await engine.table(`describe ${model.sql}`);
    found[model.table] = rows
      .map(([name, type]) => ({ name: String(name), type: String(type) }))
      .filter(({ name }) => !name.endsWith("__raw"));
  }
  engine.close();
  return found;
}

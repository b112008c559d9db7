import { mkdir, open, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";

/**
 * The floor: the best hand-written DuckDB script for our models, run in a process of its own.
 * `node tests/bench/floor.ts touch|copy|script <csv folder> <output folder> [memory limit]` prints JSON:
 * seconds in all (from the start of the process), seconds per stage, peak memory in MB, rows per table.
 */
export const FLOOR_KINDS = ["touch", "copy", "script"] as const;
export type FloorKind = (typeof FLOOR_KINDS)[number];

export interface FloorResult {
  readonly seconds: number;
  readonly stages: Readonly<Record<string, number>>;
  readonly peak_mb: number;
  readonly rows: Readonly<Record<string, number>>;
}

export const FILES = [
  "customers",
  "products",
  "orders",
  "order_items",
  "payments",
  "shipments",
  "reviews",
  "inventory",
] as const;
export const BENCH_ZONE = "Europe/Berlin";

const SCRIPT_STAGES = ["bronze", "silver", "keys", "gold", "marts"] as const;
const text = (value: string): string => `'${value.replaceAll("'", "''")}'`;

async function firstLine(path: string): Promise<readonly string[]> {
  const file = await open(path);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(4096), 0, 4096, 0);
  await file.close();
  const line = buffer.toString("utf8", 0, bytesRead).split(/\r?\n/)[0] ?? "";
  return line.replace(/^\uFEFF/, "").split(",");
}

/** A read of one file that guesses nothing. */
async function reader(folder: string, file: string): Promise<{ from: string; headers: string[] }> {
  const path = join(folder, `${file}.csv`);
  const headers = [...(await firstLine(path))];
  const columns = headers.map((name) => `${text(name)}: 'varchar'`).join(", ");
  const options = `auto_detect=false, header=true, delim=',', quote='"', escape='"', nullstr='\\N', new_line='\\n'`;
  return { from: `read_csv(${text(path)}, ${options}, columns={${columns}})`, headers };
}

/** The zone's changes of offset as SQL, because a call per value costs as much as all other parsing. */
async function zoneCases(
  connection: DuckDBConnection,
): Promise<{ to_utc: string; to_local: string }> {
  const changes = await connection.runAndReadAll(`
    with hours as (select unnest(generate_series(timestamp '2018-01-01', timestamp '2030-01-01', interval 1 hour)) as utc),
    offsets as (select utc, timezone(${text(BENCH_ZONE)}, timezone('UTC', utc)) - utc as shift from hours),
    changes as (select utc, shift, lag(shift) over (order by utc) as before from offsets)
    select utc::varchar, (utc + before)::varchar, extract(epoch from before)::integer, extract(epoch from shift)::integer
    from changes where before is distinct from shift and before is not null order by utc`);
  const rows = changes.getRows();
  const cases = (column: number, sign: string): string => {
    const search = (from: number, to: number): string => {
      if (from === to) return `${String(rows[from]?.[2] ?? rows.at(-1)?.[3] ?? 0)}000000`;
      const middle = (from + to) >> 1;
      const test = `t < timestamp '${String(rows[middle]?.[column])}'`;
      return `case when ${test} then ${search(from, middle)} else ${search(middle + 1, to)} end`;
    };
    return `make_timestamp(epoch_us(t) ${sign} ${search(0, rows.length)})`;
  };
  return { to_utc: cases(1, "-"), to_local: cases(0, "+") };
}

async function runScript(
  connection: DuckDBConnection,
  folder: string,
  out: string,
): Promise<Record<string, number>> {
  const stages: Record<string, number> = {};
  const zone = await zoneCases(connection);
  const fill = new Map<string, string>([
    ["out", out.replaceAll("'", "''")],
    ...Object.entries(zone),
  ]);
  for (const file of FILES) fill.set(file, (await reader(folder, file)).from);
  const run = async (name: string): Promise<void> => {
    const sql = await readFile(new URL(`./floor/${name}.sql`, import.meta.url), "utf8");
    const filled = sql.replaceAll(/\{(\w+)\}/g, (all, key: string) => fill.get(key) ?? all);
    await connection.run(filled);
  };
  await connection.run(`attach ${text(join(out, "build.duckdb"))} as build; use build;
    create schema silver; create schema quarantine; create schema keys; create schema gold; create schema marts;`);
  await run("macros");
  for (const stage of SCRIPT_STAGES) {
    const started = performance.now();
    await connection.run(`set preserve_insertion_order = ${stage === "bronze"}`);
    await run(stage);
    stages[stage] = (performance.now() - started) / 1000;
  }
  const started = performance.now();
  await connection.run("checkpoint build");
  stages.checkpoint = (performance.now() - started) / 1000;
  return stages;
}

async function countRows(connection: DuckDBConnection): Promise<Record<string, number>> {
  const tables = await connection.runAndReadAll(
    `select schema_name || '.' || table_name, estimated_size from duckdb_tables() where database_name = 'build' order by all`,
  );
  return Object.fromEntries(tables.getRows().map(([name, size]) => [String(name), Number(size)]));
}

export async function runFloor(
  kind: FloorKind,
  folder: string,
  out: string,
  memory?: string,
): Promise<FloorResult> {
  await rm(out, { recursive: true, force: true });
  await mkdir(out, { recursive: true });
  const instance = await DuckDBInstance.create(":memory:", {
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    temp_directory: join(out, "spill"),
    ...(memory && { memory_limit: memory }),
  });
  const connection = await instance.connect();
  await connection.run("set TimeZone = 'UTC'; set wal_autocheckpoint = '100GB'");
  let stages: Record<string, number> = {};
  if (kind === "script") stages = await runScript(connection, folder, out);
  else {
    for (const file of FILES) {
      const { from, headers } = await reader(folder, file);
      const counts = headers.map((name) => `count("${name}")`).join(", ");
      const target = text(join(out, `${file}.parquet`));
      await connection.run(
        kind === "touch"
          ? `select ${counts} from ${from}`
          : `copy (from ${from}) to ${target} (format parquet, compression snappy)`,
      );
    }
  }
  const seconds = performance.now() / 1000;
  const rows = kind === "script" ? await countRows(connection) : {};
  connection.closeSync();
  instance.closeSync();
  return { seconds, stages, peak_mb: process.resourceUsage().maxRSS / 1024, rows };
}

if (import.meta.main) {
  const [kind, folder, out, memory] = process.argv.slice(2);
  const known = FLOOR_KINDS.find((name) => name === kind);
  if (!known || !folder || !out) throw new Error("floor.ts touch|copy|script <csv> <out> [memory]");
  console.info(JSON.stringify(await runFloor(known, folder, out, memory)));
}

import type { SourceState } from "#app/run/context.ts";
import { isGrouped } from "#domain/run/entity-sql.ts";
import { allHeaders } from "#domain/run/bronze-sql.ts";
import type { EntityName } from "#domain/entities.ts";
import { KEY_DIMENSIONS } from "#domain/run/dimensions.ts";
import {
  addColumn,
  batchFileSql,
  copyInto,
  createRawTable,
  positionsFileSql,
  positionsTable,
  rawTable,
  storedName,
} from "#domain/snowflake/raw.ts";
import { quoteLiteral } from "#domain/sql-text.ts";
import { scriptStatement } from "#models/dialect/javascript.ts";
import type { CloudContext } from "./context.ts";
import { abortLeftOver, transactionName } from "./left-over.ts";
import { openStageWay, type Staged, type StageWay } from "./stage.ts";

/** A file that is loaded once and never again. */
interface Load {
  /** `folder/file`, the same for ever. */
  readonly path: string;
  readonly table: string;
  /** Select, for this computer's engine, of what the file holds. */
  readonly select: string;
}

/** Databases, schemas, stage, ledger and functions; all of them may be there already. */
export async function prepareRaw(context: CloudContext): Promise<void> {
  const { cloud, databases, dialect } = context;
  const { raw } = databases;
  await cloud.run(`create database if not exists ${raw}`);
  for (const schema of ["raw", "keys", "functions"]) {
    await cloud.run(`create schema if not exists ${raw}.${schema}`);
  }
  await cloud.run(`create table if not exists ${raw}.raw.loads (file varchar, build_id varchar)`);
  for (const script of dialect.scripts) {
    await cloud.run(scriptStatement(script, dialect.scripts, `${raw}.functions`));
  }
  for (const { name, column, key } of KEY_DIMENSIONS) {
    await cloud.run(
      `create table if not exists ${raw}.keys.${name} (${column} varchar, ${key} integer)`,
    );
  }
}

/** Brings every batch and key file of the build that Snowflake lacks. Resolves to the number of files loaded. */
export async function loadRaw(context: CloudContext): Promise<number> {
  const { cloud, databases } = context;
  await context.check();
  await abortLeftOver(context);
  const known = new Set(
    (await cloud.rows(`select file from ${databases.raw}.raw.loads`)).map((row) =>
      String(row["file"]),
    ),
  );
  for (const state of context.sources) await prepareTable(context, state);
  const loads = [
    ...context.sources.flatMap((state) => loadsOf(context, state)),
    ...(await keyLoads(context)),
  ];
  const missing = loads.filter((load) => !known.has(load.path));
  if (missing.length > 0) await loadAll(context, missing);
  return missing.length;
}

async function loadAll(context: CloudContext, missing: readonly Load[]): Promise<void> {
  const way = await openStageWay(context.services, context, context.signal);
  try {
    for (const [index, load] of missing.entries()) {
      context.progress({
        step: "snowflake.load",
        label: `Loading ${load.path} into Snowflake`,
        fraction: 0.1 + (0.3 * index) / missing.length,
      });
      await loadOnce(context, load, way);
      if (load.table.includes(".keys."))
        context.changed.add(load.table.slice(load.table.indexOf(".") + 1));
    }
  } finally {
    way.close();
  }
}

/**
 * The table itself says which columns it has: a run that failed may have made it before its first file came, and
 * `COPY INTO` passes over columns that a table lacks without a word.
 */
async function prepareTable(
  { cloud, databases }: CloudContext,
  { source, batches }: SourceState,
): Promise<void> {
  const table = `${databases.raw}.raw.${rawTable(source.id)}`;
  const headers = allHeaders(batches);
  await cloud.run(createRawTable(table, headers));
  await cloud.run(
    `create table if not exists ${databases.raw}.raw.${positionsTable(source.id)} (_batch_id varchar, _row integer, _row_hash varchar, _occurrence integer)`,
  );
  const columns = new Set(
    (await cloud.rows(`describe table ${table}`)).map((row) => String(row["name"])),
  );
  for (const header of headers.filter((one) => !columns.has(storedName(one)))) {
    await cloud.run(addColumn(table, header));
  }
}

function loadsOf(
  context: CloudContext,
  { source, mapping, batches }: SourceState,
): readonly Load[] {
  const { databases, services } = context;
  const { resolve } = services.bronze;
  const rows = batches
    .filter((batch) => batch.file !== null)
    .map((batch) => ({
      path: `${rawTable(source.id)}/${batch.batch_id}.parquet`,
      table: `${databases.raw}.raw.${rawTable(source.id)}`,
      select: batchFileSql(batch, resolve),
    }));
  const grouped = Object.entries(mapping.entities).some(
    ([entity, one]) => one && isGrouped(entity as EntityName, one),
  );
  const last = batches.findLast((batch) => batch.positions !== null);
  if (!grouped || !last || source.mode === "append") return rows;
  const name = positionsTable(source.id);
  const table = `${databases.raw}.raw.${name}`;
  return [
    ...rows,
    { path: `${name}/${last.batch_id}.parquet`, table, select: positionsFileSql(last, resolve) },
  ];
}

async function keyLoads({ services, databases, build }: CloudContext): Promise<readonly Load[]> {
  const loads: Load[] = [];
  for (const { name, column, key } of KEY_DIMENSIONS) {
    const used = new Set(build.keys[name] ?? []);
    for (const file of await services.keys.files(name)) {
      const base = file.replaceAll("\\", "/").split("/").at(-1) as string;
      if (!used.has(base)) continue;
      loads.push({
        path: `keys_${name}/${base}`,
        table: `${databases.raw}.keys.${name}`,
        select: `select ${column} as "${column.toUpperCase()}", ${key} as "${key.toUpperCase()}" from read_parquet(${quoteLiteral(file)})`,
      });
    }
  }
  return loads;
}

/** Rows and their line in the ledger are committed together, or not at all. */
async function loadOnce(
  { cloud, databases, local, services, build, check }: CloudContext,
  load: Load,
  way: StageWay,
): Promise<void> {
  const [folder, file] = load.path.split("/") as [string, string];
  let staged: Staged;
  const draft = await services.snowflake.draft(file);
  try {
    await local.run(
      `copy (${load.select}) to ${quoteLiteral(draft.path)} (format parquet, compression snappy)`,
    );
    staged = await way.bring(draft.path, folder, file);
  } finally {
    await draft.discard();
  }
  await check();
  await cloud.run(`begin name ${transactionName(databases)}`);
  try {
    await cloud.run(copyInto(load.table, staged.folder, staged.file));
    await cloud.run(
      `insert into ${databases.raw}.raw.loads (file, build_id) values ('${load.path}', '${build.build_id}')`,
    );
    await cloud.run("commit");
  } catch (error) {
    await cloud.run("rollback").catch(() => undefined);
    throw error;
  }
}

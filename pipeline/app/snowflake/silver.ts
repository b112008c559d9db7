import {
  ENTITIES_IN_ORDER,
  entityMapping,
  feedIdentity,
  type SourceState,
  sourcesOf,
} from "#app/run/context.ts";
import { ENTITIES, type EntityName } from "#domain/entities.ts";
import type { Batch } from "#domain/run/batch.ts";
import { allHeaders } from "#domain/run/bronze-sql.ts";
import { entitySql, isGrouped } from "#domain/run/entity-sql.ts";
import { errorMask, stageSql } from "#domain/run/silver-sql.ts";
import { deleteByKey, mergeSql } from "#domain/snowflake/merge.ts";
import { rawSnapshotSql, rawWithPositionSql, removedSql } from "#domain/snowflake/raw.ts";
import {
  goneSql,
  quarantinedSql,
  type SilverShape,
  supersededSql,
  touchedSql,
  winnersSql,
} from "#domain/snowflake/silver.ts";
import { quoteIdentifier } from "#domain/sql-text.ts";
import type { Model } from "#models/load.ts";
import { type CloudContext, compileFor } from "./context.ts";
import { applyWaivers } from "./waivers.ts";

type Way = "keep" | "increment" | "rebuild";

/** Typed rows, silver, superseded and quarantine of every entity, each only as far as something is new. */
export async function buildCloudSilver(context: CloudContext): Promise<void> {
  for (const schema of ["typed", "silver", "superseded", "quarantine"]) {
    await context.cloud.run(`create schema if not exists ${context.databases.draft}.${schema}`);
  }
  for (const [index, entity] of ENTITIES_IN_ORDER.entries()) {
    context.progress({
      step: `snowflake.silver.${entity}`,
      label: `Cleaning ${entity.replaceAll("_", " ")} on Snowflake`,
      fraction: 0.4 + (0.2 * index) / ENTITIES_IN_ORDER.length,
    });
    const way = wayOf(context, entity);
    if (way === "keep") continue;
    context.changed.add(`silver.${entity}`);
    await (way === "rebuild" ? rebuild(context, entity) : increment(context, entity));
  }
}

function wayOf({ before, build, sources, catalogue }: CloudContext, entity: EntityName): Way {
  if (before === null) return "rebuild";
  const table = `silver.${entity}`;
  const feeding = sourcesOf(sources, entity);
  const same =
    before.models[table] === catalogue.models.find((model) => model.table === table)?.hash &&
    before.workspace.time_zone === build.workspace.time_zone &&
    before.workspace.currency === build.workspace.currency &&
    before.waivers.join("\n") === build.waivers.join("\n") &&
    (before.feeds[entity] ?? []).join("\n") === feeding.map(feedIdentity).join("\n");
  if (!same) return "rebuild";
  const fresh = feeding.filter((state) => freshBatches(before, state).length > 0);
  if (fresh.length === 0) return "keep";
  return fresh.some((state) => isGrouped(entity, entityMapping(state, entity)))
    ? "rebuild"
    : "increment";
}

function freshBatches(
  before: CloudContext["before"],
  { source, batches }: SourceState,
): readonly Batch[] {
  const applied = new Set(before?.batches[source.id] ?? []);
  return batches.filter((batch) => !applied.has(batch.batch_id));
}

/** `bronze.<entity>` over raw tables, every column of the type it has on this computer. */
function bronzeSql(
  { sources, build }: CloudContext,
  entity: EntityName,
  choose: (state: SourceState) => readonly Batch[],
): string {
  const feeds = sourcesOf(sources, entity).map((state) => {
    const { source, mapping } = state;
    const headers = allHeaders(state.batches);
    const batches = choose(state);
    const rows = rawSnapshotSql(source.id, batches, headers);
    const grouped = isGrouped(entity, entityMapping(state, entity));
    const snapshot = grouped ? rawWithPositionSql(rows, source.id, batches, source.mode) : rows;
    return { source, mapping, headers, snapshot };
  });
  // Folding finds the first value of each column as a variant, so types are said once more.
  const replaced = [
    ...ENTITIES[entity].columns.map(({ name }) => `${name}::varchar as ${name}`),
    "_source_id::varchar as _source_id",
    "_batch_id::varchar as _batch_id",
    "_ingested_at::timestamp as _ingested_at",
    "_row::bigint as _row",
    "_row_hash::ubigint as _row_hash",
    "_occurrence::integer as _occurrence",
  ];
  return `select * replace (${replaced.join(", ")}) from (${entitySql(entity, feeds, build.workspace)}) as b`;
}

/** The columns of a silver model, from the table it made on this computer. */
async function shapeOf(
  context: CloudContext,
  entity: EntityName,
  model: Model,
): Promise<SilverShape> {
  const { columns } = await context.local.table(
    `select * from silver.${quoteIdentifier(entity)}`,
    [],
    1,
  );
  return {
    entity,
    key: model.key,
    columns: columns.map(({ name }) => name).filter((name) => name !== "_flags"),
    rules: model.rowRules,
    errors: errorMask(model.rowRules),
  };
}

/** The select of typed and judged rows; see `stageSql`. */
async function typedSql(
  context: CloudContext,
  shape: SilverShape,
  model: Model,
  bronze: string,
): Promise<string> {
  const entity = shape.entity as EntityName;
  const raw = Object.fromEntries(
    ENTITIES[entity].columns.map(({ name }) => [
      name,
      new RegExp(`\\b${name}__raw\\b`).test(model.sql)
        ? quoteIdentifier(`${name}__raw`)
        : `${name}::varchar`,
    ]),
  );
  const rows = await compileFor(context)(bronze);
  const sql = stageSql(model.sql, { kept: shape.columns, raw }, shape.rules);
  return compileFor(context, new Map([[`bronze.${entity}`, rows]]))(sql);
}

function modelOf({ catalogue }: CloudContext, entity: EntityName): Model {
  return catalogue.models.find((model) => model.table === `silver.${entity}`) as Model;
}

async function rebuild(context: CloudContext, entity: EntityName): Promise<void> {
  const { cloud, databases } = context;
  const model = modelOf(context, entity);
  const shape = await shapeOf(context, entity, model);
  const compile = compileFor(context);
  const make = async (schema: string, sql: string) => {
    await cloud.run(`create or replace table ${databases.draft}.${schema}.${entity} as\n${sql}`);
  };
  await make(
    "typed",
    await typedSql(
      context,
      shape,
      model,
      bronzeSql(context, entity, (state) => state.batches),
    ),
  );
  await applyWaivers(context, shape, entity);
  const typed = `typed.${entity}`;
  await make("silver", await compile(winnersSql(shape, typed, null)));
  await make("superseded", await compile(supersededSql(shape, typed, null)));
  await make("quarantine", await compile(quarantinedSql(shape, typed)));
}

/** Typed rows of new batches replace removed ones; the keys concerned are ranked again and merged. */
async function increment(context: CloudContext, entity: EntityName): Promise<void> {
  const { cloud, databases, before } = context;
  const { draft } = databases;
  const model = modelOf(context, entity);
  const shape = await shapeOf(context, entity, model);
  const compile = compileFor(context);
  const [typed, fresh, keys] = [`typed.${entity}`, `typed.${entity}_fresh`, `typed.${entity}_keys`];
  const make = (table: string, sql: string) =>
    cloud.run(`create or replace table ${draft}.${table} as\n${sql}`);
  const fill = (table: string, sql: string) => cloud.run(`insert into ${draft}.${table}\n${sql}`);
  const removed = removedOf(context, entity);
  const bronze = bronzeSql(context, entity, (state) => freshBatches(before, state));
  await make(fresh, await typedSql(context, shape, model, bronze));
  await applyWaivers(context, shape, `${entity}_fresh`);
  await make(keys, await compile(touchedSql(shape, typed, fresh, removed)));
  if (removed !== null) {
    const gone = await compile(removed);
    const identity = ["_source_id", "_row_hash", "_occurrence"];
    await cloud.run(deleteByKey(`${draft}.${typed}`, gone, identity));
    await cloud.run(deleteByKey(`${draft}.quarantine.${entity}`, gone, identity));
  }
  await fill(typed, `select * from ${draft}.${fresh}`);
  await make(`typed.${entity}_winners`, await compile(winnersSql(shape, typed, keys)));
  const columns = [...shape.columns, "_flags"];
  await cloud.run(
    mergeSql(`${draft}.silver.${entity}`, `${draft}.typed.${entity}_winners`, shape.key, columns),
  );
  await cloud.run(
    deleteByKey(`${draft}.silver.${entity}`, await compile(goneSql(shape, typed, keys)), shape.key),
  );
  await cloud.run(
    deleteByKey(`${draft}.superseded.${entity}`, `select * from ${draft}.${keys}`, shape.key),
  );
  await fill(`superseded.${entity}`, await compile(supersededSql(shape, typed, keys)));
  await fill(`quarantine.${entity}`, await compile(quarantinedSql(shape, fresh)));
  for (const name of ["fresh", "keys", "winners"]) {
    await cloud.run(`drop table if exists ${draft}.typed.${entity}_${name}`);
  }
}

function removedOf({ before, sources }: CloudContext, entity: EntityName): string | null {
  const selects = sourcesOf(sources, entity).flatMap((state) => {
    const select = removedSql(state.source.id, freshBatches(before, state));
    return select === null ? [] : [select];
  });
  return selects.length === 0 ? null : selects.join("\nunion all\n");
}

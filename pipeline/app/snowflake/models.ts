import { deleteByKey, mergeSql, vanishedKeys } from "#domain/snowflake/merge.ts";
import { quoteIdentifier } from "#domain/sql-text.ts";
import type { Model } from "#models/load.ts";
import { snowflakeText } from "#domain/snowflake/names.ts";
import { type CloudContext, compileFor } from "./context.ts";

/** One-row tables that models read. */
export async function writeCloudMeta(context: CloudContext): Promise<void> {
  const { cloud, databases, build, before, changed } = context;
  const meta = `${databases.draft}.meta`;
  await cloud.run(`create schema if not exists ${meta}`);
  const { currency, time_zone } = build.workspace;
  if (before?.workspace.currency !== currency || before.workspace.time_zone !== time_zone) {
    changed.add("meta.workspace");
    await cloud.run(
      `create or replace table ${meta}.workspace as select ${snowflakeText(currency)} as currency, ${snowflakeText(time_zone)} as time_zone`,
    );
  }
  if (before?.as_of !== build.as_of) {
    changed.add("meta.as_of");
    await cloud.run(
      `create or replace table ${meta}.as_of as select cast('${build.as_of}' as date) as as_of`,
    );
  }
}

/** Gold, marts and reports, in order; what reads nothing that changed stays as it is. */
export async function buildCloudModels(context: CloudContext): Promise<void> {
  const models = context.graph.order.filter((model) => model.layer !== "silver");
  for (const schema of ["gold", "marts", "reports"]) {
    await context.cloud.run(`create schema if not exists ${context.databases.draft}.${schema}`);
  }
  for (const [index, model] of models.entries()) {
    context.progress({
      step: `snowflake.${model.table}`,
      label: `Building ${model.yml.meta.label ?? model.name} on Snowflake`,
      fraction: 0.6 + (0.25 * index) / models.length,
    });
    await buildModel(context, model);
  }
}

async function buildModel(context: CloudContext, model: Model): Promise<void> {
  const { cloud, databases, before, changed, graph } = context;
  const table = `${databases.draft}.${model.table}`;
  const anew = before?.models[model.table] !== model.hash;
  if (!anew && !graph.inputs(model).some((input) => changed.has(input))) return;
  const sql = await compileFor(context)(model.sql);
  if (anew || model.layer === "reports") {
    changed.add(model.table);
    await cloud.run(`create or replace table ${table} as\n${sql}`);
    return;
  }
  const fresh = `${databases.draft}.typed.fresh_${model.name}`;
  await cloud.run(`create or replace table ${fresh} as\n${sql}`);
  const columns = await columnsOf(context, model);
  const merged = await cloud.run(mergeSql(table, fresh, model.key, columns));
  const gone = await cloud.run(
    deleteByKey(table, vanishedKeys(table, fresh, model.key), model.key),
  );
  await cloud.run(`drop table if exists ${fresh}`);
  if (merged + gone > 0) changed.add(model.table);
}

async function columnsOf({ local }: CloudContext, model: Model): Promise<readonly string[]> {
  const { columns } = await local.table(
    `select * from ${model.layer}.${quoteIdentifier(model.name)}`,
    [],
    1,
  );
  return columns.map(({ name }) => name);
}

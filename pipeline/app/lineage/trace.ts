import type { Handler } from "#app/use-case.ts";
import type { Services } from "#app/services.ts";
import type { Trace } from "#contract/trace.ts";
import { newestBuild } from "#app/publish/publish.ts";
import { AppError } from "#domain/errors.ts";
import { KEY_DIMENSIONS } from "#domain/run/dimensions.ts";
import { quoteIdentifier } from "#domain/sql-text.ts";
import type { Model } from "#models/model.ts";
import type { QuerySession } from "#ports/warehouse.ts";
import { silverRowsBehind } from "./silver-rows.ts";

/** From a row of gold or silver back to the cells it came from, where they are today. */
export const trace: Handler<"lineage", "trace"> = (services) => async (input, call) => {
  const build = await newestBuild(services);
  const session = await services.warehouse.openRead(
    services.builds.file(build.build_id),
    services.limits(),
    call.signal,
  );
  try {
    const model = await resolveModel(services, input.table);
    const { table } = model;
    const row = await findRow(session, model, input.key);
    const behind = await silverRowsBehind(services, session, table, row);
    return {
      table,
      key: input.key,
      row,
      path: behind.path,
      sources: behind.sources,
    } satisfies Trace;
  } finally {
    await session.close();
  }
};

async function resolveModel(services: Services, name: string): Promise<Model> {
  const { models } = await services.models();
  const found = models.find((m) => m.table === name) ?? models.find((m) => m.name === name);
  if (found) return found;
  throw new AppError("not_found", `There is no table ${name}.`, {
    hint: `Tables: ${models.map((m) => m.table).join(", ")}.`,
  });
}

/** The row of a business key, else of a surrogate key; compound keys in the order the model declares. */
async function findRow(session: QuerySession, model: Model, key: string): Promise<Trace["row"]> {
  const { table } = model;
  const keys = keysOf(model);
  const fitting = keys.filter(({ length }) => length === 1 || length === key.split("/").length);
  if (fitting.length === 0) {
    throw new AppError(
      "usage",
      `The key of ${table} has ${model.key.length} parts: ${model.key.join("/")}.`,
      { hint: "Join the parts with a slash, e.g. 1001/2." },
    );
  }
  for (const columns of fitting) {
    const parts = columns.length === 1 ? [key] : key.split("/");
    const where = columns.map((c, i) => `${quoteIdentifier(c)}::varchar = $${i + 1}`);
    const sql = `select * from ${table} where ${where.join(" and ")} limit 1`;
    const [row] = await session.rows<Trace["row"]>(sql, parts);
    if (row) return { ...row };
  }
  throw new AppError("not_found", `${table} has no row ${key}.`, {
    hint: "`query` shows the keys that exist.",
  });
}

/** Columns that tell the rows of a model apart: its business key, its declared key, its surrogate key. */
function keysOf(model: Model): readonly (readonly string[])[] {
  const dimension = KEY_DIMENSIONS.find(
    ({ name }) => /^(?:dim|fact)_(.+)$/.exec(model.name)?.[1] === name,
  );
  const own = dimension ? [[dimension.column], model.key, [dimension.key]] : [model.key];
  const known = new Set(model.yml.columns.map(({ name }) => name));
  return own.filter((columns) => columns === model.key || columns.every((c) => known.has(c)));
}

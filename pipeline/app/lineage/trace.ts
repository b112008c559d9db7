import type { Handler } from "#app/use-case.ts";
import type { Services } from "#app/services.ts";
import type { Trace } from "#contract/trace.ts";
import { newestBuild } from "#app/publish/publish.ts";
import { AppError } from "#domain/errors.ts";
import { quoteIdentifier } from "#domain/sql-text.ts";
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
    const table = await resolveTable(services, input.table);
    const row = await findRow(services, session, table, input.key);
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

async function resolveTable(services: Services, name: string): Promise<string> {
  const { models } = await services.models();
  const found = models.find((m) => m.table === name) ?? models.find((m) => m.name === name);
  if (found) return found.table;
  throw new AppError("not_found", `There is no table ${name}.`, {
    hint: `Tables: ${models.map((m) => m.table).join(", ")}.`,
  });
}

/** The row whose key columns, in the model's order, equal the parts of the key; a surrogate key works too. */
async function findRow(
  services: Services,
  session: QuerySession,
  table: string,
  key: string,
): Promise<Trace["row"]> {
  const { models } = await services.models();
  const model = models.find((m) => m.table === table);
  const columns = model?.key ?? [];
  const parts = columns.length === 1 ? [key] : key.split("/");
  if (parts.length !== columns.length) {
    throw new AppError(
      "usage",
      `The key of ${table} has ${columns.length} parts: ${columns.join("/")}.`,
      {
        hint: "Join the parts with a slash, e.g. 1001/2.",
      },
    );
  }
  const where = columns.map((c, i) => `${quoteIdentifier(c)}::varchar = $${i + 1}`).join(" and ");
  const [row] = await session.rows<Trace["row"]>(
    `select * from ${table} where ${where} limit 1`,
    parts,
  );
  if (row) return { ...row };
  throw new AppError("not_found", `${table} has no row ${key}.`, {
    hint: "`query` shows the keys that exist.",
  });
}

import type { Services } from "#app/services.ts";
import type { Handler } from "#app/use-case.ts";
import type { Cell } from "#contract/values.ts";
import { AppError } from "#domain/errors.ts";
import type { JsonValue } from "#domain/json.ts";
import type { CheckResult } from "#domain/quality/results.ts";
import { quoteLiteral } from "#domain/sql-text.ts";
import { withBuild } from "./open-build.ts";
import { checkedRun, toView } from "./result.ts";

function findCheck(services: Services, run_id: string, name: string): CheckResult {
  const results = services.journal().checks(run_id);
  const found = results.find((one) => one.check === name);
  if (found) return found;
  const near = results.filter((one) => one.check.endsWith(`.${name}`)).map((one) => one.check);
  if (near.length === 1) return results.find((one) => one.check === near[0]) as CheckResult;
  const hint =
    near.length > 1 ? `Name one of: ${near.join(", ")}.` : "See the names with `quality`.";
  throw new AppError("not_found", `Run ${run_id} has no check "${name}".`, { hint });
}

/** Lists and structs become JSON text, as everywhere in the contract. */
export function toCell(value: JsonValue): Cell {
  return value !== null && typeof value === "object" ? JSON.stringify(value) : value;
}

function selectOf(services: Services, build_id: string, found: CheckResult): string | null {
  if (found.failing === null) return null;
  if (found.failing.in === "build") return found.failing.sql;
  const path = `${services.builds.failingFolder(build_id)}/${found.failing.file}`;
  return `from read_parquet(${quoteLiteral(path)})`;
}

/** All failing rows of one check, page by page. */
export const failing: Handler<"quality", "failing"> = (services) => async (input, call) => {
  const run = checkedRun(services, input.run_id);
  const found = findCheck(services, run.id, input.check);
  const check = toView(found);
  const select = run.build_id === null ? null : selectOf(services, run.build_id, found);
  if (run.build_id === null || select === null) return { check, columns: [], rows: [], total: 0 };
  return withBuild(services, run.build_id, call.signal, async (session) => {
    await session.run("set preserve_insertion_order = true");
    const [counted] = await session.rows(`select count(*) as total from (${select})`);
    const table = await session.table(
      `select * from (${select}) limit ${input.limit} offset ${input.offset}`,
    );
    return {
      check,
      columns: [...table.columns],
      rows: table.rows.map((row) => row.map(toCell)),
      total: Number(counted?.["total"]),
    };
  });
};

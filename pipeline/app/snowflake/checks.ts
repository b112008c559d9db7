import { type Check, definedChecks } from "#domain/quality/catalogue.ts";
import { failedCountSql, fusedScanSql } from "#domain/quality/check-sql.ts";
import type { CloudChecks } from "#domain/snowflake/held.ts";
import { type CloudContext, compileFor } from "./context.ts";

/** Judged while rows are parsed, or by comparing with the sources: not asked of tables. */
const ELSEWHERE = new Set(["row_rule", "columns_as_declared", "row_count_band", "freshness"]);

/** Asks every check of the tables of the draft, one scan per table for all that a scan can answer. */
export async function checkCloud(context: CloudContext): Promise<CloudChecks> {
  const checks = definedChecks(context.catalogue.models).filter(
    (check) => !ELSEWHERE.has(check.kind),
  );
  const failing: { check: string; severity: string; rows: number }[] = [];
  const note = (check: Check, rows: number) => {
    // Timeliness never holds a build, as on this computer.
    const severity = check.dimension === "timeliness" ? "warn" : check.severity;
    if (rows > 0) failing.push({ check: check.id, severity, rows });
  };
  const compile = compileFor(context);
  const scanned = checks.filter((check) => failedCountSql(check) === null);
  for (const [table, group] of Map.groupBy(scanned, (check) => check.table)) {
    const [row] = await context.cloud.rows(
      await compile(fusedScanSql(table, group, context.build.as_of)),
    );
    for (const [index, check] of group.entries()) note(check, Number(row?.[`f${index}`] ?? 0));
  }
  // One statement for all the others: each is a number.
  const counted = checks.filter((check) => failedCountSql(check) !== null);
  const parts = counted.map(
    (check, index) => `select ${index} as place, failed from (${failedCountSql(check)}) as c`,
  );
  const rows =
    parts.length === 0 ? [] : await context.cloud.rows(await compile(parts.join("\nunion all\n")));
  for (const row of rows) note(counted[Number(row["place"])] as Check, Number(row["failed"]));
  return { asked: checks.length, failing };
}

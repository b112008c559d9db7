import type { CheckSql } from "#ports/checks.ts";
import type { Check } from "#domain/quality/catalogue.ts";
import { brokenMasksSql, entityRowsSql } from "#domain/quality/failing-sql.ts";
import type { EntityCounts } from "#domain/quality/judge.ts";

/** Counts rows per broken rule from the few combinations of rules that occur. See `CheckEvaluator`. */
export async function countBroken(
  sql: CheckSql,
  entity: string,
  checks: readonly Check[],
  rows_before: number,
): Promise<EntityCounts> {
  const [rows = {}] = await sql.rows(entityRowsSql(entity));
  const masks = await sql.rows(brokenMasksSql(entity));
  const broken: Record<string, number> = {};
  for (const check of checks) {
    if (check.kind !== "row_rule" || check.model !== entity) continue;
    const bit = 1n << BigInt(check.bit);
    const matching = masks.filter(
      ({ severity, mask }) =>
        severity === check.severity && (BigInt(mask as string | number | bigint) & bit) !== 0n,
    );
    broken[check.name] = matching.reduce((sum, { n }) => sum + Number(n), 0);
  }
  const kept = Number(rows["kept"]);
  const rows_read = kept + Number(rows["replaced"]) + Number(rows["aside"]);
  return { rows_read, rows_kept: kept, rows_before, broken };
}

import type { CheckSql, EvaluationInput } from "#ports/checks.ts";
import type { Check } from "#domain/quality/catalogue.ts";
import type { Outcome } from "#domain/quality/results.ts";

/** Tables a check reads; null if that cannot be told. */
function tablesRead(sql: CheckSql, check: Check): readonly string[] | null {
  if (check.kind === "relationships") return [check.table, check.to];
  if (check.kind !== "table_rule") return [check.table];
  try {
    const applies = check.applies === null ? [] : sql.tableNames(check.applies);
    return [check.table, ...sql.tableNames(check.failing), ...applies];
  } catch {
    return null;
  }
}

/** Row rules are counted while parsing; the others here answer for a day, not for a state of the table. */
const COUNTED_ANEW: ReadonlySet<Check["kind"]> = new Set([
  "row_rule",
  "freshness",
  "row_count_band",
  "columns_as_declared",
]);

/**
 * The earlier answer of a check if it still stands: it passed, its definition is the same and nothing it reads
 * has changed. Failing checks are looked at again, since their rows belong to this build. Else null.
 */
export function carriedOutcome(
  sql: CheckSql | undefined,
  check: Check,
  fingerprint: string,
  input: EvaluationInput,
): Outcome | null {
  const earlier = input.previous.get(check.id);
  if (!sql || !input.changed || earlier?.status !== "passed") return null;
  if (earlier.fingerprint !== fingerprint || COUNTED_ANEW.has(check.kind)) return null;
  if (check.needs.some((name) => !(input.connected as ReadonlySet<string>).has(name))) return null;
  const { run_id, tables } = input.changed;
  if (tablesRead(sql, check)?.every((table) => !tables.has(table)) !== true) return null;
  return {
    status: "passed",
    rows_checked: earlier.rows_checked,
    carried_from: earlier.carried_from ?? run_id,
  };
}

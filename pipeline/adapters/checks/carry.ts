import { copyFile, link, mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { CheckSql, EvaluationInput } from "#ports/checks.ts";
import type { Check } from "#domain/quality/catalogue.ts";
import type { CheckResult, Outcome } from "#domain/quality/results.ts";

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
 * The earlier answer of a check if it still stands: its definition is the same and nothing it reads has changed.
 * Rows that failed it are handed on to this build's folder. Else null.
 */
export async function carriedOutcome(
  sql: CheckSql | undefined,
  check: Check,
  fingerprint: string,
  input: EvaluationInput,
): Promise<Outcome | null> {
  const earlier = input.previous.get(check.id);
  if (!sql || !input.changed || !earlier) return null;
  if (earlier.fingerprint !== fingerprint || COUNTED_ANEW.has(check.kind)) return null;
  if (check.needs.some((name) => !(input.connected as ReadonlySet<string>).has(name))) return null;
  const { run_id, tables, folder } = input.changed;
  if (tablesRead(sql, check)?.every((table) => !tables.has(table)) !== true) return null;
  if (earlier.status !== "passed" && !(await handOn(earlier, folder, input.folder))) return null;
  const { status, rows_checked, rows_failed, holds, reason, measured, failing, examples } = earlier;
  const outcome = { status, rows_checked, rows_failed, holds, reason, measured, failing, examples };
  return { ...outcome, carried_from: earlier.carried_from ?? run_id };
}

/** Puts the kept rows of a failed answer into another build's folder; false if there are none to be had. */
async function handOn(
  { failing, status }: CheckResult,
  from: string,
  to: string,
): Promise<boolean> {
  if (status !== "warned" && status !== "failed") return false;
  if (failing?.in !== "file") return false;
  const [source, target] = [join(from, failing.file), join(to, failing.file)];
  try {
    await mkdir(to, { recursive: true });
    await link(source, target).catch(() => copyFile(source, target));
    return true;
  } catch {
    return false;
  }
}

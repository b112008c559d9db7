import type { CheckResult } from "#contract/quality.ts";

/** A check that passed on 100 rows, unless told otherwise. */
export function checkOf(more: Partial<CheckResult> = {}): CheckResult {
  return {
    name: "orders.order_id_missing",
    table: "silver.orders",
    label: "Orders",
    column: "order_id",
    dimension: "completeness",
    severity: "error",
    status: "passed",
    rows_checked: 100,
    rows_failed: 0,
    says: "Passed on 100 rows.",
    todo: null,
    owner: "sales",
    since: null,
    examples: [],
    ...more,
  };
}

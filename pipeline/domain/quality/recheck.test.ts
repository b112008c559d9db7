import { expect, test } from "vitest";
import { agedResults } from "./aging.ts";
import { type Check, definedChecks } from "./catalogue.ts";
import { compareRow, sameHeader } from "./recheck.ts";
import { toResult } from "./results.ts";
import { notWaivable } from "./waivable.ts";

const stored = { Order: "1", Date: "31.02.2026", Note: null };
const compared = (now: Record<string, string | null> | null) =>
  compareRow(["Order", "Date", "Note"], new Set(["Date"]), stored, now);

test.each([
  [null, "gone"],
  [{ Order: "1", Date: "31.02.2026", Note: "" }, "same"],
  [{ Order: " 1", Date: "31.02.2026" }, "same"],
  [{ Order: "1", Date: "28.02.2026", Note: null }, "changed"],
  [{ Order: "1", Date: "", Note: null }, "changed"],
  [{ Order: "2", Date: "28.02.2026", Note: null }, "elsewhere"],
  [{ Order: "1", Date: "31.02.2026", Note: "new" }, "elsewhere"],
])("a row that now reads %j is %s", (now, state) => {
  expect(compared(now)).toBe(state);
});

test("headers are the same but for blank cells at the end", () => {
  expect(sameHeader(["a", "b"], ["a", "b", "", " "])).toBe(true);
  expect(sameHeader(["a", "b"], ["a", "", "b"])).toBe(false);
  expect(sameHeader(["a", "b"], ["b", "a"])).toBe(false);
  expect(sameHeader(["a"], [])).toBe(false);
});

const rule = (expression: string, severity: "error" | "warn" = "error") =>
  definedChecks([
    {
      layer: "silver",
      name: "orders",
      table: "silver.orders",
      key: ["order_id"],
      rowRules: [{ name: "r", dimension: "accuracy", severity, says: "s", todo: "t", expression }],
      tableRules: [],
      tests: [],
      yml: { meta: { owner: "o" } },
    },
  ])[0] as Check & { kind: "row_rule" };

test.each([
  ["total_amount < 0", null],
  ["customer_id is null and total_amount > 0", null],
  ["order_id is null", /without order id/],
  ["(ordered_at  IS\nNULL)", /without ordered at/],
  ["my_order_id is null", null],
  ["total_amount__raw is not null and total_amount is null", /cannot be read/],
])("waiving %j", (expression, why) => {
  const answer = notWaivable(rule(expression));
  if (why === null) expect(answer).toBeNull();
  else expect(answer).toMatch(why);
});

test("a rule that only flags has nothing to waive", () => {
  expect(notWaivable(rule("total_amount < 0", "warn"))).toMatch(/only flags/);
});

const test_ = {
  severity: "warn",
  dimension: "timeliness",
  where: undefined,
  says: undefined,
  todo: undefined,
  owner: "o",
  needs: [],
} as const;
const checks = definedChecks([
  {
    layer: "gold",
    name: "fact_orders",
    table: "gold.fact_orders",
    key: [],
    rowRules: [],
    tableRules: [],
    tests: [
      { ...test_, name: "fresh", test: "freshness", column: "d", maxDays: 3 },
      { ...test_, name: "full", test: "not_null", column: "d" },
    ],
    yml: { meta: { owner: "o" } },
  },
]);
const result = (index: number, measured: number | null, status: "passed" | "not_applicable") =>
  toResult(checks[index] as Check, { status, rows_checked: 9, measured }, undefined, "t0", "f");
const aged = (
  measured: number | null,
  to: string,
  status: "passed" | "not_applicable" = "passed",
) =>
  agedResults([result(0, measured, status), result(1, null, "passed")], checks, {
    from: "2026-11-18",
    to,
    at: "t1",
    run_id: "r000001",
  });

test("what was fresh grows stale while nothing changes; everything else stands", () => {
  const [fresh, full] = aged(1, "2026-11-20");
  expect(fresh).toMatchObject({ status: "passed", measured: 3, since: null, carried_from: null });
  expect(full).toMatchObject({ status: "passed", carried_from: "r000001" });
  const [stale] = aged(1, "2026-11-21");
  expect(stale).toMatchObject({ status: "warned", measured: 4, since: "t1", holds: false });
  expect(stale?.reason).toContain("4 days old");
});

test("a freshness check that did not apply does not begin to by waiting", () => {
  expect(aged(null, "2026-12-31", "not_applicable")[0]).toMatchObject({ status: "not_applicable" });
  expect(aged(null, "2026-12-31")[0]).toMatchObject({ status: "warned", measured: null });
});

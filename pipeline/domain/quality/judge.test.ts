import { expect, test } from "vitest";
import type { Check } from "./catalogue.ts";
import { type EntityCounts, judgeRowRule, judgeRows } from "./judge.ts";

const check = (severity: "error" | "warn", dimension: Check["dimension"] = "accuracy"): Check => ({
  id: "orders.r",
  name: "r",
  model: "orders",
  table: "silver.orders",
  label: "Orders",
  layer: "silver",
  key: [],
  dimension,
  severity,
  says: "",
  todo: "",
  owner: "",
  column: null,
  where: null,
  needs: [],
  kind: "row_rule",
  bit: 0,
  expression: "",
});
const limit = { rows: 20, share: 0.01 };
const counts = (
  rows_read: number,
  failed: number,
  extra: Partial<EntityCounts> = {},
): EntityCounts => ({
  rows_read,
  rows_kept: rows_read - failed,
  rows_before: 0,
  broken: { r: failed },
  ...extra,
});

test.each([
  [1000, 0, "passed", false],
  [1000, 1, "warned", false],
  [1000, 20, "warned", false],
  [1000, 21, "failed", true],
  [10_000, 100, "warned", false],
  [10_000, 101, "failed", true],
  [2050, 20, "warned", false],
  [2050, 21, "failed", true],
  [15, 15, "warned", false],
  [0, 0, "not_applicable", false],
])("of %i rows %i break an error rule: %s", (read, failed, status, holds) => {
  const outcome = judgeRowRule(check("error"), counts(read, failed), limit);
  expect([outcome.status, outcome.holds ?? false]).toEqual([status, holds]);
});

test("a rule that empties an entity that had rows holds, however few they were", () => {
  const emptied = counts(3, 3, { rows_before: 3 });
  expect(judgeRowRule(check("error"), emptied, limit)).toMatchObject({
    status: "failed",
    holds: true,
    reason: "No row is left where there were 3.",
  });
  const passing = { ...emptied, broken: { r: 0 } };
  expect(judgeRowRule(check("error"), passing, limit).status).toBe("passed");
});

test("a rule that only flags never fails", () => {
  expect(judgeRowRule(check("warn"), counts(100, 100), limit)).toEqual({
    status: "warned",
    rows_checked: 100,
    rows_failed: 100,
  });
});

test("what was not counted is skipped", () => {
  expect(judgeRowRule(check("error"), undefined, limit).status).toBe("skipped");
  expect(judgeRowRule(check("error"), counts(9, 0, { broken: {} }), limit).status).toBe("skipped");
});

test.each([
  ["error", "accuracy", 1, "failed", true],
  ["warn", "accuracy", 1, "warned", undefined],
  ["error", "timeliness", 1, "failed", false],
  ["error", "accuracy", 0, "passed", undefined],
] as const)(
  "a table check of severity %s about %s with %i bad rows",
  (severity, dimension, bad, status, holds) => {
    const outcome = judgeRows(check(severity, dimension), 10, bad);
    expect([outcome.status, outcome.holds]).toEqual([status, holds]);
  },
);

test("a table rule may find failing rows where none were counted", () => {
  expect(judgeRows(check("error"), 0, 2).status).toBe("failed");
  expect(judgeRows(check("error"), 0, 0).status).toBe("not_applicable");
});

import fc from "fast-check";
import { expect, test } from "vitest";
import type { Check } from "./catalogue.ts";
import {
  CHECK_STATUSES,
  type CheckResult,
  type CheckStatus,
  rowsSeen,
  scoreOf,
  sinceOf,
  summarise,
  toResult,
} from "./results.ts";
import { isAllClear, qualitySentence } from "./sentences.ts";

const NOW = "2026-11-20T03:32:00.000Z";

function result(status: CheckStatus, extra: Partial<CheckResult> = {}): CheckResult {
  const check: Check = {
    id: "orders.n",
    name: "n",
    model: "orders",
    table: "silver.orders",
    label: "Orders",
    layer: "silver",
    key: [],
    dimension: "completeness",
    severity: "error",
    says: "have no status",
    todo: "Fill it in.",
    owner: "marta",
    column: "status",
    where: null,
    needs: [],
    kind: "not_null",
  };
  return { ...toResult(check, { status, rows_checked: 100 }, undefined, NOW, "f"), ...extra };
}

test.each([
  ["all passed", [result("passed")], 100],
  ["none applies", [result("not_applicable")], null],
  ["nothing defined", [], null],
  ["half failed", [result("passed"), result("failed")], 50],
  ["skipped earns nothing", [result("passed"), result("skipped")], 50],
  ["errors weigh double", [result("passed"), result("failed", { severity: "warn" })], 66.6],
  ["a warning earns its share of good rows", [result("warned", { rows_failed: 50 })], 45],
  ["a warning with few bad rows", [result("warned", { rows_failed: 1 })], 89.1],
  ["a warning that counts no rows", [result("warned", { rows_checked: 0 })], 50],
  ["more bad rows than checked", [result("warned", { rows_failed: 900 })], 0],
  ["not applicable does not count", [result("passed"), result("not_applicable")], 100],
])("score: %s", (_name, results, score) => {
  expect(scoreOf(results)).toBe(score);
});

test("the score never rounds up to 100", () => {
  const many = Array.from({ length: 9999 }, () => result("passed"));
  expect(scoreOf([...many, result("warned", { rows_failed: 1, rows_checked: 1e9 })])).toBe(99.9);
});

test.each([
  ["passed", "s", null],
  ["failed", undefined, NOW],
  ["failed", "s", "s"],
  ["warned", "s", "s"],
  ["skipped", "s", "s"],
  ["skipped", undefined, NOW],
  ["not_applicable", "s", "s"],
  ["not_applicable", undefined, null],
] as const)("since: %s after %s", (status, earlier, since) => {
  const previous = earlier ? { status: "failed" as const, since: earlier } : undefined;
  expect(sinceOf(status, previous, NOW)).toBe(since);
});

test("counts always add up, and a skipped, warned or failed check never yields the all-clear", () => {
  const seed = Math.floor(Math.random() * 2 ** 31);
  console.info(`quality results seed ${seed}`);
  const one = fc
    .record({
      status: fc.constantFrom(...CHECK_STATUSES),
      severity: fc.constantFrom("error" as const, "warn" as const),
      rows_checked: fc.nat(1000),
      rows_failed: fc.nat(1000),
      holds: fc.boolean(),
    })
    .map(({ status, ...extra }) => result(status, extra));
  const property = fc.property(fc.array(one, { maxLength: 40 }), (results) => {
    const sum = summarise(results, NOW);
    const { passed, warned, failed, skipped, not_applicable } = sum;
    expect(passed + warned + failed + skipped + not_applicable).toBe(sum.checks);
    expect(sum.checks).toBe(results.length);
    expect(sum.holding).toHaveLength(results.filter((r) => r.holds).length);
    const bad = results.some((r) => !["passed", "not_applicable"].includes(r.status));
    expect(isAllClear(sum)).toBe(!bad && passed > 0);
    expect(sum.score === 100).toBe(!bad && passed > 0);
    if (sum.score !== null) expect(sum.score).toBeGreaterThanOrEqual(0);
    const text = qualitySentence(sum, { now: NOW, time_zone: "UTC" });
    expect(text.includes("0 failed, 0 skipped")).toBe(
      failed + skipped === 0 && passed + warned > 0,
    );
  });
  fc.assert(property, { seed, numRuns: 300 });
});

test("rows are counted once per silver table, by the check that saw most of them", () => {
  const seen = (table: string, rows_checked: number): CheckResult =>
    result("passed", { table, layer: table.split(".")[0] ?? "", rows_checked });
  const gold = seen("gold.fact_orders", 70);
  expect(rowsSeen([seen("silver.a", 5), seen("silver.a", 9), seen("silver.b", 2), gold])).toBe(11);
  expect(rowsSeen([gold])).toBe(70);
  expect(rowsSeen([])).toBe(0);
});

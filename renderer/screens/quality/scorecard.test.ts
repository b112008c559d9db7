import { describe, expect, it } from "vitest";
import { checkOf } from "./testing.ts";
import { moveInGrid, scorecard, worstFirst, worstOf } from "./scorecard.ts";
import { verdictOf } from "./verdict.ts";

describe("the scorecard", () => {
  const checks = [
    checkOf({ table: "reports.margin", label: "Margin", dimension: "uniqueness" }),
    checkOf({ table: "silver.orders", dimension: "accuracy", status: "warned", rows_failed: 2 }),
    checkOf({ table: "silver.orders", dimension: "accuracy", status: "failed", rows_failed: 1 }),
    checkOf({ table: "silver.orders", dimension: "accuracy" }),
    checkOf({ table: "silver.orders", dimension: "volume", status: "not_applicable" }),
    checkOf({ table: "silver.orders", dimension: "schema", status: "skipped" }),
  ];

  it("groups tables by layer in the order of the flow and folds what is clear", () => {
    const groups = scorecard(checks);
    expect(groups.map((group) => [group.layer, group.clear, group.passed])).toEqual([
      ["silver", false, 1],
      ["reports", true, 1],
    ]);
  });

  it("shows the worst of a cell, its rows, and the checks behind them", () => {
    const cells = scorecard(checks)[0]?.rows[0]?.cells ?? [];
    expect(cells[1]).toMatchObject({ status: "failed", rows_failed: 3, checks: 3 });
    expect(cells[1]?.open.map((check) => check.status)).toEqual(["failed", "warned"]);
    expect(cells[0]).toBeNull();
    expect(cells[5]?.status).toBe("not_applicable");
  });

  it("never takes a skipped check for a pass", () => {
    expect(worstOf(["passed", "skipped"])).toBe("skipped");
    expect(worstOf(["passed", "not_applicable"])).toBe("passed");
    expect(worstOf([])).toBe("not_applicable");
  });

  it("puts failed before warned, then more rows first", () => {
    expect(worstFirst(checks).map((check) => [check.status, check.rows_failed])).toEqual([
      ["failed", 1],
      ["warned", 2],
      ["skipped", 0],
      ["passed", 0],
      ["passed", 0],
      ["not_applicable", 0],
    ]);
  });

  it("keeps a layer it has not met, at the end", () => {
    const groups = scorecard([checkOf({ table: "extra.thing" }), checkOf({ table: "gold.x" })]);
    expect(groups.map((group) => group.layer)).toEqual(["gold", "extra"]);
  });
});

describe("keys in the grid", () => {
  it("stay inside", () => {
    const at = { row: 0, column: 6 };
    expect(moveInGrid(at, "ArrowDown", 3, 7)).toEqual({ row: 1, column: 6 });
    expect(moveInGrid(at, "ArrowRight", 3, 7)).toBeNull();
    expect(moveInGrid(at, "ArrowUp", 3, 7)).toBeNull();
    expect(moveInGrid(at, "Home", 3, 7)).toEqual({ row: 0, column: 0 });
    expect(moveInGrid(at, "PageDown", 3, 7)).toEqual({ row: 2, column: 6 });
    expect(moveInGrid(at, "x", 3, 7)).toBeNull();
  });
});

describe("the verdict", () => {
  const summary = {
    score: 96,
    checks: 10,
    passed: 5,
    warned: 0,
    failed: 0,
    skipped: 0,
    not_applicable: 0,
  };
  it("counts what failed and its rows", () => {
    const checks = [
      checkOf({ status: "failed", rows_failed: 40 }),
      checkOf({ status: "failed", rows_failed: 1 }),
      checkOf({ status: "warned", rows_failed: 7 }),
    ];
    expect(verdictOf({ ...summary, failed: 2, warned: 1, skipped: 3 }, checks)).toEqual({
      mark: "broken",
      kind: "failed",
      checks: 2,
      rows: 41,
    });
  });
  it("is never good after a skipped check, whatever else passed", () => {
    expect(verdictOf({ ...summary, skipped: 1 }, []).mark).toBe("unknown");
    expect(verdictOf({ ...summary, skipped: 1, warned: 2 }, []).mark).toBe("unknown");
  });
  it("is good only if something was checked and passed", () => {
    expect(verdictOf(summary, []).mark).toBe("good");
    expect(verdictOf({ ...summary, passed: 0, not_applicable: 10 }, [])).toMatchObject({
      mark: "unknown",
      kind: "nothing",
    });
  });
});

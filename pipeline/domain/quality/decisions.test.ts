import { expect, test } from "vitest";
import { activeDecisions, type Decision, decisionSet, rowsDecidedAnew } from "./decisions.ts";

const decision = (number: number, extra: Partial<Decision> = {}): Decision => ({
  number,
  kind: "waive",
  source_id: "orders",
  row_hash: "11",
  occurrence: 1,
  rule: "negative",
  reason: "a refund",
  by: "marta",
  decided_at: "2026-11-20T08:00:00.000Z",
  ...extra,
});
const active = (all: Decision[], asOf = "2026-11-20"): number[] =>
  activeDecisions(all, asOf).map((one) => one.number);

test("the newest decision about one rule of one row counts", () => {
  expect(active([decision(1)])).toEqual([1]);
  expect(active([decision(1), decision(2, { kind: "undo" })])).toEqual([]);
  expect(active([decision(2, { kind: "undo" }), decision(1)])).toEqual([]);
  expect(active([decision(1), decision(2, { kind: "undo" }), decision(3)])).toEqual([3]);
});

test("rule, row and source are told apart", () => {
  const others = [
    decision(2, { kind: "undo", rule: "other" }),
    decision(3, { kind: "undo", occurrence: 2 }),
    decision(4, { kind: "undo", row_hash: "12" }),
    decision(5, { kind: "undo", source_id: "shop" }),
  ];
  expect(active([decision(1), ...others])).toEqual([1]);
});

test("a waive counts up to and on its last day; an expired one uncovers no older one", () => {
  const short = decision(2, { expires_at: "2026-11-20" });
  expect(active([short], "2026-11-20")).toEqual([2]);
  expect(active([short], "2026-11-21")).toEqual([]);
  expect(active([decision(1), short], "2026-11-21")).toEqual([]);
});

test("a decision made, undone or expired makes its row one to judge anew", () => {
  const two = [decision(1), decision(2, { row_hash: "12", expires_at: "2026-11-20" })];
  const before = decisionSet(activeDecisions(two, "2026-11-20"));
  expect(before).toEqual(["orders|11|1|negative", "orders|12|1|negative"]);
  const later = [...two, decision(3, { row_hash: "13", occurrence: 2 })];
  const now = decisionSet(activeDecisions(later, "2026-11-21"));
  expect(rowsDecidedAnew(before, now)).toEqual(new Set(["orders|12|1", "orders|13|2"]));
  expect(rowsDecidedAnew(now, now)).toEqual(new Set());
});

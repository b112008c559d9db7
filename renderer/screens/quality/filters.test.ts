import { describe, expect, it } from "vitest";
import {
  asideQuery,
  filterChecks,
  readAsideFilter,
  readCheckFilter,
  readCheckSearch,
  ruleOf,
  rulesSettingAside,
} from "./filters.ts";
import { checkOf } from "./testing.ts";

describe("which checks are listed", () => {
  const checks = [
    checkOf({ name: "a", status: "passed" }),
    checkOf({ name: "b", status: "warned", rows_failed: 3, says: "Seven Ärger", table: "gold.x" }),
    checkOf({ name: "c", status: "failed", dimension: "accuracy" }),
    checkOf({ name: "d", status: "skipped" }),
  ];
  const names = (filter: Parameters<typeof filterChecks>[1]) =>
    filterChecks(checks, filter).map((check) => check.name);

  it("are those that ask for a person, worst first, unless all are wanted", () => {
    expect(names({})).toEqual(["c", "b", "d"]);
    expect(names({ show: "all" })).toEqual(["c", "b", "d", "a"]);
  });
  it("narrow by table, dimension and words", () => {
    expect(names({ table: "gold.x" })).toEqual(["b"]);
    expect(names({ dimension: "accuracy" })).toEqual(["c"]);
    expect(names({ q: "äRGER" })).toEqual(["b"]);
    expect(names({ q: "nowhere" })).toEqual([]);
  });
  it("may be those of an earlier run, with clear tables shown", () => {
    expect(readCheckFilter({ run: "r000001", open: ["gold", 3] })).toEqual({
      run: "r000001",
      open: ["gold"],
    });
    expect(readCheckSearch({ row: 41, waive: true })).toEqual({ row: 41, waive: true });
    expect(readCheckSearch({ row: -1, run: "" })).toEqual({});
  });
  it("come from the address, without what is not understood", () => {
    expect(readCheckFilter({ table: "silver.orders", dimension: "nonsense", show: 1 })).toEqual({
      table: "silver.orders",
    });
    expect(readCheckFilter({ dimension: "volume", show: "all", q: "  " })).toEqual({
      dimension: "volume",
      show: "all",
    });
  });
});

describe("which set-aside rows are listed", () => {
  it("comes from the address; the open row is no filter", () => {
    const filter = readAsideFilter({ entity: "orders", row: "x", view: "decisions", rule: 7 });
    expect(filter).toEqual({ entity: "orders", row: "x", view: "decisions" });
    expect(asideQuery(filter)).toEqual({ entity: "orders" });
  });

  it("offers the rules that set rows aside, most rows first", () => {
    const example = { address: "orders.csv!A2", key: "1", value: null };
    const checks = [
      checkOf({ name: "orders.a", status: "warned", rows_failed: 1, examples: [example] }),
      checkOf({ name: "orders.b", status: "warned", rows_failed: 9, examples: [example] }),
      checkOf({ name: "orders.c", status: "warned", severity: "warn", rows_failed: 9 }),
      checkOf({ name: "fact_orders.d", table: "gold.fact_orders", rows_failed: 4 }),
    ];
    expect(rulesSettingAside(checks).map((one) => one.rule)).toEqual(["b", "a"]);
  });

  it("knows entity and rule of a check", () => {
    expect(ruleOf({ name: "order_items.quantity_out_of_range" })).toEqual({
      entity: "order_items",
      rule: "quantity_out_of_range",
    });
  });
});

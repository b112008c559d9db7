import { expect, test } from "vitest";
import { AppError } from "#domain/errors.ts";
import { definedChecks, entityOf } from "./catalogue.ts";
import type { CheckedModel, TestInput } from "./check-inputs.ts";
import { DIMENSIONS } from "./dimensions.ts";

const common = {
  severity: "error",
  dimension: "accuracy",
  where: undefined,
  says: undefined,
  todo: undefined,
  owner: "marta",
  needs: [],
} as const;
const rule = { dimension: "accuracy", severity: "error", says: "is odd", todo: "Fix it." } as const;

const model = (table: string, extra: Partial<CheckedModel> = {}): CheckedModel => {
  const [layer = "", name = ""] = table.split(".");
  const yml = { meta: { owner: "operations" } };
  return {
    layer,
    name,
    table,
    key: ["id"],
    rowRules: [],
    tableRules: [],
    tests: [],
    yml,
    ...extra,
  };
};
const checkOf = (tests: TestInput[], table = "silver.orders") =>
  definedChecks([model(table, { tests }), model("silver.customers")])[0];

test("each rule and test becomes one check, in order: row rules, tests, table rules", () => {
  const checks = definedChecks([
    model("silver.orders", {
      key: ["order_id"],
      rowRules: [
        { ...rule, name: "first", expression: "a" },
        {
          ...rule,
          name: "second",
          expression: "b",
          column: "status",
          owner: "petra",
          severity: "warn",
        },
      ],
      tests: [{ ...common, name: "not_null_status", test: "not_null", column: "status" }],
      tableRules: [{ ...rule, name: "totals", failing: "select 1", needs: ["order_items"] }],
    }),
  ]);
  expect(checks.map((check) => [check.id, check.kind, check.owner])).toEqual([
    ["orders.first", "row_rule", "operations"],
    ["orders.second", "row_rule", "petra"],
    ["orders.not_null_status", "not_null", "marta"],
    ["orders.totals", "table_rule", "operations"],
  ]);
  expect(checks[1]).toMatchObject({ bit: 1, expression: "b", column: "status", severity: "warn" });
  expect(checks[3]).toMatchObject({
    failing: "select 1",
    applies: null,
    needs: ["orders", "order_items"],
  });
  expect(checks[0]).toMatchObject({
    bit: 0,
    key: ["order_id"],
    table: "silver.orders",
    where: null,
    column: null,
  });
});

test("a reference points at the table and needs both entities", () => {
  const reference = { test: "relationships", column: "customer_id", field: "customer_id" } as const;
  expect(checkOf([{ ...common, ...reference, name: "r", to: "customers" }])).toMatchObject({
    kind: "relationships",
    to: "silver.customers",
    needs: ["orders", "customers"],
    says: "name a customer that is missing from customers",
  });
});

test("gold tables need no entity of their own", () => {
  const test_ = { ...common, name: "n", test: "not_null", column: "x" } as const;
  expect(checkOf([test_], "gold.fact_orders")?.needs).toEqual([]);
  expect(entityOf({ layer: "gold", model: "orders" })).toBeNull();
  expect(entityOf({ layer: "silver", model: "orders" })).toBe("orders");
  expect(entityOf({ layer: "silver", model: "other" })).toBeNull();
});

test("both kinds of uniqueness are one kind of check, with the columns named in words", () => {
  const one = checkOf([{ ...common, name: "u", test: "unique", column: "order_id" }]);
  const two = checkOf([
    { ...common, name: "k", test: "unique_key", columns: ["order_id", "line_number"] },
  ]);
  expect(one).toMatchObject({ kind: "unique", columns: ["order_id"], column: "order_id" });
  expect(two).toMatchObject({
    kind: "unique",
    columns: ["order_id", "line_number"],
    column: null,
    says: "share their order and line number with another row",
  });
});

test.each([
  [{ test: "not_null", column: "unit_price" }, "have no unit price"],
  [
    { test: "accepted_values", column: "status", values: ["a"] },
    "have a status that is not in the agreed list",
  ],
  [{ test: "freshness", column: "x", maxDays: 3 }, "have nothing newer than 3 days"],
  [{ test: "row_count_band" }, "are far more or far fewer than past runs lead us to expect"],
  [{ test: "columns_as_declared" }, "miss a column that was mapped"],
] as const)("a test without texts says what it means: %j", (own, says) => {
  const check = checkOf([{ ...common, ...own, name: "x" } as TestInput]);
  expect(check?.says).toBe(says);
  expect(check?.todo).toMatch(/^[A-Z].*\.$/);
  const { test: kind, ...rest } = own;
  const { maxDays, ...kept } = rest as { maxDays?: number };
  expect(check).toMatchObject({ kind, ...kept, ...(maxDays && { max_days: maxDays }) });
});

test("texts of the yml win over ours", () => {
  const own = { says: "lack a status", todo: "Ask Petra.", where: "x > 1" };
  const check = checkOf([{ ...common, name: "n", test: "not_null", column: "status", ...own }]);
  expect(check).toMatchObject(own);
});

test("two checks of one name are refused, since history is kept by name", () => {
  const twice = () =>
    definedChecks([
      model("silver.orders", {
        rowRules: [{ ...rule, name: "same", expression: "a" }],
        tests: [{ ...common, name: "same", test: "not_null", column: "x" }],
      }),
    ]);
  expect(twice).toThrow(AppError);
  expect(twice).toThrow(/silver\.orders.*same/);
});

test("there are seven dimensions", () => {
  expect(new Set(DIMENSIONS).size).toBe(7);
});

import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { AppError } from "#domain/errors.ts";
import { definedChecks } from "#domain/quality/catalogue.ts";
import type { TestInput } from "#domain/quality/check-inputs.ts";
import type { CheckSql } from "#ports/checks.ts";
import { duckdbChecks } from "./evaluate.ts";
import {
  a,
  bench,
  evaluate,
  input,
  model,
  only,
  orders,
  rule,
} from "#tests/quality/check-bench.ts";

const judged = model("silver.orders", ["order_id"], {
  rowRules: [
    { ...rule, name: "no_date", column: "ordered_at", expression: "x" },
    { ...rule, name: "odd_status", column: "status", severity: "warn", expression: "y" },
    { ...rule, name: "never", expression: "z" },
  ],
});

test("row rules are counted from the masks of the tables and point at their rows", async () => {
  const counts = await duckdbChecks.countBroken(
    bench.sql[0]!,
    "orders",
    definedChecks([judged]),
    4,
  );
  expect(counts).toEqual({
    rows_read: 4,
    rows_kept: 3,
    rows_before: 4,
    broken: { no_date: 1, odd_status: 1, never: 0 },
  });
  const result = await evaluate([judged], { entities: new Map([["orders", counts]]) });
  expect(result.results.map((one) => [one.status, one.rows_checked, one.rows_failed])).toEqual([
    ["warned", 4, 1],
    ["warned", 4, 1],
    ["passed", 4, 0],
  ]);
  expect(result.rows).toBe(4);
  expect(result.results[0]!.examples[0]).toMatchObject({
    order_id: "o4",
    _value: "31.02.2026",
    _row: "5",
    _address: "orders.csv!B5",
  });
  expect(result.results[1]!.examples[0]).toMatchObject({ order_id: "o2", _value: "lost" });
  const failing = result.results[0]!.failing;
  if (failing?.in !== "build") throw new Error("not in the build");
  expect(await bench.sql[0]!.rows(failing.sql)).toHaveLength(1);
});

test("a row rule whose rows were not counted is skipped, never passed", async () => {
  const { results } = await evaluate([judged], {
    entities: new Map([
      ["orders", { rows_read: 4, rows_kept: 4, rows_before: 0, broken: { no_date: 0 } }],
    ]),
  });
  expect(results.map((one) => one.status)).toEqual(["passed", "skipped", "skipped"]);
});

test("a check that cannot run is skipped and says why; its neighbours still run", async () => {
  const { results, ...sums } = await evaluate([
    orders(
      a("broken", { test: "not_null", column: "status", where: "no_such_column > 1" }),
      a("fine", { test: "not_null", column: "order_id" }),
    ),
    model("gold.not_built", ["id"], { tests: [a("u", { test: "unique", column: "id" })] }),
  ]);
  expect(results.map((one) => one.status)).toEqual(["skipped", "passed", "skipped"]);
  expect(results[0]!.reason).toMatch(/could not run: .*no_such_column/);
  expect(results[0]!.reason).not.toContain("\n");
  expect(sums).toMatchObject({ checks: 3, passed: 1, skipped: 2 });
});

test("an empty table passes nothing", async () => {
  const reviews = model("silver.reviews", ["review_id"], {
    tests: [
      a("n", { test: "not_null", column: "rating" }),
      a("u", { test: "unique", column: "review_id" }),
      a("f", { test: "freshness", column: "rating", maxDays: 1 }),
    ],
  });
  const { results } = await evaluate([reviews]);
  expect(results.map((one) => one.status)).toEqual(Array(3).fill("not_applicable"));
});

test("rows that cannot be kept leave the verdict as it is", async () => {
  rmSync(bench.folder, { recursive: true, force: true });
  writeFileSync(bench.folder, "in the way");
  const result = await only(orders(a("n", { test: "not_null", column: "status" })));
  expect(result).toMatchObject({ status: "failed", holds: true, failing: null, rows_failed: 1 });
  expect(result.reason).toContain("could not be kept");
});

test("one scan per table, and never more than three queries at once", async () => {
  const tests = Array.from({ length: 30 }, (_, i) =>
    a(
      `t${i}`,
      i % 3 === 0
        ? { test: "unique", column: "customer_id" }
        : { test: "not_null", column: "order_id" },
    ),
  );
  const { passed } = await evaluate([orders(...tests)]);
  expect(passed).toBe(30);
  expect(bench.queries).toHaveLength(1 + 10 + 1);
  expect(bench.most).toBeLessThanOrEqual(3);
  expect(bench.most).toBeGreaterThan(1);
});

test("cancelling ends the evaluation instead of skipping checks", async () => {
  const cancelled = new AppError("cancelled", "Stopped.");
  const stopped: CheckSql = { ...bench.sql[0]!, rows: () => Promise.reject(cancelled) };
  const all = input([orders(a("n", { test: "not_null", column: "status" }))]);
  await expect(duckdbChecks.evaluate([stopped], all)).rejects.toBe(cancelled);
});

test("an answer stands while nothing it reads has changed, and only then", async () => {
  const reference = {
    test: "relationships",
    column: "customer_id",
    to: "customers",
    field: "customer_id",
  } as const;
  const where = "order_id = 'o1'";
  const models = [
    model("silver.orders", ["order_id"], {
      tests: [
        a("good", { test: "not_null", column: "order_id" }),
        a("bad", { test: "not_null", column: "status" }),
        a("refers", { ...reference, where }),
      ],
      tableRules: [
        {
          ...rule,
          name: "dated",
          failing: "select o.order_id from silver.orders as o, gold.fact_sales where false",
        },
      ],
    }),
    model("silver.customers", ["customer_id"], {}),
  ];
  const first = await evaluate(models);
  const previous = new Map(first.results.map((one) => [one.check, one]));
  const next = join(bench.folder, "../b000003.failing");
  const carried = async (...tables: string[]): Promise<string[]> => {
    const changed = { run_id: "r000001", tables: new Set(tables), folder: bench.folder };
    rmSync(next, { recursive: true, force: true });
    const { results } = await evaluate(models, {
      previous,
      changed,
      folder: next,
      checked_at: "2026-11-21T00:00:00.000Z",
    });
    expect(
      results.map((one) => [one.status, one.rows_checked, one.rows_failed, one.since]),
    ).toEqual(
      first.results.map((one) => [one.status, one.rows_checked, one.rows_failed, one.since]),
    );
    expect(results.map((one) => one.failing)).toEqual(first.results.map((one) => one.failing));
    expect(readdirSync(next)).toEqual(["orders.bad.parquet"]);
    return results.filter((one) => one.carried_from === "r000001").map((one) => one.check.slice(7));
  };
  expect(await carried()).toEqual(["good", "bad", "refers", "dated"]);
  expect(await carried("silver.customers")).toEqual(["good", "bad", "dated"]);
  expect(await carried("gold.fact_sales")).toEqual(["good", "bad", "refers"]);
  expect(await carried("silver.orders")).toEqual([]);
  rmSync(join(bench.folder, "orders.bad.parquet"));
  expect(await carried()).toEqual(["good", "refers", "dated"]);
});

test("small tables are asked together, and a question that cannot be answered is lost alone", async () => {
  const models = [
    model("silver.orders", ["order_id"], {
      tests: [
        a("twice", { test: "unique", column: "order_id" }),
        a("once", { test: "unique", column: "customer_id" }),
      ],
      tableRules: [
        { ...rule, name: "broken", failing: "select no_such_column from silver.orders" },
        { ...rule, name: "some", failing: "from silver.orders", applies: "select 7" },
        { ...rule, name: "nothing", failing: "from silver.orders where false" },
      ],
    }),
    model("silver.customers", ["customer_id"], {}),
  ];
  const singly = await evaluate(models);
  const asked = bench.queries.length;
  bench.queries.length = 0;
  const together = await evaluate(models, { rows: { "silver.orders": 3 } });
  expect(together).toEqual(singly);
  expect(together.results.map((one) => [one.status, one.rows_checked, one.rows_failed])).toEqual([
    ["failed", 3, 2],
    ["passed", 2, 0],
    ["skipped", 0, 0],
    ["failed", 7, 3],
    ["passed", 3, 0],
  ]);
  expect(bench.queries.length).toBeLessThan(asked + 6);
});

test("where rows failed before, they are kept and counted in one go", async () => {
  const twice = a("twice", { test: "unique", column: "order_id" });
  const first = await evaluate([orders(twice)]);
  const previous = new Map(first.results.map((one) => [one.check, one]));
  bench.queries.length = 0;
  const again = await evaluate([orders(twice)], { previous });
  expect(again.results.map((one) => ({ ...one, since: null }))).toEqual(
    first.results.map((one) => ({ ...one, since: null })),
  );
  expect(bench.queries.filter((text) => text.includes("sum(_times)"))).toEqual([]);
  const empty = a("twice", { test: "unique", column: "customer_id" });
  const gone = await evaluate([orders(empty)], { previous });
  expect(gone.results[0]).toMatchObject({ status: "passed", failing: null, since: null });
});

test("a changed definition is checked anew", async () => {
  const good = a("good", { test: "not_null", column: "order_id" });
  const first = await evaluate([orders(good)]);
  const previous = new Map(first.results.map((one) => [one.check, one]));
  const changed = { run_id: "r000001", tables: new Set<string>(), folder: bench.folder };
  const again = await only(orders({ ...good, column: "status" } as TestInput), {
    previous,
    changed,
  });
  expect(again).toMatchObject({ status: "failed", carried_from: null });
});

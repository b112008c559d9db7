import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { RunResult } from "#contract/runs.ts";
import type { SourceSummary } from "#contract/sources.ts";
import { Desk, expectRefused } from "./cli.ts";

const HEADER = "order_id,ordered_at\n";
const orders = (count: number): string =>
  HEADER + Array.from({ length: count }, (_, i) => `${i + 1},2024-11-${10 + (i % 20)}\n`).join("");

let desk: Desk;
beforeEach(async () => {
  desk = new Desk();
  await desk.json("init", "shop", "--tz", "UTC");
  desk.file("orders.csv", orders(100));
  desk.file("customers.csv", "customer_id,name\n1,Ann\n2,Bob\n");
  await desk.json("source", "add", "shop", "orders", "--csv", "orders.csv");
  await desk.json("source", "add", "shop", "customers", "--csv", "customers.csv");
  await desk.json("run", "shop", "--publish");
});
afterEach(() => desk.remove());

async function rowsOfOrders(): Promise<string> {
  const sql = "select count(*) from gold.fact_orders";
  const { rows } = await desk.json<{ rows: string[][] }>("query", "shop", sql);
  return rows[0]![0]!;
}

async function stateOfOrders(): Promise<SourceSummary> {
  const sources = await desk.json<SourceSummary[]>("source", "list", "shop");
  return sources.find((source) => source.id === "orders")!;
}

/** One run of which nothing but the held source may be remarkable. */
async function runHolding(says: RegExp): Promise<void> {
  desk.file("customers.csv", `customer_id,name\n1,Ann\n2,Bob\n3,${Math.random()}\n`);
  const run = await desk.json<RunResult>("run", "shop", "--publish");
  expect(run).toMatchObject({
    status: "succeeded",
    layers: { bronze: { orders: { held: true }, customers: { held: false } } },
  });
  expect(run.findings.map((found) => found.text).join(" ")).toMatch(says);
  expect(await rowsOfOrders()).toBe("100");
  expect(await stateOfOrders()).toMatchObject({ state: "held" });
}

test("a shrunk source is held, stays held, and is taken over when it is accepted", async () => {
  desk.file("orders.csv", orders(40));
  await runHolding(/shrank from 100 rows to 40/);
  await runHolding(/shrank from 100 rows to 40/);
  expectRefused(await desk.type("source", "accept", "shop", "orders", "--json"), {
    exit: 2,
    says: /--reason/,
  });
  await desk.json("source", "accept", "shop", "orders", "--reason", "Old orders were archived");
  await desk.json("run", "shop");
  expect(await rowsOfOrders()).toBe("40");
  expect((await stateOfOrders()).state).not.toBe("held");
  expectRefused(
    await desk.type("source", "accept", "shop", "orders", "--reason", "again", "--json"),
    { exit: 2, says: /no held read/ },
  );
});

test("an emptied source is held; discarded, the last good rows stay", async () => {
  desk.file("orders.csv", HEADER);
  await runHolding(/empty/);
  await desk.json("source", "discard", "shop", "orders");
  expect(await rowsOfOrders()).toBe("100");
  desk.file("orders.csv", orders(101));
  await desk.json("run", "shop");
  expect(await rowsOfOrders()).toBe("101");
});

test.each([
  ["0 bytes", "", /empty/],
  ["without its key column", "ordered_at\n2024-11-10\n2024-11-11\n", /order_id/],
  ["a workbook", Buffer.from("PK\x03\x04\0\0\0\0 not text \0\0"), /not a table|Excel/],
])("a source that is %s now is held and heals by itself", async (_, content, says) => {
  desk.file("orders.csv", content);
  await runHolding(says);
  desk.file("orders.csv", orders(102));
  await desk.json("run", "shop");
  expect(await rowsOfOrders()).toBe("102");
  expect((await stateOfOrders()).state).not.toBe("held");
});

test("a source that is gone is held; all of them gone, the run fails with exit 4", async () => {
  rmSync(join(desk.path, "orders.csv"));
  await runHolding(/orders\.csv is not there/);
  rmSync(join(desk.path, "customers.csv"));
  const { code, out, err } = await desk.type("run", "shop", "--publish", "--json");
  expect(code, err).toBe(4);
  expect(JSON.parse(out)).toMatchObject({ status: "failed", build_id: null, published: false });
  expect(await rowsOfOrders()).toBe("100");
});

test("orders that could never be read: exit 4, nothing is built", async () => {
  await desk.json("init", "new", "--tz", "UTC");
  await desk.json("source", "add", "new", "orders", "--csv", "orders.csv");
  await desk.json("source", "add", "new", "customers", "--csv", "customers.csv");
  rmSync(join(desk.path, "orders.csv"));
  const { code, out } = await desk.type("run", "new", "--json");
  expect(code).toBe(4);
  expect(JSON.parse(out)).toMatchObject({ status: "failed", build_id: null });
  expectRefused(await desk.type("query", "new", "select 1", "--json"), {
    exit: 2,
    says: /no build/i,
  });
});

import {
  copyFileSync,
  mkdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Desk, expectRefused } from "./cli.ts";

let desk: Desk;
beforeEach(async () => {
  desk = new Desk();
  await desk.json("init", "shop", "--tz", "UTC");
  desk.file("orders.csv", "order_id,ordered_at\n1,2024-12-01\n2,2024-12-02\n");
  await desk.json("source", "add", "shop", "orders", "--csv", "orders.csv");
  await desk.json("run", "shop", "--publish");
});
afterEach(() => desk.remove());

const path = (name: string): string => join(desk.path, "shop", name);
const ORDERS = "select count(*) from gold.fact_orders";

test("workspace.json: said, and whole again when it is put back", async () => {
  copyFileSync(path("workspace.json"), join(desk.path, "kept.json"));
  for (const text of ['{"version": 1,', "[]", '{"version": 1}']) {
    writeFileSync(path("workspace.json"), text);
    for (const argv of [
      ["run", "shop"],
      ["source", "list", "shop"],
      ["query", "shop", ORDERS],
    ]) {
      expectRefused(await desk.type(...argv, "--json"), { exit: 5, says: /workspace\.json/ });
    }
    expect(readFileSync(path("workspace.json"), "utf8")).toBe(text);
  }
  copyFileSync(join(desk.path, "kept.json"), path("workspace.json"));
  expect(await desk.json("run", "shop")).toMatchObject({ status: "unchanged" });
});

test("state.sqlite: runs say so; moved away a run goes on with the next number", async () => {
  for (const suffix of ["-wal", "-shm"]) rmSync(path(`state.sqlite${suffix}`), { force: true });
  writeFileSync(path("state.sqlite"), Buffer.alloc(5000, "not a database "));
  expectRefused(await desk.type("run", "shop", "--json"), {
    exit: 5,
    says: /state\.sqlite is damaged/,
  });
  expect(await desk.json("query", "shop", ORDERS, "--published")).toMatchObject({ rows: [["2"]] });
  rmSync(path("state.sqlite"));
  desk.file("orders.csv", "order_id,ordered_at\n1,2024-12-01\n2,2024-12-02\n3,2024-12-03\n");
  expect(await desk.json("run", "shop", "--publish")).toMatchObject({
    run_id: "r000002",
    status: "succeeded",
  });
  expect(await desk.json("query", "shop", ORDERS, "--published")).toMatchObject({ rows: [["3"]] });
});

test("current.json: said with what to do, and rolling back does it", async () => {
  writeFileSync(path("published/current.json"), '{"vers');
  for (const argv of [
    ["publish", "shop"],
    ["query", "shop", ORDERS, "--published"],
  ]) {
    expectRefused(await desk.type(...argv, "--json"), { exit: 5, says: /current\.json/ });
  }
  expect(await desk.json("versions", "shop")).toMatchObject({
    current: null,
    versions: [{ version: 1, current: false }],
  });
  await desk.json("rollback", "shop", "1");
  expect(await desk.json("query", "shop", ORDERS, "--published")).toMatchObject({ rows: [["2"]] });
  expect(await desk.json("run", "shop", "--publish")).toMatchObject({ status: "unchanged" });
});

test.each([0, 10_000, 200_000])(
  "a build file cut off at %i bytes: said with what to do, and a full run does it",
  async (bytes) => {
    truncateSync(path("builds/b000001.duckdb"), bytes);
    desk.file("orders.csv", "order_id,ordered_at\n1,2024-12-01\n2,2024-12-02\n3,2024-12-03\n");
    for (const argv of [
      ["query", "shop", ORDERS],
      ["run", "shop"],
    ]) {
      const error = expectRefused(await desk.type(...argv, "--json"), { exit: 5, says: /damaged/ });
      expect(error.hint).toContain("run --full");
    }
    expect(await desk.json("query", "shop", ORDERS, "--published")).toMatchObject({
      rows: [["2"]],
    });
    expect(await desk.json("run", "shop", "--full", "--publish")).toMatchObject({
      status: "succeeded",
    });
    expect(await desk.json("query", "shop", ORDERS, "--published")).toMatchObject({
      rows: [["3"]],
    });
  },
);

test("a build that is gone, and a build manifest that is damaged", async () => {
  rmSync(path("builds/b000001.duckdb"));
  expectRefused(await desk.type("query", "shop", ORDERS, "--json"), { exit: 2, says: /missing/ });
  writeFileSync(path("builds/b000001.json"), "{");
  expectRefused(await desk.type("run", "shop", "--json"), { exit: 5, says: /b000001\.json/ });
});

test("a batch manifest that is damaged stops the run; published stays", async () => {
  const answer = await desk.json<{ rows: string[][] }>(
    "query",
    "shop",
    "select distinct _batch_id, _ingested_at::date::varchar from bronze.orders",
  );
  const [batch, day] = answer.rows[0]!;
  const manifest = path(`lake/bronze/orders/ingest_date=${day}/${batch}.json`);
  const text = readFileSync(manifest, "utf8");
  writeFileSync(manifest, text.slice(0, 40));
  expectRefused(await desk.type("run", "shop", "--json"), { exit: 5, says: /is not readable/ });
  writeFileSync(manifest, text);
  expect(await desk.json("run", "shop")).toMatchObject({ status: "unchanged" });
});

test("a published file that is gone is said by name", async () => {
  rmSync(path("published/1"), { recursive: true });
  mkdirSync(path("published/1"));
  expectRefused(await desk.type("query", "shop", ORDERS, "--published", "--json"), {
    exit: 2,
    says: /published/,
  });
  await desk.json("publish", "shop");
  expect(await desk.json("query", "shop", ORDERS, "--published")).toMatchObject({ rows: [["2"]] });
});

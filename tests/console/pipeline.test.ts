import { appendFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import type { Lab } from "#tests/engine/lab.ts";
import { ORDER_HEADER, ORDER_ROWS, openShop, shopAfterRun } from "#tests/engine/shop.ts";

let lab: Lab;
afterEach(() => lab.close());

const runs = () => lab.app.client.runs;
async function node(id: string) {
  const { nodes } = await runs().graph({});
  return nodes.find((one) => one.id === id);
}

test("before the first run the graph shows what is connected and what is not", async () => {
  lab = await openShop();
  const { run_id, nodes, edges } = await runs().graph({});
  expect(run_id).toBeNull();
  expect(nodes.find(({ id }) => id === "source:orders")).toEqual({
    id: "source:orders",
    lane: "bronze",
    label: "The orders",
    kind: "source",
    rows: null,
    seconds: null,
    state: "new",
    note: "Not read yet: the next run reads it.",
  });
  expect(nodes.find(({ id }) => id === "silver.reviews")).toMatchObject({
    state: "not_applicable",
    note: "No reviews connected.",
  });
  expect(edges).toContainEqual({ from: "source:orders", to: "silver.orders" });
  expect(edges).toContainEqual({ from: "silver.orders", to: "gold.fact_orders" });
  const known = new Set(nodes.map(({ id }) => id));
  expect(edges.filter(({ from, to }) => !known.has(from) || !known.has(to))).toEqual([]);
});

test("after a run nodes have rows, seconds and their worst news", async () => {
  lab = await shopAfterRun();
  expect(await node("source:orders")).toMatchObject({ rows: 6, state: "changed" });
  const orders = await node("silver.orders");
  expect(orders).toMatchObject({ rows: 4, state: "set_aside", note: "1 order is set aside." });
  expect(orders?.seconds).toBeGreaterThanOrEqual(0);
  expect(await node("gold.fact_orders")).toMatchObject({ lane: "gold", kind: "fact", rows: 4 });
  expect(await node("reports.revenue_by_day")).toMatchObject({ lane: "reports", kind: "report" });
});

test("a held source says why; what a run changed is told from what it kept", async () => {
  lab = await shopAfterRun();
  lab.pass(1);
  await lab.write("orders.csv", ORDER_HEADER, ...ORDER_ROWS, "o7,c1,2026-06-04,paid,web");
  await rm(lab.path("products.csv"));
  await lab.run();
  expect(await node("source:products")).toMatchObject({ state: "held" });
  expect((await node("source:products"))?.note).toContain("is not there");
  expect(await node("source:orders")).toMatchObject({
    state: "changed",
    note: "Rows of the last run: 1 new.",
  });
  expect((await node("gold.fact_orders"))?.state).toBe("changed");
  expect((await node("gold.dim_products"))?.state).toBe("ok");
});

test("a run in detail: sentences, steps with their time and rows, and a log in words", async () => {
  lab = await shopAfterRun();
  const detail = await runs().detail({ run_id: "r000001" });
  expect(detail.summary).toMatchObject({ run_id: "r000001", status: "succeeded", kind: "run" });
  expect(detail.sentences[0]).toMatch(/ started today at 03:30 and finished after/);
  expect(detail.sentences).toContain("2 rows are set aside.");
  const steps = new Map(detail.steps.map((step) => [step.step, step]));
  expect(steps.get("bronze.orders")).toMatchObject({ label: "Reading The orders", rows: 6 });
  expect(steps.get("silver.orders")?.rows).toBe(4);
  expect(steps.get("reports.revenue_by_day")?.rows).toBe(4);
  expect([...steps.keys()].slice(-2)).toEqual(["checks", "close"]);
  expect(detail.steps.every(({ seconds }) => seconds !== null)).toBe(true);
  const log = detail.log.map(({ text }) => text);
  expect(log[0]).toBe("Started.");
  expect(log).toContain("orders: 6 rows read, 6 new.");
  expect(log.at(-1)).toMatch(/^Finished after .* s\.$/);
  await expect(runs().detail({ run_id: "r000099" })).rejects.toThrow("There is no run r000099.");
});

test("a run that was stopped says so, and one whose log is cut off is told as far as it goes", async () => {
  lab = await shopAfterRun();
  const stop = new AbortController();
  const progress = (): void => stop.abort();
  await lab.write("orders.csv", ORDER_HEADER, ...ORDER_ROWS.slice(1));
  await lab.run({}, lab.services, { signal: stop.signal, progress }).catch(() => undefined);
  const detail = await runs().detail({ run_id: "r000002" });
  expect(detail.result).toBeNull();
  expect(detail.sentences[0]).toContain("was stopped");
  expect(detail.log.at(-1)?.text).toBe("Stopped.");
  await appendFile(join(lab.directory, "logs", "r000001.jsonl"), '{"time":"2026-');
  expect((await runs().detail({ run_id: "r000001" })).log.length).toBeGreaterThan(5);
});

test("an order belongs to the day it first came, whatever is corrected later", async () => {
  lab = await shopAfterRun();
  lab.pass(1);
  const corrected = ORDER_ROWS.map((row) => row.replace("o1,c1", "o1,c2"));
  await lab.write("orders.csv", ORDER_HEADER, ...corrected, "o8,c1,2026-06-20,paid,web");
  await lab.run();
  const calendar = await runs().calendar({ days: 30 });
  expect(calendar.until).toBe("2026-06-20");
  expect(calendar.cells).toEqual([
    { arrived: "2026-07-01", event: "2026-06-01", rows: 2 },
    { arrived: "2026-07-01", event: "2026-06-02", rows: 1 },
    { arrived: "2026-07-01", event: "2026-06-03", rows: 1 },
    { arrived: "2026-07-02", event: "2026-06-20", rows: 1 },
  ]);
  expect(calendar.late).toEqual([{ day: "2026-06-20", rows: 1 }]);
});

test("without a run there is nothing in the calendar", async () => {
  lab = await openShop();
  expect(await runs().calendar({})).toEqual({ until: null, cells: [], missing: [], late: [] });
});

test("the quality trend has a point for every run that checked, of the whole and of one check", async () => {
  lab = await shopAfterRun();
  lab.pass(1);
  await lab.write("orders.csv", ORDER_HEADER, ...ORDER_ROWS.slice(0, 5));
  await lab.run();
  const { quality } = lab.app.client;
  const whole = await quality.trend({});
  expect(whole.map(({ run_id }) => run_id)).toEqual(["r000001", "r000002"]);
  expect(whole[1]?.score).toBeGreaterThan(whole[0]?.score ?? 100);
  expect(await quality.trend({ limit: 1 })).toEqual(whole.slice(1));
  const check = (await quality.result({ run_id: "r000001" })).checks.find(
    ({ table, status }) => table === "silver.orders" && status === "warned",
  );
  const one = await quality.trend({ check: check?.name ?? "" });
  expect(one.map(({ status }) => status)).toEqual(["warned", "passed"]);
  await expect(quality.trend({ check: "nonsense" })).rejects.toThrow(
    'No run has a check "nonsense".',
  );
});

test("the rows that make up a difference are named, largest first, and add up to it", async () => {
  lab = await shopAfterRun();
  await lab.publish("checked by hand");
  const explain = () =>
    lab.app.client.reports.explain({ report: "revenue_by_day", kpi: "revenue" });
  expect(await explain()).toEqual({ sentence: "", columns: [], rows: [], total: 0 });
  lab.pass(1);
  await lab.write(
    "lines.csv",
    "Order,Line,SKU,Qty,Price",
    "o1,1,p1,2,12",
    "o2,1,p2,1,30",
    "o4,1,p2,1,30",
  );
  await lab.run();
  const { rows, columns, total, sentence } = await explain();
  expect(columns).toEqual(["date"]);
  const diff = await lab.app.client.publishing.diff({});
  const delta = diff.kpis.find(
    ({ report, name }) => report === "revenue_by_day" && name === "revenue",
  );
  const sum = rows.reduce((all, row) => all + Number(row.build) - Number(row.published), 0);
  expect(sum).toBe(Number(delta?.delta));
  expect(rows.map(({ change, key }) => [change, ...key])).toEqual([
    ["changed", "2026-06-03"],
    // The line whose order has no readable date.
    ["gone", null],
    ["changed", "2026-06-01"],
  ]);
  expect(total).toBe(3);
  expect(sentence).toBe(
    "3 rows differ in Revenue. The largest part: date 2026-06-03 changed: −€30.00.",
  );
  const unknown = lab.app.client.reports.explain({ report: "revenue_by_day", kpi: "nonsense" });
  await expect(unknown).rejects.toThrow("has no KPI nonsense");
});

import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { backfillResult } from "#contract/runs.ts";
import {
  failingRows,
  quarantineDetail,
  quarantineList,
  qualityResult,
  readmitResult,
  recheckResult,
  undoResult,
  waiveResult,
} from "#contract/quality.ts";
import {
  diffResult,
  publishResult,
  report,
  rollbackResult,
  versionList,
} from "#contract/reports.ts";
import { traceResult } from "#contract/trace.ts";
import { workspaceInfo } from "#contract/workspace.ts";
import { answer, query, run, temporaryFolder } from "./cli.ts";

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let shop = "";
let orders = "";
beforeAll(async () => {
  folder = await temporaryFolder();
  shop = join(folder.path, "shop");
  orders = join(shop, "sample", "orders.csv");
  const sample = ["--sample", "--scale", "0.02", "--until", "2026-10-31"];
  const info = await answer(workspaceInfo, "init", shop, ...sample, "--tz", "Europe/Berlin");
  if (info.sources !== 8) throw new Error("not every file of the sample shop was connected");
  await run(shop, "--publish");
});
afterAll(() => folder.remove());

const aside = async (rule: string) => {
  const list = await answer(
    quarantineList,
    ...["quarantine", "list", shop, "--entity", "orders", "--rule", rule],
  );
  return list.rows;
};
const cellAt = async (address: string): Promise<string> => {
  const [, letter = "", row = ""] = /!([A-Z])(\d+)$/.exec(address) ?? [];
  const line = (await readFile(orders, "utf8")).split("\n")[Number(row) - 1] ?? "";
  return line.split(",")[letter.charCodeAt(0) - 65] ?? "";
};

test("a row set aside shows its cells; waived it returns, taken back it leaves again", async () => {
  const [row] = await aside("ordered_at_in_future");
  if (!row) throw new Error("the sample plants an order in the future");
  const detail = await answer(quarantineDetail, "quarantine", "show", shop, row.id);
  expect(detail.cells["Ordered At"]).toBe(await cellAt(row.address as string));
  expect(detail.reasons.map(({ rule, waivable }) => [rule, waivable])).toEqual([
    ["ordered_at_in_future", true],
  ]);
  expect(detail.decisions).toEqual([]);

  const flags = ["--rule", "ordered_at_in_future", "--reason", "a pre-order", row.id];
  const waived = await answer(waiveResult, "quarantine", "waive", shop, ...flags);
  expect(waived.rows).toBe(1);
  expect(await answer(readmitResult, "quarantine", "readmit", shop, row.id)).toEqual({
    judged: 1,
    passing: 1,
    still_set_aside: 0,
  });
  const with_it = await run(shop);
  expect(with_it.status).toBe("succeeded");
  expect(await aside("ordered_at_in_future")).toEqual([]);
  const sql = `select count(*) from silver.orders where order_id = '${row.key}'`;
  expect(await query(shop, sql)).toEqual([["1"]]);

  const decision = waived.decisions[0] as string;
  expect(await answer(undoResult, "quarantine", "undo", shop, decision)).toMatchObject({
    undone: true,
  });
  await run(shop);
  expect((await aside("ordered_at_in_future")).map(({ id }) => id)).toEqual([row.id]);
  expect(await query(shop, sql)).toEqual([["0"]]);
});

test("a corrected cell is found by recheck and taken over by the next run", async () => {
  const [row] = await aside("total_amount_unreadable");
  if (!row) throw new Error("the sample plants an unreadable total");
  const text = await readFile(orders, "utf8");
  const line = text.split("\n").find((one) => one.startsWith(`${row.key},`)) as string;
  const cells = line.split(",");
  cells[9] = "99.50";
  await writeFile(orders, text.replace(line, cells.join(",")));
  const found = await answer(recheckResult, "recheck", shop, row.id);
  expect(found).toMatchObject({ checked: 1, corrected: 1, still_broken: 0, gone: 0 });
  expect([...found.batch_ids, ...found.needs_run]).toHaveLength(1);
  await run(shop);
  expect(await aside("total_amount_unreadable")).toEqual([]);
  expect(
    await query(shop, `select total_amount from silver.orders where order_id = '${row.key}'`),
  ).toEqual([["99.5000"]]);
});

test("a sale is traced to its cells as they are today", async () => {
  const trace = await answer(traceResult, "trace", shop, "fact_sales", "100001/1");
  expect(trace.path.map(({ table }) => table)).toContain("silver.order_items");
  const order = trace.sources.find(({ entity }) => entity === "orders");
  const address = order?.columns["ordered_at"] as string;
  expect(address).toMatch(/^orders\.csv!C\d+$/);
  expect(await cellAt(address)).toBe(order?.cells["Ordered At"]);
  expect(order?.cells["Order ID"]).toBe("100001");
});

test("a row is found by its business key and by its number in the warehouse", async () => {
  const customer = await answer(traceResult, "trace", shop, "dim_customers", "10007");
  expect(customer.path.map(({ table }) => table)).toEqual([
    "gold.dim_customers",
    "silver.customers",
  ]);
  expect(customer.sources[0]?.cells["Customer No"]).toBe("10007");
  const order = await answer(traceResult, "trace", shop, "fact_orders", "100001");
  expect(order.path[1]?.table).toBe("silver.orders");
  const key = String(order.row["order_key"]);
  expect((await answer(traceResult, "trace", shop, "fact_orders", key)).row).toEqual(order.row);
});

test("the build beside the published version, published, rolled back", async () => {
  const published = (await answer(versionList, "versions", shop)).current;
  expect(published).toBe(1);
  const diff = await answer(diffResult, "diff", shop);
  expect(diff).toMatchObject({ version: 1, changed: true });
  const count = diff.tables.find(({ table }) => table === "gold.fact_orders");
  expect(count?.build).toBe((count?.published ?? 0) + 1);

  const first = await answer(report, "report", shop, "revenue_by_day", "--published");
  const version = await answer(publishResult, "publish", shop);
  expect(version).toMatchObject({ version: 2, changed: true, current: true });
  expect((await answer(diffResult, "diff", shop)).changed).toBe(false);
  expect(await answer(rollbackResult, "rollback", shop, "1")).toMatchObject({
    version: 1,
    previous: 2,
    auto_publish_paused: true,
  });
  const again = await answer(report, "report", shop, "revenue_by_day", "--published");
  expect(again.rows).toEqual(first.rows);
  const versions = await answer(versionList, "versions", shop);
  expect(versions.versions.map((v) => [v.version, v.current])).toEqual([
    [2, false],
    [1, true],
  ]);
});

test("quality says what was checked, and shows every failing row", async () => {
  const quality = await answer(qualityResult, "quality", shop);
  expect(quality.summary.failed).toBe(0);
  expect(quality.checks.length).toBe(quality.summary.checks);
  for (const check of quality.checks)
    expect(`${check.says} ${check.todo ?? ""}`).not.toMatch(/[{}]/);
  const failing = quality.checks.find(
    ({ name }) => name === "order_items.relationships_product_id",
  );
  const rows = await answer(
    failingRows,
    ...["quality", shop, "--failing", "order_items.relationships_product_id"],
  );
  expect(rows.total).toBe(failing?.rows_failed);
  expect(rows.rows.length).toBe(rows.total);
});

test("a backfill tried out says what would be read again and changes nothing", async () => {
  const days = ["--from", "2026-01-01", "--to", "2027-12-31"];
  const before = (await answer(workspaceInfo, "init", shop)).build_id;
  const dry = await answer(backfillResult, "backfill", shop, ...days, "--dry-run");
  expect(dry).toMatchObject({ dry_run: true, run: null });
  expect(Object.keys(dry.sources)).toContain("orders");
  expect((await answer(workspaceInfo, "init", shop)).build_id).toBe(before);
});

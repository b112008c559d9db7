import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { addedSource, removed, sourceSummary } from "#contract/sources.ts";
import { workspaceInfo } from "#contract/workspace.ts";
import { z } from "zod";
import { answer, csv, medallion, query, run, temporaryFolder } from "./cli.ts";

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let shop = "";
beforeEach(async () => {
  folder = await temporaryFolder();
  shop = join(folder.path, "shop");
  await answer(workspaceInfo, "init", shop, "--tz", "Europe/Berlin");
});
afterEach(() => folder.remove());

const HEADERS = ["Order ID", "Customer No", "Ordered At", "Order Status", "Order Total"];
const order = (id: number, day: number, total: string): Record<string, string> => ({
  "Order ID": String(id),
  "Customer No": String(7 + (id % 2)),
  "Ordered At": `2026-01-${String(day).padStart(2, "0")} 10:00:00`,
  "Order Status": "Paid",
  "Order Total": total,
});
const many = (from: number, count: number, total: string) =>
  Array.from({ length: count }, (_, i) => order(from + i, 1 + (i % 28), total));
const write = async (name: string, rows: readonly Record<string, string>[]): Promise<string> => {
  const path = join(folder.path, name);
  await writeFile(path, csv(HEADERS, rows));
  return path;
};
const add = (path: string, ...flags: string[]) =>
  answer(addedSource, "source", "add", shop, "orders", "--csv", path, ...flags);
const ORDERS = "select count(*), sum(total_amount), count(distinct customer_id) from silver.orders";

test("two shops with clashing order numbers feed one table, told apart by a prefix", async () => {
  await add(await write("berlin.csv", many(1000, 30, "10.00")));
  await run(shop);
  const paris = await write("paris.csv", many(1000, 30, "20.00"));
  const asked = await medallion("source", "add", shop, "orders", "--csv", paris, "--json");
  expect(asked.code).toBe(2);
  expect(asked.out).toContain("--key-prefix");
  await add(paris, "--key-prefix", "P-");
  expect((await run(shop)).status).toBe("succeeded");
  expect(await query(shop, ORDERS)).toEqual([["60", "900.0000", "4"]]);
  const clash = "select count(*) from superseded.orders";
  expect(await query(shop, clash)).toEqual([["0"]]);

  const leaving = await answer(removed, "source", "remove", shop, "paris");
  expect(leaving).toEqual({ id: "paris", rows_leaving: { orders: 30 }, restored: false });
  await run(shop);
  expect(await query(shop, ORDERS)).toEqual([["30", "300.0000", "2"]]);
  const back = await answer(removed, "source", "remove", shop, "paris", "--undo");
  expect(back.restored).toBe(true);
  await run(shop);
  expect(await query(shop, ORDERS)).toEqual([["60", "900.0000", "4"]]);
});

test("a folder whose files overlap: a row sent twice counts once, the newer one", async () => {
  const inbox = join(folder.path, "inbox");
  await mkdir(inbox);
  await write("inbox/2026-01.csv", many(1, 30, "10.00"));
  const { source } = await answer(
    addedSource,
    ...["source", "add", shop, "orders", "--folder", inbox],
  );
  expect(source.mode).toBe("append");
  await run(shop);
  expect(await query(shop, ORDERS)).toEqual([["30", "300.0000", "2"]]);

  await write("inbox/2026-02.csv", [
    ...many(21, 5, "10.00"),
    ...many(26, 5, "11.00"),
    ...many(31, 10, "10.00"),
  ]);
  expect(await run(shop)).toMatchObject({ status: "succeeded" });
  expect(await query(shop, ORDERS)).toEqual([["40", "405.0000", "2"]]);
  expect((await run(shop)).status).toBe("unchanged");
  const [listed] = await answer(z.array(sourceSummary), "source", "list", shop);
  expect(listed).toMatchObject({ id: source.id, state: "current", rows: 50 });
});

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addedSource } from "#contract/sources.ts";
import { workspaceInfo } from "#contract/workspace.ts";
import { answer, csv, query, run, temporaryFolder } from "./cli.ts";
import { AMAZON, SHOPIFY, WOOCOMMERCE } from "./export-files.ts";

describe.each([SHOPIFY, WOOCOMMERCE, AMAZON])("$name", (layout) => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let shop = "";
  let path = "";
  beforeAll(async () => {
    folder = await temporaryFolder();
    shop = join(folder.path, "shop");
    path = join(folder.path, layout.file);
    await writeFile(path, csv(layout.headers, layout.rows));
    await answer(workspaceInfo, "init", shop, "--tz", "Europe/Berlin");
    await answer(addedSource, "source", "add", shop, layout.entities, "--csv", path);
    await run(shop);
  });
  afterAll(() => folder.remove());

  test("gold holds every line once, orders folded, products and customers told apart", async () => {
    expect(await query(shop, LINES)).toEqual(layout.lines);
    expect(await query(shop, ORDERS)).toEqual(layout.orders);
    expect(await query(shop, NAMES)).toEqual([[layout.products, layout.customers, "0"]]);
  });

  test("an edit of one line changes that line and nothing else", async () => {
    const before = await query(shop, KEYED);
    await writeFile(path, csv(layout.headers, layout.edited));
    const second = await run(shop);
    expect(second.status).toBe("succeeded");
    const [bronze] = Object.values(second.layers.bronze);
    expect(bronze).toMatchObject({ rows_changed: 1, rows_new: 0, rows_deleted: 0, held: false });
    expect(await query(shop, LINES)).toEqual(layout.editedLines);
    expect(await query(shop, ORDERS)).toEqual(layout.editedOrders);
    expect(await query(shop, KEYED)).toEqual(before);
    expect((await run(shop)).status).toBe("unchanged");
  });
});

const LINES = `select order_id, line_number, quantity, net_amount, date_key
  from gold.fact_sales order by order_id, line_number`;
const ORDERS = `select order_id, line_count, net_amount, date_key, status_class
  from gold.fact_orders order by order_id`;
/** Names of real products and customers, and how many rows were set aside. */
const NAMES = `select
  coalesce((select list(name order by name) from gold.dim_products where product_key <> 0), []),
  coalesce((select list(name order by name) from gold.dim_customers where customer_key <> 0), []),
  (select count(*) from (select 1 from quarantine.orders union all select 1 from quarantine.order_items))`;
const KEYED = `select order_id, line_number, order_key, product_key, customer_key
  from gold.fact_sales order by all`;

import { DuckDBInstance } from "@duckdb/node-api";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { addSource, listSources, previewSource, suggestSource } from "#app/sources/index.ts";
import type { Batch } from "#domain/run/batch.ts";
import type { Services } from "#app/services.ts";
import { call, input, openWorkspace, type TestWorkspace } from "./workspace.ts";

let shop: TestWorkspace;
beforeEach(async () => {
  shop = await openWorkspace();
});
afterEach(async () => {
  await shop.close();
});

/** Services whose lake holds one full batch of a source, as an earlier run would have left it. */
async function afterARun(
  source: string,
  header: string,
  values: readonly string[],
): Promise<Services> {
  const file = join(shop.directory, `lake/bronze/${source}.parquet`);
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  const rows = values.map((value, i) => `('${value}', ${i + 1}::ubigint)`).join(", ");
  await connection.run(`copy (
    select v as "${header}", hash as _row_hash, '${source}' as _source_id, 'r000001-${source}' as _batch_id,
      timestamp '2024-12-01' as _ingested_at, 'insert' as _op
    from (values ${rows}) as t(v, hash)) to '${file}' (format parquet)`);
  connection.closeSync();
  instance.closeSync();
  const batch: Batch = {
    batch_id: `r000001-${source}`,
    source_id: source,
    run: 1,
    kind: "full",
    ingested_at: "2024-12-01T00:00:00Z",
    object: { path: `${source}.csv`, bytes: 1, modified_ms: 1, content_hash: "" },
    headers: [header],
    header_cells: [header],
    first_row: 2,
    first_column: 0,
    file,
    repeats: null,
    positions: null,
    rows_read: values.length,
    rows_blank: 0,
    rows_new: values.length,
    rows_deleted: 0,
    engine: "test",
  };
  const bronze = {
    ...shop.services.bronze,
    batches: (id: string) => Promise.resolve(id === source ? [batch] : []),
    held: () => Promise.resolve(null),
    resolve: (path: string) => path,
  };
  return { ...shop.services, bronze };
}

test("the preview says how many rows of the last snapshot would be gone", async () => {
  const path = await shop.file("orders.csv", "order_id,order_date\n1,2024-12-01\n2,2024-12-02\n");
  await addSource(shop.services)(input(path, ["orders"]), call);
  const services = await afterARun("orders", "order_id", ["1", "7", "8", "9"]);
  expect(await previewSource(services)({ id: "orders", limit: 5 }, call)).toMatchObject({
    rows_total: 2,
    rows_disappearing: 3,
  });
  expect(await listSources(services)({}, call)).toMatchObject([
    { state: "current", rows: 4, last_read_at: "2024-12-01T00:00:00Z" },
  ]);
});

test("values that occur among the keys of a connected source support a reference, others cast doubt on it", async () => {
  const customers = ["C1", "C2", "C3", "C4", "C5", "C6"];
  const text = `Kundennummer,Name\n${customers.map((id) => `${id},Person ${id}\n`).join("")}`;
  await addSource(shop.services)(input(await shop.file("kunden.csv", text), ["customers"]), call);
  const services = await afterARun("kunden", "Kundennummer", customers);
  const orders = async (prefix: string) => {
    const rows = customers.map((_, i) => `${i},2024-12-01,${prefix}${i + 1}\n`).join("");
    const path = await shop.file(`${prefix}.csv`, `Order ID,Order Date,Customer\n${rows}`);
    const proposal = await suggestSource(services)(input(path, ["orders"]), call);
    return proposal.columns.find(({ column }) => column === "customer_id");
  };
  const fitting = await orders("C");
  expect(fitting?.reasons.join(" ")).toContain(
    "100 % of its values are among the customers in kunden.",
  );
  expect((await orders("X"))?.confidence ?? 0).toBeLessThan(fitting?.confidence ?? 0);
});

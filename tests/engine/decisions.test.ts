import { readFile, rm } from "node:fs/promises";
import { afterEach, expect, test } from "vitest";
import { ended, Lab } from "./lab.ts";
import { LINE_HEADER, LINE_ROWS, ORDER_HEADER, ORDER_ROWS, shopAfterRun } from "./shop.ts";

let lab: Lab;
afterEach(() => lab.close());

const client = () => lab.app.client;
const recheck = (entity?: string) =>
  ended(client().quarantine.recheck({ filter: entity === undefined ? {} : { entity } }));
const corrected = (from: string, to: string) => (row: string) => (row === from ? to : row);

test("a corrected cell becomes a batch of its own, which the next run takes over", async () => {
  lab = await shopAfterRun();
  const fixed = LINE_ROWS.map(corrected("o4,2,p1,0,5", "o4,2,p1,3,5"));
  await lab.write("lines.csv", LINE_HEADER, ...fixed);
  expect(await recheck()).toEqual({
    checked: 2,
    corrected: 1,
    still_broken: 1,
    gone: 0,
    needs_run: [],
    batch_ids: ["r000002-lines"],
  });
  const batch = (await lab.services.bronze.batches("lines")).at(-1);
  expect(batch).toMatchObject({
    kind: "delta",
    run: 2,
    rows_new: 1,
    rows_deleted: 1,
    rows_read: 6,
  });
  expect(batch?.object.content_hash).toMatch(/^patched /);
  expect((await client().runs.list({ limit: 1 }))[0]).toMatchObject({
    run_id: "r000002",
    kind: "recheck",
    status: "succeeded",
    build_id: null,
  });
  const result = await lab.run();
  expect(result).toMatchObject({ run_id: "r000003", status: "succeeded" });
  // The file says what the lake has already.
  expect(result.layers.bronze["lines"]).toMatchObject({ rows_new: 0, rows_deleted: 0 });
  expect(result.layers.silver["order_items"]).toEqual({ rows: 6, quarantined: 0, duplicates: 0 });
  expect(
    await lab.query(
      "select quantity from silver.order_items where order_id = 'o4' and line_number = 2",
    ),
  ).toEqual([["3.0000"]]);
  const trace = await client().lineage.trace({ table: "silver.order_items", key: "o4/2" });
  expect(trace.sources[0]).toMatchObject({ batch_id: "r000002-lines", address: "lines.csv!A7:E7" });
});

test("a row of which more than the blamed cell changed needs a run", async () => {
  lab = await shopAfterRun();
  const fixed = ORDER_ROWS.map(corrected("o5,c2,soon,paid,web", "o4,c3,2026-06-03,paid,web"));
  await lab.write("orders.csv", ORDER_HEADER, ...fixed);
  // The key is another: more than the blamed cell changed.
  expect(await recheck("orders")).toMatchObject({
    checked: 1,
    corrected: 0,
    still_broken: 1,
    needs_run: ["orders"],
  });
  const dated = ORDER_ROWS.map(corrected("o5,c2,soon,paid,web", "o5,c2,2026-06-04,paid,web"));
  await lab.write("orders.csv", ORDER_HEADER, ...dated);
  expect(await recheck("orders")).toMatchObject({ corrected: 1, batch_ids: ["r000002-orders"] });
  const result = await lab.run();
  expect(result.layers.bronze["orders"]).toMatchObject({ rows_new: 0, rows_deleted: 0 });
  expect(result.layers.silver["orders"]).toEqual({ rows: 5, quarantined: 0, duplicates: 1 });
});

test("a row that is wrong as before, or gone, or in a file that cannot be read, is not corrected", async () => {
  lab = await shopAfterRun();
  expect(await recheck("orders")).toEqual({
    checked: 1,
    corrected: 0,
    still_broken: 1,
    gone: 0,
    needs_run: [],
    batch_ids: [],
  });
  await lab.write("orders.csv", ORDER_HEADER, ...ORDER_ROWS.slice(0, 5));
  expect(await recheck("orders")).toMatchObject({
    corrected: 0,
    still_broken: 0,
    gone: 1,
    needs_run: ["orders"],
  });
  await lab.write("orders.csv", "Other,Columns", "1,2");
  expect(await recheck("orders")).toMatchObject({
    corrected: 0,
    still_broken: 1,
    needs_run: ["orders"],
  });
  expect(await client().runs.list({})).toHaveLength(1);
});

test("a correction in a folder is one of the file it stands in", async () => {
  lab = await shopAfterRun();
  const header = "Payment,Order,Method,State,Amount,Paid";
  await lab.write("payments/day-2.csv", header, "y3,o4,card,paid,much,2026-06-03");
  await lab.run();
  await lab.write("payments/day-2.csv", header, "y3,o4,card,paid,60,2026-06-03");
  expect(await recheck("payments")).toMatchObject({
    corrected: 1,
    batch_ids: ["r000003-payments"],
  });
  const result = await lab.run();
  expect(result.layers.silver["payments"]).toEqual({ rows: 3, quarantined: 0, duplicates: 0 });
  expect(await lab.query("select sum(amount) from silver.payments")).toEqual([["110.0000"]]);
});

test("a run under way keeps corrections out", async () => {
  lab = await shopAfterRun();
  const fixed = LINE_ROWS.map(corrected("o4,2,p1,0,5", "o4,2,p1,3,5"));
  await lab.write("lines.csv", LINE_HEADER, ...fixed);
  const lock = await lab.services.locks.acquire("run", { purpose: "night" });
  await expect(recheck()).rejects.toMatchObject({ code: "locked" });
  lock.release();
  expect(await lab.services.bronze.batches("lines")).toHaveLength(1);
  const bronze = {
    ...lab.services.bronze,
    patch: () => Promise.reject(new Error("the disk burns")),
  };
  Object.assign(lab.services, { bronze });
  await expect(recheck()).rejects.toMatchObject({ code: "internal" });
  expect((await client().runs.list({ limit: 1 }))[0]).toMatchObject({
    kind: "recheck",
    status: "failed",
    cause: "the disk burns",
  });
});

test("a source is mapped in a person's words, from the next run on, and back", async () => {
  lab = await shopAfterRun();
  const map = client().sources.map;
  expect(await map({ id: "orders", defaults: [{ column: "currency", value: "USD" }] })).toEqual({
    id: "orders",
    mapping_version: 2,
    entities: ["orders"],
  });
  await lab.run();
  expect(await lab.query("select distinct currency from silver.orders")).toEqual([["USD"]]);
  expect((await map({ id: "orders", undo: true })).mapping_version).toBe(3);
  await lab.run();
  expect(await lab.query("select distinct currency from silver.orders")).toEqual([["EUR"]]);
  await expect(map({ id: "lines", undo: true })).rejects.toThrow(
    "The mapping of The lines was never changed.",
  );
  await expect(
    map({ id: "orders", undo: true, defaults: [{ column: "currency", value: "USD" }] }),
  ).rejects.toThrow("An undo takes the last change back and changes nothing else.");
  await expect(map({ id: "orders" })).rejects.toThrow(
    "This changes nothing: the mapping is like that already.",
  );
});

test("a column of dates or numbers gets the format its values prove; two that fit are a question", async () => {
  lab = await shopAfterRun();
  const rows = ORDER_ROWS.slice(0, 4).map(
    (row, i) => `${row},"${i + 1}.000,50",0${i + 1}/03/2026,${13 + i}/03/2026`,
  );
  await lab.write("orders.csv", `${ORDER_HEADER},Total,Doubtful,Changed`, ...rows);
  await lab.run();
  const map = client().sources.map;
  await expect(
    map({ id: "orders", map: [{ column: "updated_at", headers: ["Doubtful"] }] }),
  ).rejects.toMatchObject({
    code: "question",
    data: { hint: "Add --format updated_at=dmy or --format updated_at=mdy." },
  });
  await map({
    id: "orders",
    map: [
      { column: "updated_at", headers: ["Changed"] },
      { column: "total_amount", headers: ["Total"] },
    ],
  });
  const mapping = await lab.services.workspaces.mapping(lab.directory, "orders");
  expect(mapping?.formats).toEqual({ Changed: "dmy", Total: "comma" });
  await lab.run();
  expect(
    await lab.query(
      "select updated_at_date::varchar, total_amount from silver.orders where order_id = 'o2'",
    ),
  ).toEqual([["2026-03-14", "2000.5000"]]);
  // Under another name the column keeps its format.
  const renaming = { id: "orders", aliases: [{ header: "Changed On", earlier: "Changed" }] };
  await expect(map(renaming)).rejects.toMatchObject({ code: "usage" });
  const text = await readFile(lab.path("orders.csv"), "utf8");
  await lab.write("orders.csv", ...text.replace("Changed", "Changed On").trim().split("\n"));
  await map(renaming);
  const renamed = await lab.services.workspaces.mapping(lab.directory, "orders");
  expect(renamed?.formats["Changed On"]).toBe("dmy");
  expect(renamed?.header_aliases).toEqual({ "Changed On": "Changed" });
  expect(renamed?.entities.orders?.columns["updated_at"]).toEqual(["Changed On"]);
  await lab.run();
  expect(await lab.query("select max(updated_at_date)::varchar from silver.orders")).toEqual([
    ["2026-03-16"],
  ]);
  // A source that cannot be read now can still be mapped by the columns the lake knows.
  await rm(lab.path("orders.csv"));
  await map({ id: "orders", map: [{ column: "channel", headers: ["Status"] }] });
});

test("a workspace is made once; the sample shop comes connected by its proposal", async () => {
  lab = await Lab.open();
  const made = await client().workspace.init({
    time_zone: "Europe/Berlin",
    sample: { scale: 0.002, until: "2026-06-30" },
  });
  expect(made).toMatchObject({
    time_zone: "UTC",
    currency: "EUR",
    sources: 8,
    build_id: null,
    published_version: null,
    last_run: null,
  });
  const again = await client().workspace.init({ sample: { scale: 0.002, until: "2026-06-30" } });
  expect(again.sources).toBe(8);
  expect((await client().sources.list({})).map((s) => s.id)).toContain("orders");
});

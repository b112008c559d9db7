import { rm } from "node:fs/promises";
import { afterEach, expect, test } from "vitest";
import { SqlRefused } from "#domain/sql-refused.ts";
import type { Lab } from "./lab.ts";
import { openShop, ORDER_HEADER, ORDER_ROWS, ORDERS, shopAfterRun } from "./shop.ts";

let lab: Lab;
afterEach(() => lab.close());

const NOTHING = { rows_read: 0, rows_blank: 0, rows_new: 0, rows_changed: 0, rows_deleted: 0 };

test("a source that is gone is held: its rows stay, the run goes on and says so", async () => {
  lab = await shopAfterRun();
  await rm(lab.path("orders.csv"));
  lab.pass(1);
  const result = await lab.run();
  expect(result).toMatchObject({ status: "unchanged", build_id: "b000001" });
  expect(result.layers.bronze["orders"]).toEqual({ ...NOTHING, held: true });
  expect(result.layers.bronze["lines"]?.held).toBe(false);
  const text = `${lab.path("orders.csv")} is not there.`;
  expect(result.findings).toEqual([
    {
      kind: "source_held",
      severity: "warn",
      text: `The orders is held: ${text}`,
      action:
        "Check the path. If the file was moved, put it back or connect it from where it is now. Its rows of 2026-07-01 are used until then.",
    },
  ]);
  expect(await lab.services.bronze.held("orders")).toEqual({
    kind: "upstream",
    text,
    action:
      "Check the path. If the file was moved, put it back or connect it from where it is now.",
    source_id: "orders",
    held_at: "2026-07-02T03:30:05.000Z",
    content_hash: "",
    rows_read: 0,
    rows_before: 0,
    transient: false,
  });
  const [listed] = await lab.app.client.runs.list({});
  expect(listed?.cause).toBe(`The orders is held: ${text}`);
  // Back as it was: the refusal is history.
  await lab.write("orders.csv", ORDER_HEADER, ...ORDER_ROWS);
  expect(await lab.run()).toMatchObject({ status: "unchanged", findings: [] });
  expect(await lab.services.bronze.held("orders")).toBeNull();
});

test("other sources go on while one is held", async () => {
  lab = await shopAfterRun();
  await rm(lab.path("customers.csv"));
  await lab.write("orders.csv", ORDER_HEADER, ...ORDER_ROWS, "o8,c1,2026-06-08,paid,web");
  const result = await lab.run();
  expect(result.status).toBe("succeeded");
  expect(result.layers.silver).toMatchObject({ customers: { rows: 2 }, orders: { rows: 5 } });
  expect(result.findings.map((f) => [f.kind, f.severity])).toEqual([["source_held", "warn"]]);
});

test("an empty file is held until a person accepts it", async () => {
  lab = await shopAfterRun();
  await lab.write("orders.csv", ORDER_HEADER);
  const first = await lab.run();
  const text = "The orders is empty now; it had 6 rows. We kept the 6.";
  expect(first.findings[0]?.text).toBe(`The orders is held: ${text}`);
  expect(first.layers.bronze["orders"]).toEqual({ ...NOTHING, rows_deleted: 6, held: true });
  expect(first.status).toBe("unchanged");
  expect(await lab.services.bronze.held("orders")).toMatchObject({
    kind: "empty",
    text,
    rows_read: 0,
    rows_before: 6,
  });
  // Held still: nobody answered.
  expect((await lab.run()).layers.bronze["orders"]?.held).toBe(true);
  const accepted = await lab.app.client.sources.accept({ id: "orders", reason: "a new year" });
  expect(accepted).toEqual({ id: "orders", rows: 0, batch_id: null });
  const after = await lab.run();
  expect(after.layers.bronze["orders"]).toEqual({ ...NOTHING, rows_deleted: 6, held: false });
  expect(after.layers.silver["orders"]).toEqual({ rows: 0, quarantined: 0, duplicates: 0 });
  expect(await lab.services.bronze.held("orders")).toBeNull();
});

test("a source that shrank is held; what was accepted is that content and no other", async () => {
  lab = await shopAfterRun();
  const many = Array.from({ length: 80 }, (_, i) => `n${i},c1,2026-06-01,paid,web`);
  await lab.write("orders.csv", ORDER_HEADER, ...many);
  expect((await lab.run()).layers.silver["orders"]?.rows).toBe(80);
  await lab.write("orders.csv", ORDER_HEADER, ...many.slice(0, 50));
  const shrunk = await lab.run();
  expect(shrunk.findings[0]?.text).toBe(
    "The orders is held: The orders shrank from 80 rows to 50. We kept the 80.",
  );
  expect(await lab.services.bronze.held("orders")).toMatchObject({
    kind: "shrunk",
    rows_read: 50,
    rows_before: 80,
  });
  await lab.app.client.sources.accept({ id: "orders", reason: "cleaned up" });
  await lab.write("orders.csv", ORDER_HEADER, ...many.slice(0, 40));
  expect((await lab.run()).layers.bronze["orders"]?.held).toBe(true);
  expect(await lab.app.client.sources.discard({ id: "orders" })).toMatchObject({ rows: 40 });
  expect(await lab.services.bronze.held("orders")).toBeNull();
  // A small loss is nobody's business.
  await lab.write("orders.csv", ORDER_HEADER, ...many.slice(0, 60));
  const result = await lab.run();
  expect(result.layers.bronze["orders"]).toMatchObject({ rows_deleted: 20, held: false });
});

test("a source that begins later is held with the question whether it holds only what is new", async () => {
  lab = await shopAfterRun();
  await lab.write("orders.csv", ORDER_HEADER, "o8,c1,2026-06-20,paid,web");
  const result = await lab.run();
  expect(result.layers.bronze["orders"]?.held).toBe(true);
  const text =
    "The orders begins on 20 Jun 2026 now; before it began on 1 Jun 2026. Does this file hold only the new rows?";
  expect(await lab.services.bronze.held("orders")).toMatchObject({ kind: "starts_later", text });
  await lab.app.client.sources.accept({ id: "orders", reason: "the old ones are archived" });
  expect((await lab.run()).layers.silver["orders"]?.rows).toBe(1);
});

test("a file that cannot be read as a table is held with what to do", async () => {
  lab = await shopAfterRun();
  await lab.write("orders.csv");
  const result = await lab.run();
  expect(result.layers.bronze["orders"]?.held).toBe(true);
  const held = await lab.services.bronze.held("orders");
  expect(held?.kind).toBe("unreadable");
  expect(result.findings[0]?.text).toBe(`The orders is held: ${held?.text}`);
  expect(held?.action).not.toBe("");
});

test("a needed column that is gone holds the source; one that may be missing only warns", async () => {
  lab = await shopAfterRun();
  await lab.write("orders.csv", "Order,Customer,Status,Channel", "o1,c1,paid,web");
  const held = await lab.run();
  expect(held.findings[0]?.text).toBe(
    'The orders is held: The column "Date", which holds orders.ordered_at, is not there any more.',
  );
  expect((await lab.services.bronze.held("orders"))?.action).toBe(
    "Put the column back, or say which column holds it now with `source map`.",
  );
  await lab.write(
    "orders.csv",
    "Order,Customer,Date,Status",
    ...ORDER_ROWS.map((row) => row.split(",").slice(0, 4).join(",")),
  );
  const warned = await lab.run();
  expect(warned.status).toBe("succeeded");
  expect(warned.findings).toEqual([
    {
      kind: "missing_column",
      severity: "warn",
      text: 'The orders has no column "Channel" any more; its values count as missing.',
      action: "Put the column back, or connect the source again without it.",
    },
  ]);
  expect(await lab.query("select distinct channel from silver.orders")).toEqual([[null]]);
});

test("without orders there is nothing to stand on: the first run fails and leaves no build", async () => {
  lab = await openShop();
  await rm(lab.path("orders.csv"));
  const failed = await lab.run({ publish: true });
  const why = `${lab.path("orders.csv")} is not there.`;
  expect(failed).toMatchObject({
    run_id: "r000001",
    build_id: null,
    status: "failed",
    published: false,
    quality: { score: null, checks: 0, passed: 0, warned: 0, failed: 0 },
    layers: { silver: {}, gold: {} },
  });
  expect(failed.findings).toEqual([
    {
      kind: "run_failed",
      severity: "error",
      text: `Orders could not be read for the first time. ${why}`,
    },
    {
      kind: "source_held",
      severity: "warn",
      text: `The orders is held: ${why}`,
      action:
        "Check the path. If the file was moved, put it back or connect it from where it is now. Nothing of it has been read so far.",
    },
  ]);
  expect(await lab.services.builds.newest()).toBeNull();
  expect(await lab.services.publisher.current()).toBeNull();
  await lab.write("orders.csv", ORDER_HEADER, ...ORDER_ROWS);
  const second = await lab.run();
  expect(second).toMatchObject({ run_id: "r000002", status: "succeeded" });
  // What the failed run had read stays read.
  expect(second.layers.bronze["customers"]?.rows_read).toBe(0);
  expect(second.layers.silver["customers"]?.rows).toBe(2);
});

test("one of two sources of orders is enough to begin with", async () => {
  lab = await openShop();
  await lab.connect({ ...ORDERS, id: "web-orders" });
  const result = await lab.run();
  expect(result.status).toBe("succeeded");
  expect(result.layers.bronze["web-orders"]?.held).toBe(true);
});

test("a run in which no source could be read fails, though a build stands", async () => {
  lab = await shopAfterRun();
  for (const name of ["customers", "products", "orders", "lines"])
    await rm(lab.path(`${name}.csv`));
  await rm(lab.path("payments"), { recursive: true });
  const failed = await lab.run();
  expect(failed.status).toBe("failed");
  expect(failed.findings[0]?.text).toMatch(
    /^No source could be read\. .*customers\.csv is not there\. /,
  );
  expect(failed.findings).toHaveLength(6);
  expect((await lab.services.builds.newest())?.build_id).toBe("b000001");
});

test("of a folder, files before the unreadable one are taken over", async () => {
  lab = await shopAfterRun();
  const header = "Payment,Order,Method,State,Amount,Paid";
  await lab.write("payments/day-2.csv", header, "y3,o4,card,paid,60,2026-06-03");
  await lab.write("payments/day-3.csv");
  const result = await lab.run();
  expect(result.layers.bronze["payments"]).toMatchObject({ rows_read: 1, rows_new: 1, held: true });
  expect(result.layers.silver["payments"]?.rows).toBe(3);
  expect((await lab.services.bronze.batches("payments")).map((b) => b.batch_id)).toEqual([
    "r000001-payments",
    "r000002-payments",
  ]);
});

/** Services whose lake stumbles over the first file it reads, after `before` was done. */
function stumbling(before: () => Promise<void>) {
  const { bronze } = lab.services;
  const repairs: unknown[] = [];
  const { reader } = lab.services;
  let times = 0;
  const stage: typeof bronze.stage = async (session, request) => {
    if ((times += 1) > 1) return bronze.stage(session, request);
    await before();
    throw new SqlRefused("Invalid Input Error: CSV Error on Line: 3", "copy", null);
  };
  const prepare: typeof reader.prepare = (path, layout, folder, options) => {
    repairs.push(options?.repair ?? false);
    return reader.prepare(path, layout, folder, options);
  };
  const services = {
    ...lab.services,
    bronze: { ...bronze, stage },
    reader: { ...reader, prepare },
  };
  return { services, repairs };
}

test("a file the engine stumbles over is rewritten into a regular one and read again", async () => {
  lab = await shopAfterRun();
  await lab.write("orders.csv", ORDER_HEADER, ...ORDER_ROWS, "o8,c1,2026-06-08,paid,web");
  const { services, repairs } = stumbling(async () => {});
  const result = await lab.run({}, services);
  expect(repairs).toEqual([false, true]);
  expect(result.layers.bronze["orders"]).toMatchObject({ rows_read: 7, rows_new: 1, held: false });
  expect(result.layers.silver["orders"]?.rows).toBe(5);
});

test("if it changed meanwhile, it is another file's text and is not taken over", async () => {
  lab = await shopAfterRun();
  await lab.write("orders.csv", ORDER_HEADER, ...ORDER_ROWS, "o8,c1,2026-06-08,paid,web");
  const { services } = stumbling(() =>
    lab.write("orders.csv", ORDER_HEADER, ...ORDER_ROWS, "o9,c1,2026-06-09,paid,web"),
  );
  const result = await lab.run({}, services);
  expect(result.layers.bronze["orders"]?.held).toBe(true);
  expect(await lab.services.bronze.batches("orders")).toHaveLength(1);
  expect((await lab.run()).layers.silver["orders"]?.rows).toBe(5);
});

test("a read that is not held can be neither accepted nor discarded", async () => {
  lab = await shopAfterRun();
  const { sources } = lab.app.client;
  await expect(sources.discard({ id: "orders" })).rejects.toThrow(
    "Source orders has no held read.",
  );
  await expect(sources.accept({ id: "orders", reason: "why" })).rejects.toThrow("has no held read");
  await expect(sources.accept({ id: "nobody", reason: "why" })).rejects.toMatchObject({
    code: "not_found",
  });
});

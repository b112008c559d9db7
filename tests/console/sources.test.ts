import { appendFile, readdir, writeFile } from "node:fs/promises";
import { afterEach, expect, test } from "vitest";
import type { Lab } from "#tests/engine/lab.ts";
import { openShop, ORDER_HEADER, shopAfterRun } from "#tests/engine/shop.ts";

let lab: Lab;
afterEach(() => lab.close());

const sources = () => lab.app.client.sources;
const csv = (name: string) => ({ kind: "csv" as const, path: lab.path(name) });
const peek = (name: string, header_row?: number) =>
  sources().peek({ origin: csv(name), ...(header_row !== undefined && { read: { header_row } }) });

test("a file is shown as it stands there, with the row taken for the names and why", async () => {
  lab = await openShop();
  await lab.write(
    "export.csv",
    "Our shop;;",
    "",
    "Order;Date;Total",
    "1;05.01.2026;10,5",
    '2;"a',
    'b";3',
  );
  const grid = await peek("export.csv");
  expect(grid.rows).toEqual([
    ["Our shop", "", ""],
    [],
    ["Order", "Date", "Total"],
    ["1", "05.01.2026", "10,5"],
    ["2", "a\nb", "3"],
  ]);
  expect(grid).toMatchObject({
    first_row: 1,
    rows_total: 5,
    header_row: 3,
    header_reason:
      "The column names are in row 3: row 1 has one filled cell, so it looks like a title.",
    better_header_row: null,
    delimiter: ";",
    encoding: "utf-8",
  });
});

test("a row that cannot hold the names is answered with one that fits better", async () => {
  lab = await openShop();
  await lab.write("export.csv", "Our shop;;", "", "Order;Date;Total", "1;05.01.2026;10,5");
  expect(await peek("export.csv", 1)).toMatchObject({
    header_row: 1,
    better_header_row: 3,
    header_reason: "We take row 1 as column names, but it has one filled cell. Row 3 fits better.",
  });
  expect((await peek("export.csv", 3)).better_header_row).toBeNull();
});

test("only the beginning of a huge file is read", async () => {
  lab = await openShop();
  await lab.write("huge.csv", "Order,Text");
  const line = `1,${"x".repeat(998)}\n`;
  await appendFile(lab.path("huge.csv"), line.repeat(4000));
  const grid = await peek("huge.csv");
  expect(grid.rows).toHaveLength(100);
  expect(grid.rows_total).toBeNull();
});

test("records of a JSON file are shown under the names of their values", async () => {
  lab = await openShop();
  await lab.write("orders.json", '[{"id": 1, "when": "2026-01-05"}, {"id": 2, "who": "Ada"}]');
  const grid = await sources().peek({ origin: { kind: "json", path: lab.path("orders.json") } });
  expect(grid).toMatchObject({ first_row: 0, header_row: null, delimiter: null });
  expect(grid.rows).toEqual([
    ["id", "when", "who"],
    ["1", "2026-01-05", ""],
    ["2", "", "Ada"],
  ]);
});

test("a file that is no table is refused in words; one with names only is shown", async () => {
  lab = await openShop();
  await expect(peek("nowhere.csv")).rejects.toThrow("is not there");
  await writeFile(lab.path("empty.csv"), "");
  await expect(peek("empty.csv")).rejects.toThrow("is empty (0 bytes)");
  await writeFile(lab.path("photo.csv"), Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3]));
  await expect(peek("photo.csv")).rejects.toMatchObject({ code: "bad_input" });
  await lab.write("names.csv", "Order;Date");
  const grid = await peek("names.csv");
  expect([grid.rows, grid.findings.map(({ kind }) => kind)]).toEqual([
    [["Order", "Date"]],
    ["no_rows"],
  ]);
});

const DRAFT = { entities: ["reviews" as const], name: "Reviews", limit: 2 };

test("a draft shows raw beside typed and what cannot be read, and writes nothing", async () => {
  lab = await openShop();
  await lab.write(
    "r.csv",
    "Review ID,Order ID,Rating,Reviewed at",
    "1,o1,5,2026-01-05",
    "2,o2,five,2026-01-06",
  );
  const before = await readdir(lab.directory, { recursive: true });
  const draft = await sources().draft({ ...DRAFT, origin: csv("r.csv") });
  expect(draft).toMatchObject({ blocked: [], proposal: { complete: true } });
  const { preview } = draft;
  const rating = preview?.columns.findIndex(({ column }) => column === "rating") ?? -1;
  expect(preview?.rows.map(({ address, cells }) => [address, cells[rating]?.typed])).toEqual([
    ["A2", "5"],
    ["A3", null],
  ]);
  expect(preview).toMatchObject({ rows_total: 2, rows_disappearing: 0 });
  expect(preview?.findings.map(({ kind }) => kind)).toContain("unreadable_values");
  const after = (await readdir(lab.directory, { recursive: true })).filter(
    (name) => !name.startsWith(".scratch"),
  );
  expect(after).toEqual(before.filter((name) => !name.startsWith(".scratch")));
});

test("an open question blocks a draft and is its reason; so does a name that is taken", async () => {
  lab = await openShop();
  await lab.write("r.csv", "Review,Rating,Reviewed at", "1,5,03/04/2026", "2,4,05/06/2026");
  const open = await sources().draft({ ...DRAFT, origin: csv("r.csv") });
  expect(open.preview).toBeNull();
  expect(open.blocked).toEqual(open.proposal.questions.map(({ text }) => text));
  expect(open.blocked.length).toBeGreaterThan(0);
  await lab.write("r.csv", "Review ID,Rating,Reviewed at", "1,5,2026-01-05");
  const taken = await sources().draft({ ...DRAFT, name: "The orders", origin: csv("r.csv") });
  expect(taken.blocked).toEqual([
    'There is a source named "The orders" already. Choose another name.',
  ]);
});

test("a source in detail: every column it could fill, its reads, and what is refused", async () => {
  lab = await shopAfterRun();
  lab.pass(1);
  const rows = Array.from({ length: 60 }, (_, i) => `x${i},c1,2026-06-01,paid,web`);
  await lab.write("orders.csv", ORDER_HEADER, ...rows);
  await lab.run();
  lab.pass(1);
  await lab.write("orders.csv", ORDER_HEADER, ...rows.slice(0, 3));
  await lab.run();
  const detail = await sources().get({ id: "orders" });
  expect(detail).toMatchObject({
    source: { id: "orders", state: "held", rows: 60 },
    mapping_version: 1,
    headers: ["Order", "Customer", "Date", "Status", "Channel"],
    held: { rows_before: 60, rows_now: 3, only_new: false },
  });
  expect(detail.batches.map(({ rows: read }) => read)).toEqual([60, 6]);
  const column = (name: string) => detail.columns.find((one) => one.column === name);
  expect(column("order_id")).toMatchObject({ required: true, headers: ["Order"], default: null });
  expect(column("currency")).toMatchObject({ required: false, headers: [], default: "EUR" });
  await expect(sources().get({ id: "ordres" })).rejects.toThrow('There is no source "ordres".');
});

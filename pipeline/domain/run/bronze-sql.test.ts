import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Memory, openMemory } from "#tests/engine/memory.ts";
import type { Batch } from "./batch.ts";
import {
  allHeaders,
  BLANK_ROW_HASH,
  list,
  rowHashSql,
  snapshotSql,
  withPositionSql,
} from "./bronze-sql.ts";

let memory: Memory;
const folder = mkdtempSync(join(tmpdir(), "bronze-sql-"));
const resolve = (path: string): string => join(folder, path);

beforeAll(async () => {
  memory = await openMemory();
});
afterAll(() => {
  memory.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Hashes of rows given as SQL value lists. */
async function hashes(headers: readonly string[], rows: readonly string[]): Promise<string[]> {
  const names = headers.map((header) => `"${header}"`).join(", ");
  const found = await memory.rows(
    `select ${rowHashSql(headers)}::varchar from (values ${rows.join(", ")}) as v(${names})`,
  );
  return found.map(([hash]) => String(hash));
}
const hashOf = async (headers: readonly string[], row: string): Promise<string> =>
  (await hashes(headers, [row]))[0] as string;

test("a row's hash is the md5 over length-prefixed headers and cells, sorted by header", async () => {
  const [[expected] = []] = await memory.rows(
    "select md5_number_lower('1:a2:xx5:größe1:7')::varchar",
  );
  expect(await hashOf(["größe", "a"], "('7', 'xx')")).toBe(expected);
  expect(await hashOf(["a", "größe"], "('xx', '7')")).toBe(expected);
});

test("an empty cell, a missing cell and a column that is not there hash alike", async () => {
  const [empty, missing] = await hashes(["a", "b"], ["('x', '')", "('x', null)"]);
  expect(missing).toBe(empty);
  expect(await hashOf(["a"], "('x')")).toBe(empty);
  expect(await hashOf(["b", "a"], "('x', '')")).not.toBe(empty);
});

test("white space in a filled row counts, and cells do not run into each other", async () => {
  const all = await hashes(
    ["a", "b"],
    ["('x', 'y')", "('x ', 'y')", "('xy', '')", "('', 'xy')", "(' ', 'y')", "('', 'y')"],
  );
  expect(new Set(all).size).toBe(6);
});

test("rows of nothing but white space are blank, long ones with text are not", async () => {
  const nbsp = " ";
  const rows = ["('', '')", "(null, '')", `(' ${nbsp}', '\t')`, "(' ', ' ')", "('\r', '\n')"];
  expect(await hashes(["a", "b"], rows)).toEqual(rows.map(() => BLANK_ROW_HASH));
  const filled = ["('0', ' ')", "(' ', '0')", "(' ', '                         .')"];
  expect(await hashes(["a", "b"], filled)).not.toContain(BLANK_ROW_HASH);
});

const batch = (id: string, more: Partial<Batch>): Batch => ({
  batch_id: id,
  source_id: "shop",
  run: 1,
  kind: "full",
  ingested_at: "2026-01-01T00:00:00Z",
  object: { path: "shop.csv", bytes: 1, modified_ms: 1, content_hash: "" },
  headers: ["a"],
  header_cells: ["a"],
  first_row: 2,
  first_column: 0,
  file: null,
  repeats: null,
  positions: null,
  rows_read: 0,
  rows_blank: 0,
  rows_new: 0,
  rows_deleted: 0,
  engine: "test",
  ...more,
});

const LINEAGE = (id: string): string =>
  `'shop' as _source_id, '${id}' as _batch_id, timestamp '2026-01-01' as _ingested_at`;

async function writeFull(name: string, id: string, rows: readonly string[]): Promise<void> {
  await memory.run(`copy (select a, ${LINEAGE(id)}, h::ubigint as _row_hash, 'insert' as _op
from (values ${rows.join(", ")}) as v(a, h)) to '${resolve(name)}' (format parquet)`);
}
async function writeDelta(name: string, id: string, rows: readonly string[]): Promise<void> {
  await memory.run(`copy (select op as _op, a, ${LINEAGE(id)}, r::bigint as _row, h::ubigint as _row_hash,
o::integer as _occurrence from (values ${rows.join(", ")}) as v(op, a, r, h, o)) to '${resolve(name)}' (format parquet)`);
}
const live = (batches: readonly Batch[], headers: readonly string[] = ["a"]) =>
  memory.rows(`select * exclude (_ingested_at, _source_id, _row_hash), _row_hash::varchar
from (${snapshotSql(batches, headers, resolve)}) order by _row, _batch_id`);

test("a full batch: rows are numbered by their place, blank ones are left out, repeats counted", async () => {
  await writeFull("full.parquet", "r000001-shop", [
    "('x', 10)",
    `('', ${BLANK_ROW_HASH})`,
    "('x', 10)",
  ]);
  await memory.run(
    `copy (select 2::bigint as position, 2::integer as _occurrence) to '${resolve("rep.parquet")}' (format parquet)`,
  );
  const plain = batch("r000001-shop", { file: "full.parquet", first_row: 5 });
  expect(await live([plain])).toEqual([
    ["x", "r000001-shop", "5", 1, "10"],
    ["x", "r000001-shop", "7", 1, "10"],
  ]);
  expect(await live([{ ...plain, repeats: "rep.parquet" }])).toEqual([
    ["x", "r000001-shop", "5", 1, "10"],
    ["x", "r000001-shop", "7", 2, "10"],
  ]);
});

test("later deletes and inserts of the same row and occurrence hide earlier ones", async () => {
  await writeFull("f1.parquet", "r000001-shop", ["('x', 10)", "('y', 11)", "('z', 12)"]);
  await writeDelta("d2.parquet", "r000002-shop", [
    "('insert','n',9,20,1)",
    "('delete',null,null,11,1)",
  ]);
  await writeDelta("d3.parquet", "r000003-shop", [
    "('insert','y',3,11,1)",
    "('delete',null,null,20,1)",
    "('insert','z',8,12,2)",
  ]);
  const first = batch("r000001-shop", { file: "f1.parquet" });
  const second = batch("r000002-shop", { kind: "delta", file: "d2.parquet" });
  const third = batch("r000003-shop", { kind: "delta", file: "d3.parquet" });
  expect(await live([first, second])).toEqual([
    ["x", "r000001-shop", "2", 1, "10"],
    ["z", "r000001-shop", "4", 1, "12"],
    ["n", "r000002-shop", "9", 1, "20"],
  ]);
  expect(await live([first, second, third])).toEqual([
    ["x", "r000001-shop", "2", 1, "10"],
    ["y", "r000003-shop", "3", 1, "11"],
    ["z", "r000001-shop", "4", 1, "12"],
    ["z", "r000003-shop", "8", 2, "12"],
  ]);
  // Only what is new, as an increment reads it.
  expect(await live([second])).toEqual([["n", "r000002-shop", "9", 1, "20"]]);
});

test("files with other first rows and without a wanted column stand side by side", async () => {
  await writeFull("g1.parquet", "r000001-shop", ["('x', 10)"]);
  await writeFull("g2.parquet", "r000002-shop", ["('y', 11)"]);
  const batches = [
    batch("r000001-shop", { file: "g1.parquet", first_row: 2 }),
    batch("r000002-shop", { file: "g2.parquet", first_row: 6 }),
  ];
  expect(await live(batches, ["a", "b"])).toEqual([
    ["x", null, "r000001-shop", "2", 1, "10"],
    ["y", null, "r000002-shop", "6", 1, "11"],
  ]);
});

test("no batches, or batches in which rows only moved, are an empty table of the same columns", async () => {
  const moved = batch("r000002-shop", { kind: "delta", positions: "p.parquet" });
  for (const batches of [[], [moved]]) {
    const sql = snapshotSql(batches, ["a"], resolve);
    expect(await memory.rows(`select count(*)::integer from (${sql})`)).toEqual([[0]]);
    expect((await memory.rows(`describe ${sql}`)).map(([name, type]) => `${name} ${type}`)).toEqual(
      [
        "a VARCHAR",
        "_source_id VARCHAR",
        "_batch_id VARCHAR",
        "_ingested_at TIMESTAMP",
        "_row BIGINT",
        "_row_hash UBIGINT",
        "_occurrence INTEGER",
      ],
    );
  }
});

test("today's place of a row comes from the last list of places, else from its file", async () => {
  await writeFull("m1.parquet", "r000001-shop", ["('x', 10)", "('y', 11)"]);
  const places = (name: string, rows: string): Promise<void> =>
    memory.run(`copy (select r::bigint as _row, h::ubigint as _row_hash, o::integer as _occurrence
from (values ${rows}) as v(r, h, o)) to '${resolve(name)}' (format parquet)`);
  await places("p2.parquet", "(3, 10, 1), (2, 11, 1)");
  await places("p3.parquet", "(8, 10, 1), (9, 11, 1), (7, 10, 2)");
  const first = batch("r000001-shop", { file: "m1.parquet" });
  const second = batch("r000002-shop", { kind: "delta", positions: "p2.parquet" });
  const third = batch("r000003-shop", { kind: "delta", positions: "p3.parquet" });
  const placed = (batches: readonly Batch[], mode: "snapshot" | "append") =>
    memory.rows(
      `select a, _order, _position from (${withPositionSql(
        snapshotSql(batches, ["a"], resolve),
        batches,
        mode,
        resolve,
      )}) order by a`,
    );
  expect(await placed([first], "snapshot")).toEqual([
    ["x", "", "2"],
    ["y", "", "3"],
  ]);
  expect(await placed([first, second], "snapshot")).toEqual([
    ["x", "", "3"],
    ["y", "", "2"],
  ]);
  expect(await placed([first, second, third], "snapshot")).toEqual([
    ["x", "", "8"],
    ["y", "", "9"],
  ]);
  expect(await placed([first, second], "append")).toEqual([
    ["x", "r000001-shop", "2"],
    ["y", "r000001-shop", "3"],
  ]);
});

test("headers: those of the newest batch first, then ones that are gone", () => {
  const batches = [batch("1", { headers: ["a", "old"] }), batch("2", { headers: ["b", "a"] })];
  expect(allHeaders(batches)).toEqual(["b", "a", "old"]);
  expect(allHeaders([])).toEqual([]);
});

test("a list of files is quoted", () => {
  expect(list(["it's", "b"])).toBe("['it''s', 'b']");
});

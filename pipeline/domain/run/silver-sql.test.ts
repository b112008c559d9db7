import { afterAll, beforeAll, expect, test } from "vitest";
import { type Memory, openMemory } from "#tests/engine/memory.ts";
import {
  differenceSql,
  errorMask,
  losersSql,
  type MaskRule,
  reasonsSql,
  sameColumns,
  sameRow,
  stageSql,
} from "./silver-sql.ts";

let memory: Memory;
beforeAll(async () => {
  memory = await openMemory();
});
afterAll(() => memory.close());

const RULES: readonly MaskRule[] = [
  { name: "small", expression: "n < 10", severity: "warn" },
  { name: "not_a_number", expression: "n is null", severity: "error" },
  { name: "negative", expression: "n < 0", severity: "error" },
];
const MODEL = `select * from (values ('a', '5'), ('b', 'x'), ('c', '-1'), ('d', '50')) as v(id, n__raw),
lateral (select try_cast(n__raw as integer) as n)`;
const COLUMNS = { kept: ["id", "n"], raw: { id: "id", "it's": "n__raw" } };

test("the mask has the bits of rules that set rows aside", () => {
  expect(errorMask(RULES)).toBe(6n);
  expect(errorMask([])).toBe(0n);
  const many = Array.from({ length: 60 }, (_, i) => ({
    ...RULES[i === 59 ? 1 : 0]!,
    name: `${i}`,
  }));
  expect(errorMask(many)).toBe(1n << 59n);
});

test("rows are judged; what the source said is kept of rows set aside only", async () => {
  const staged = stageSql(MODEL, COLUMNS, RULES);
  expect(await memory.rows(`select * from (${staged}) order by id`)).toEqual([
    ["a", 5, "1", null],
    ["b", null, "2", `{"id":"b","it's":"x"}`],
    ["c", -1, "5", `{"id":"c","it's":"-1"}`],
    ["d", 50, "0", null],
  ]);
  expect((await memory.rows(`describe ${staged}`)).map(([name, type]) => [name, type])).toEqual([
    ["id", "VARCHAR"],
    ["n", "INTEGER"],
    ["_broken", "BIGINT"],
    ["_raw", "VARCHAR"],
  ]);
});

test("without rules nothing is broken", async () => {
  const staged = stageSql(MODEL, COLUMNS, []);
  expect(await memory.rows(`select distinct _broken, _raw from (${staged})`)).toEqual([
    ["0", null],
  ]);
});

test("reasons are the names of broken rules that set aside, in their order", async () => {
  const reasons = (broken: number, rules = RULES) =>
    memory.rows(`select ${reasonsSql(rules)} from (select ${broken}::bigint as _broken)`);
  expect(await reasons(7)).toEqual([[["not_a_number", "negative"]]]);
  expect(await reasons(4)).toEqual([[["negative"]]]);
  expect(await reasons(1)).toEqual([[[]]]);
  expect(await reasons(7, [RULES[0]!])).toEqual([[[]]]);
});

/** Names of the rows that lose; each row: name, key, updated_at, batch, source, row, occurrence. */
async function losers(
  rows: readonly string[],
  hasUpdatedAt = true,
  where = "true",
): Promise<unknown[]> {
  await memory.run(`create or replace temp table staged as select * from (values ${rows.join(", ")})
as v(name, k, updated_at, _batch_id, _source_id, _row, _occurrence)`);
  const found = await memory.rows(
    `select name from staged where rowid in (${losersSql("staged", ["k"], hasUpdatedAt, where)}) order by 1`,
  );
  return found.map(([name]) => name);
}

test("the newest row of a key wins, one without a date loses", async () => {
  const rows = [
    "('old', 1, date '2026-01-01', 'r000002-a', 'a', 9, 1)",
    "('new', 1, date '2026-01-02', 'r000001-a', 'a', 1, 1)",
    "('none', 1, null, 'r000003-a', 'a', 1, 1)",
    "('alone', 2, null, 'r000001-a', 'a', 1, 1)",
  ];
  expect(await losers(rows)).toEqual(["none", "old"]);
  expect(await losers(rows, false)).toEqual(["new", "old"]);
  expect(await losers(rows, true, "name <> 'new'")).toEqual(["none"]);
});

test("among equals the later run wins, then source, batch of the run, row, occurrence", async () => {
  const row = (name: string, batch: string, source: string, place: number, occurrence = 1) =>
    `('${name}', 1, null::date, '${batch}', '${source}', ${place}, ${occurrence})`;
  const first = row("first", "r000001-b", "b", 9);
  expect(await losers([first, row("later", "r000002-a", "a", 1)])).toEqual(["first"]);
  expect(await losers([first, row("other", "r000001-c", "c", 1)])).toEqual(["first"]);
  expect(await losers([first, row("second", "r000001-b-0001", "b", 1)])).toEqual(["first"]);
  expect(await losers([first, row("below", "r000001-b", "b", 10)])).toEqual(["first"]);
  expect(await losers([first, row("again", "r000001-b", "b", 9, 2)])).toEqual(["first"]);
});

test("rows and columns are compared by name", () => {
  expect(sameRow("a", "b")).toBe(
    "a._source_id = b._source_id and a._row_hash = b._row_hash and a._occurrence = b._occurrence",
  );
  expect(sameColumns("a", "b", ["x", "y z"])).toBe(`a."x" = b."x" and a."y z" = b."y z"`);
});

test("the difference of two tables counts copies and takes nulls as equal", async () => {
  await memory.run(`create table before as from (values (1, null, 0), (2, 'b', 0), (2, 'b', 0)) as v(n, "t x", other);
create table after as from (values (1, null, 1), (2, 'b', 1), (3, 'c', 1)) as v(n, "t x", other)`);
  const sql = differenceSql("before", "after", ["n", "t x"]);
  expect(await memory.rows(`select * from (${sql}) order by all`)).toEqual([
    [-1, 2, "b"],
    [1, 3, "c"],
  ]);
});

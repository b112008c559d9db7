import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { PreparedTable } from "#ports/file-reader.ts";
import type { ProfileSession } from "#ports/profiler.ts";
import { DuckDBProfiler } from "./profiler.ts";

/** Stand-ins: the real macros have tests of their own. */
const macros = (): Promise<readonly string[]> =>
  Promise.resolve([
    "create or replace macro normalise_key(v) as trim(v)",
    "create or replace macro clean_text(v) as trim(v)",
    "create or replace macro parse_amount(v, format) as try_cast(if(format = 'comma', replace(v, ',', '.'), v) as decimal(18, 4))",
    "create or replace macro parse_timestamp(v, format, tz) as try_cast(v as timestamp)",
  ]);

let folder: string;
let session: ProfileSession;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "medallion-profile-test-"));
  session = await new DuckDBProfiler(macros).open();
});
afterEach(async () => {
  await session.close();
  await rm(folder, { recursive: true, force: true });
});

async function prepared(
  name: string,
  headers: readonly string[],
  rows: readonly (readonly string[])[],
): Promise<PreparedTable> {
  const path = join(folder, `${name}.csv`);
  const cell = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  await writeFile(path, rows.map((row) => `${row.map(cell).join(",")}\n`).join(""));
  return {
    path,
    format: "csv",
    delimiter: ",",
    quote: '"',
    escape: '"',
    line_end: "\n",
    skip: 0,
    null_text: "\\N",
    headers,
    first_row: 2,
    temporary: false,
    bytes: 0,
    modified_ms: 0,
    content_hash: "",
    findings: [],
  };
}

test("profiles every row of every column", async () => {
  const rows = [
    ["1", "01/02/2024", "1,234.50", "a@b.co"],
    ["2", "25/12/2024", "1,234", "c@d.co"],
    ["3", "05/05/2024", "$12.00", "a@b.co"],
    ["", "  ", "", ""],
    ["4", "2024-12-24", "#N/A", ""],
  ];
  await session.load("t", await prepared("t", ["id", "when", "amount", 'mail "x"'], rows));
  const profile = await session.profile("t");
  expect(profile).toMatchObject({ rows: 4, blank_rows: 1 });
  const [id, when, amount, mail] = profile.columns;
  expect(id).toMatchObject({
    nonblank: 4,
    distinct: 4,
    unique: true,
    patterns: { integer: 4 },
    number_range: { min: 1, max: 4 },
  });
  expect(when).toMatchObject({
    patterns: { day_month: 3, iso_date: 1 },
    day_month: {
      first_above_12: 1,
      second_above_12: 0,
      both: 1,
      same: 1,
      first_example: "25/12/2024",
      both_example: "01/02/2024",
    },
  });
  expect(amount).toMatchObject({
    patterns: {
      point: 2,
      comma_or_thousands: 1,
      currency: 1,
      formula_error: 1,
    },
  });
  expect(mail).toMatchObject({
    header: 'mail "x"',
    distinct: 2,
    unique: false,
    patterns: { email: 3 },
  });
  expect(mail?.samples[0]).toEqual({ value: "a@b.co", count: 2 });
});

test("counts how many values of one table occur in another", async () => {
  await session.load("orders", await prepared("o", ["customer"], [["1"], ["1"], ["2"], ["9"]]));
  await session.load("customers", await prepared("c", ["id"], [["1"], ["2"], ["3"]]));
  const [overlap] = await session.overlaps([
    {
      from: { table: "orders", header: "customer" },
      to: { table: "customers", header: "id" },
    },
  ]);
  expect(overlap).toMatchObject({ distinct: 3, contained: 2 });
});

test("a second file of a folder adds its rows and its new columns", async () => {
  await session.load("f", await prepared("1", ["id", "a"], [["1", "x"]]));
  await session.load("f", await prepared("2", ["id", "b"], [["2", "y"]]));
  const profile = await session.profile("f");
  expect(profile.rows).toBe(2);
  expect(profile.columns.map((c) => [c.header, c.nonblank])).toEqual([
    ["id", 2],
    ["a", 1],
    ["b", 1],
  ]);
});

test("says how many keys of the last read are gone", async () => {
  await session.load("old", await prepared("old", ["id"], [["1"], ["2"], ["3"]]));
  await session.load("new", await prepared("new", ["id"], [["3"], ["4"]]));
  expect(await session.missingRows("new", "old", ["id"])).toEqual({
    rows: 2,
    previous: 3,
    gone: 2,
  });
});

test("a column without values has an empty profile", async () => {
  await session.load(
    "e",
    await prepared(
      "e",
      ["id", "nothing"],
      [
        ["1", ""],
        ["2", " "],
      ],
    ),
  );
  expect((await session.profile("e")).columns[1]).toMatchObject({
    nonblank: 0,
    unique: false,
    samples: [],
    patterns: {},
  });
});

test("serial day numbers are recognised only when the whole column can be one", async () => {
  await session.load(
    "s",
    await prepared(
      "s",
      ["day", "id"],
      [
        ["45000", "45000"],
        ["45001", "1"],
      ],
    ),
  );
  const profile = await session.profile("s");
  expect(profile.columns[0]?.patterns).toEqual({ excel: 2 });
  expect(profile.columns[1]?.patterns).toEqual({ integer: 2 });
});

test("shows raw and typed values and counts what cannot be read on every row", async () => {
  const rows = [
    ["1", "12,50", "2024-01-01", "10:00"],
    ["", "", "", ""],
    ["2", "soon", "2024-01-02", ""],
  ];
  await session.load("r", await prepared("r", ["Nr", "Amount", "Date", "Time"], rows));
  const columns = [
    { column: "order_id", headers: ["Nr"], type: "key", time_zone: "UTC" },
    { column: "amount", headers: ["Amount"], type: "amount", format: "comma", time_zone: "UTC" },
    {
      column: "paid_at",
      headers: ["Date", "Time"],
      type: "timestamp",
      format: "iso",
      time_zone: "UTC",
    },
    { column: "status", headers: [], default: "paid", type: "text", time_zone: "UTC" },
  ] as const;
  expect(await session.firstRows("r", columns, 10)).toEqual([
    {
      position: 0,
      cells: [
        { raw: "1", typed: "1" },
        { raw: "12,50", typed: "12.5000" },
        { raw: "2024-01-01 10:00", typed: "2024-01-01 10:00:00" },
        { raw: "paid", typed: "paid" },
      ],
    },
    {
      position: 2,
      cells: [
        { raw: "2", typed: "2" },
        { raw: "soon", typed: null },
        { raw: "2024-01-02", typed: "2024-01-02 00:00:00" },
        { raw: "paid", typed: "paid" },
      ],
    },
  ]);
  const [, amount] = await session.read("r", columns);
  expect(amount).toMatchObject({ values: 2, refused: 1, refused_examples: ["soon"] });
});

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { Desk, expectRefused } from "./cli.ts";

const desk = new Desk();
beforeAll(async () => {
  await desk.json("init", "shop", "--tz", "UTC");
});
afterAll(() => desk.remove());

let before: Record<string, string> = {};
beforeEach(() => {
  before = desk.content("shop");
});

const GOOD = "order_id,ordered_at\n1,2024-12-01\n2,2024-12-02\n";
const noise = Buffer.from(Array.from({ length: 4000 }, (_, index) => (index * 7919) % 256));
mkdirSync(join(desk.path, "folder"));
mkdirSync(join(desk.path, "tables"));

/** What is typed after `source add shop`, the exit code, and what is said. */
const REFUSED: readonly (readonly [string, readonly string[], RegExp])[] = [
  ["0 bytes", ["orders", "--csv", desk.file("zero.csv", "")], /zero\.csv is empty/],
  [
    "only a header",
    ["orders", "--csv", desk.file("header.csv", "order_id,ordered_at\n")],
    /empty so far/,
  ],
  [
    "a workbook named .csv",
    ["orders", "--csv", desk.file("book.csv", Buffer.concat([Buffer.from("PK\x03\x04"), noise]))],
    /book\.csv is not a table in text form.*Excel/,
  ],
  ["binary", ["orders", "--csv", desk.file("noise.csv", noise)], /noise\.csv is not a table/],
  ["a file that is not there", ["orders", "--csv", "nothere.csv"], /nothere\.csv is not there/],
  ["a folder instead of a file", ["orders", "--csv", "folder"], /folder is a folder, not a file/],
  ["an empty folder", ["orders", "--folder", "folder"], /folder holds no table/],
  [
    "a file instead of a folder",
    ["orders", "--folder", desk.file("good.csv", GOOD)],
    /good\.csv is a file, not a folder/,
  ],
  [
    "no JSON",
    ["orders", "--json-file", desk.file("torn.json", '[{"order_id": 1, "ord')],
    /torn\.json/,
  ],
  ["an unknown entity", ["ordrs", "--csv", "good.csv"], /no entity "ordrs"/],
  [
    "an unknown column",
    ["orders", "--csv", "good.csv", "--map", "nope=order_id"],
    /no column "nope"/,
  ],
  [
    "an unknown header",
    ["orders", "--csv", "good.csv", "--map", "order_id=Nope"],
    /no column "Nope"/,
  ],
  ["half an option", ["orders", "--csv", "good.csv", "--map"], /--map.* argument missing/],
  ["half an assignment", ["orders", "--csv", "good.csv", "--map", "order_id="], /column=/],
  ["no place", ["orders"], /not said where/],
  ["two places", ["orders", "--csv", "good.csv", "--folder", "folder"], /read from one place/],
  [
    "an unknown format",
    ["orders", "--csv", "good.csv", "--format", "ordered_at=us"],
    /no format "us"/,
  ],
  ["an unknown zone", ["orders", "--csv", "good.csv", "--tz", "Mars/Base"], /no such time zone/],
  ["a header row that is none", ["orders", "--csv", "good.csv", "--header-row", "0"], /from 1 on/],
  [
    "a header row beyond the end",
    ["orders", "--csv", "good.csv", "--header-row", "99"],
    /row 99|header/i,
  ],
  [
    "days and months that could be either",
    [
      "orders",
      "--csv",
      desk.file("either.csv", "order_id,ordered_at\n1,03/04/2024\n2,05/06/2024\n"),
    ],
    /day|month/i,
  ],
];

test.each(REFUSED)("%s: refused with exit 2, nothing saved", async (_, argv, says) => {
  const answer = await desk.type("source", "add", "--json", "shop", ...argv);
  expectRefused(answer, { exit: 2, says });
  expect(desk.content("shop")).toEqual(before);
});

test("without --json a refusal leaves standard output empty", async () => {
  const { code, out, err } = await desk.type(
    "source",
    "add",
    "shop",
    "orders",
    "--csv",
    "zero.csv",
  );
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err.trim().split("\n")).toHaveLength(2);
});

const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(GOOD, "utf16le")]);
const windows = Buffer.from(
  "order_id,ordered_at,status\n1,2024-12-01,bezahlt \xfc\n2,2024-12-02,p\xe9\n",
  "latin1",
);
const rows = (count: number, text: string): string => text.repeat(count);

/** Odd files that are read all the same: content, rows of orders, value of the first status. */
const READ: Readonly<Record<string, readonly [string | Buffer, number, string | null]>> = {
  "UTF-16": [utf16, 2, null],
  "Windows-1252": [windows, 2, "bezahlt ü"],
  "a header that is not in row 1": [
    `Export of the shop,,\n\nmade,2024-12-03,\norder_id,ordered_at,status\n1,2024-12-01,paid\n2,2024-12-02,open\n`,
    2,
    "paid",
  ],
  "duplicate and blank headers": [
    "order_id,ordered_at,status,,status\n1,2024-12-01,paid,x,y\n2,2024-12-02,open,x,y\n",
    2,
    "paid",
  ],
  "ragged rows": [
    "order_id,ordered_at,status\n1,2024-12-01\n2,2024-12-02,open,more,more\n",
    2,
    "open",
  ],
  "quoted newlines": [
    'order_id,ordered_at,status\n1,2024-12-01,"paid\nby card"\n2,2024-12-02,open\n',
    2,
    "paid\nby card",
  ],
  "50,000 empty rows at the end": [
    `order_id,ordered_at,status\n1,2024-12-01,paid\n2,2024-12-02,open\n${rows(50_000, ",,\n")}`,
    2,
    "paid",
  ],
};

test.each(Object.entries(READ))(
  "%s: read whole and right",
  async (what, [content, count, status]) => {
    const shop = what.replaceAll(/\W/g, "");
    await desk.json("init", shop, "--tz", "UTC");
    desk.file(`${shop}.csv`, content);
    const flags = ["--map", "order_id=order_id", "--map", "ordered_at=ordered_at"];
    if (status !== null) flags.push("--map", "status=status");
    await desk.json("source", "add", shop, "orders", "--csv", `${shop}.csv`, ...flags);
    const run = await desk.json<{ status: string }>("run", shop);
    expect(run.status).toBe("succeeded");
    const answer = await desk.json<{ rows: unknown[][] }>(
      "query",
      shop,
      "select count(*), min_by(status, order_id) from bronze.orders",
    );
    expect(answer.rows).toEqual([[String(count), status]]);
  },
);

import { expect, test } from "vitest";
import { brief, useBench, type Cells } from "./reading.ts";

const bench = useBench();

interface JsonCase {
  readonly name: string;
  readonly content: string;
  readonly kind?: "ndjson";
  readonly options?: { readonly list?: string };
  readonly headers: readonly string[];
  readonly rows: Cells;
  readonly findings?: readonly string[];
  readonly certain?: false;
}

const CASES: readonly JsonCase[] = [
  {
    name: "numbers keep their text, keys are united over all records",
    content:
      '[{"id":12345678901234567890,"price":1.10,"paid":true},\n {"id":1e3,"note":null,"ids":[1.0,"1"]}]',
    headers: ["id", "price", "paid", "note", "ids"],
    rows: [
      ["12345678901234567890", "1.10", "true", null, null],
      ["1e3", null, null, null, '[1.0,"1"]'],
    ],
  },
  {
    name: "records one per line",
    content: '{"id":1,"name":"An\\"na"}\r\n\r\n{"id":2,"name":""}\n',
    kind: "ndjson",
    headers: ["id", "name"],
    rows: [
      ["1", 'An"na'],
      ["2", ""],
    ],
  },
  {
    name: "nested objects become dotted columns",
    content: '[{"id":1,"customer":{"name":"Anna","home":{"city":"Bonn"}},"none":{}}]',
    headers: ["id", "customer.name", "customer.home.city", "none"],
    rows: [["1", "Anna", "Bonn", "{}"]],
  },
  {
    name: "a list inside a record becomes rows, other lists stay text",
    content: `{"count":2,"orders":[
      {"id":1,"tax":[{"r":1}],"line_items":[{"sku":"a","n":[{"x":1.50}]},{"sku":"b"}],"city":"Bonn"},
      {"id":2,"tax":[],"line_items":[],"city":"Ulm"}]}`,
    headers: ["id", "tax", "line_items.sku", "line_items.n", "city"],
    rows: [
      ["1", '[{"r":1}]', "a", '[{"x":1.50}]', "Bonn"],
      ["1", '[{"r":1}]', "b", null, "Bonn"],
      ["2", "[]", null, null, "Ulm"],
    ],
    findings: ["list_exploded"],
  },
  {
    name: "several lists are asked about",
    content: '{"a":[{"id":1}],"data":{"b":[{"id":2},{"id":3}]}}',
    headers: ["id"],
    rows: [["2"], ["3"]],
    findings: ["list_uncertain"],
    certain: false,
  },
  {
    name: "a named list",
    content: '{"a":[{"id":1}],"data":{"b":[{"id":2},{"id":3}]}}',
    options: { list: "a" },
    headers: ["id"],
    rows: [["1"]],
  },
  {
    name: "one object is one record",
    content: '{"id":1,"name":"Anna"}',
    headers: ["id", "name"],
    rows: [["1", "Anna"]],
  },
  {
    name: "brackets, quotes and backslashes in texts",
    content: '[{"id":"}]{[,","na\\"me":"\\\\"},{"id":"\\u00e4\\n"}]',
    headers: ["id", 'na"me'],
    rows: [
      ["}]{[,", "\\"],
      ["ä\n", null],
    ],
  },
  {
    name: "keys that differ only in case",
    content: '[{"ID":1,"id":2}]',
    headers: ["ID", "id (B)"],
    rows: [["1", "2"]],
    findings: ["duplicate_header@B"],
  },
  {
    name: "an empty list",
    content: "[]",
    headers: ["Column A"],
    rows: [],
    findings: ["no_rows×0"],
  },
];

test.each(CASES)("$name", async (golden) => {
  const { inspection, prepared, rows } = await bench.readAll(
    golden.content,
    golden.options,
    "t.json",
  );
  expect(inspection.layout.kind).toBe(golden.kind ?? "json");
  expect(inspection.layout.headers).toEqual(golden.headers);
  expect(brief(inspection.findings)).toEqual(golden.findings ?? []);
  expect(inspection.certain).toBe(golden.certain ?? true);
  expect(inspection.sample).toEqual(golden.rows);
  expect(prepared.headers).toEqual(golden.headers);
  expect(rows).toEqual(golden.rows);
});

test.each([
  ["a value is missing", '[{"id":1},\n{"id":,}]', /not valid JSON in the record of line 2/],
  ["the end is missing", '[{"id":1},\n\n{"id":2', /cut off.*line 3/],
  ["a text is not closed", '{"id":1}\n{"id":"ab', /cut off.*line 2/],
  ["other text between", '{"id":1}\nabc\n{"id":2}', /of line 2/],
  ["numbers instead of records", "[1,2]", /line 1 where a record should be/],
  ["two commas", '[{"id":1},,{"id":2}]', /two commas/],
  ["one bracket too many", '[{"id":1}]]', /closes nothing/],
  ["an error deep in a record", '[\n{"a":\n[1,\n2,,3]}]', /record of line 2/],
])("%s: a clear refusal", async (_name, content, text) => {
  const path = await bench.write(content, "broken.json");
  const layout = (await bench.reader.inspect(await bench.write('[{"id":1}]', "t.json"), {})).layout;
  const refusal = { code: "bad_input", message: expect.stringMatching(text) };
  await expect(bench.reader.inspect(path, {})).rejects.toMatchObject(refusal);
  const prepared = bench.reader.prepare(path, layout, bench.path("temporary"));
  await expect(prepared).rejects.toMatchObject(refusal);
  expect(await bench.leftOver()).toEqual([]);
});

test("new keys come last, keys that vanished are not reported, whatever the order in the file", async () => {
  const { layout } = (await bench.readAll('[{"a":1,"b":2,"c":3}]', {}, "t.json")).inspection;
  const path = await bench.write('[{"d":4,"c":3},{"a":1}]', "t.json");
  const { prepared, rows } = await bench.read(path, layout);
  expect(prepared.headers).toEqual(["a", "c", "d"]);
  expect(rows).toEqual([
    [null, "3", "4"],
    ["1", null, null],
  ]);
});

test("cells of single rows are read back, counted after lists became rows", async () => {
  const content = '[{"id":1,"items":[{"s":"a"},{"s":"b"}]},{"id":2,"items":[{"s":"c"}]}]';
  const path = await bench.write(content, "t.json");
  const { layout } = await bench.reader.inspect(path, {});
  expect(await bench.reader.readCells(path, layout, [3, 2, 9])).toEqual([
    { row: 2, cells: ["1", "b"] },
    { row: 3, cells: ["2", "c"] },
  ]);
});

test("an unknown list is refused with the names there are", async () => {
  const path = await bench.write('{"a":[{"id":1}]}', "t.json");
  const refusal = { code: "usage", hint: "It has a." };
  await expect(bench.reader.inspect(path, { list: "b" })).rejects.toMatchObject(refusal);
});

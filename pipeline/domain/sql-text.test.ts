import { DuckDBInstance } from "@duckdb/node-api";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { quoteIdentifier, quoteLiteral } from "./sql-text.ts";

const HOSTILE = [
  "plain",
  "it's",
  'say "hi"',
  "'; drop table orders; --",
  '"; drop table orders; --',
  "back\\slash",
  "line\nbreak",
  "tab\t\u00a0 and nbsp",
  "$$dollar$$ :name ?1",
  "/* not a comment */",
  "select",
  "café 🛍️ 値段",
  "'",
  '"',
  " ",
];

const database = await DuckDBInstance.create(":memory:", {
  autoinstall_known_extensions: "false",
  autoload_known_extensions: "false",
});
let connection: Awaited<ReturnType<typeof database.connect>>;
beforeAll(async () => {
  connection = await database.connect();
});
afterAll(() => {
  connection.closeSync();
  database.closeSync();
});

async function firstRow(sql: string): Promise<{ names: string[]; values: unknown[] }> {
  const reader = await connection.runAndReadAll(sql);
  return { names: reader.columnNames(), values: reader.getRows()[0] ?? [] };
}

test.each(HOSTILE)("DuckDB reads %j back unchanged as a name and as a text", async (text) => {
  const row = await firstRow(`select ${quoteLiteral(text)} as ${quoteIdentifier(text)}`);
  expect(row).toEqual({ names: [text], values: [text] });
});

test("a NUL character survives in a text and is refused in a name", async () => {
  const row = await firstRow(`select ${quoteLiteral("a\0'b\0")} as v`);
  expect(row.values).toEqual(["a\0'b\0"]);
  expect(() => quoteIdentifier("a\0b")).toThrow(RangeError);
  expect(() => quoteIdentifier("")).toThrow(RangeError);
});

test("any text is read back unchanged", async () => {
  const seed = Math.floor(Math.random() * 2 ** 31);
  console.info(`sql-text seed ${seed}`);
  const texts = fc.array(fc.string({ unit: "grapheme", minLength: 1 }), {
    minLength: 1,
    maxLength: 5,
  });
  await fc.assert(
    fc.asyncProperty(texts, async (values) => {
      const list = values.map((value, index) => `${quoteLiteral(value)} as c${index}`).join(", ");
      expect((await firstRow(`select ${list}`)).values).toEqual(values);
    }),
    { seed, numRuns: 50 },
  );
});

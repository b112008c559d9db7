import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { expect, test } from "vitest";
import { CsvBytes } from "./csv-bytes.ts";

type Rows = readonly (readonly (string | null)[])[];

function written(rows: Rows): { readonly text: string; readonly pieces: readonly Buffer[] } {
  const pieces: Buffer[] = [];
  const csv = new CsvBytes((piece) => pieces.push(piece));
  for (const row of rows) {
    for (const cell of row) {
      if (cell === null) csv.null();
      else {
        const bytes = Buffer.from(`<${cell}>`);
        csv.cell(bytes, 1, bytes.length - 1);
      }
    }
    csv.end();
  }
  csv.flush();
  return { text: Buffer.concat(pieces).toString("utf8"), pieces };
}

test.each([
  ["null is nothing, an empty text is quoted", [[null, "", null]], ',"",\n'],
  [
    "plain texts stay plain",
    [["1.50", "a b", "2026-11-21 08:00:00.123456"]],
    "1.50,a b,2026-11-21 08:00:00.123456\n",
  ],
  [
    "what separates is quoted",
    [["a,b", 'say "hi"', "a\nb", "a\rb"]],
    '"a,b","say ""hi""","a\nb","a\rb"\n',
  ],
  ["spaces at an end are kept", [[" a", "a\t", "\u00A0a"]], '" a","a\t","\u00A0a"\n'],
  ["an emoji stays one", [["x 😀 y"]], "x 😀 y\n"],
])("%s", (_what, rows, text) => {
  expect(written(rows).text).toBe(text);
});

test("pieces are whole records, and none holds much more than it should", () => {
  const rows = Array.from({ length: 20_000 }, (_, n) => [String(n), '"'.repeat(20), null]);
  const { pieces } = written(rows);
  expect(pieces.length).toBeGreaterThan(10);
  expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(1 << 17);
  expect(pieces.every((piece) => piece.at(-1) === 0x0a)).toBe(true);
  const long = "ä".repeat(500_000);
  expect(written([["a", long, "b"]]).text).toBe(`a,"${long}",b\n`);
});

test("any texts come back as they were", () => {
  const cell = fc.option(fc.string({ unit: "binary" }), { nil: null });
  const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 2 }), { minLength: 1 });
  fc.assert(
    fc.property(rows, (table) => {
      const { text } = written(table);
      const cast = (value: string, { quoting }: { quoting: boolean }): string | null =>
        value === "" && !quoting ? null : value;
      expect(parse(text, { cast, record_delimiter: "\n", relax_column_count: true })).toEqual(
        table,
      );
    }),
    { verbose: true },
  );
});

import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { expect, test } from "vitest";
import { CsvSplitter } from "./csv-splitter.ts";
import { UnclosedQuote, type CsvSyntax } from "./csv-syntax.ts";

const COMMA: CsvSyntax = { delimiter: ",", quote: '"', newline: "\n" };
const seed = Number(process.env["SEED"] ?? Math.floor(Math.random() * 2 ** 31));

function split(pieces: readonly string[], syntax = COMMA): string[][] | string {
  const records: string[][] = [];
  const splitter = new CsvSplitter(syntax, (fields) => void records.push(fields));
  try {
    for (const piece of pieces) splitter.push(piece);
    splitter.end();
  } catch (error) {
    if (error instanceof UnclosedQuote) return `unclosed in ${error.record}:${error.column}`;
    throw error;
  }
  return records;
}

const SOUP = fc
  .array(fc.constantFrom("a", "é", ",", "\n", "\r\n", '"', '"', " ", "\r", '""', '","'), {
    maxLength: 30,
  })
  .map((parts) => parts.join(""));

test("records do not depend on where the pieces end", () => {
  console.info(`splitter seed ${seed}`);
  const cuts = fc.array(fc.nat(40), { maxLength: 6 });
  fc.assert(
    fc.property(SOUP, cuts, fc.constantFrom<"\n" | "\r">("\n", "\r"), (text, at, newline) => {
      const ends = [...at.map((cut) => Math.min(cut, text.length)), text.length].sort(
        (a, b) => a - b,
      );
      const pieces = ends.map((end, index) => text.slice(index === 0 ? 0 : ends[index - 1], end));
      const syntax = { ...COMMA, newline };
      expect(split(pieces, syntax)).toEqual(split([text], syntax));
    }),
    { seed, numRuns: 2000 },
  );
});

test("regular tables are split as another library splits them", () => {
  const cell = fc.array(fc.constantFrom("a", '"', ",", "\n", "x y", "é"), { maxLength: 5 });
  const table = fc.array(
    fc.array(
      cell.map((parts) => parts.join("")),
      { minLength: 2, maxLength: 4 },
    ),
    {
      minLength: 1,
      maxLength: 6,
    },
  );
  fc.assert(
    fc.property(table, (rows) => {
      const text = rows
        .map((row) => row.map((v) => `"${v.replaceAll('"', '""')}"`).join(","))
        .join("\n");
      const other: unknown = parse(text, { relax_column_count: true });
      expect(split([text])).toEqual(other);
      expect(split([text])).toEqual(rows);
    }),
    { seed, numRuns: 300 },
  );
});

test.each([
  ["a blank line is a record without cells", "a,b\n\nc", [["a", "b"], [], ["c"]]],
  ["a line end at the end opens no record", "a\n", [["a"]]],
  ["empty cells are cells", ",\n", [["", ""]]],
  ["a quote inside a cell is text", 'a"b,c"', [['a"b', 'c"']]],
  ["an inner quote that closes later in the line", '"5" pipe",x', [['5" pipe', "x"]]],
  [
    "text after a closed quote keeps its quotes",
    '"x"y,z\n"a",b',
    [
      ['"x"y', "z"],
      ["a", "b"],
    ],
  ],
  ["a quote opened and never closed", 'a,b\nc,"d\ne', "unclosed in 1:1"],
])("%s", (_name, text, records) => {
  expect(split([text])).toEqual(records);
});

test("splitting stops when the receiver has enough", () => {
  const seen: string[][] = [];
  const splitter = new CsvSplitter(COMMA, (fields) => seen.push(fields) < 2);
  splitter.push("a\nb\nc\nd\n");
  expect([seen, splitter.stopped, splitter.consumed]).toEqual([[["a"], ["b"]], true, 4]);
});

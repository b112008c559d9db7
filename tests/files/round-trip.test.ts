import fc from "fast-check";
import iconv from "iconv-lite";
import { expect, test } from "vitest";
import type { ReadOptions } from "#ports/file-reader.ts";
import { useBench, type Cells } from "./reading.ts";

const bench = useBench();
const seed = Number(process.env["SEED"] ?? Math.floor(Math.random() * 2 ** 31));

interface Style {
  readonly delimiter: string;
  readonly end: string;
  readonly encoding: string;
  readonly mark: boolean;
  readonly quoteAll: boolean;
  readonly lastEnd: boolean;
  readonly title: boolean;
}

/** A writer that shares nothing with the reader. */
function writeTable(rows: Cells, style: Style): Buffer {
  const special = ["\n", "\r", '"', style.delimiter];
  const field = (cell: string, alone: boolean): string => {
    const bare = !style.quoteAll && !(alone && cell === "") && !/^ +"|^ | $/.test(cell);
    return bare && !special.some((text) => cell.includes(text))
      ? cell
      : `"${cell.split('"').join('""')}"`;
  };
  const lines = rows.map((row) =>
    row.map((cell) => field(cell ?? "", row.length === 1)).join(style.delimiter),
  );
  const title = style.title ? `Report${style.end}${style.end}` : "";
  const text = title + lines.join(style.end) + (style.lastEnd ? style.end : "");
  return iconv.encode(
    (style.mark && style.encoding.startsWith("utf") ? "\ufeff" : "") + text,
    style.encoding,
  );
}

const CELL = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom("", "a", "1.50", "#1001", "née", "ß €", " x ", "''", "NULL"),
  },
  fc
    .array(fc.constantFrom("a", '"', "\n", "\r\n", ",", ";", "\t", "|", " ", "é", "#"), {
      maxLength: 8,
    })
    .map((parts) => parts.join("")),
);
const STYLE: fc.Arbitrary<Style> = fc.record({
  delimiter: fc.constantFrom(",", ";", "\t", "|"),
  end: fc.constantFrom("\n", "\r\n"),
  encoding: fc.constantFrom("utf-8", "utf-8", "utf-8", "utf-16le", "utf-16be", "windows-1252"),
  mark: fc.boolean(),
  quoteAll: fc.boolean(),
  lastEnd: fc.boolean(),
  title: fc.boolean(),
});
const TABLE = fc.integer({ min: 1, max: 5 }).chain((width) =>
  fc.array(fc.array(CELL, { minLength: width, maxLength: width }), {
    minLength: 1,
    maxLength: 8,
  }),
);

const isBlank = (row: (string | null)[]): boolean =>
  row.every((cell) => (cell ?? "").trim() === "");

test("a table written by another program is read back cell for cell", async () => {
  console.info(`round trip seed ${seed}`);
  await fc.assert(
    fc.asyncProperty(TABLE, STYLE, async (data, style) => {
      const width = data[0]?.length ?? 1;
      const headers = Array.from({ length: width }, (_, index) => `name ${index}`);
      const kept = data.slice(0, data.findLastIndex((row) => !isBlank(row)) + 1);
      const content = writeTable([headers, ...data], style);
      const options: ReadOptions = {
        delimiter: style.delimiter,
        header_row: style.title ? 3 : 1,
        encoding: style.encoding,
      };
      const { prepared, rows } = await bench.readAll(content, options);
      expect(prepared.headers).toEqual(headers);
      expect(prepared.bytes).toBe(content.length);
      expect(rows.slice(0, kept.length)).toEqual(kept);
      expect(rows.slice(kept.length).every(isBlank)).toBe(true);
    }),
    { seed, numRuns: 200 },
  );
});

const SOUP = fc.array(
  fc.constantFrom(
    "a",
    "b1",
    "é",
    ",",
    ",",
    "\n",
    "\n",
    "\r\n",
    '"',
    '"',
    " ",
    "x y",
    '""',
    "\r",
    '","',
    '"\n"',
  ),
  { maxLength: 25 },
);
const LEADS = [
  "h1,h2\n",
  "h1,h2\r\n",
  '"h1",h2\n',
  "t\n\nh1,h2\n",
  '"t\nz"\nh1,h2\n',
  '\n\n"h1","h2"\r\n',
  "h1\n",
];

test("what the engine accepts as it is, it reads as the careful reader does", async () => {
  console.info(`soup seed ${seed}`);
  const outcome = { direct: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(SOUP, fc.constantFrom(...LEADS), async (parts, lead) => {
      const header_row = lead.replace('"t\nz"', "t").split(/\n/).length - 1;
      const path = await bench.write(lead + parts.join(""));
      const options = { delimiter: ",", header_row };
      const inspection = await bench.reader.inspect(path, options).catch(() => undefined);
      if (!inspection) return;
      const prepared = await bench.reader.prepare(path, inspection.layout, bench.path("temporary"));
      if (prepared.temporary) return;
      const strict = await bench.rows(prepared).catch(() => undefined);
      if (!strict) {
        outcome.refused++;
        return;
      }
      outcome.direct++;
      const repair = { repair: true };
      const copy = await bench.reader.prepare(path, inspection.layout, bench.path("copy"), repair);
      const careful = await bench.rows(copy);
      expect(strict.slice(0, careful.length)).toEqual(careful);
      expect(strict.slice(careful.length).every(isBlank)).toBe(true);
      expect(copy.headers).toEqual(prepared.headers);
      expect(copy.content_hash).toBe(prepared.content_hash);
    }),
    { seed, numRuns: 600 },
  );
  // Both ways must have been walked for the comparison to mean anything.
  expect(outcome.direct).toBeGreaterThan(10);
  expect(outcome.refused).toBeGreaterThan(10);
});

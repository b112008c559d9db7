import { expect, test } from "vitest";
import { DATA_CASES } from "./data-cases.ts";
import { ENCODINGS } from "./encoding-cases.ts";
import { HEADER_CASES } from "./header-cases.ts";
import { SEPARATORS } from "./layout-cases.ts";
import { brief, useBench, type Cells } from "./reading.ts";

const bench = useBench();
const CASES = [...SEPARATORS, ...ENCODINGS, ...HEADER_CASES, ...DATA_CASES];

/** Blank rows at the end are dropped from a copy, and later from what the engine reads directly. */
function withoutBlankEnd(rows: Cells): Cells {
  return rows.slice(
    0,
    rows.findLastIndex((row) => row.some((cell) => cell !== null && cell !== "")) + 1,
  );
}

test.each(CASES)("$name", async (golden) => {
  const { inspection, prepared, rows } = await bench.readAll(golden.content, golden.options);
  expect({
    headers: inspection.layout.headers,
    delimiter: inspection.layout.delimiter,
    quote: inspection.layout.quote,
    encoding: inspection.layout.encoding,
    first_row: inspection.layout.first_row,
    certain: inspection.certain,
    findings: brief(inspection.findings),
    direct: !prepared.temporary,
    prepared_headers: prepared.headers,
    rows: withoutBlankEnd(rows),
  }).toEqual({
    headers: golden.headers,
    delimiter: golden.delimiter ?? ",",
    quote: golden.quote ?? '"',
    encoding: golden.encoding ?? "utf-8",
    first_row: golden.first_row ?? 2,
    certain: golden.certain ?? true,
    findings: golden.findings ?? [],
    direct: golden.direct ?? false,
    prepared_headers: golden.headers,
    rows: golden.rows,
  });
});

test("a rewritten copy gives the same rows as the file itself, in the preview as well", async () => {
  for (const golden of CASES) {
    const path = await bench.write(golden.content);
    const { layout, sample } = await bench.reader.inspect(path, golden.options ?? {});
    const prepared = await bench.reader.prepare(path, layout, bench.path("copy"), { repair: true });
    const rows = await bench.rows(prepared);
    expect(rows, golden.name).toEqual(golden.rows);
    if (!golden.content.includes("\0") || golden.encoding) {
      expect(sample.slice(0, rows.length), golden.name).toEqual(rows);
    }
  }
});

test("texts for people never blame, shout or use engine words", async () => {
  for (const golden of CASES) {
    const path = await bench.write(golden.content);
    const { findings } = await bench.reader.inspect(path, golden.options ?? {});
    for (const { text, action } of findings) {
      const texts = `${text} ${action ?? ""}`.replace(/#\w+!/g, "");
      expect(texts).not.toMatch(/!|oops|null\b|schema|parse|invalid|successful/i);
      expect(text).toMatch(/^[A-Z0-9"].*\.$/s);
    }
  }
});

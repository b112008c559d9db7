/**
 * Eight locales, twenty-five ways a value gets into a cell of an otherwise clean column of dates or amounts.
 * Each is read as what the sheet means by it, or refused with its address: never silently as something else.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { cell, date, money, number, type Cell } from "#tests/google/cells.ts";
import { tab, workbook } from "#tests/google/workbook.ts";
import { openSheetLab, type SheetLab } from "./lab.ts";

const LOCALES = ["en_US", "en_GB", "de_DE", "fr_FR", "it_IT", "pt_BR", "ja_JP", "de_CH"];

/** What a cell holds, and what that means; `null`: nothing anybody can know, or no value at all. */
type Pattern = readonly [
  says: string,
  held: Cell,
  means: string | null | ((locale: string) => string | null),
];

const commaDecimal = (locale: string): boolean =>
  (1.5).toLocaleString(locale.replace("_", "-")).includes(",");

const AMOUNTS: readonly Pattern[] = [
  ["a number", number(1234.5), "1234.5000"],
  ["a whole number", number(1234), "1234.0000"],
  ["thousandths", number(1.234), "1.2340"],
  ["a negative", money(-12.5), "-12.5000"],
  ["zero", number(0), "0.0000"],
  ["a percentage", number(0.19, { type: "PERCENT" }), "0.1900"],
  ["a formula", { formula: "=1/4", value: { number: 0.25 } }, "0.2500"],
  ["text 12.50", cell("12.50"), "12.5000"],
  ["text 12,50", cell("12,50"), (l) => (commaDecimal(l) ? "12.5000" : null)],
  ["text 1.234", cell("1.234"), (l) => (commaDecimal(l) ? "1234.0000" : "1.2340")],
  ["text 1,234", cell("1,234"), (l) => (commaDecimal(l) ? "1.2340" : "1234.0000")],
  ["text 1.234,50", cell("1.234,50"), "1234.5000"],
  ["text 1,234.50", cell("1,234.50"), "1234.5000"],
  ["text 12.50 €", cell("12.50 €"), "12.5000"],
  ["#DIV/0!", { error: "DIVIDE_BY_ZERO" }, null],
  ["words", cell("see note"), null],
];

const DATES: readonly Pattern[] = [
  ["a date", date("2026-04-03"), "2026-04-03 00:00:00"],
  ["a date and time", date("2026-04-03 10:30:00"), "2026-04-03 10:30:00"],
  ["the last second", date("2026-04-03 23:59:59"), "2026-04-03 23:59:59"],
  ["text 03/04/2026", cell("03/04/2026"), null],
  ["text 31.12.2026", cell("31.12.2026"), "2026-12-31 00:00:00"],
  ["text 2026-04-03", cell("2026-04-03"), "2026-04-03 00:00:00"],
  ["#N/A", { error: "N_A" }, null],
  ["words", cell("soon"), null],
  ["a boolean", cell(true), null],
];

let lab: SheetLab;

beforeAll(async () => {
  lab = await openSheetLab();
});
afterAll(() => lab.close());

/** A clean tab of orders with the pattern in one cell of it. */
function book(locale: string, column: "amount" | "date", held: Cell) {
  const rows = Array.from({ length: 30 }, (_, i): Cell[] => [
    number(5000 + i),
    date(`2026-11-${String((i % 28) + 1).padStart(2, "0")} 08:15:00`),
    money(10 + i),
  ]);
  rows[7]![column === "amount" ? 2 : 1] = held;
  const orders = tab(1, "Orders", [["Order no", "Ordered at", "Total"], ...rows]);
  return workbook(`book-${locale}`, locale, [orders], { locale, timeZone: "UTC" });
}

async function typed(locale: string, column: "amount" | "date", held: Cell) {
  const made = book(locale, column, held);
  lab.google.world.books.set(made.id, { ...made, version: lab.google.world.seen.length + 1 });
  const draft = await lab.app.client.sources.draft({
    entities: ["orders"],
    origin: { kind: "sheet", path: "link", spreadsheet_id: made.id, sheet_id: 1 },
    map: [
      { column: "order_id", headers: ["Order no"] },
      { column: "ordered_at", headers: ["Ordered at"] },
      { column: "total_amount", headers: ["Total"] },
    ],
  });
  const name = column === "amount" ? "total_amount" : "ordered_at";
  const at = draft.preview!.columns.findIndex((one) => one.column === name);
  expect(draft.preview!.rows).toHaveLength(30);
  const clean = draft.preview!.rows[3]!.cells[at]!;
  expect(clean.typed, `${locale}: a clean cell`).toBe(
    column === "amount" ? "13.0000" : "2026-11-04 08:15:00",
  );
  return draft.preview!.rows[7]!.cells[at]!;
}

test.each(LOCALES)("%s", async (locale) => {
  const table: string[] = [];
  for (const [column, patterns] of [
    ["amount", AMOUNTS],
    ["date", DATES],
  ] as const) {
    for (const [says, held, means] of patterns) {
      const meant = typeof means === "function" ? means(locale) : means;
      const read = await typed(locale, column, held);
      const right = read.typed === meant;
      table.push(`${locale} ${says}: ${String(read.raw)} → ${String(read.typed ?? "refused")}`);
      // Refused is fine for whatever is not a real number or date; anything else must be what it means.
      expect(right || read.typed === null, table.at(-1)).toBe(true);
      const real = held !== null && ("number" in held || "formula" in held);
      if (real) expect(right, table.at(-1)).toBe(true);
    }
  }
  expect(table).toHaveLength(25);
  console.info(table.join("\n"));
});

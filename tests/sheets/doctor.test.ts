/**
 * The doctor of sheets: twenty kinds of defects planted one by one into a clean workbook, each found at its
 * exact place; and nothing found in the clean one.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { cell, type Cell } from "#tests/google/cells.ts";
import { demoWorkbook, randomSource } from "#tests/google/demo-workbook.ts";
import { edit, tabNamed, type Tab, type Workbook } from "#tests/google/workbook.ts";
import { openSheetLab, type SheetLab } from "./lab.ts";

const BOOK = "1DemoWorkbookOfTheTestGoogle0000000000000000";
const SEED = Number(process.env["DOCTOR_SEED"] ?? 7);
const FRESH = Number(process.env["DOCTOR_FRESH_SEED"] ?? Math.floor(Math.random() * 2 ** 31));

interface Planted {
  readonly kind: string;
  readonly tab?: string;
  /** Plants it; `row` and `other` are rows of data. Answers where it is. */
  readonly plant: (tab: Tab, row: number, other: number) => string;
}

const put = (tab: Tab, row: number, column: number, held: Cell): void => {
  tab.cells[row - 1]![column] = held;
};
const at =
  (column: number, held: Cell) =>
  (tab: Tab, row: number): string => {
    put(tab, row, column, held);
    return `${tab.title}!${"ABCDEFGH"[column]}${row}`;
  };
const inTwo =
  (column: number, held: Cell) =>
  (tab: Tab, row: number, other: number): string => {
    put(tab, row, column, held);
    put(tab, other, column, held);
    const letter = "ABCDEFGH"[column];
    return `${tab.title}!${letter}${row}, ${letter}${other}`;
  };

const DEFECTS: readonly Planted[] = [
  { kind: "formula_error", plant: at(4, { error: "REF" }) },
  { kind: "formula_error", plant: at(4, { error: "DIVIDE_BY_ZERO" }) },
  { kind: "formula_error", plant: inTwo(2, { error: "N_A" }) },
  { kind: "loading", plant: at(4, { error: "LOADING" }) },
  { kind: "placeholder", plant: inTwo(4, cell("n/a")) },
  { kind: "placeholder", plant: at(1, cell("-")) },
  { kind: "invisible_characters", plant: at(3, cell("pa\u200bid")) },
  { kind: "padded", plant: at(3, cell("paid ")) },
  { kind: "padded", plant: at(3, cell("\u00a0paid")) },
  { kind: "long_number", plant: at(0, { number: 1_234_567_890_123_456 }) },
  { kind: "number_as_text", plant: at(4, cell("1.234,50")) },
  { kind: "number_as_text", plant: inTwo(4, cell("12.50")) },
  { kind: "date_as_text", plant: at(2, cell("31.12.2026")) },
  { kind: "text_among_numbers", plant: at(4, cell("ask Marta")) },
  { kind: "boolean_among_numbers", plant: at(4, cell(true)) },
  { kind: "spelling", plant: at(3, cell("PAID")) },
  {
    kind: "blank_rows",
    plant: (tab, row) => {
      tab.cells.splice(row - 1, 0, [], []);
      return `${tab.title}!${row}:${row + 1}`;
    },
  },
  {
    kind: "merged_cells",
    plant: (tab, row) => {
      tab.merges.push({
        startRowIndex: row - 1,
        endRowIndex: row + 1,
        startColumnIndex: 3,
        endColumnIndex: 4,
      });
      return `${tab.title}!D${row}:D${row + 1}`;
    },
  },
  {
    kind: "hidden_rows",
    plant: (tab, row, other) => {
      tab.hiddenRows.add(row - 1);
      tab.filteredRows.add(other - 1);
      return `${tab.title}!${row}:${row}, ${other}:${other}`;
    },
  },
  {
    kind: "totals_row",
    plant: (tab) => {
      tab.cells.push([cell("Total"), null, null, null, { number: 99 }]);
      return `${tab.title}!${tab.cells.length}:${tab.cells.length}`;
    },
  },
  {
    kind: "blank_header",
    plant: (tab, row) => {
      put(tab, row, 5, cell("ask again"));
      return "F1";
    },
  },
];

let lab: SheetLab;

beforeAll(async () => {
  lab = await openSheetLab();
  lab.google.world.books.set(BOOK, clean(SEED));
  await lab.app.client.sources.add({
    entities: ["orders"],
    origin: { kind: "sheet", path: "link", spreadsheet_id: BOOK, sheet_id: 10 },
    name: "orders",
  });
});
afterAll(() => lab.close());

/** Without title rows: they are a remark of their own. */
function clean(seed: number): Workbook {
  const book = demoWorkbook(BOOK, seed, "2026-11-18", { customers: 20, products: 8, orders: 120 });
  const orders = tabNamed(book, "Orders");
  orders.cells.splice(0, 2);
  return book;
}

let version = 100;
async function findings(book: Workbook): Promise<readonly { kind: string; address?: string }[]> {
  edit(book, () => {});
  book.version = version += 1;
  lab.google.world.books.set(BOOK, book);
  // As `sources.check` asks it, without typing every value.
  return (await lab.app.services.reader.inspect(`sheet:${BOOK}/10`, {})).findings;
}

test.each([SEED, FRESH])("a clean workbook has no defect (seed %i)", async (seed) => {
  expect(await findings(clean(seed))).toEqual([]);
});

test.each([SEED, FRESH])("every planted defect is found where it is (seed %i)", async (seed) => {
  const random = randomSource(seed);
  const missed: string[] = [];
  const alarms: string[] = [];
  for (const { kind, plant } of DEFECTS) {
    const book = clean(seed);
    const row = 3 + Math.floor(random() * 50);
    const where = plant(tabNamed(book, "Orders"), row, row + 3 + Math.floor(random() * 50));
    const found = await findings(book);
    const own = found.filter((one) => one.kind === kind);
    if (!own.some(({ address }) => address === where)) {
      missed.push(`${kind} at ${where}: ${JSON.stringify(found.map((f) => [f.kind, f.address]))}`);
    }
    // A value that cannot be read is told once more by the check of the mapped column.
    const others = found.filter((one) => one.kind !== kind && one.kind !== "unreadable_values");
    if (kind === "totals_row") continue; // Its label is a word among numbers as well.
    alarms.push(...others.map((one) => `${kind}: ${one.kind} ${one.address ?? ""}`));
  }
  expect(missed).toEqual([]);
  expect(alarms).toEqual([]);
});

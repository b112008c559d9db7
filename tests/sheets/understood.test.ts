/** What people are told about a sheet: how each column is read, what was refused and why, what to tell its owner. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { howReadText } from "#main/cli/how-read-text.ts";
import { cell, date, money, number, text, type Cell } from "#tests/google/cells.ts";
import { tab, workbook } from "#tests/google/workbook.ts";
import { openSheetLab, type SheetLab } from "./lab.ts";

let lab: SheetLab;

beforeAll(async () => {
  lab = await openSheetLab();
  const rows = Array.from({ length: 30 }, (_, index): Cell[] => [
    number(5000 + index),
    date(`2026-11-${String((index % 28) + 1).padStart(2, "0")}`, "dd.mm.yyyy"),
    text("paid"),
    money(10.5 + index),
  ]);
  rows[4]![1] = cell("03/04/2026");
  rows[6]![3] = cell("1.234");
  rows[8]![3] = { error: "REF" };
  const orders = tab(7, "Orders", [["Order no", "Ordered at", "Status", "Total"], ...rows]);
  lab.google.world.books.set("told", workbook("told", "Told", [orders], { locale: "de_DE" }));
  await lab.app.client.sources.add({
    entities: ["orders"],
    origin: { kind: "sheet", path: "link", spreadsheet_id: "told", sheet_id: 7 },
    name: "orders",
  });
});
afterAll(() => lab.close());

test("each column says what its values become, by which format, and what was refused and why", async () => {
  const preview = await lab.app.client.sources.preview({ id: "orders", limit: 5 });
  const reading = (column: string) => preview.columns.find((one) => one.column === column)!.reading;
  expect(reading("ordered_at")).toMatchObject({
    format: "excel",
    shown_as: "DATE dd.mm.yyyy",
    locale: "de_DE",
    values: 30,
    refused: 1,
    refused_examples: [{ raw: "03/04/2026", reason: "could be 3 April or 4 March" }],
  });
  expect(reading("total_amount").refused_examples).toEqual(
    expect.arrayContaining([
      { raw: "'1.234", reason: "could be 1234 or 1.234" },
      { raw: "#REF!", reason: "is an error of its formula" },
    ]),
  );
  expect(reading("status")).toMatchObject({ format: null, refused: 0 });
  expect(reading("ordered_at").examples).toContainEqual(
    expect.objectContaining({ typed: expect.stringMatching(/^2026-11-\d\d /) }),
  );
  const lines = howReadText(preview).join("\n");
  expect(lines).toContain("(day numbers of the sheet, shown as DATE dd.mm.yyyy, locale de_DE)");
  expect(lines).toContain('1 refused, e.g. "03/04/2026" could be 3 April or 4 March');
});

test("the owner gets one message with a link to every cell", async () => {
  const { message } = await lab.app.client.sources.check({ id: "orders" });
  expect(message).toContain('we read the tab "Orders"');
  for (const place of ["B6", "D8", "D10"]) {
    expect(message).toContain(`/spreadsheets/d/told/edit#gid=7&range=${place}`);
  }
  expect(message).not.toContain("Nothing to do");
});

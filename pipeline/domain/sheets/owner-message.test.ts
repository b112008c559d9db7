import { expect, test } from "vitest";
import type { Finding } from "#domain/findings.ts";
import { ownerMessage } from "./owner-message.ts";

const TAB = { spreadsheet_id: "book", sheet_id: 10 };
const finding = (more: Partial<Finding>): Finding => ({
  kind: "formula_error",
  severity: "warn",
  text: '"Total": a cell holds a formula error.',
  action: "Mend the formula, or clear the cell.",
  address: "Orders!E15",
  ...more,
});

test("each finding has its cells, what to do, and a link that opens them", () => {
  const message = ownerMessage(TAB, [
    finding({}),
    finding({ text: "2 rows are empty.", address: "Orders!8:9, 12:12 and 3 more" }),
  ]);
  expect(message).toContain('the tab "Orders"');
  expect(message).toContain("2 things need a look");
  expect(message).toContain('1. "Total": a cell holds a formula error. (E15)');
  expect(message).toContain("/spreadsheets/d/book/edit#gid=10&range=E15");
  expect(message).toContain("2. 2 rows are empty. (8:9, 12:12)");
  expect(message).toContain("&range=8%3A9");
  expect(message).not.toContain("!\n");
});

test("remarks, and what has no place, are not theirs to mend", () => {
  expect(ownerMessage(TAB, [finding({ severity: "info" })])).toBeNull();
  const { address: _address, ...nowhere } = finding({});
  expect(ownerMessage(TAB, [nowhere])).toBeNull();
});

test("nobody gets a list of a hundred", () => {
  const message = ownerMessage(
    TAB,
    Array.from({ length: 40 }, (_, row) => finding({ address: `Orders!E${row + 2}` })),
  );
  expect(message?.match(/range=/g)).toHaveLength(15);
  expect(message).toContain("And 25 more");
});

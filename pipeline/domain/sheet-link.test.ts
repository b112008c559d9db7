import { expect, test } from "vitest";
import { cellLink, parseSheetLink } from "./sheet-link.ts";

const ID = "1AbC_dEf-GhIjKlMnOpQrStUvWxYz0123456789abcde";
const link = (rest: string): string => `https://docs.google.com/spreadsheets/d/${ID}${rest}`;

test.each([
  [link("/edit"), null, null],
  [link("/edit#gid=0"), 0, null],
  [link("/edit?gid=77#gid=77"), 77, null],
  [link("/edit?usp=sharing"), null, null],
  [link("/view#gid=12345"), 12_345, null],
  [link("/htmlview?gid=5"), 5, null],
  [link("/copy"), null, null],
  [link(""), null, null],
  [link("/edit#gid=3&range=B3:H200"), 3, "B3:H200"],
  [link("/edit#gid=3&range=Orders!A1%3AC"), 3, "Orders!A1:C"],
  [`docs.google.com/spreadsheets/d/${ID}/edit#gid=9`, 9, null],
  [`https://docs.google.com/spreadsheets/u/1/d/${ID}/edit`, null, null],
  [`https://drive.google.com/open?id=${ID}`, null, null],
  [ID, null, null],
  [`${ID}#gid=4`, 4, null],
  [`  <${link("/edit#gid=1")}>  `, 1, null],
])("%s", (pasted, sheet_id, range) => {
  expect(parseSheetLink(pasted)).toEqual({ spreadsheet_id: ID, sheet_id, range });
});

test.each([
  "",
  "orders",
  "https://docs.google.com/spreadsheets/d/",
  "https://docs.google.com/spreadsheets/d/1AbC",
  "https://docs.google.com/spreadsheets/d/e/2PACX-1vQabcdefghijklmnopqrstuvwxyz0123456789/pubhtml",
  `https://docs.google.com/document/d/${ID}/edit`,
  `https://example.com/?id=${ID}`,
])("not a link to a sheet: %s", (pasted) => {
  expect(parseSheetLink(pasted)).toBeNull();
});

test("a link to a cell is read back", () => {
  const made = cellLink(ID, 7, "F212");
  expect(parseSheetLink(made)).toEqual({ spreadsheet_id: ID, sheet_id: 7, range: "F212" });
});

import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { cell, date, money } from "./cells.ts";
import { startTestGoogle, type TestGoogle } from "./start.ts";
import { tab, workbook } from "./workbook.ts";

const run = promisify(execFile);
let google: TestGoogle;

/** The example of Google's own "Reading & writing cell values" page. */
const EXAMPLE = tab(0, "Sheet1", [
  ["Item", "Cost", "Stocked", "Ship Date"],
  ["Wheel", money(20.5), cell("4"), date("2016-03-01")],
  ["Door", money(15), cell("2"), date("2016-03-15")],
  ["Engine", money(100), cell("1"), date("2016-03-20")],
  ["Totals", money(135.5), cell("7"), date("2016-03-20")],
]);

beforeAll(async () => {
  google = await startTestGoogle([workbook("book", "Example", [EXAMPLE])]);
  google.world.accounts.apiKeys.add("test-key");
});
afterAll(() => google.close());

/** Asks with the unmodified client in a process of its own, which knows only proxy and authority. */
async function ask(request: string): Promise<unknown> {
  const script = `
    import { sheets } from "@googleapis/sheets";
    const api = sheets({ version: "v4", auth: "test-key" });
    const answer = await (${request})(api);
    console.log(JSON.stringify(answer.data));`;
  const { stdout } = await run(process.execPath, ["--input-type=module", "-e", script], {
    env: { ...process.env, ...google.env },
  });
  return JSON.parse(stdout);
}

test("the unmodified client reads the documented example under Google's own address", async () => {
  const answer = await ask(
    `(api) => api.spreadsheets.values.get({ spreadsheetId: "book", range: "Sheet1!A1:D5" })`,
  );
  expect(answer).toEqual({
    range: "Sheet1!A1:D5",
    majorDimension: "ROWS",
    values: [
      ["Item", "Cost", "Stocked", "Ship Date"],
      ["Wheel", "$20.50", "4", "3/1/2016"],
      ["Door", "$15.00", "2", "3/15/2016"],
      ["Engine", "$100.00", "1", "3/20/2016"],
      ["Totals", "$135.50", "7", "3/20/2016"],
    ],
  });
  expect(google.strayed).toEqual([]);
});

test("unformatted values are numbers, dates serial numbers", async () => {
  const answer = await ask(
    `(api) => api.spreadsheets.values.batchGet({ spreadsheetId: "book", ranges: ["Sheet1!B2:D2"],
       valueRenderOption: "UNFORMATTED_VALUE", dateTimeRenderOption: "SERIAL_NUMBER" })`,
  );
  expect(answer).toEqual({
    spreadsheetId: "book",
    valueRanges: [{ range: "Sheet1!B2:D2", majorDimension: "ROWS", values: [[20.5, "4", 42_430]] }],
  });
});

test("only the fields that were asked for are sent", async () => {
  const answer = await ask(
    `(api) => api.spreadsheets.get({ spreadsheetId: "book", fields: "properties(title),sheets(properties(sheetId,title))" })`,
  );
  expect(answer).toEqual({
    properties: { title: "Example" },
    sheets: [{ properties: { sheetId: 0, title: "Sheet1" } }],
  });
});

test.each([
  ["an unknown parameter", "/v4/spreadsheets/book?key=test-key&rangs=A1", 400],
  [
    "a value that is none",
    "/v4/spreadsheets/book/values:batchGet?key=test-key&ranges=Sheet1&valueRenderOption=RAW",
    400,
  ],
  [
    "a parameter twice",
    "/v4/spreadsheets/book?key=test-key&includeGridData=true&includeGridData=false",
    400,
  ],
  ["a call that is none", "/v4/spreadsheets/book/values:get?key=test-key", 404],
])("%s is refused, as Google's description says", async (_, path, status) => {
  google.world.refused.length = 0;
  const script = `
    import { Gaxios } from "gaxios";
    const { status } = await new Gaxios().request({ url: "https://sheets.googleapis.com${path}", validateStatus: () => true });
    console.log(status);`;
  const { stdout } = await run(process.execPath, ["--input-type=module", "-e", script], {
    env: { ...process.env, ...google.env },
  });
  expect(Number(stdout)).toBe(status);
  expect(google.world.refused).toHaveLength(1);
});

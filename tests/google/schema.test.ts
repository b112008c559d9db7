/**
 * Not just our belief: what the test Google answers is checked against JSON Schema made from the typings that
 * Google generates from its own description of the service.
 */
import { createRequire } from "node:module";
import { join } from "node:path";
import { Ajv, type AnySchema, type ValidateFunction } from "ajv";
import { createGenerator } from "ts-json-schema-generator";
import { beforeAll, expect, test } from "vitest";
import { demoWorkbook } from "./demo-workbook.ts";
import { answerDrive } from "./drive-api.ts";
import { answerSheets } from "./sheets-api.ts";
import { tabNamed } from "./workbook.ts";

const folderOf = (name: string): string =>
  join(createRequire(import.meta.url).resolve(`${name}/package.json`), "..");

/** Fields that are not in the typings are mistakes. */
function schemaOf(name: string, file: string, type: string): ValidateFunction {
  const schema = createGenerator({
    path: join(folderOf(name), file),
    type,
    skipTypeCheck: true,
    additionalProperties: false,
    expose: "all",
  }).createSchema(type);
  return new Ajv({ strict: false, allErrors: true }).compile(schema as AnySchema);
}

let spreadsheet: ValidateFunction;
let batchGet: ValidateFunction;
let driveFile: ValidateFunction;
const book = demoWorkbook("book", 7, "2026-11-18");

beforeAll(() => {
  const sheets = (type: string) => schemaOf("@googleapis/sheets", "build/v4.d.ts", type);
  spreadsheet = sheets("sheets_v4.Schema$Spreadsheet");
  batchGet = sheets("sheets_v4.Schema$BatchGetValuesResponse");
  driveFile = schemaOf("@googleapis/drive", "build/v3.d.ts", "drive_v3.Schema$File");
  const orders = tabNamed(book, "Orders");
  orders.merges.push({
    startRowIndex: 0,
    endRowIndex: 1,
    startColumnIndex: 0,
    endColumnIndex: 5,
  });
  orders.hasFilter = true;
  orders.hiddenRows.add(8);
  orders.filteredRows.add(9);
});

const query = (parameters: Record<string, string | string[]>): URLSearchParams => {
  const made = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    for (const one of [value].flat()) made.append(name, one);
  }
  return made;
};
const problems = (validate: ValidateFunction, value: unknown): unknown => {
  validate(value);
  return validate.errors;
};

test("a whole spreadsheet with its grid", () => {
  const { status, body } = answerSheets(book, "", query({ includeGridData: "true" }));
  expect(status).toBe(200);
  expect(problems(spreadsheet, body)).toBeNull();
  expect(JSON.stringify(body)).toContain("hiddenByFilter");
});

test("values in every way they can be asked for", () => {
  for (const valueRenderOption of ["FORMATTED_VALUE", "UNFORMATTED_VALUE", "FORMULA"]) {
    const { status, body } = answerSheets(
      book,
      "/values:batchGet",
      query({ ranges: ["Orders", "'Products & prices'!A1:C"], valueRenderOption }),
    );
    expect(status).toBe(200);
    expect(problems(batchGet, body)).toBeNull();
  }
});

test("a file of Drive", () => {
  const fields = "id,name,version,modifiedTime,trashed,mimeType,kind";
  expect(problems(driveFile, answerDrive(book, query({ fields })).body)).toBeNull();
});

test("the schema does notice: wrong names, wrong types", () => {
  expect(problems(batchGet, { valueRange: [] })).not.toBeNull();
  expect(problems(spreadsheet, { sheets: [{ properties: { sheetId: "0" } }] })).not.toBeNull();
  expect(problems(driveFile, { version: 3 })).not.toBeNull();
});

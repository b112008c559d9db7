import { expect, test } from "vitest";
import { calledNames, normaliseSql, scanSql, splitStatements } from "./sql-scan.ts";

test("pieces join to the text and know their first line", () => {
  const sql = `select 'it''s -- no comment', "a;b" -- real\n/* two\nlines */ from t`;
  const pieces = scanSql(sql);
  expect(pieces.map((piece) => piece.text).join("")).toBe(sql);
  expect(pieces.map(({ kind, line }) => [kind, line])).toEqual([
    ["code", 1],
    ["literal", 1],
    ["code", 1],
    ["identifier", 1],
    ["code", 1],
    ["comment", 1],
    ["code", 1],
    ["comment", 2],
    ["code", 3],
  ]);
});

test("layout and comments do not matter, text in quotes does", () => {
  const one = normaliseSql("select a,  -- first\n  'x  y'\nfrom   t\n");
  expect(normaliseSql("\nselect a, 'x  y' /* here */ from t")).toBe(one);
  expect(normaliseSql("select a, 'x y' from t")).not.toBe(one);
});

test("calls are found in code only, whatever their case", () => {
  const sql = `select Sum (a), "max"(b), 'min(c)' -- avg(d)\nfrom t where a in (1)`;
  expect([...calledNames(sql)]).toEqual(["sum", "in"]);
});

test("statements are cut at semicolons outside of quotes and comments", () => {
  expect(splitStatements(`a ';' ; -- b;\n c ";";;\n`)).toEqual(["a ';'", `c ";"`]);
});

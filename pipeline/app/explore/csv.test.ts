import { expect, test } from "vitest";
import { looksLikeFormula, safeCsvSql, safeHeader } from "./csv.ts";

test.each(["=1+1", "+49 30", "-x", "@sum", "\tx", "\r=x"])(
  "%j would be taken for a formula",
  (text) => {
    expect(looksLikeFormula(text)).toBe(true);
    expect(safeHeader(text)).toBe(`'${text}`);
  },
);

test.each(["", "a=1", " =1", "1-2", "'=1"])("%j is only text", (text) => {
  expect(looksLikeFormula(text)).toBe(false);
  expect(safeHeader(text)).toBe(text);
});

test("numbers, dates and truth values are left as they are; everything else is looked at", () => {
  const sql = safeCsvSql("select 1", [
    { name: "n", type: "DECIMAL(18,4)" },
    { name: "d", type: "DATE" },
    { name: "t", type: "VARCHAR" },
    { name: "l", type: "INTEGER[]" },
  ]);
  expect(sql).toContain('c0 as "n", c1 as "d", case when');
  expect(sql.match(/regexp_matches/g)).toHaveLength(2);
});

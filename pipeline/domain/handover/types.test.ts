import { expect, test } from "vitest";
import { AppError } from "#domain/errors.ts";
import { bigqueryType, redshiftType } from "./types.ts";

test.each([
  ["INTEGER", "integer", "int64"],
  ["BIGINT", "bigint", "int64"],
  ["DOUBLE", "double precision", "float64"],
  ["BOOLEAN", "boolean", "bool"],
  ["DATE", "date", "date"],
  ["TIMESTAMP", "timestamp", "timestamp"],
  ["DECIMAL(18,4)", "decimal(18, 4)", "numeric(18, 4)"],
  ["DECIMAL(38,2)", "decimal(38, 2)", "bignumeric(38, 2)"],
  ["DECIMAL(20,10)", "decimal(20, 10)", "bignumeric(20, 10)"],
])("%s is %s on Redshift and %s on BigQuery", (type, redshift, bigquery) => {
  expect(redshiftType("t.c", type, null)).toBe(redshift);
  expect(bigqueryType("t.c", type)).toBe(bigquery);
});

test.each([
  [0, 16],
  [16, 16],
  [17, 32],
  [64, 64],
  [32_769, 65_535],
  [65_535, 65_535],
])("a text of %d bytes needs varchar(%d)", (longest, width) => {
  expect(redshiftType("t.c", "VARCHAR", longest)).toBe(`varchar(${width})`);
});

test.each([
  () => redshiftType("gold.x.c", "VARCHAR", 65_536),
  () => redshiftType("gold.x.c", "HUGEINT", null),
  () => bigqueryType("gold.x.c", "VARCHAR[]"),
])("what has no type there is said, never guessed", (asked) => {
  expect(asked).toThrow(AppError);
  expect(asked).toThrow(/^gold\.x\.c is .* has no column for\.$/);
});

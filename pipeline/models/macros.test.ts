import { expect, test } from "vitest";
import { macrosUsed, orderMacros, parseMacros } from "./macros.ts";

const TEXT = `-- Outer first in the file, last in order.
create or replace macro outer_one(v) as middle(v) || ';';
create or replace macro middle(v) as Inner_one(v) + 1;
create or replace macro inner_one(v) as trim(v);
create or replace macro alone(v) as v;
`;

test("macros come after those they call", () => {
  const macros = orderMacros(parseMacros(TEXT, "sql/macros/all.sql"));
  expect(macros.map(({ name, uses }) => [name, uses])).toEqual([
    ["alone", []],
    ["inner_one", []],
    ["middle", ["inner_one"]],
    ["outer_one", ["middle"]],
  ]);
});

test("a select uses what it calls and what that calls", () => {
  const macros = orderMacros(parseMacros(TEXT, "sql/macros/all.sql"));
  const used = (sql: string) => macrosUsed([sql], macros).map(({ name }) => name);
  expect(used("select MIDDLE(a) from t")).toEqual(["inner_one", "middle"]);
  expect(used("select outer_one(a) from t")).toEqual(["inner_one", "middle", "outer_one"]);
  expect(used("select middle, 'outer_one(a)' from t")).toEqual([]);
});

test("a file with another statement is refused", () => {
  expect(() => parseMacros("drop table t;", "sql/macros/bad.sql")).toThrow(
    'sql/macros/bad.sql: "drop table t" is not a macro.',
  );
});

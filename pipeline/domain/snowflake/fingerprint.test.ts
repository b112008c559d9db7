import { expect, test } from "vitest";
import { readableKey } from "./fingerprint.ts";

test.each([
  ["6:A-1001", "A-1001"],
  ["6:A-1001|1:2", "A-1001, 2"],
  ["3:a|b|-|2:🙂é", "a|b, —, 🙂é"],
  ["0:", ""],
  ["no key", "no key"],
  ["3:abcd", "3:abcd"],
])("the key %j reads %j", (text, expected) => {
  expect(readableKey(text)).toBe(expected);
});

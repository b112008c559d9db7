import { expect, test } from "vitest";
import { stepOf } from "./keys.ts";

const bounds = { rows: 1000, columns: 5, page: 20 };
const key = (name: string, ctrlKey = false) => ({ key: name, ctrlKey, metaKey: false });

test.each([
  ["ArrowDown", false, { row: 11, column: 2 }],
  ["ArrowUp", true, { row: 0, column: 2 }],
  ["PageDown", false, { row: 30, column: 2 }],
  ["PageUp", false, { row: 0, column: 2 }],
  ["Home", false, { row: 10, column: 0 }],
  ["End", true, { row: 999, column: 4 }],
  ["ArrowRight", true, { row: 10, column: 4 }],
  ["ArrowLeft", false, { row: 10, column: 1 }],
])("%s (with Ctrl: %s)", (name, far, cell) => {
  expect(stepOf(key(name, far), { row: 10, column: 2 }, bounds)).toEqual(cell);
});

test("other keys lead nowhere", () => {
  expect(stepOf(key("a"), { row: 0, column: 0 }, bounds)).toBeNull();
});

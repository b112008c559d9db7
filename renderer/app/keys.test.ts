import { expect, test } from "vitest";
import { keyAct } from "./keys.ts";
import { SCREENS } from "./screens.ts";

const plain = {
  control: false,
  shift: false,
  alt: false,
  inField: false,
  afterG: false,
  letters: true,
};

test.each(SCREENS.map(({ letter, to }) => [letter, to]))("G then %s opens %s", (key, to) => {
  expect(keyAct({ ...plain, key, afterG: true })).toEqual({ kind: "go", to });
  expect(keyAct({ ...plain, key, afterG: true, letters: false })).toBeNull();
  expect(keyAct({ ...plain, key, afterG: true, inField: true })).toBeNull();
});

test("letters are one per screen", () => {
  expect(new Set(SCREENS.map(({ letter }) => letter)).size).toBe(SCREENS.length);
});

test.each([
  [{ key: "g" }, "wait"],
  [{ key: "/" }, "filter"],
  [{ key: "?", shift: true }, "map"],
  [{ key: "F6" }, "region"],
  [{ key: "F6", shift: true, inField: true }, "region_back"],
  [{ key: ".", control: true, inField: true }, "stop"],
  [{ key: "z", control: true }, "undo"],
] as const)("%j", (pressed, kind) => {
  expect(keyAct({ ...plain, ...pressed })).toEqual({ kind });
});

test.each([
  [{ key: "z", control: true, inField: true }],
  [{ key: "z", control: true, shift: true }],
  [{ key: "/", inField: true }],
  [{ key: "?", inField: true }],
  [{ key: "g", letters: false }],
  [{ key: "g", alt: true }],
  [{ key: "x" }],
])("nothing: %j", (pressed) => {
  expect(keyAct({ ...plain, ...pressed })).toBeNull();
});

import { expect, test } from "vitest";
import { ZodError } from "zod";
import { pickOptions } from "./pick-options.ts";

test("one file, of the endings that were named or any", () => {
  expect(pickOptions({})).toEqual({ properties: ["openFile"] });
  expect(pickOptions({ title: "Choose a table", endings: ["csv", "tsv"] })).toEqual({
    title: "Choose a table",
    properties: ["openFile"],
    filters: [
      { name: ".csv, .tsv", extensions: ["csv", "tsv"] },
      { name: "All files", extensions: ["*"] },
    ],
  });
});

test("a folder, which may be a new one", () => {
  expect(pickOptions({ folder: true, endings: ["csv"] })).toEqual({
    properties: ["openDirectory", "createDirectory"],
  });
});

test.each([
  null,
  "file",
  { folder: "yes" },
  { defaultPath: "/etc" },
  { endings: ["../x"] },
  { endings: ["*"] },
  { title: "x".repeat(201) },
])("%j is not understood", (asked) => {
  expect(() => pickOptions(asked)).toThrow(ZodError);
});

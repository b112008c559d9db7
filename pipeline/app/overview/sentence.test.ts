import { expect, test } from "vitest";
import { duration } from "./sentence.ts";

test.each([
  [0.44, "0.4 s"],
  [9.94, "9.9 s"],
  [9.96, "10 s"],
  [10.4, "10 s"],
  [48, "48 s"],
  [59.4, "59 s"],
  [59.7, "1 min"],
  [60, "1 min"],
  [119.7, "2 min"],
  [185.2, "3 min 5 s"],
])("%d seconds are %s", (seconds, said) => {
  expect(duration(seconds)).toBe(said);
});

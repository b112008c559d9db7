import { expect, test } from "vitest";
import { refusalReason } from "./refusal.ts";

test.each([
  ["03/04/2026", "date", "could be 3 April or 4 March"],
  ["31.12.2026", "date", "is not a date"],
  ["04/04/2026", "date", "is not a date"],
  ["soon", "date", "is not a date"],
  ["'1.234", "number", "could be 1234 or 1.234"],
  ["-1,234", "number", "could be -1234 or -1.234"],
  ["12.50 or so", "number", "is not a number"],
  ["#DIV/0!", "number", "is an error of its formula"],
  ["03/04/2026", null, "cannot be read"],
] as const)("%s among %ss: %s", (raw, kind, reason) => {
  expect(refusalReason(raw, kind)).toBe(reason);
});

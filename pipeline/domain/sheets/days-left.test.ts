import { expect, test } from "vitest";
import { consentNotice, daysLeft } from "./days-left.ts";

const UNTIL = "2026-11-20T10:00:00.000Z";

test.each([
  ["2026-11-13T10:00:00.000Z", 7, "info"],
  ["2026-11-17T10:00:00.000Z", 3, "info"],
  ["2026-11-17T10:00:01.000Z", 2, "warn"],
  ["2026-11-19T10:00:00.000Z", 1, "warn"],
  ["2026-11-20T09:59:59.000Z", 0, "warn"],
  ["2026-11-20T10:00:01.000Z", -1, "error"],
] as const)("at %s there are %i days left: %s", (at, left, severity) => {
  expect(daysLeft(UNTIL, new Date(at))).toBe(left);
  expect(consentNotice("marta@shop.example", UNTIL, new Date(at))).toMatchObject({
    days_left: left,
    severity,
    text: expect.stringContaining("marta@shop.example"),
    action: expect.stringContaining("account sign-in"),
  });
});

test("a sign-in that lasts says nothing", () => {
  expect(daysLeft(null, new Date(UNTIL))).toBeNull();
  expect(consentNotice("marta@shop.example", null, new Date(UNTIL))).toBeNull();
});

test("the sentence counts as people do", () => {
  const said = (at: string) => consentNotice("Marta", UNTIL, new Date(at))?.text;
  expect(said("2026-11-15T10:00:00.000Z")).toContain("in 5 days");
  expect(said("2026-11-19T10:00:00.000Z")).toContain("in 1 day,");
  expect(said("2026-11-20T00:00:00.000Z")).toContain("within a day");
  expect(said("2026-11-21T00:00:00.000Z")).toContain("has ended");
});

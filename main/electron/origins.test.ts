import { expect, test } from "vitest";
import { isConsole, isRecovery, originOf } from "./origins.ts";

test("our pages are ours", () => {
  expect(isConsole("app://medallion/")).toBe(true);
  expect(isConsole("app://medallion/reports/orders?tab=rows#end")).toBe(true);
  expect(isRecovery("app://recovery/")).toBe(true);
});

test.each([
  "https://evil.example/?next=app://medallion/",
  "https://app/medallion",
  "https://medallion/",
  "app://medallion.evil.example/",
  "app://evil.example/medallion",
  "app://medallion@evil.example/",
  "app://someone:secret@medallion/",
  "app://medallion:8080/",
  "app:medallion",
  "app:///medallion",
  "application://medallion/",
  "file:///app://medallion/",
  "javascript:alert('app://medallion/')",
  "data:text/html,app://medallion/",
  "about:blank",
  "blob:app://medallion/0d1c",
  "",
  "medallion",
])("%s is not the console", (address) => {
  expect(isConsole(address)).toBe(false);
  expect(isRecovery(address)).toBe(false);
});

test("the recovery page is not the console", () => {
  expect(isConsole("app://recovery/")).toBe(false);
  expect(originOf("app://recovery/x")).toBe("app://recovery");
});

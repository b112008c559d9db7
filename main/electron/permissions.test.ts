import { expect, test } from "vitest";
import { mayHave } from "./permissions.ts";

const from = "app://medallion/explore";

test("the console may copy", () => {
  expect(mayHave({ permission: "clipboard-sanitized-write", from, mainFrame: true })).toBe(true);
});

test.each([
  "clipboard-read",
  "deprecated-sync-clipboard-read",
  "media",
  "geolocation",
  "notifications",
  "openExternal",
  "fileSystem",
  "display-capture",
  "hid",
  "serial",
  "usb",
  "local-network-access",
  "window-management",
  "unknown",
  "constructor",
  "",
])("nobody may have %s", (permission) => {
  expect(mayHave({ permission, from, mainFrame: true })).toBe(false);
});

test("others may not even copy", () => {
  const permission = "clipboard-sanitized-write";
  expect(mayHave({ permission, from, mainFrame: false })).toBe(false);
  expect(mayHave({ permission, from: "app://recovery/", mainFrame: true })).toBe(false);
  expect(
    mayHave({ permission, from: "https://evil.example/?app://medallion", mainFrame: true }),
  ).toBe(false);
  expect(mayHave({ permission, from: "", mainFrame: true })).toBe(false);
});

import { expect, test } from "vitest";
import { mayDownload, navigation } from "./navigation.ts";

const HOME = "app://medallion/overview";

test("the console moves within itself", () => {
  expect(navigation(HOME, "app://medallion/reports/orders", true)).toEqual({ verdict: "allow" });
  expect(navigation(HOME, HOME, true)).toEqual({ verdict: "allow" });
});

test.each([
  "https://evil.example/?next=app://medallion/",
  "app://medallion.evil.example/",
  "app://medallion@evil.example/",
  "app://recovery/do/quit",
  "file:///etc/passwd",
  "javascript:alert(1)",
  "data:text/html,<script>alert(1)</script>",
  "about:blank",
  "devtools://devtools/bundled/inspector.html",
])("the console does not leave for %s", (to) => {
  expect(navigation(HOME, to, true)).toEqual({ verdict: "deny" });
});

test("a page inside the page goes nowhere, and foreign pages lead nowhere", () => {
  expect(navigation(HOME, HOME, false)).toEqual({ verdict: "deny" });
  expect(navigation("https://evil.example/", HOME, true)).toEqual({ verdict: "deny" });
  expect(navigation("", HOME, true)).toEqual({ verdict: "deny" });
});

test("links of the recovery page are acted upon and never followed", () => {
  const from = "app://recovery/";
  const act = (path: string) => navigation(from, `app://recovery${path}`, true);
  expect(act("/do/restart")).toEqual({ verdict: "act", action: "restart" });
  expect(act("/do/logs")).toEqual({ verdict: "act", action: "logs" });
  expect(act("/do/constructor")).toEqual({ verdict: "deny" });
  expect(act("/do/restart/../format")).toEqual({ verdict: "deny" });
  expect(navigation(from, HOME, true)).toEqual({ verdict: "deny" });
  expect(navigation(from, "https://evil.example/do/restart", true)).toEqual({ verdict: "deny" });
});

test("what is saved comes from the exports or from the page itself", () => {
  expect(mayDownload("app://medallion/download/orders.csv")).toBe(true);
  expect(mayDownload("blob:app://medallion/6f1c")).toBe(true);
  for (const address of [
    "app://medallion/assets/main.js",
    "app://recovery/download/x",
    "blob:https://evil.example/app://medallion/",
    "https://evil.example/download/x.exe",
    "data:text/csv,x",
  ]) {
    expect(mayDownload(address)).toBe(false);
  }
});

import { expect, test } from "vitest";
import { fileHeaders, recoveryHeaders } from "./page-headers.ts";

/** Directive → its values. */
function policyOf(headers: Record<string, string>): Map<string, string> {
  const parts = headers["content-security-policy"]!.split("; ");
  return new Map(parts.map((part) => [part.split(" ")[0]!, part.split(" ").slice(1).join(" ")]));
}

test("the page takes scripts and data from the program only", () => {
  const policy = policyOf(fileHeaders("/x/index.html", false));
  expect(policy.get("default-src")).toBe("'none'");
  expect(policy.get("script-src")).toBe("'self'");
  expect(policy.get("connect-src")).toBe("'self'");
  expect(policy.get("base-uri")).toBe("'none'");
  expect([...policy.values()].join(" ")).not.toMatch(/unsafe-eval|https?:|\*/);
});

test("the recovery page runs no script and writes no style", () => {
  const policy = policyOf(recoveryHeaders());
  expect(policy.has("script-src")).toBe(false);
  expect(policy.get("default-src")).toBe("'none'");
  expect(policy.get("style-src")).toBe("'self'");
});

test("types are said and never guessed", () => {
  const type = (path: string) => fileHeaders(path, false)["content-type"];
  expect(type("/x/a.js")).toBe("text/javascript; charset=utf-8");
  expect(type("/x/a.woff2")).toBe("font/woff2");
  expect(type("/x/a.exe")).toBe("application/octet-stream");
  expect(type("/x/a.constructor")).toBe("application/octet-stream");
  expect(fileHeaders("/x/a.js", false)["x-content-type-options"]).toBe("nosniff");
});

test("a download is saved and never shown, whatever it is", () => {
  const headers = fileHeaders('/shop/exports/m\u00e4rz "x".html', true);
  expect(headers["content-type"]).toBe("application/octet-stream");
  expect(headers["content-disposition"]).toBe(
    "attachment; filename*=UTF-8''m%C3%A4rz%20%22x%22.html",
  );
});

import { expect, test } from "vitest";
import { externalVerdict } from "./external-address.ts";

test("a cell of a sheet opens at once", () => {
  expect(externalVerdict("https://docs.google.com/spreadsheets/d/1a/edit#gid=0&range=F212")).toBe(
    "open",
  );
  expect(externalVerdict("https://accounts.google.com/o/oauth2/v2/auth?x=1")).toBe("open");
});

test.each([
  "https://example.com/help",
  "https://docs.google.com.evil.example/",
  "https://evil.example/docs.google.com",
  "https://xn--dcs-hna.google.com/",
])("%s is shown to the person first", (address) => {
  expect(externalVerdict(address)).toBe("ask");
});

test.each([
  "http://docs.google.com/",
  "https://docs.google.com@evil.example/",
  "https://docs.google.com:8443/",
  "https://127.0.0.1/",
  "https://0x7f.1/",
  "https://2130706433/",
  "https://[::1]/",
  "https://localhost/",
  "https://printer.local/",
  "https://router/",
  "file:///etc/passwd",
  "javascript:alert(1)",
  "data:text/html,x",
  "app://medallion/",
  "smb://share/file",
  "ms-msdt:/id",
  "mailto:marta@example.com",
  "\\\\server\\share",
  "docs.google.com",
  "",
])("%s is never opened", (address) => {
  expect(externalVerdict(address)).toBe("refuse");
});

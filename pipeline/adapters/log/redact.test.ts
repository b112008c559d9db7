import { expect, test } from "vitest";
import { Redactor } from "./redact.ts";

const redactor = new Redactor();

test.each([
  "password",
  "db_password",
  "clientSecret",
  "api_key",
  "apiKey",
  "api-key",
  "AccessKeyId",
  "private_key",
  "refresh_token",
  "Authorization",
  "cookie",
  "connectionString",
  "credentials",
])("a value under %s is hidden", (key) => {
  expect(redactor.value({ [key]: "s3cr3t" })).toEqual({ [key]: "***" });
  expect(redactor.value({ [key]: { deep: "s3cr3t" } })).toEqual({ [key]: "***" });
});

test("what is missing or a flag is shown even under a secret key", () => {
  const value = { token: null, has_password: true, key: "O-1", business_key: "O-2", rows: 3 };
  expect(redactor.value(value)).toEqual(value);
});

test.each([
  ["postgres://reader:hunter2@db.example/shop", "postgres://reader:***@db.example/shop"],
  ["Authorization: Bearer abcdefgh12345678", "Authorization: Bearer ***"],
  [
    "https://b.example/x?X-Amz-Signature=deadbeef&a=1",
    "https://b.example/x?X-Amz-Signature=***&a=1",
  ],
  ["GET /?access_token=abc.def&x=1", "GET /?access_token=***&x=1"],
  ["-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY----- after", "*** after"],
  ["-----BEGIN RSA PRIVATE KEY-----\nMIIE cut off", "***"],
])("%s is shown as %s", (text, shown) => {
  expect(redactor.text(text)).toBe(shown);
});

test("plain text, numbers, dates and lists stay as they are", () => {
  const date = new Date("2026-11-20T00:00:00Z");
  expect(
    redactor.value({ a: "tokens of love", b: [1, "x", null], c: date, d: new Date(NaN) }),
  ).toEqual({
    a: "tokens of love",
    b: [1, "x", null],
    c: "2026-11-20T00:00:00.000Z",
    d: null,
  });
});

test("a secret too short to tell from text is not hidden", () => {
  const short = new Redactor();
  short.hide("abc");
  short.hide("abcd");
  expect(short.text("abc abcd")).toBe("abc ***");
});

test("long texts are cut and say how long they were", () => {
  const text = redactor.text("x".repeat(5000));
  expect(text).toHaveLength(4000 + "… (5000 characters)".length);
  expect(text.endsWith("… (5000 characters)")).toBe(true);
});

test("depth ends somewhere; functions leave nothing", () => {
  const deep = { a: { b: { c: { d: { e: { f: { g: 1 } } } } } } };
  expect(JSON.stringify(redactor.value(deep))).toBe('{"a":{"b":{"c":{"d":{"e":{"f":"…"}}}}}}');
  expect(redactor.value({ call: () => 1 })).toEqual({ call: undefined });
});

import { ORPCError } from "@orpc/contract";
import { expect, test } from "vitest";
import { AppError, ERROR_EXIT_CODES, type ErrorCode } from "#domain/errors.ts";
import { contractError, errorValue } from "./errors.ts";

test.each(Object.keys(ERROR_EXIT_CODES) as ErrorCode[])(
  "%s crosses the contract and back",
  (code) => {
    const error = new AppError(code, "what and where", {
      hint: "what to do",
      retryable: true,
      details: { rows: 3 },
    });
    const crossed = contractError(error);
    expect(crossed).toBeInstanceOf(ORPCError);
    expect(errorValue(crossed)).toEqual({
      code,
      message: "what and where",
      hint: "what to do",
      retryable: true,
      details: { rows: 3 },
    });
  },
);

test("what was left out is null", () => {
  expect(errorValue(contractError(new AppError("locked", "busy")))).toEqual({
    code: "locked",
    message: "busy",
    hint: null,
    retryable: false,
    details: null,
  });
});

test.each([
  ["a bug", new TypeError("secret data of row 7")],
  ["a text", "secret data of row 7"],
  ["nothing", undefined],
  ["a foreign code", new ORPCError("TEAPOT", { message: "secret data of row 7" })],
  ["a known code with foreign data", new ORPCError("locked", { message: "secret", data: 3 })],
])("%s becomes internal and does not show its text", (_name, thrown) => {
  const value = errorValue(thrown);
  expect(value.code).toBe("internal");
  expect(JSON.stringify(value)).not.toContain("secret");
});

test("an aborted call is cancelled", () => {
  expect(errorValue(new DOMException("stop", "AbortError")).code).toBe("cancelled");
});

test("input that does not fit the schema names the places", () => {
  const issues = [
    { message: "too short", path: ["map", 0, "headers"] },
    { message: "expected an object" },
  ];
  const value = errorValue(new ORPCError("BAD_REQUEST", { data: { issues } }));
  expect(value.code).toBe("usage");
  expect(value.message).toContain("map.0.headers: too short; input: expected an object");
});

test.each([
  ["ENOSPC", "disk_full"],
  ["EFBIG", "disk_full"],
  ["EROFS", "read_only"],
  ["EACCES", "read_only"],
])("a disk that answers %s is %s, with the path", (code, wanted) => {
  const error = Object.assign(new Error("raw"), { code, path: "/shop/state" });
  const value = errorValue(error);
  expect(value.code).toBe(wanted);
  expect(value.message).toContain("/shop/state");
  expect(value.hint).toBeTruthy();
});

test.each([
  ["NOT_FOUND", "does not know this call"],
  ["UNAUTHORIZED", "not let in"],
])("what the transport says by itself, %s, is told in words", (code, said) => {
  const value = errorValue(new ORPCError(code, { data: "No procedure matched" }));
  expect(value).toMatchObject({ code: "usage", message: expect.stringContaining(said) });
});

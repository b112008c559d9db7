import { expect, test } from "vitest";
import { AppError } from "#domain/errors.ts";
import { SqlRefused } from "#domain/sql-refused.ts";
import { toAppError } from "./errors.ts";

test.each([
  ["INTERRUPT Error: Interrupted!", "cancelled"],
  ["IO Error: Could not write file: No space left on device", "disk_full"],
  ["Out of Memory Error: max_temp_directory_size exceeded", "disk_full"],
  ["IO Error: Could not write all bytes to file", "disk_full"],
  ["IO Error: Cannot open file: Read-only file system", "read_only"],
  ["IO Error: Cannot open file x: Permission denied", "read_only"],
  ["IO Error: Could not set lock on file x", "locked"],
])("%s is %s to a person", (message, code) => {
  const cause = new Error(message);
  const error = toAppError(cause, "select 1");
  expect(error).toBeInstanceOf(AppError);
  expect(error).toMatchObject({ code, cause });
  expect((error as AppError).message).not.toContain("Error:");
  if (code !== "cancelled") {
    expect(error).toMatchObject({ details: message, hint: expect.stringMatching(/\w/) });
  }
});

test("an error for a person passes; anything after a stop is the stop", () => {
  const known = new AppError("usage", "no");
  expect(toAppError(known, "")).toBe(known);
  const stop = new AbortController();
  expect(toAppError(new Error("odd"), "", stop.signal)).toBeInstanceOf(SqlRefused);
  stop.abort();
  expect(toAppError(new Error("odd"), "", stop.signal)).toMatchObject({ code: "cancelled" });
});

test("anything else keeps its message and the statement", () => {
  const error = toAppError("Parser Error: near x", "selec");
  expect(error).toBeInstanceOf(SqlRefused);
  expect(error).toMatchObject({ message: "Parser Error: near x", sql: "selec" });
});

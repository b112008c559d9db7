/* oxlint-disable vitest/no-conditional-tests, vitest/valid-title, vitest/valid-describe-callback, vitest/no-disabled-tests -- decides whether a suite can run */
/** Where the programs are that tests/services starts, and what happens where one is missing. */
import { accessSync, constants, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { describe, expect, test } from "vitest";

/** Folders that are not on everybody's PATH. */
const ALSO = [
  ...versions("/usr/lib/postgresql"),
  "/usr/sbin",
  "/usr/local/sbin",
  "/usr/local/go/bin",
  "/opt/homebrew/bin",
  join(homedir(), "go", "bin"),
];

function versions(folder: string): string[] {
  try {
    const found = readdirSync(folder).toSorted((a, b) => Number(b) - Number(a));
    return found.map((version) => join(folder, version, "bin"));
  } catch {
    return [];
  }
}

/** MEDALLION_<NAME>_PATH, then the folders programs are in (the wrappers on PATH of distributions come last). */
export function findProgram(name: string): string | null {
  const named = process.env[`MEDALLION_${name.toUpperCase().replaceAll("-", "_")}_PATH`];
  if (named) return named;
  const folders = [...ALSO, ...(process.env["PATH"] ?? "").split(delimiter)];
  const gopath = process.env["GOPATH"];
  if (gopath) folders.push(join(gopath, "bin"));
  for (const folder of folders) {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return join(folder, name);
    } catch {
      // Not in this one.
    }
  }
  return null;
}

/** @throws Error that says how to get it. */
export function program(name: string): string {
  const found = findProgram(name);
  if (!found) throw new Error(missing(name));
  return found;
}

const missing = (name: string): string =>
  `${name} is not installed: run .ci/services, or name it in MEDALLION_${name.toUpperCase()}_PATH`;

/** A suite that needs programs: where one is missing it fails in CI, and says so loudly anywhere else. */
export function serviceSuite(title: string, programs: readonly string[], body: () => void): void {
  const absent = programs.filter((name) => !findProgram(name));
  if (absent.length === 0) {
    describe(title, body);
    return;
  }
  const why = absent.map(missing).join("; ");
  if (process.env["CI"]) {
    test(`${title}: needs ${absent.join(", ")}`, () => expect.fail(why));
    return;
  }
  console.warn(`\nLEFT OUT: ${title}. ${why}\n`);
  // Skipped because the program is not on this computer; in CI that is a failure, see above.
  test.skip(`${title} (left out: ${why})`, () => undefined);
}

import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

export const TOP = join(import.meta.dirname, "../..");

/** Paths of all files git knows or would add, relative to the top, fixtures left out. */
export function projectFiles(pattern: RegExp): readonly string[] {
  const listed = execFileSync(
    "git",
    ["ls-files", "--cached", "--others", "--exclude-standard", "-z"],
    { cwd: TOP, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 },
  );
  return listed
    .split("\0")
    .filter((path) => pattern.test(path) && !path.startsWith("tests/meta/fixtures/"))
    .filter((path) => existsSync(join(TOP, path)));
}

export function read(path: string): string {
  return readFileSync(join(TOP, path), "utf8");
}

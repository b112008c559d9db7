import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const HOME = process.env["MEDALLION_PYTHON_HOME"];
const INSTALLED = join(
  HOME ?? join(homedir(), ".cache", "medallion-services", "python"),
  "bin",
  "python",
);

/** Python with sqlglot and fakesnow, as `.ci/services.d/sqlglot` installs it; the name suites ask for. */
export const PYTHON = "sqlglot-python";
if (existsSync(INSTALLED)) process.env["MEDALLION_SQLGLOT_PYTHON_PATH"] ??= INSTALLED;

/** Runs a script of this folder with JSON in and JSON out. */
export async function runPython<T>(script: string, input: unknown): Promise<T> {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const child = spawn(process.env["MEDALLION_SQLGLOT_PYTHON_PATH"] as string, [path]);
  let [output, errors] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
  child.stdin.end(JSON.stringify(input));
  const code = await new Promise((resolve) => child.once("close", resolve));
  if (code !== 0) throw new Error(`${script} ended with ${String(code)}: ${errors.slice(-2000)}`);
  return JSON.parse(output) as T;
}

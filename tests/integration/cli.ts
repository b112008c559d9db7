import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import type { z } from "zod";
import { table } from "#contract/values.ts";
import { runResult, type RunResult } from "#contract/runs.ts";

const COMMAND_LINE = join(import.meta.dirname, "../../main/cli/index.ts");

export interface Said {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the real command line in a process of its own. */
export function medallion(...argv: string[]): Promise<Said> {
  const child = spawn(process.execPath, [COMMAND_LINE, ...argv]);
  let out = "";
  let err = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (err += text));
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, out, err })));
}

/** Runs a command with `--json`, expects exit code 0 and one document that the contract's schema accepts. */
export async function answer<Schema extends z.ZodType>(
  schema: Schema,
  ...argv: string[]
): Promise<z.output<Schema>> {
  const said = await medallion(...argv, "--json");
  expect(said.code, `${argv.join(" ")}\n${said.err}\n${said.out}`).toBe(0);
  return schema.parse(JSON.parse(said.out));
}

export const run = (directory: string, ...flags: string[]): Promise<RunResult> =>
  answer(runResult, "run", directory, ...flags);

/** Rows of a query as arrays; amounts and other exact numbers are text. */
export async function query(directory: string, sql: string): Promise<unknown[][]> {
  const answered = await answer(table, "query", directory, sql);
  return answered.rows;
}

/** A folder that is removed after use. */
export async function temporaryFolder(): Promise<{
  readonly path: string;
  readonly remove: () => Promise<void>;
}> {
  const path = await mkdtemp(join(tmpdir(), "medallion-integration-"));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** A CSV as spreadsheets write it. */
export function csv(headers: readonly string[], rows: readonly Record<string, string>[]): string {
  const quoted = (cell: string): string =>
    /[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
  const lines = rows.map((row) => headers.map((header) => quoted(row[header] ?? "")));
  return [headers, ...lines].map((line) => `${line.join(",")}\n`).join("");
}

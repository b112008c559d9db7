import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";

const CLI = join(import.meta.dirname, "../../main/cli/index.ts");

export interface Answer {
  readonly code: number | null;
  readonly out: string;
  /** Standard error without progress lines. */
  readonly err: string;
}

/** A folder in which a person types commands; every command is a process of its own. */
export class Desk {
  readonly path = mkdtempSync(join(tmpdir(), "medallion-bad-input-"));

  type(...argv: string[]): Promise<Answer> {
    const child = spawn(process.execPath, [CLI, ...argv], { cwd: this.path });
    let out = "";
    let err = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (err += text));
    return new Promise((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (code) => {
        const said = err.split("\n").filter((line) => !line.startsWith('{"step"'));
        resolve({ code, out, err: said.join("\n") });
      });
    });
  }

  /** The answer of a command that must succeed. */
  async json<T>(...argv: string[]): Promise<T> {
    const { code, out, err } = await this.type(...argv, "--json");
    if (code !== 0) throw new Error(`${argv.join(" ")}: exit ${code}: ${err}`);
    return JSON.parse(out) as T;
  }

  file(name: string, content: string | Buffer): string {
    writeFileSync(join(this.path, name), content);
    return name;
  }

  /** Everything below a folder that a refused command may not change: path → hash. */
  content(folder: string): Record<string, string> {
    const top = join(this.path, folder);
    const entries = readdirSync(top, { recursive: true, withFileTypes: true });
    const files = entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => !/\/logs\/|\.sqlite|\.lock$|\/published\/latest\//.test(path));
    return Object.fromEntries(
      files.map((path) => [
        path.slice(top.length + 1),
        createHash("sha256").update(readFileSync(path)).digest("hex"),
      ]),
    );
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** Words of programs, not of people. */
const JARGON =
  /\bE[A-Z]{4,}\b|\b(Type|Range|Syntax|Reference|Parser|Binder|Catalog|IO|Conversion)\s?Error\b|SQLITE|undefined|\[object|NaN|^\s+at .+:\d+|!\s*$/m;

interface ErrorDocument {
  readonly error: { readonly code: string; readonly message: string; readonly hint: string | null };
}

/** A refusal as documented: exit code, one JSON document, the same text for people, and what to do next. */
export function expectRefused(
  { code, out, err }: Answer,
  wanted: { readonly exit: number; readonly says: string | RegExp },
): ErrorDocument["error"] {
  expect(code, err).toBe(wanted.exit);
  const { error } = JSON.parse(out) as ErrorDocument;
  expect(error.message).toMatch(wanted.says);
  expect(error.hint, "what to do").toBeTruthy();
  expect(`${error.message}\n${error.hint}`).not.toMatch(JARGON);
  expect(err).not.toMatch(JARGON);
  return error;
}

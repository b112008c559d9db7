import { spawn } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const TOP = join(import.meta.dirname, "../..");
let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "medallion-cli-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs the real command line in a process of its own. */
function medallion(...argv: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, [join(TOP, "main/cli/index.ts"), ...argv], { cwd: folder });
  let out = "";
  let err = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (err += text));
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, out, err })));
}

test("the doctor of a folder that does not exist says so, exits 5, and makes nothing", async () => {
  const { code, out } = await medallion("doctor", "nowhere", "--json");
  expect(code).toBe(5);
  const diagnosis = JSON.parse(out) as {
    healthy: boolean;
    checks: { name: string; status: string }[];
  };
  expect(diagnosis.healthy).toBe(false);
  expect(diagnosis.checks.map(({ name, status }) => `${name} ${status}`)).toEqual([
    "Node ok",
    "Engine ok",
    "Workspace error",
  ]);
  expect(await readdir(folder)).toEqual([]);
});

test.each([
  ["run", "nowhere"],
  ["versions", "nowhere"],
  ["report", "nowhere"],
  ["quality", "nowhere"],
  ["query", "nowhere", "select 1"],
  ["source", "list", "nowhere"],
])(
  "%s %s: a folder that is no workspace is refused with exit 2, in one JSON document",
  async (...argv) => {
    const { code, out, err } = await medallion(...argv, "--json");
    expect(code).toBe(2);
    const { error } = JSON.parse(out) as { error: { message: string; hint: string } };
    expect(error.hint.length).toBeGreaterThan(0);
    expect(err).toContain(error.message);
    expect(await readdir(folder)).toEqual([]);
  },
);

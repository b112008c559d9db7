/** What `schedule --print` writes for each system, judged by that system's own checker; nothing is registered. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CLI } from "#tests/crash/child.ts";
import { program, serviceSuite } from "./servers/programs.ts";

const folder = mkdtempSync(join(tmpdir(), "print-"));
const shop = join(folder, "a shop & 100%");
const schema = join(import.meta.dirname, "../night/fixtures/task-scheduler.xsd");

/** The command line in a process of its own, on a computer whose scheduler must not be touched. */
function medallion(...words: string[]): string {
  const done = spawnSync(process.execPath, [CLI, ...words], { encoding: "utf8" });
  expect(done.status, `${done.stdout}${done.stderr}`).toBe(0);
  return done.stdout;
}

/** Prints a plan for one system; answers the folder and the names in it. */
function printed(kind: string): { readonly at: string; readonly names: readonly string[] } {
  const at = join(folder, kind);
  const plan = ["--daily", "03:30", "--tz", "Europe/Berlin", "--scheduler", kind];
  const said = medallion("schedule", shop, "--print", at, ...plan);
  expect(said).toContain("Nothing was registered.");
  const names = readdirSync(at).toSorted();
  for (const name of names) expect(said).toContain(join(at, name));
  return { at, names };
}

/** What a checker says about a file; empty and 0 is approval. */
function judged(name: string, words: readonly string[]) {
  const env = { ...process.env, XDG_RUNTIME_DIR: folder };
  const done = spawnSync(program(name), words, { env, encoding: "utf8" });
  return { status: done.status, out: done.stdout, err: done.stderr };
}

const NEEDED = ["systemd-analyze", "python3", "xmllint", "crontab"];

serviceSuite("schedule --print", NEEDED, () => {
  beforeAll(() => medallion("init", shop, "--tz", "Europe/Berlin"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("systemd takes the two units without a word", () => {
    const { at, names } = printed("systemd");
    expect(names.map((name) => name.split(".").at(-1))).toEqual(["service", "timer"]);
    const units = names.map((name) => join(at, name));
    expect(judged("systemd-analyze", ["verify", "--user", ...units])).toMatchObject({
      status: 0,
      err: "",
    });
    const timer = readFileSync(units[1]!, "utf8");
    expect(timer).toContain("Persistent=true");
    const spec = /^OnCalendar=(.*)$/m.exec(timer)?.[1] ?? "";
    expect(judged("systemd-analyze", ["calendar", spec]).out).toContain("Next elapse");
  });

  test("plistlib reads the agent, and finds the night of this workspace in it", () => {
    const { at, names } = printed("launchd");
    const read =
      "import json,plistlib,sys; print(json.dumps(plistlib.load(open(sys.argv[1],'rb'))))";
    const { out } = judged("python3", ["-c", read, join(at, names[0]!)]);
    const { ProgramArguments } = JSON.parse(out) as { ProgramArguments: string[] };
    expect(ProgramArguments.slice(1)).toEqual([CLI, "nightly", shop, "--scheduled"]);
  });

  test("the task is valid by the schema of MS-TSCH", () => {
    const { at, names } = printed("windows");
    const words = ["--nonet", "--noout", "--schema", schema, join(at, names[0]!)];
    expect(judged("xmllint", words).status).toBe(0);
  });

  test("cron's own parser takes the lines", () => {
    const { at, names } = printed("cron");
    const lines = readFileSync(join(at, names[0]!), "utf8");
    expect(lines).toContain("nightly");
    const file = join(at, names[0]!);
    const taken = judged("crontab", ["-n", file]);
    expect(taken.status, taken.err).toBe(0);
    writeFileSync(file, lines.replace(/^\d+ /m, "61 "));
    expect(judged("crontab", ["-n", file]).status).not.toBe(0);
  });
});

import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { CheckResult } from "#domain/quality/results.ts";
import { AppError } from "#domain/errors.ts";
import { openJournal } from "./journal.ts";

let folder: string;
let path: string;
const children: ChildProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "journal-"));
  path = join(folder, "state.sqlite");
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

const start = (purpose = "run", after = 0) => ({
  started_at: "2026-11-20T03:30:00.000Z",
  pid: 1,
  purpose,
  after,
});

const result = (check: string, extra: Partial<CheckResult> = {}): CheckResult => ({
  check,
  table: "silver.orders",
  label: "Orders",
  layer: "silver",
  kind: "not_null",
  column: "order_id",
  dimension: "completeness",
  severity: "error",
  owner: "operations",
  says: "have no order",
  todo: "Fill it in.",
  status: "passed",
  holds: false,
  rows_checked: 10,
  rows_failed: 0,
  reason: null,
  measured: null,
  since: null,
  failing: null,
  examples: [],
  carried_from: null,
  fingerprint: "f",
  ...extra,
});

function caught(work: () => unknown): AppError {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

/** Runs `body` in a process of its own, with `journal` open on the test's file. */
function fork(body: string): {
  child: ChildProcess;
  output: () => string;
  ended: Promise<number | null>;
} {
  const module = new URL("./journal.ts", import.meta.url).href;
  const script = `const { openJournal } = await import(${JSON.stringify(module)});
    const journal = openJournal(${JSON.stringify(path)});
    const start = (purpose) => ({ started_at: new Date().toISOString(), pid: process.pid, purpose, after: 0 });
    ${body}`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    cwd: process.cwd(),
  });
  children.push(child);
  let text = "";
  child.stdout.on("data", (chunk) => (text += String(chunk)));
  child.stderr.on("data", (chunk) => (text += String(chunk)));
  const ended = new Promise<number | null>((resolve) => child.on("exit", resolve));
  return { child, output: () => text, ended };
}

test("run numbers rise strictly, also over closing and a number known from the lake", () => {
  const first = openJournal(path);
  expect(first.startRun(start()).id).toBe("r000001");
  expect(first.startRun(start("run", 41)).id).toBe("r000042");
  first.close();
  const second = openJournal(path);
  expect(second.startRun(start("run", 7)).id).toBe("r000043");
  second.close();
});

test("a run that never ended is interrupted at the next start; an ended one keeps its status", () => {
  const journal = openJournal(path);
  const dead = journal.startRun(start());
  const good = journal.startRun(start("backfill"));
  expect(journal.run(dead.id)?.status).toBe("interrupted");
  const summary = { run_id: good.id, layers: { bronze: {} } };
  journal.finishRun(good.id, {
    finished_at: "2026-11-20T03:31:00.000Z",
    status: "held",
    build_id: "b1",
    summary,
  });
  const next = journal.startRun(start());
  expect(journal.runs({ limit: 2 }).map((run) => [run.id, run.status])).toEqual([
    [next.id, "running"],
    [good.id, "held"],
  ]);
  expect(journal.runs({ limit: 5, offset: 2 }).map((run) => run.id)).toEqual([dead.id]);
  expect(journal.run(good.id)).toEqual({
    ...good,
    status: "held",
    finished_at: "2026-11-20T03:31:00.000Z",
    build_id: "b1",
    summary,
  });
  expect(journal.run("r000099")).toBeNull();
  journal.close();
});

test("finishing or checking an unknown run is refused and leaves nothing", () => {
  const journal = openJournal(path);
  const end = { finished_at: "x", status: "failed", build_id: null, summary: null } as const;
  expect(caught(() => journal.finishRun("r000009", end)).code).toBe("not_found");
  expect(caught(() => journal.recordChecks("r000009", "2026-11-20", [result("a.b")])).code).toBe(
    "not_found",
  );
  expect(journal.latestCheckedRun()).toBeNull();
  journal.close();
});

test("check results come back whole and in order, replaced when recorded again", () => {
  const journal = openJournal(path);
  const { id } = journal.startRun(start());
  const z = result("z.first", { status: "warned", rows_failed: 2, since: "s", measured: 12.5 });
  journal.recordChecks(id, "2026-11-19", [result("gone.check"), z]);
  journal.recordChecks(id, "2026-11-20", [z, result("a.second")]);
  expect(journal.checks(id)).toEqual([z, result("a.second")]);
  expect(journal.latestCheckedRun()?.id).toBe(id);
  expect(journal.checkHistory("z.first", { limit: 9 })).toEqual([
    {
      run_id: id,
      started_at: start().started_at,
      as_of: "2026-11-20",
      check_id: "z.first",
      status: "warned",
      rows_checked: 10,
      rows_failed: 2,
      measured: 12.5,
      since: "s",
    },
  ]);
  expect(journal.checkHistory("gone.check", { limit: 9 })).toEqual([]);
  journal.close();
});

test("history is newest first; measurements are the newest runs, oldest first, measured checks only", () => {
  const journal = openJournal(path);
  for (const value of [1, 2, 3]) {
    const { id } = journal.startRun(start());
    journal.recordChecks(id, `2026-11-0${value}`, [
      result("orders.row_count_band", { measured: value }),
      result("orders.not_null"),
    ]);
  }
  const history = journal.checkHistory("orders.row_count_band", { limit: 2 });
  expect(history.map((entry) => entry.measured)).toEqual([3, 2]);
  expect(journal.measurements(2).map((entry) => [entry.as_of, entry.measured])).toEqual([
    ["2026-11-02", 2],
    ["2026-11-03", 3],
  ]);
  journal.close();
});

test("a publication recorded again at the next start is kept once; approvals are all kept", () => {
  const journal = openJournal(path);
  const published = {
    action: "publish",
    version: 48,
    build_id: "b1",
    at: "2026-11-20T08:00:00.000Z",
    by: "marta",
    reason: null,
  } as const;
  const back = {
    ...published,
    action: "rollback",
    version: 47,
    at: "2026-11-20T09:00:00.000Z",
  } as const;
  for (const one of [published, back, published]) journal.recordPublication(one);
  expect(journal.publications({ limit: 9 })).toEqual([back, published]);
  const approval = { build_id: "b1", at: "t", by: "marta", reason: "checked by hand" };
  journal.recordApproval(approval);
  journal.recordApproval({ ...approval, build_id: "b2" });
  expect(journal.approvals("b1")).toEqual([approval]);
  journal.close();
});

test("a file that is no database is reported with what to do, and is left alone", () => {
  writeFileSync(
    path,
    "this was a text file, long enough to hold a header of a database".repeat(40),
  );
  const error = caught(() => openJournal(path));
  expect(error.code).toBe("corrupt");
  expect(error.message).toContain("state.sqlite");
  expect(error.hint).toMatch(/Move the file away/);
});

test("a folder that is not there and a file of a newer version are refused", () => {
  expect(caught(() => openJournal(join(folder, "no", "state.sqlite"))).code).toBe("read_only");
  openJournal(path).close();
  const newer = new DatabaseSync(path);
  newer.exec("pragma user_version = 99");
  newer.close();
  expect(caught(() => openJournal(path)).code).toBe("conflict");
});

test("two processes write at once: nothing lost, no number twice, no warning printed", async () => {
  const body = `for (let i = 0; i < 40; i++) {
    journal.startRun(start("p" + process.pid));
    journal.recordPublication({ action: "publish", version: i, build_id: "b", at: process.pid + "-" + i, by: "x", reason: null });
  }
  journal.close();`;
  const pair = [fork(body), fork(body)];
  expect(await Promise.all(pair.map((one) => one.ended))).toEqual([0, 0]);
  expect(pair.map((one) => one.output())).toEqual(["", ""]);
  const journal = openJournal(path);
  const runs = journal.runs({ limit: 200 });
  expect(runs.map((run) => run.number)).toEqual(Array.from({ length: 80 }, (_, i) => 80 - i));
  expect(new Set(runs.map((run) => run.pid)).size).toBe(2);
  expect(journal.publications({ limit: 200 })).toHaveLength(80);
  journal.close();
});

test("a writer killed in the middle loses only what it had not been told is written", async () => {
  const { child, ended } = fork(`let n = 0;
    const tick = () => { const run = journal.startRun(start("killed")); process.stdout.write(run.number + "\\n"); setImmediate(tick); };
    tick();`);
  let acknowledged = 0;
  await new Promise<void>((resolve) => {
    child.stdout?.on("data", (chunk) => {
      acknowledged = Number(String(chunk).trim().split("\n").at(-1));
      if (acknowledged >= 20) resolve();
    });
  });
  child.kill("SIGKILL");
  await ended;
  const journal = openJournal(path);
  const next = journal.startRun(start());
  expect(next.number).toBeGreaterThan(acknowledged);
  const killed = journal.runs({ limit: 10_000, offset: 1 });
  expect(killed.every((run) => run.status === "interrupted")).toBe(true);
  expect(killed.map((run) => run.number)).toEqual(killed.map((_, i) => next.number - 1 - i));
  journal.close();
});

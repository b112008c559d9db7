import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir, uptime } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { AppError } from "#domain/errors.ts";
import { openLocks } from "./locks.ts";

let folder: string;
const children: ChildProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "locks-"));
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

/** A process that takes the run lock, says so, and holds it until it is killed. */
async function holdElsewhere(): Promise<{ child: ChildProcess; ended: Promise<unknown> }> {
  const module = new URL("./locks.ts", import.meta.url).href;
  const script = `const { openLocks } = await import(${JSON.stringify(module)});
    await openLocks(${JSON.stringify(folder)}).acquire("run", { purpose: "nightly run" });
    console.log("held");
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    cwd: process.cwd(),
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  const ended = new Promise((resolve) => child.on("exit", resolve));
  await new Promise<void>((resolve, reject) => {
    child.stdout.on("data", () => resolve());
    child.on("exit", () => reject(new Error("ended without the lock")));
  });
  return { child, ended };
}

async function refused(work: Promise<unknown>): Promise<AppError> {
  const error = await work.then(
    () => new Error("it was not refused"),
    (reason: unknown) => reason,
  );
  if (error instanceof AppError) return error;
  throw error;
}

test("the lock is exclusive, names its holder, and can be taken again after release", async () => {
  const locks = openLocks(folder);
  const held = await locks.acquire("run", { purpose: "run r000012" });
  const error = await refused(openLocks(folder).acquire("run", { purpose: "second" }));
  expect(error.code).toBe("locked");
  expect(error.message).toContain(`run r000012, process ${process.pid} on ${hostname()}, since `);
  expect(locks.holder("run")).toMatchObject({ pid: process.pid, purpose: "run r000012" });
  held.release();
  held.release();
  expect(locks.holder("run")).toBeNull();
  (await locks.acquire("run", { purpose: "third" })).release();
});

test("the publish lock is another lock", async () => {
  const locks = openLocks(folder);
  const run = await locks.acquire("run", { purpose: "run" });
  const publish = await locks.acquire("publish", { purpose: "publish 48" });
  expect((await refused(locks.acquire("publish", { purpose: "x" }))).message).toContain(
    "publish 48",
  );
  publish.release();
  run.release();
});

test("a second process is refused, and a killed one releases the lock", async () => {
  const { child, ended } = await holdElsewhere();
  const locks = openLocks(folder);
  const error = await refused(locks.acquire("run", { purpose: "mine" }));
  expect(error.message).toContain(`nightly run, process ${child.pid}`);
  child.kill("SIGKILL");
  await ended;
  expect(locks.holder("run")).toBeNull();
  const held = await locks.acquire("run", { purpose: "mine" });
  expect(locks.holder("run")?.purpose).toBe("mine");
  held.release();
  expect(readdirSync(folder)).toEqual([".run.lock"]);
});

test("waiting ends when the holder releases, and when the signal fires", async () => {
  const locks = openLocks(folder);
  const held = await locks.acquire("publish", { purpose: "first" });
  const waiting = locks.acquire("publish", { purpose: "second", wait_ms: 60_000 });
  held.release();
  const second = await waiting;
  const stop = new AbortController();
  const stopped = refused(
    locks.acquire("publish", { purpose: "third", wait_ms: 60_000, signal: stop.signal }),
  );
  stop.abort();
  expect((await stopped).code).toBe("cancelled");
  second.release();
});

test("text from before the computer started names nobody, though another program has its number now", () => {
  const since = new Date(Date.now() - (uptime() + 3600) * 1000).toISOString();
  const text = { pid: process.pid, host: hostname(), since, purpose: "night" };
  writeFileSync(join(folder, ".night.lock.json"), JSON.stringify(text));
  expect(openLocks(folder).holder("night")).toBeNull();
  const now = { ...text, since: new Date().toISOString() };
  writeFileSync(join(folder, ".night.lock.json"), JSON.stringify(now));
  expect(openLocks(folder).holder("night")).toMatchObject({ purpose: "night" });
});

test("text of a dead process does not name it as the holder", async () => {
  const dead = spawn(process.execPath, ["-e", "0"]);
  await new Promise((resolve) => dead.on("exit", resolve));
  const text = {
    pid: dead.pid,
    host: hostname(),
    since: "2026-11-20T00:00:00.000Z",
    purpose: "old",
  };
  writeFileSync(join(folder, ".run.lock.json"), JSON.stringify(text));
  const locks = openLocks(folder);
  expect(locks.holder("run")).toBeNull();
  writeFileSync(join(folder, ".run.lock.json"), JSON.stringify({ ...text, host: "elsewhere" }));
  expect(locks.holder("run")?.host).toBe("elsewhere");
  writeFileSync(join(folder, ".run.lock.json"), "{half");
  expect(locks.holder("run")).toBeNull();
});

test("a lock file that is no lock file is reported, not overwritten", async () => {
  writeFileSync(join(folder, ".run.lock"), "somebody's notes ".repeat(100));
  const error = await refused(openLocks(folder).acquire("run", { purpose: "x" }));
  expect(error.code).toBe("corrupt");
});

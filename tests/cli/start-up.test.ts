/** What a process loads before it needs it: clients of services elsewhere cost 0.1 to 0.8 s each, and memory. */
import { fork, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, expect, test } from "vitest";
import type { ConsoleClient } from "#contract/console.ts";
import { portOf } from "#main/shared/engine-process.ts";
import { connectPort } from "#main/shared/port.ts";

const TOP = join(import.meta.dirname, "../..");
const RECORDER = pathToFileURL(join(import.meta.dirname, "loaded-packages.ts")).href;
const CLIENTS = /^(?:@aws-sdk\/|@smithy\/|snowflake-sdk$|pg$|pg-copy-streams$|mysql2$)/;
const folder = mkdtempSync(join(tmpdir(), "medallion-start-up-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const shop = join(folder, "shop");
let recordings = 0;

/** Packages that `work` loaded in processes with this environment. */
async function loadedBy(
  work: (flags: readonly string[], env: NodeJS.ProcessEnv) => Promise<unknown>,
): Promise<readonly string[]> {
  const file = join(folder, `loaded-${(recordings += 1)}.txt`);
  writeFileSync(file, "");
  await work(["--import", RECORDER], { ...process.env, MEDALLION_LOADED_PACKAGES: file });
  return readFileSync(file, "utf8").split("\n").filter(Boolean);
}

/** Runs the command line; each package it loads is noted. */
const command = (...argv: string[]): Promise<readonly string[]> =>
  loadedBy(async (flags, env) => {
    const args = [...flags, join(TOP, "main/cli/index.ts"), ...argv];
    const child = spawn(process.execPath, args, { env, stdio: ["ignore", "ignore", "pipe"] });
    let said = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
    const code = await new Promise((resolve) => child.on("close", resolve));
    expect([0, 2, 4], said).toContain(code);
  });
const clients = (loaded: readonly string[]): readonly string[] =>
  loaded.filter((name) => CLIENTS.test(name));

test("help, a shop of files, its run and its publishing load no client of a service elsewhere", async () => {
  const orders = join(folder, "orders.csv");
  writeFileSync(
    orders,
    "order_id,customer_id,ordered_at,status,total_amount\nA,c,2026-11-01,paid,1.5\n",
  );
  expect(clients(await command("--help"))).toEqual([]);
  expect(clients(await command("init", shop, "--tz", "UTC"))).toEqual([]);
  expect(clients(await command("source", "add", shop, "orders", "--csv", orders))).toEqual([]);
  const run = await command("run", shop, "--publish");
  expect(run).toContain("@duckdb/node-api");
  expect(clients(run)).toEqual([]);
});

test("neither does an engine that starts and is asked", async () => {
  const loaded = await loadedBy(async (execArgv, env) => {
    const entry = join(TOP, "main/engine/index.ts");
    const engine = fork(entry, [shop, "reads"], {
      execArgv: [...execArgv],
      env,
      serialization: "advanced",
    });
    const ended = new Promise((resolve) => engine.on("close", resolve));
    await new Promise((resolve) => engine.once("message", resolve));
    const { port } = portOf({
      send: (message) => void engine.send(message as object),
      onMessage: (listener) => void engine.on("message", listener),
    });
    const client = connectPort<ConsoleClient>(port);
    expect(await client.workspace.overview({})).toBeDefined();
    engine.send({ type: "close" });
    await ended;
  });
  expect(loaded).toContain("@duckdb/node-api");
  expect(clients(loaded)).toEqual([]);
});

test.each([
  ["pg", ["--postgres", "postgres://reader@127.0.0.1:9/shop", "--table", "orders", "--tls", "off"]],
  ["mysql2", ["--mysql", "mysql://reader@127.0.0.1:9/shop", "--table", "orders", "--tls", "off"]],
  ["@aws-sdk/client-s3", ["--s3", "s3://bucket/orders", "--endpoint", "http://127.0.0.1:9"]],
])("%s is loaded by who uses it, so it would be seen", async (name, flags) => {
  expect(await command("connection", "test", shop, ...flags)).toContain(name);
});

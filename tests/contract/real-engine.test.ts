import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { HostEvent } from "#contract/host.ts";
import { failure, stateOf, until } from "./asking.ts";
import { type Served, serveShop, type } from "./workspace.ts";

let served: Served;
beforeAll(async () => {
  served = await serveShop();
});
afterAll(() => served.close());

const ENDLESS =
  "select sum(a.range * b.range) from range(1000000) as a, range(1000000) as b where a.range <> b.range";

test("while a query takes its time others are answered; stopping it leaves the engine alive", async () => {
  const { client } = served;
  const quick = { sql: "select count(*) as n from gold.fact_orders" };
  expect((await client.reports.query(quick)).rows).toEqual([["2"]]);
  const { generation } = (await client.host.state({})).engine;
  const controller = new AbortController();
  let ended = false;
  const slow = failure(client.reports.query({ sql: ENDLESS }, { signal: controller.signal }));
  void slow.finally(() => (ended = true));
  expect((await client.reports.query(quick)).rows).toEqual([["2"]]);
  expect((await client.workspace.info({})).sources).toBe(1);
  expect(ended).toBe(false);
  controller.abort();
  expect(await slow).toMatchObject({ code: "cancelled" });
  expect((await client.reports.query(quick)).rows).toEqual([["2"]]);
  expect((await client.host.state({})).engine).toMatchObject({ generation, status: "ready" });
});

/** The engine process that runs: it holds the lock of this workspace. */
async function runsEngine(shop: string): Promise<number> {
  const text = await readFile(join(shop, ".run.lock.json"), "utf8");
  return (JSON.parse(text) as { pid: number }).pid;
}

test("an engine killed in the middle of a run: the run is interrupted, the next one succeeds", async () => {
  const { client, shop } = served;
  const start = () => client.host.start({ name: "runs.start", input: { full: true } });
  await start();
  await stateOf(client, ({ jobs }) => jobs[0]!.steps.length > 0);
  const pid = await runsEngine(shop);
  expect(pid).not.toBe(process.pid);
  process.kill(pid, "SIGKILL");
  const over = await stateOf(client, ({ jobs }) => jobs[0]!.finished_at !== null);
  expect(over.jobs[0]).toMatchObject({ status: "failed", error: { code: "engine_restarted" } });
  const newest = async () => (await client.runs.list({ limit: 1 }))[0]!;
  await stateOf(client, ({ engine }) => engine.status === "ready");
  expect(await newest()).toMatchObject({ status: "interrupted" });
  await start();
  const next = await stateOf(client, ({ jobs }) => jobs[0]!.finished_at !== null);
  expect(next.jobs[0]).toMatchObject({ status: "succeeded" });
  expect((await newest()).status).toMatch(/succeeded|unchanged/);
});

test("a run that is stopped ends as cancelled in the journal, and the engine lives on", async () => {
  const { client } = served;
  const { generation } = (await client.host.state({})).engine;
  const { job_id } = await client.host.start({ name: "runs.start", input: { full: true } });
  await stateOf(client, ({ jobs }) => jobs[0]!.steps.length > 0);
  await client.host.stop({ job_id });
  const over = await stateOf(client, ({ jobs }) => jobs[0]!.finished_at !== null);
  expect(over.jobs[0]).toMatchObject({ status: "cancelled" });
  expect((await client.runs.list({ limit: 1 }))[0]).toMatchObject({ status: "cancelled" });
  expect((await client.host.state({})).engine.generation).toBe(generation);
});

test("a change made by the command line is told to the windows", async () => {
  const { client, shop } = served;
  const events = await client.host.events({});
  await events.next();
  const told = until(
    async () => (await events.next()).value as HostEvent,
    (event) => event.type === "changed",
  );
  await type("source", "remove", shop, "orders");
  expect(await told).toMatchObject({ groups: expect.arrayContaining(["sources", "host"]) });
  await events.return?.();
  expect(await client.sources.list({})).toMatchObject([{ state: "removed" }]);
});

test("the host says how late it was while all this went on", async () => {
  const { client } = served;
  await client.host.lag({ reset: true });
  const lag = await until(
    () => client.host.lag({}),
    ({ ticks }) => ticks > 10,
  );
  expect(lag.max_ms).toBeGreaterThanOrEqual(lag.p50_ms);
});

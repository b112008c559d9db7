import { afterEach, expect, test } from "vitest";
import type { ReadPlace } from "#ports/read-pool.ts";
import type { QuerySession } from "#ports/warehouse.ts";
import { openQuerySession } from "./query-session.ts";
import { DuckDBReadPool } from "./read-pool.ts";

const LIMITS = { temporary_folder: "" };
const place = (key: string): ReadPlace => ({
  key,
  file: null,
  prelude: { sql: "create table memory.main.t as select 1 as n", files: [] },
});

let opened: string[] = [];
let closed = 0;
/** Counts engines as they come and go. */
const warehouse = {
  openQuery: async (...[file, prelude, limits, signal]: Parameters<typeof openQuerySession>) => {
    opened.push("engine");
    const session = await openQuerySession(file, prelude, limits, signal);
    const close = session.close.bind(session);
    const counted: QuerySession = Object.assign(session, {
      close: async () => {
        closed += 1;
        await close();
      },
    });
    return counted;
  },
};
let pool = new DuckDBReadPool(warehouse);
afterEach(async () => {
  await pool.close();
  pool = new DuckDBReadPool(warehouse);
  opened = [];
  closed = 0;
});

const ask = (key: string, sql = "select n from memory.main.t", signal?: AbortSignal) =>
  pool.use(place(key), LIMITS, signal, (session) => session.rows(sql));

test("an engine stays open for its place, and only the newest two places have one", async () => {
  expect(await ask("a")).toEqual([{ n: 1 }]);
  await ask("a");
  expect(opened).toHaveLength(1);
  await ask("b");
  await ask("c");
  expect([opened.length, closed]).toEqual([3, 1]);
  await ask("a");
  expect(opened).toHaveLength(4);
});

test("at most three questions at once; a waiting one can be stopped", async () => {
  let most = 0;
  let now = 0;
  const release: (() => void)[] = [];
  const slow = (signal?: AbortSignal) =>
    pool.use(place("a"), LIMITS, signal, async () => {
      most = Math.max(most, (now += 1));
      await new Promise<void>((resolve) => release.push(resolve));
      now -= 1;
    });
  const running = [slow(), slow(), slow(), slow()];
  const stop = new AbortController();
  const waiting = slow(stop.signal);
  stop.abort();
  await expect(waiting).rejects.toMatchObject({ code: "cancelled" });
  while (release.length < 3) await new Promise((resolve) => setImmediate(resolve));
  release.splice(0).forEach((go) => go());
  while (release.length < 1) await new Promise((resolve) => setImmediate(resolve));
  release.splice(0).forEach((go) => go());
  await Promise.all(running);
  expect(most).toBe(3);
});

test("stopping a question interrupts it and leaves the engine to others", async () => {
  const stop = new AbortController();
  const long = ask(
    "a",
    "select sum(i * j) from range(10000000) a(i), range(100) b(j)",
    stop.signal,
  );
  setTimeout(() => stop.abort(), 50);
  await expect(long).rejects.toMatchObject({ code: "cancelled" });
  expect(await ask("a")).toEqual([{ n: 1 }]);
  expect(opened).toHaveLength(1);
});

test("nothing outside can be read or written, and no setting be changed", async () => {
  await expect(ask("a", "from read_csv('/etc/hosts')")).rejects.toThrow(
    "disabled by configuration",
  );
  await expect(ask("a", "set enable_external_access = true")).rejects.toThrow("locked");
});

test("an engine that cannot be opened is tried anew", async () => {
  const broken = { ...place("a"), prelude: { sql: "select nonsense", files: [] } };
  await expect(pool.use(broken, LIMITS, undefined, async () => 1)).rejects.toThrow("nonsense");
  expect(await ask("a")).toEqual([{ n: 1 }]);
});

test("an unused engine closes by itself", async () => {
  await pool.close();
  pool = new DuckDBReadPool(warehouse, 1);
  await ask("a");
  while (closed === 0) await new Promise((resolve) => setTimeout(resolve, 1));
  await ask("a");
  expect(opened).toHaveLength(2);
});

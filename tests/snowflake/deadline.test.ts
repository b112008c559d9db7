/** The driver alone waits up to 25 minutes for a service that says nothing; we do not. */
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createSnowflake } from "#adapters/snowflake/warehouse.ts";
import type { CloudOptions } from "#ports/snowflake.ts";
import { startTestSnowflake, type TestSnowflake } from "./server/start.ts";

vi.setConfig({ testTimeout: 120_000 });

let snowflake: TestSnowflake;

beforeAll(async () => {
  snowflake = await startTestSnowflake();
});

afterAll(() => snowflake.close());

const secrets = {
  get: async () => snowflake.passphrase,
  set: async () => undefined,
  delete: async () => undefined,
};
const connect = (options: Partial<CloudOptions>) =>
  createSnowflake(secrets, { ...snowflake.env }, "unused").connect(snowflake.target, {
    tag: "test",
    ...options,
  });
const never = () => new Promise<never>(() => undefined);

test("a statement that never ends is cancelled at our deadline: the service is asked to stop it", async () => {
  const session = await connect({ deadline: 1_500 });
  const { http } = snowflake;
  const aborts = http.aborted.length;
  http.faults.before = (sql) => (sql === "select 1 as slow" ? never() : undefined);
  await expect(session.rows("select 1 as slow")).rejects.toMatchObject({
    code: "upstream",
    message: "Snowflake did not answer within 1.5 s.",
    retryable: true,
  });
  expect(http.aborted.slice(aborts)).toEqual(["select 1 as slow"]);
  http.faults.before = () => undefined;
  expect(await session.rows("select 2 as x")).toEqual([{ x: "2" }]);
  await session.close();
});

test("stopping sends the same request", async () => {
  const stop = new AbortController();
  const session = await connect({ signal: stop.signal });
  const { http } = snowflake;
  const aborts = http.aborted.length;
  const { promise: reached, resolve } = Promise.withResolvers<void>();
  http.faults.before = () => {
    resolve();
    return never();
  };
  const asked = session.rows("select 3 as slow").then(
    () => null,
    (error: unknown) => error,
  );
  await reached;
  stop.abort();
  expect(await asked).toMatchObject({ code: "cancelled" });
  expect(http.aborted.slice(aborts)).toEqual(["select 3 as slow"]);
  http.faults.before = () => undefined;
  await session.close();
});

test("a service that takes every request and answers none holds nobody up", async () => {
  const session = await connect({ deadline: 500 });
  snowflake.http.faults.silent = true;
  await expect(session.rows("select 4 as x")).rejects.toMatchObject({
    message: "Snowflake did not answer within 0.5 s.",
  });
  await session.close();
  await expect(connect({ deadline: 500 })).rejects.toMatchObject({
    code: "upstream",
    message: "Snowflake does not answer.",
  });
  snowflake.http.faults.silent = false;
});

test.each(["at our deadline", "by a person"])(
  "a sign-in given up %s leaves no session behind when it succeeds after all",
  async (how) => {
    const { http } = snowflake;
    const { promise: asked, resolve: ask } = Promise.withResolvers<void>();
    const { promise: held, resolve: release } = Promise.withResolvers<void>();
    http.faults.signIn = () => {
      ask();
      return held;
    };
    const stop = new AbortController();
    const opened = vi.spyOn(http.sessions, "open");
    const ended = vi.spyOn(http.sessions, "end");
    const before = http.sessions.all.length;
    const byPerson = how === "by a person";
    const given = connect(byPerson ? { signal: stop.signal } : { deadline: 1_000 });
    void asked.then(() => stop.abort());
    await expect(given).rejects.toMatchObject(
      byPerson ? { code: "cancelled" } : { message: "Snowflake does not answer." },
    );
    release();
    http.faults.signIn = () => undefined;
    await vi.waitFor(() => expect(opened).toHaveBeenCalledTimes(1), 10_000);
    await vi.waitFor(() => expect(ended).toHaveBeenCalledTimes(1), 10_000);
    expect(http.sessions.all.length).toBe(before);
    vi.restoreAllMocks();
  },
);

test("who stopped before it began signs in nowhere", async () => {
  const opened = vi.spyOn(snowflake.http.sessions, "open");
  await expect(connect({ signal: AbortSignal.abort() })).rejects.toMatchObject({
    code: "cancelled",
  });
  expect(opened).not.toHaveBeenCalled();
  vi.restoreAllMocks();
});

import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ConsoleClient } from "#contract/console.ts";
import type { ErrorValue } from "#contract/errors.ts";
import { ask, failure, logged, stateOf } from "./asking.ts";
import { deed } from "./fixtures/script.ts";
import { QUICK, scriptedHost, TRANSPORTS, type Window } from "./transports.ts";

/** A call that, once it is stopped, keeps its process busy for good. */
async function block(client: ConsoleClient): Promise<{ over: Promise<ErrorValue> }> {
  const controller = new AbortController();
  const over = failure(ask(client, { do: "block" }, controller.signal));
  await logged(client, "begun block");
  controller.abort();
  return { over };
}

describe.each(TRANSPORTS)("$name", (transport) => {
  let given: Awaited<ReturnType<typeof scriptedHost>>;
  let window: Window;
  beforeEach(async () => {
    given = await scriptedHost();
    window = await transport.open(given.host);
    await stateOf(window.client, ({ engine }) => engine.status === "ready");
  });
  afterEach(async () => {
    await window.close();
    await given.close();
  });

  test("an engine that dies fails its calls as restarted; the next call finds a new one", async () => {
    const { client } = window;
    const before = (await client.host.state({})).engine.generation;
    const pending = failure(ask(client, { do: "wait", key: "pending" }));
    await logged(client, "begun pending");
    const deadly = failure(ask(client, { do: "die" }));
    const wanted = { code: "engine_restarted", retryable: true };
    expect(await pending).toMatchObject(wanted);
    expect(await deadly).toMatchObject(wanted);
    expect(await ask(client, { do: "echo", text: "back" })).toBe("back");
    const { engine } = await client.host.state({});
    expect(engine).toEqual({ status: "ready", generation: before + 1, error: null });
  });

  test("a job whose engine dies has failed, and the next one runs", async () => {
    const { client } = window;
    const input = (what: object) => ({ format: "csv", sql: JSON.stringify(what) });
    const name = "explore.export" as const;
    await client.host.start({ name, input: input({ do: "die" }) });
    const over = await stateOf(client, ({ jobs }) => jobs[0]?.finished_at !== null);
    expect(over.jobs[0]).toMatchObject({ status: "failed", error: { code: "engine_restarted" } });
    await client.host.start({ name, input: input({ do: "echo", text: "well" }) });
    const next = await stateOf(client, ({ jobs }) => jobs[0]?.finished_at !== null);
    expect(next.jobs[0]).toMatchObject({ status: "succeeded", result: { name: "well" } });
  });

  test("a stopped call that goes on regardless takes its engine with it, and nobody hangs", async () => {
    const { client } = window;
    const other = failure(ask(client, { do: "wait", key: "beside it" }));
    await logged(client, "begun beside it");
    const stuck = await block(client);
    expect((await stuck.over).code).toMatch(/cancelled|engine_restarted/);
    expect(await other).toMatchObject({ code: "engine_restarted" });
    expect(await ask(client, { do: "echo", text: "back" })).toBe("back");
  });

  test("while the engine for looking is stuck, the host and the engine for doing answer", async () => {
    const { client } = window;
    const stuck = await block(client);
    expect((await client.host.state({})).kind).toBe("web");
    const done = await client.sources.discard({ id: deed({ do: "echo", text: "" }) });
    expect(done.id).toBe("done");
    await stuck.over;
  });

  test("an engine that dies again and again is given up; starting it by hand helps", async () => {
    const { client } = window;
    await writeFile(join(given.folder, "crashes"), "");
    await failure(ask(client, { do: "die" }));
    const wanted = { code: "engine_restarted", details: { said: "a library is missing\n" } };
    expect(await failure(ask(client, { do: "echo", text: "waits" }))).toMatchObject(wanted);
    const { engine } = await client.host.state({});
    expect(engine).toMatchObject({ status: "failed", error: wanted });
    expect(await failure(ask(client, { do: "echo", text: "later" }))).toMatchObject(wanted);
    await rm(join(given.folder, "crashes"));
    expect(await client.host.restart({})).toMatchObject({ status: "ready", error: null });
    expect(await ask(client, { do: "echo", text: "back" })).toBe("back");
  });
});

const REFUSED = { code: "corrupt", message: "The engine cannot start here.", hint: "Mend it." };

/** A host whose engines do not start, and one window on it. */
async function doomed(transport: (typeof TRANSPORTS)[number], fault: string, patience = QUICK) {
  const given = await scriptedHost(patience, [fault]);
  const window = await transport.open(given.host);
  const close = async (): Promise<void> => {
    await window.close();
    await given.close();
  };
  return { ...given, client: window.client, close };
}

describe.each(TRANSPORTS)("a start that fails, $name", (transport) => {
  test("what the engine says about it is the answer to every call, now and later", async () => {
    const { client, folder, close } = await doomed(transport, "refuses");
    const pending = failure(ask(client, { do: "echo", text: "pending" }));
    expect(await pending).toMatchObject(REFUSED);
    expect(await failure(ask(client, { do: "echo", text: "next" }))).toMatchObject(REFUSED);
    const { engine } = await client.host.state({});
    expect(engine).toMatchObject({ status: "failed", error: REFUSED });
    expect(await client.host.restart({})).toMatchObject({ status: "failed", error: REFUSED });
    await rm(join(folder, "refuses"));
    expect(await client.host.restart({})).toMatchObject({ status: "ready", error: null });
    expect(await ask(client, { do: "echo", text: "well" })).toBe("well");
    await close();
  });

  test("an engine that never gets ready is given up in time; waiting calls are told", async () => {
    const { client, close } = await doomed(transport, "sleeps", { ...QUICK, ready: 300 });
    const waiting = failure(ask(client, { do: "echo", text: "waits" }));
    expect(await waiting).toMatchObject({
      code: "engine_restarted",
      message: expect.stringContaining("did not start"),
    });
    expect((await client.host.state({})).engine.status).toBe("failed");
    await close();
  });
});

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { REQUEST_LIMIT } from "#main/shared/frames.ts";
import { ask, failure, logged } from "./asking.ts";
import { deed, SECRET } from "./fixtures/script.ts";
import { scriptedHost, TRANSPORTS, type Window } from "./transports.ts";

let given: Awaited<ReturnType<typeof scriptedHost>>;
beforeAll(async () => {
  given = await scriptedHost();
});
afterAll(() => given.close());

describe.each(TRANSPORTS)("$name", (transport) => {
  let window: Window;
  beforeAll(async () => {
    window = await transport.open(given.host);
  });
  afterAll(() => window.close());

  test("a hundred calls at once get their own answers", async () => {
    const texts = Array.from({ length: 100 }, (_, number) => `call ${number}`);
    const answers = await Promise.all(
      texts.map((text) => ask(window.client, { do: "echo", text })),
    );
    expect(answers).toEqual(texts);
  });

  test("a call that waits holds up no other", async () => {
    const key = `slow over ${transport.name}`;
    const slow = ask(window.client, { do: "wait", key });
    await logged(window.client, `begun ${key}`);
    expect(await ask(window.client, { do: "echo", text: "quick" })).toBe("quick");
    await ask(window.client, { do: "release", key });
    expect(await slow).toBe("released");
  });

  test("stopping one of two calls stops it in the engine and leaves the other", async () => {
    const [mine, other] = [`mine over ${transport.name}`, `other over ${transport.name}`];
    const controller = new AbortController();
    const stopped = failure(ask(window.client, { do: "wait", key: mine }, controller.signal));
    const going = ask(window.client, { do: "wait", key: other });
    await logged(window.client, `begun ${mine}`);
    await logged(window.client, `begun ${other}`);
    controller.abort();
    expect(await stopped).toMatchObject({ code: "cancelled" });
    expect(await logged(window.client, `stopped ${mine}`)).not.toContain(`stopped ${other}`);
    await ask(window.client, { do: "release", key: other });
    expect(await going).toBe("released");
  });

  test("an error made for people crosses whole", async () => {
    expect(await failure(ask(window.client, { do: "refuse" }))).toEqual({
      code: "locked",
      message: "This workspace is busy.",
      hint: "Wait until it has finished.",
      retryable: true,
      details: { pid: 4711 },
    });
  });

  test("a bug crosses as internal, without its text", async () => {
    const error = await failure(ask(window.client, { do: "bug" }));
    expect(error.code).toBe("internal");
    expect(JSON.stringify(error)).not.toContain(SECRET);
  });

  test("input that does not fit is refused by name", async () => {
    const error = await failure(window.client.sources.get({ id: 7 as unknown as string }));
    expect(error).toMatchObject({ code: "usage", message: expect.stringContaining("id") });
  });

  test.each([
    ["__proto__", "x"],
    ["constructor", "constructor"],
    ["sources", "__proto__"],
    ["reports", "constructor"],
    ["nonsense", "list"],
    ["", ""],
    ["../host", "state"],
  ])("%s.%s is refused and nothing is called", async (group, name) => {
    const { callOf } = await import("#main/shared/engine.ts");
    expect(await failure(callOf(window.client)(group, name, {}, undefined))).toMatchObject({
      code: "usage",
    });
    expect(await ask(window.client, { do: "echo", text: "still there" })).toBe("still there");
  });

  test("input with __proto__ in it changes no other object", async () => {
    const hostile = JSON.parse('{"__proto__":{"planted":true},"published":false}') as object;
    Object.assign(hostile, { sql: deed({ do: "echo", text: "fine" }) });
    const answer = await window.client.reports.query(hostile as { sql: string });
    expect(answer.rows).toEqual([["fine"]]);
    expect(({} as { planted?: boolean }).planted).toBeUndefined();
  });

  test("a command with a key happens once; another command under it is refused", async () => {
    const context = { idempotencyKey: `click over ${transport.name}` };
    const id = deed({ do: "echo", text: transport.name });
    const both = await Promise.all([
      window.client.sources.discard({ id }, { context }),
      window.client.sources.discard({ id }, { context }),
    ]);
    const again = await window.client.sources.discard({ id }, { context });
    expect(new Set([...both, again].map(({ rows }) => rows)).size).toBe(1);
    const fresh = await window.client.sources.discard({ id });
    expect(fresh.rows).toBe(again.rows + 1);
    const other = window.client.sources.discard({ id: deed({ do: "log" }) }, { context });
    expect(await failure(other)).toMatchObject({ code: "conflict" });
  });

  test("a command that failed may be tried again under its key", async () => {
    const context = { idempotencyKey: `failed over ${transport.name}` };
    const id = deed({ do: "refuse" });
    await failure(window.client.sources.discard({ id }, { context }));
    const before = (await window.client.sources.discard({ id: deed({ do: "log" }) })).rows;
    await failure(window.client.sources.discard({ id }, { context }));
    const after = (await window.client.sources.discard({ id: deed({ do: "log" }) })).rows;
    expect(after).toBe(before + 2);
  });
});

describe.each(TRANSPORTS.filter(({ framed }) => framed))("frames of $name", (transport) => {
  test("a request that is too large is refused in words", async () => {
    const window = await transport.open(given.host);
    const text = "x".repeat(REQUEST_LIMIT);
    const error = await failure(ask(window.client, { do: "echo", text }));
    expect(error).toMatchObject({ code: "usage", message: expect.stringContaining("too large") });
    const fits = "x".repeat(REQUEST_LIMIT / 2);
    expect(await ask(window.client, { do: "echo", text: fits })).toHaveLength(fits.length);
    await window.close();
  });
});

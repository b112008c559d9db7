import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { errorValue } from "#contract/errors.ts";
import type { EngineProcess } from "./engine-process.ts";
import { Generation } from "./generation.ts";
import { Supervisor } from "./supervisor.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A process in name only: the test says what it says and when it dies. */
class Puppet implements EngineProcess {
  readonly heard: unknown[] = [];
  killed = false;
  #say: ((message: unknown) => void)[] = [];
  #die: (said: string) => void = () => undefined;

  send(message: unknown): void {
    this.heard.push(message);
  }
  onMessage(listener: (message: unknown) => void): void {
    this.#say.push(listener);
  }
  onExit(listener: (said: string) => void): void {
    this.#die = listener;
  }
  kill(): void {
    this.killed = true;
    this.die("killed");
  }
  say(message: unknown): void {
    for (const listener of this.#say) listener(message);
  }
  die(said = ""): void {
    this.#die(said);
  }
  ready(): void {
    this.say({ type: "ready" });
  }
}

function supervise() {
  const puppets: Puppet[] = [];
  const supervisor = new Supervisor(
    () => {
      const puppet = new Puppet();
      puppets.push(puppet);
      return puppet;
    },
    { ready: 1000, grace: 500, backoff: [10, 100], forgive: 5000 },
  );
  return { supervisor, puppets, newest: () => puppets.at(-1)! };
}

const failure = (call: Promise<unknown>) => call.then(() => null, errorValue);

test("it is starting until the process says that it is ready, and generations are counted", () => {
  const { supervisor, newest } = supervise();
  const seen: string[] = [];
  supervisor.watch(({ status, generation }) => seen.push(`${status} ${generation}`));
  expect(supervisor.state()).toEqual({ status: "starting", generation: 1, error: null });
  newest().ready();
  newest().die();
  vi.advanceTimersByTime(10);
  newest().ready();
  expect(seen).toEqual(["ready 1", "restarting 1", "restarting 2", "ready 2"]);
});

test("each death waits longer for the next start; after the last one calls get the reason", async () => {
  const { supervisor, puppets, newest } = supervise();
  newest().ready();
  newest().die();
  vi.advanceTimersByTime(9);
  expect(puppets).toHaveLength(1);
  vi.advanceTimersByTime(1);
  expect(puppets).toHaveLength(2);
  newest().die();
  vi.advanceTimersByTime(99);
  expect(puppets).toHaveLength(2);
  vi.advanceTimersByTime(1);
  expect(puppets).toHaveLength(3);
  const waiting = failure(supervisor.call("sources", "list", {}, undefined));
  newest().die("no library");
  const wanted = { code: "engine_restarted", details: { said: "no library" } };
  expect(await waiting).toMatchObject(wanted);
  expect(await failure(supervisor.call("sources", "list", {}, undefined))).toMatchObject(wanted);
  expect(supervisor.state()).toMatchObject({ status: "failed", error: wanted });
  vi.advanceTimersByTime(60_000);
  expect(puppets).toHaveLength(3);
});

test("deaths long ago are forgiven", () => {
  const { supervisor, newest } = supervise();
  for (let death = 0; death < 5; death += 1) {
    newest().ready();
    vi.advanceTimersByTime(5000);
    newest().die();
    vi.advanceTimersByTime(10);
  }
  expect(supervisor.state()).toMatchObject({ status: "restarting", generation: 6 });
});

test("a process that does not get ready in time is ended and counts as a death", () => {
  const { puppets, newest } = supervise();
  vi.advanceTimersByTime(999);
  expect(newest().killed).toBe(false);
  vi.advanceTimersByTime(1);
  expect(puppets[0]?.killed).toBe(true);
  vi.advanceTimersByTime(10);
  expect(puppets).toHaveLength(2);
});

test("one that is ready is not ended when the time for it is over", () => {
  const { newest } = supervise();
  newest().ready();
  vi.advanceTimersByTime(60_000);
  expect(newest().killed).toBe(false);
});

test("a reason told by the engine itself ends the attempts; restarting by hand begins anew", async () => {
  const { supervisor, puppets, newest } = supervise();
  const error = { code: "corrupt", message: "m", hint: null, retryable: false, details: null };
  newest().say({ type: "failed", error });
  expect(supervisor.state()).toEqual({ status: "failed", generation: 1, error });
  vi.advanceTimersByTime(60_000);
  expect(puppets).toHaveLength(1);
  const again = supervisor.restart();
  newest().ready();
  expect(await again).toEqual({ status: "ready", generation: 2, error: null });
});

test("what an engine that is gone still says is not believed", () => {
  const { supervisor, puppets, newest } = supervise();
  newest().ready();
  newest().die();
  puppets[0]?.ready();
  expect(supervisor.state().status).toBe("restarting");
});

test("a waiting call that is stopped does not wait any longer", async () => {
  const { supervisor } = supervise();
  const controller = new AbortController();
  const call = failure(supervisor.call("sources", "list", {}, controller.signal));
  controller.abort();
  expect(await call).toMatchObject({ code: "cancelled" });
});

test("a stopped call is told to the engine, and the engine is ended when the grace is over", async () => {
  const { supervisor, newest } = supervise();
  const [first, controller] = [newest(), new AbortController()];
  first.ready();
  const call = failure(supervisor.call("sources", "list", {}, controller.signal));
  await vi.advanceTimersByTimeAsync(1);
  controller.abort();
  expect(first.heard).toContainEqual({ type: "cancel", call: expect.any(String) });
  await vi.advanceTimersByTimeAsync(499);
  expect(first.killed).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(first.killed).toBe(true);
  expect(await call).toMatchObject({ code: "engine_restarted" });
});

test("a stopped call that ends in time leaves the engine alive", async () => {
  const { supervisor, newest } = supervise();
  const [engine, controller] = [newest(), new AbortController()];
  engine.ready();
  const call = supervisor.call("sources", "list", {}, controller.signal);
  await vi.advanceTimersByTimeAsync(1);
  controller.abort();
  const asked = engine.heard.find((message) => typeof message === "string") as string;
  const { i } = JSON.parse(asked) as { i: string };
  engine.say(JSON.stringify({ i, p: { b: { json: ["too late to stop"] } } }));
  expect(await call).toEqual(["too late to stop"]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(engine.killed).toBe(false);
});

test("restarted by hand, it has all its attempts again", async () => {
  const { supervisor, newest } = supervise();
  for (const wait of [10, 100, 0]) {
    newest().die();
    vi.advanceTimersByTime(wait);
  }
  expect(supervisor.state().status).toBe("failed");
  const again = supervisor.restart();
  newest().ready();
  await again;
  newest().die();
  expect(supervisor.state().status).toBe("restarting");
});

test("a call that meets a process already gone is told so", async () => {
  const generation = new Generation(new Puppet(), 500);
  generation.died();
  expect(await failure(generation.call("sources", "list", {}, undefined))).toMatchObject({
    code: "engine_restarted",
  });
});

test("closing asks the process to close, waits, ends it after the grace, and starts no other", async () => {
  const { supervisor, puppets, newest } = supervise();
  newest().ready();
  const closed = supervisor.close();
  expect(newest().heard).toEqual([{ type: "close" }]);
  await vi.advanceTimersByTimeAsync(500);
  await closed;
  expect(newest().killed).toBe(true);
  vi.advanceTimersByTime(60_000);
  expect(puppets).toHaveLength(1);
  expect(await failure(supervisor.call("sources", "list", {}, undefined))).toMatchObject({
    code: "cancelled",
  });
});

test("closing while no process lives ends the waiting calls and starts none", async () => {
  const { supervisor, puppets, newest } = supervise();
  newest().die();
  const call = failure(supervisor.call("sources", "list", {}, undefined));
  await supervisor.close();
  expect(await call).toMatchObject({ code: "cancelled" });
  vi.advanceTimersByTime(60_000);
  expect(puppets).toHaveLength(1);
});

import { expect, test } from "vitest";
import type { HostEvent, JobInfo } from "#contract/host.ts";
import { Broadcast } from "./events.ts";

const job = (id: string, status: JobInfo["status"]): HostEvent => ({
  type: "job",
  job: {
    job_id: id,
    name: "runs.start",
    input: {},
    status,
    started_at: "2026-11-21T00:00:00.000Z",
    finished_at: null,
    steps: [],
    result: null,
    error: null,
  },
});
const changed = (...groups: string[]): HostEvent => ({ type: "changed", groups });
const engine = (generation: number): HostEvent => ({
  type: "engine",
  engine: { status: "ready", generation, error: null },
});

test("a window that reads late finds the newest of each thing, and everything that became stale", async () => {
  const broadcast = new Broadcast();
  const events = broadcast.listen([engine(1)], undefined);
  const first = await events.next();
  expect(first.value).toEqual(engine(1));
  for (const event of [
    job("a", "running"),
    changed("runs"),
    job("b", "running"),
    engine(2),
    changed("reports", "runs"),
    job("a", "succeeded"),
    engine(3),
  ]) {
    broadcast.send(event);
  }
  const rest = [await events.next(), await events.next(), await events.next(), await events.next()];
  expect(rest.map(({ value }) => value)).toEqual([
    job("a", "succeeded"),
    changed("runs", "reports"),
    job("b", "running"),
    engine(3),
  ]);
  await events.return?.();
});

test("windows do not take events from each other; one that left gets none", async () => {
  const broadcast = new Broadcast();
  const [one, other] = [
    broadcast.listen([engine(1)], undefined),
    broadcast.listen([engine(1)], undefined),
  ];
  await Promise.all([one.next(), other.next()]);
  broadcast.send(changed("runs"));
  expect((await one.next()).value).toEqual(changed("runs"));
  expect((await other.next()).value).toEqual(changed("runs"));
  await one.return?.();
  expect(await one.next()).toEqual({ done: true, value: undefined });
});

test("a window that goes away while it waits is let go", async () => {
  const controller = new AbortController();
  const events = new Broadcast().listen([], controller.signal);
  const waiting = events.next();
  controller.abort();
  expect(await waiting).toEqual({ done: true, value: undefined });
});

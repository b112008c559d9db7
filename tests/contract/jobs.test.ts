import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { HostEvent, JobInfo } from "#contract/host.ts";
import type { ConsoleClient } from "#contract/console.ts";
import { failure, stateOf } from "./asking.ts";
import { type Deed, deed } from "./fixtures/script.ts";
import { scriptedHost, TRANSPORTS, type Window } from "./transports.ts";

let given: Awaited<ReturnType<typeof scriptedHost>>;
beforeAll(async () => {
  given = await scriptedHost();
});
afterAll(() => given.close());

const start = async (client: ConsoleClient, what: Deed): Promise<string> => {
  const input = { format: "csv", sql: deed(what) };
  return (await client.host.start({ name: "explore.export", input })).job_id;
};

const jobOf = async (
  client: ConsoleClient,
  id: string,
  fits: (job: JobInfo) => boolean,
): Promise<JobInfo> => {
  const mine = ({ jobs }: { jobs: JobInfo[] }) => jobs.find((job) => job.job_id === id);
  return mine(await stateOf(client, (state) => fits(mine(state)!)))!;
};

/** Everything the host says from now on until `enough`. */
async function hear(
  client: ConsoleClient,
  enough: (event: HostEvent) => boolean,
  listening: () => void = () => undefined,
): Promise<HostEvent[]> {
  const events = await client.host.events({});
  const heard: HostEvent[] = [];
  try {
    for await (const event of events) {
      if (heard.length === 0) listening();
      heard.push(event);
      if (enough(event)) break;
    }
  } finally {
    await events.return?.();
  }
  return heard;
}

describe.each(TRANSPORTS)("$name", (transport) => {
  let window: Window;
  beforeAll(async () => {
    window = await transport.open(given.host);
  });
  afterAll(() => window.close());

  test("a reader who is slow gets the newest events in order, every step, and the result", async () => {
    const EVENTS = 20_000;
    const sql = deed({ do: "report", events: EVENTS });
    const events = await window.client.explore.export({ format: "csv", sql });
    const newest = new Map<string, number>();
    const fractions: number[] = [];
    for (;;) {
      const next = await events.next();
      if (next.done) {
        expect(next.value.name).toBe("reported");
        break;
      }
      newest.set(next.value.step, next.value.rows ?? 0);
      fractions.push(next.value.fraction ?? 0);
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
    expect([...newest]).toEqual([
      ["read", EVENTS],
      ["build", EVENTS],
      ["check", EVENTS],
    ]);
    expect(fractions).toEqual(fractions.toSorted((one, other) => one - other));
    expect(fractions.length).toBeLessThan(EVENTS / 100);
  });

  test("leaving the events of a job stops it", async () => {
    const sql = deed({ do: "wait", key: `left over ${transport.name}` });
    const controller = new AbortController();
    const events = await window.client.explore.export(
      { format: "csv", sql },
      { signal: controller.signal },
    );
    const ended = failure(events.next());
    controller.abort();
    expect(await ended).toMatchObject({ code: "cancelled" });
  });

  test("a job outlives the window that started it, and another one sees and stops it", async () => {
    const first = await transport.open(given.host);
    const id = await start(first.client, { do: "wait", key: `kept over ${transport.name}` });
    await first.close();
    const running = await jobOf(window.client, id, () => true);
    expect(running).toMatchObject({ status: "running", finished_at: null });
    expect(await window.client.host.stop({ job_id: id })).toEqual({ status: "stopping" });
    const ended = await jobOf(window.client, id, ({ finished_at }) => finished_at !== null);
    expect(ended).toMatchObject({ status: "cancelled", error: { code: "cancelled" } });
    expect(await window.client.host.stop({ job_id: id })).toEqual({ status: "cancelled" });
  });

  test("both windows hear of the job, its newest steps and its result", async () => {
    const second = await transport.open(given.host);
    let listening = 0;
    const ready = Promise.withResolvers<void>();
    const listens = (): void => {
      listening += 1;
      if (listening === 2) ready.resolve();
    };
    let id = "";
    const over = (event: HostEvent): boolean =>
      event.type === "job" && event.job.job_id === id && event.job.status === "succeeded";
    const both = [window, second].map(({ client }) => hear(client, over, listens));
    await ready.promise;
    id = await start(window.client, { do: "report", events: 500 });
    for (const heard of await Promise.all(both)) {
      const last = heard.at(-1);
      expect(last).toMatchObject({ type: "job", job: { result: { name: "reported" } } });
      const steps = last?.type === "job" ? last.job.steps : [];
      expect(steps.map(({ step, rows }) => [step, rows])).toEqual([
        ["read", 500],
        ["build", 500],
        ["check", 500],
      ]);
    }
    await second.close();
  });

  test("a job that fails keeps its error; input that does not fit starts none", async () => {
    const id = await start(window.client, { do: "refuse" });
    const ended = await jobOf(window.client, id, ({ finished_at }) => finished_at !== null);
    expect(ended).toMatchObject({ status: "failed", result: null, error: { code: "locked" } });
    const { jobs } = await window.client.host.state({});
    const wrong = window.client.host.start({ name: "explore.export", input: { format: "doc" } });
    expect(await failure(wrong)).toMatchObject({ code: "usage" });
    expect((await window.client.host.state({})).jobs).toHaveLength(jobs.length);
    expect(await failure(window.client.host.stop({ job_id: "nobody" }))).toMatchObject({
      code: "not_found",
    });
  });

  test("one click that arrives twice starts one job", async () => {
    const context = { idempotencyKey: `job over ${transport.name}` };
    const input = { format: "csv", sql: deed({ do: "echo", text: "once" }) };
    const call = () => window.client.host.start({ name: "explore.export", input }, { context });
    const [one, other] = await Promise.all([call(), call()]);
    expect(one.job_id).toBe(other.job_id);
  });

  test("windows are told what a command made stale, and nothing by a query", async () => {
    const heard = hear(
      window.client,
      (event) => event.type === "changed",
      () => {
        const echo = deed({ do: "echo", text: "" });
        void window.client.reports
          .query({ sql: echo })
          .then(() => window.client.sources.discard({ id: echo }));
      },
    );
    const last = (await heard).at(-1);
    expect(last?.type === "changed" && last.groups).toEqual(
      expect.arrayContaining(["sources", "workspace", "runs"]),
    );
  });
});

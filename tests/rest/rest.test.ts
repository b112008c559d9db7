/** A web service as a source: every way of paging, its bad days, and a token that goes nowhere else. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createRestTables } from "#adapters/rest/tables.ts";
import { nightRun } from "#app/night/night-run.ts";
import { runResult } from "#contract/runs.ts";
import type { NightRecord } from "#domain/night/record.ts";
import type { RestOrigin } from "#domain/workspace.ts";
import type { AppError } from "#domain/errors.ts";
import { createApp } from "#main/shared/wiring.ts";
import type { RemoteTables } from "#ports/remote-tables.ts";
import { temporaryFolder } from "#tests/integration/cli.ts";
import { fastTiming } from "#tests/sheets/timing.ts";
import { startService, type TestService } from "./service.ts";

const SENTINEL = "planted-sentinel-41c9";
let service: TestService;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let tables: RemoteTables;

const order = (n: number) => ({
  order_id: `A-${n}`,
  customer_id: `c${n}`,
  ordered_at: `2026-11-0${n}T10:00:00Z`,
  status: "paid",
  total_amount: "10.10",
});

beforeAll(async () => {
  service = await startService(SENTINEL);
  folder = await temporaryFolder();
  const secrets = {
    get: async (name: string) => (name === `rest/${new URL(service.url).host}` ? SENTINEL : null),
    set: async () => undefined,
    delete: async () => undefined,
  };
  tables = createRestTables({ secrets, timing: fastTiming() });
});
beforeEach(() => {
  service.records = [1, 2, 3, 4, 5].map(order);
  service.seen.length = 0;
});
afterAll(async () => {
  await tables.forget();
  await service.close();
  await folder.remove();
});

const origin = (path: string, more: Partial<RestOrigin> = {}): RestOrigin => ({
  kind: "rest",
  path: service.url + path,
  ...more,
});
async function records(of: RestOrigin): Promise<unknown[]> {
  const [object] = await tables.list(of);
  const { path } = await tables.fetch(object!.path, folder.path);
  const lines = readFileSync(path, "utf8").split("\n");
  return lines.filter(Boolean).map((line) => JSON.parse(line) as unknown);
}
const failure = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => "it worked",
    (error: unknown) => {
      const said = error as AppError;
      expect(`${said.message} ${said.hint} ${JSON.stringify(said.details)}`).not.toContain(
        SENTINEL,
      );
      return (said.details as { failure?: string }).failure;
    },
  );

test.each([
  ["/all", { list: "data.orders" }, 1],
  ["/link", { paging: { kind: "link" } }, 3],
  [
    "/cursor",
    { list: "orders", paging: { kind: "cursor", next: "meta.next", parameter: "after" } },
    3,
  ],
  ["/page", { paging: { kind: "page", parameter: "page" } }, 4],
] as const)("%s gives every record once, in order", async (path, more, requests) => {
  expect(await records(origin(path, more))).toEqual(service.records);
  // The first page is looked at when the source is listed.
  expect(service.seen).toHaveLength(requests + 1);
});

test("numbers keep all their digits", async () => {
  expect(await records(origin("/exact"))).toEqual([
    { order_id: "12345678901234567890", total: "1.10" },
  ]);
});

test("a bad minute is waited for, as long as the service asks", async () => {
  service.bad.push({ status: 503 }, { status: 429, headers: { "retry-after": "30" } });
  expect(await records(origin("/link", { paging: { kind: "link" } }))).toHaveLength(5);
});

test("what is in the way is said in one sentence, and the token is sent to nobody else", async () => {
  expect(await failure(tables.list(origin("/nothing")))).toBe("not_there");
  expect(await failure(tables.list(origin("/all")))).toBe("no_list");
  expect(await failure(tables.list(origin("/text")))).toBe("not_json");
  expect(await failure(tables.list(origin("/moved")))).toBe("redirected");
  const elsewhere = origin("/elsewhere", { paging: { kind: "link" } });
  expect(await failure(records(elsewhere))).toBe("other_server");
  const forever = {
    list: "orders",
    paging: { kind: "cursor", next: "meta.next", parameter: "after" },
  };
  expect(await failure(records(origin("/forever", forever as Partial<RestOrigin>)))).toBe(
    "endless",
  );
  const stranger = createRestTables({
    secrets: {
      get: async () => "wrong",
      set: async () => undefined,
      delete: async () => undefined,
    },
    timing: fastTiming(),
  });
  expect(await failure(stranger.list(origin("/all")))).toBe("sign_in");
  const nobody: RestOrigin = { kind: "rest", path: "http://127.0.0.1:1/x" };
  expect(await failure(tables.list(nobody))).toBe("refused");
});

test("to gold and on the next night, held when it fails, the token nowhere in the workspace", async () => {
  process.env["MEDALLION_SECRETS_FILE"] = join(folder.path, "secrets.json");
  const directory = join(folder.path, "shop");
  const app = await createApp(directory, { timing: fastTiming() });
  const run = async () => {
    const events = await app.client.runs.start({});
    let step = await events.next();
    while (!step.done) step = await events.next();
    return runResult.parse(step.value);
  };
  try {
    await app.client.workspace.init({ time_zone: "UTC", currency: "EUR" });
    const of = origin("/link", { paging: { kind: "link" } });
    expect(await app.client.connections.test({ origin: of })).toMatchObject({ failure: "sign_in" });
    await app.client.connections.remember({ origin: of, secret: SENTINEL });
    expect(await app.client.connections.test({ origin: of })).toMatchObject({ reachable: true });
    await app.client.sources.add({ entities: ["orders"], origin: of });
    expect((await run()).layers.silver["orders"]).toMatchObject({ rows: 5 });
    expect((await run()).status).toBe("unchanged");
    service.records = [...service.records.slice(1), order(6)];
    expect((await run()).layers.silver["orders"]).toMatchObject({ rows: 5 });
    service.bad.push({ status: 404 });
    expect((await run()).layers.bronze["link"]).toMatchObject({ held: true });
    const files = readdirSync(directory, { recursive: true, encoding: "utf8" })
      .map((name) => join(directory, name))
      .filter((path) => statSync(path).isFile());
    expect(files.filter((path) => readFileSync(path).includes(SENTINEL))).toEqual([]);
  } finally {
    delete process.env["MEDALLION_SECRETS_FILE"];
    await app.close();
  }
});

test("a night waits for a service that is away: what healed is told to nobody, what lasted once, and its end once", async () => {
  process.env["MEDALLION_SECRETS_FILE"] = join(folder.path, "night-secrets.json");
  const directory = join(folder.path, "night-shop");
  const time = { now: Date.parse("2026-11-10T12:00:00Z"), pauses: 0 };
  const clock = { now: () => new Date(time.now), elapsed: () => performance.now() };
  const app = await createApp(directory, { timing: fastTiming(), clock });
  const away = (requests: number): void => {
    service.bad.splice(0, Infinity, ...Array.from({ length: requests }, () => ({ status: 503 })));
  };
  /** The scheduled night of a day; `after` so many pauses the service is back, never for 0. */
  const night = async (day: number, after: number) => {
    time.now = Date.parse(`2026-11-${day}T03:30:00Z`);
    time.pauses = 0;
    const pause = async (milliseconds: number): Promise<void> => {
      time.now += milliseconds;
      time.pauses += 1;
      away(time.pauses === after ? 0 : 10_000);
    };
    const call = { signal: new AbortController().signal, progress: () => undefined };
    const done = await nightRun({ ...app.services, pause })({ scheduled: true }, call);
    return done.night as NightRecord;
  };
  const told = (): string[] => {
    const path = join(directory, "nights", "messages.jsonl");
    const text = existsSync(path) ? readFileSync(path, "utf8").trim() : "";
    const lines = text.split("\n").filter(Boolean);
    return lines.map((line) => {
      const { kind, title } = JSON.parse(line) as Record<string, string>;
      return `${kind}: ${title}`;
    });
  };
  try {
    const { workspace, connections, sources, runs, schedule } = app.client;
    await workspace.init({ time_zone: "UTC", currency: "EUR" });
    const of = origin("/link", { paging: { kind: "link" } });
    await connections.remember({ origin: of, secret: SENTINEL });
    await sources.add({ entities: ["orders"], origin: of });
    const first = await runs.start({ publish: true });
    while (!(await first.next()).done);
    await schedule.change({ schedule: { enabled: true, auto_publish_limit: 100 } });

    service.records = [...service.records, order(6)];
    away(10_000);
    const healed = await night(11, 2);
    expect(healed).toMatchObject({ outcome: "published", attempts: 3, held_sources: [] });
    expect(healed.slots).toEqual([{ planned_at: "2026-11-11T03:30:00.000Z", reason: null }]);
    expect(told()).toEqual([]);

    away(10_000);
    const lasted = await night(12, 0);
    expect(lasted.held_sources).toHaveLength(1);
    expect(Date.parse(lasted.finished_at!) - Date.parse(lasted.started_at)).toBeLessThanOrEqual(
      150 * 60_000,
    );
    expect(told()).toEqual(["new: A source could not be taken over"]);
    away(0);
    expect(await night(13, 1)).toMatchObject({ attempts: 1, held_sources: [] });
    expect(told()).toEqual([
      "new: A source could not be taken over",
      expect.stringMatching(/^all_clear: /),
    ]);
  } finally {
    away(0);
    delete process.env["MEDALLION_SECRETS_FILE"];
    await app.close();
  }
});

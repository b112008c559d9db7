/** Workstations on one lake: they take turns, and processes of both, killed at any instant, never corrupt it. */
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { GetObjectCommand } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Bucket } from "#adapters/s3/bucket.ts";
import type { LakeHead } from "#domain/remote/lake-plan.ts";
import { type App, createApp } from "#main/shared/wiring.ts";
import { start } from "#tests/crash/child.ts";
import { medallion, temporaryFolder } from "#tests/integration/cli.ts";
import { serviceSuite } from "./servers/programs.ts";
import { startS3, type TestS3 } from "./servers/s3.ts";

const WORKER = join(import.meta.dirname, "lab", "lake-worker.ts");
const KILLS = Number(process.env["MEDALLION_LAKE_KILLS"] ?? 4);
const SEED = Number(process.env["MEDALLION_SEED"] ?? Date.now() % 100_000);
const ORDERS = "order_id,customer_id,ordered_at,status,total_amount\n";
const ORDER_KEYS = "select order_id, order_key from gold.fact_orders order by order_id";

serviceSuite("Workstations on one lake", ["versitygw"], () => {
  let server: TestS3;
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  const at = (name: string): string => join(folder.path, name);

  beforeAll(async () => {
    [server, folder] = await Promise.all([startS3(), temporaryFolder()]);
    process.env["AWS_ACCESS_KEY_ID"] = server.accessKeyId;
    process.env["AWS_SECRET_ACCESS_KEY"] = server.secretAccessKey;
    await server.makeBucket("lakes");
  });
  afterAll(async () => {
    delete process.env["AWS_ACCESS_KEY_ID"];
    delete process.env["AWS_SECRET_ACCESS_KEY"];
    await folder.remove();
    await server.stop();
  });

  /** Opens a workspace as a computer does that was just started. */
  async function on<T>(name: string, work: (client: App["client"]) => Promise<T>): Promise<T> {
    const app = await createApp(at(name));
    try {
      return await work(app.client);
    } finally {
      await app.close();
    }
  }
  async function toEnd(
    events: Promise<{ next(): Promise<IteratorResult<unknown>> }>,
  ): Promise<unknown> {
    const job = await events;
    let step = await job.next();
    while (!step.done) step = await job.next();
    return step.value;
  }
  const run = (name: string): Promise<unknown> =>
    on(name, (client) => toEnd(client.runs.start({ publish: true })));
  /** What readers there see. */
  const keys = (name: string): Promise<unknown[][]> =>
    on(
      name,
      async (client) =>
        (await client.reports.query({ sql: ORDER_KEYS, published: true })).rows as unknown[][],
    );
  const place = (lake: string) => ({ path: `s3://lakes/${lake}`, endpoint: server.endpoint });

  /** Every file the lake's head names is there, and is what was sent. */
  async function wholeLake(lake: string): Promise<LakeHead> {
    const bucket = new Bucket(place(lake));
    try {
      const head = JSON.parse((await bucket.text("head.json"))?.text ?? "null") as LakeHead;
      for (const [path, { key, size, sha256 }] of Object.entries(head.files)) {
        const found = await bucket.client.send(
          new GetObjectCommand({ Bucket: "lakes", Key: bucket.full(key) }),
        );
        const bytes = (await found.Body?.transformToByteArray()) ?? new Uint8Array();
        const hash = createHash("sha256").update(bytes).digest("hex");
        expect({ path, size: bytes.length, hash }).toEqual({ path, size, hash: sha256 });
      }
      return head;
    } finally {
      bucket.close();
    }
  }

  test("two take turns on one lake: runs, keys and reports go on", async () => {
    const csv = at("orders.csv");
    const grow = (rows: number): void => {
      const lines = Array.from(
        { length: rows },
        (_, n) => `A-${n},c${n % 3},2026-11-0${n + 1},paid,${n}.5`,
      );
      writeFileSync(csv, ORDERS + lines.join("\n"));
    };
    grow(2);
    await on("one", async (client) => {
      await client.workspace.init({ time_zone: "UTC", currency: "EUR" });
      await client.sources.add({ entities: ["orders"], origin: { kind: "csv", path: csv } });
      await toEnd(client.runs.start({ publish: true }));
      expect(await toEnd(client.lake.connect(place("shop")))).toMatchObject({ generation: 1 });
    });
    const opened = await on("two", (client) => toEnd(client.lake.open(place("shop"))));
    expect(opened).toMatchObject({ generation: 1 });
    grow(4);
    await run("two");
    const seen = await keys("two");
    expect(seen).toHaveLength(4);
    grow(5);
    await run("one");
    const after = await keys("one");
    expect(after.slice(0, 4)).toEqual(seen);
    expect(after).toHaveLength(5);
    const status = await on("two", (client) => client.lake.status({}));
    expect(status).toMatchObject({ generation: 3, conflicts: [], to_push: 0, holder: null });
    // At once, twice on one of them: one works, the others wait their turn or are told; nobody spoils anything.
    grow(6);
    const started = [at("one"), at("one"), at("two")];
    const codes = await Promise.all(started.map((shop) => medallion("run", shop, "--publish")));
    const sorted = codes.map(({ code }) => code ?? -1).toSorted((a, b) => a - b);
    expect(sorted[0], codes.map(({ err }) => err).join("\n")).toBe(0);
    for (const code of sorted) expect([0, 3]).toContain(code);
    for (const shop of ["one", "two"]) await on(shop, (client) => toEnd(client.lake.pull({})));
    const last = await keys("one");
    expect(last.slice(0, 5)).toEqual(after);
    expect(new Set(last.map(([, key]) => key)).size).toBe(6);
    expect(await keys("two")).toEqual(last);
    await wholeLake("shop");
  }, 240_000);

  test("processes of two computers, killed at any instant, lose and spoil nothing that counted", async () => {
    console.info(`MEDALLION_SEED=${SEED} MEDALLION_LAKE_KILLS=${KILLS}`);
    await on("a", async (client) => {
      await client.workspace.init({ time_zone: "UTC", currency: "EUR" });
      await toEnd(client.lake.connect(place("many")));
    });
    await on("b", (client) => toEnd(client.lake.open(place("many"))));
    let state = SEED;
    const random = (below: number): number =>
      (state = (state * 48_271 + 11) % 2_147_483_647) % below;
    let kills = KILLS;
    const counted: string[] = [];
    /** One process after the other, until one is let live. */
    async function worker(computer: string): Promise<void> {
      for (;;) {
        const child = start(process.execPath, [WORKER, at(computer), computer, "3"]);
        if (kills > 0) {
          kills -= 1;
          await Promise.race([child.working, setTimeout(2000)]);
          await setTimeout(random(400));
          child.process.kill("SIGKILL");
        }
        const { out, err, code, signal } = await child.ended;
        counted.push(...out.split("\n").filter(Boolean));
        if (signal === "SIGKILL") continue;
        expect(code, err).toBe(0);
        return;
      }
    }
    await Promise.all(["a", "a", "b", "b"].map(worker));
    expect(counted.length).toBeGreaterThanOrEqual(12);

    const head = await wholeLake("many");
    await on("c", (client) => toEnd(client.lake.open(place("many"))));
    const list = JSON.parse(
      readFileSync(join(at("c"), "lake/decisions/list.json"), "utf8"),
    ) as string[];
    expect(new Set(list).size).toBe(list.length);
    expect(counted.filter((entry) => !list.includes(entry))).toEqual([]);
    for (const entry of list) {
      const path = `lake/bronze/orders/ingest_date=2026-11-21/${entry}`;
      expect(readFileSync(join(at("c"), path), "utf8")).toBe(`rows of ${entry}`);
      expect(head.files[path]).toBeDefined();
    }
    // One push each, and the first of all.
    expect(head.generation).toBe(list.length + 1);
    for (const computer of ["a", "b"]) {
      await on(computer, (client) => toEnd(client.lake.pull({ replace: true })));
      expect(readFileSync(join(at(computer), "lake/decisions/list.json"), "utf8")).toBe(
        readFileSync(join(at("c"), "lake/decisions/list.json"), "utf8"),
      );
    }
  }, 240_000);
});

import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import type { AppError } from "#domain/errors.ts";
import type { ProgressEvent } from "#ports/progress.ts";
import { ended, Lab } from "./lab.ts";
import { openShop, ORDER_HEADER, ORDER_ROWS, shopAfterRun } from "./shop.ts";

let lab: Lab;
afterEach(() => lab.close());

const NEW_ORDER = [ORDER_HEADER, ...ORDER_ROWS, "o8,c1,2026-06-08,paid,web"];
const caught = async (work: Promise<unknown>): Promise<AppError> => {
  try {
    await work;
  } catch (error) {
    return error as AppError;
  }
  throw new Error("it should have failed");
};
const files = async (folder: string): Promise<string[]> =>
  (await readdir(join(lab.directory, folder)).catch(() => [])).toSorted();

/** Stops the run as soon as it reports a step whose name begins like this. */
function stopAt(step: string) {
  const stop = new AbortController();
  const progress = (event: ProgressEvent): void => {
    if (event.step.startsWith(step)) stop.abort();
  };
  return { signal: stop.signal, progress };
}

test.each(["bronze.orders", "silver.orders", "gold.fact_orders", "checks"])(
  "stopped at %s: nothing is left behind, the next run finishes",
  async (step) => {
    lab = await shopAfterRun();
    await lab.write("orders.csv", ...NEW_ORDER);
    const error = await caught(lab.run({ publish: true }, lab.services, stopAt(step)));
    expect(error).toMatchObject({ code: "cancelled" });
    expect(await files("builds")).toEqual(["b000001.duckdb", "b000001.failing", "b000001.json"]);
    expect(await files("lake/.staging")).toEqual([]);
    expect(await lab.app.client.runs.list({ limit: 1 })).toMatchObject([
      { run_id: "r000002", kind: "run", status: "cancelled", build_id: null },
    ]);
    expect(lab.log("r000002").at(-1)).toMatchObject({ level: "error", event: "run cancelled" });
    const next = await lab.run();
    expect(next).toMatchObject({ run_id: "r000003", build_id: "b000003", status: "succeeded" });
    expect(next.layers.silver["orders"]?.rows).toBe(5);
  },
);

test("a run needs twice the last build on the disk", async () => {
  lab = await shopAfterRun();
  await lab.write("orders.csv", ...NEW_ORDER);
  const { bytes } = (await lab.services.builds.newest())!;
  const withFree = (free: number) => ({
    ...lab.services,
    builds: { ...lab.services.builds, freeBytes: async () => free },
  });
  const error = await caught(lab.run({}, withFree(2 * bytes - 1)));
  const needed = Math.ceil((2 * bytes) / 1e6);
  expect(error).toMatchObject({
    code: "disk_full",
    message: `The disk has ${needed} MB free; a run needs ${needed} MB.`,
    hint: "Free some space, then run again. Published reports are unchanged.",
  });
  const [record] = await lab.app.client.runs.list({ limit: 1 });
  expect(record).toMatchObject({ run_id: "r000002", status: "failed", cause: error.message });
  expect((await lab.run({}, withFree(2 * bytes))).status).toBe("succeeded");
});

test("without a source there is nothing to run", async () => {
  lab = await Lab.open();
  expect(await caught(lab.run())).toMatchObject({
    code: "usage",
    message: "No source is connected yet, so there is nothing to run.",
    hint: "Connect one with `source add`, or start with `init --sample`.",
  });
  expect(await caught(lab.publish())).toMatchObject({
    message: "There is no build yet.",
  });
  const { client } = lab.app;
  expect(await caught(ended(client.runs.start({ target: "snowflake" })))).toMatchObject({
    message: "This workspace has no Snowflake target.",
  });
});

test("one run at a time, and what a killed one left is cleared away", async () => {
  lab = await shopAfterRun();
  const lock = lab.services.locks.acquire("run", { purpose: "test" });
  const held = await lock;
  expect(await caught(lab.run())).toMatchObject({ code: "locked" });
  held.release();
  const day = join("lake", "bronze", "orders", "ingest_date=2026-07-01");
  const debris = [
    "builds/b000009.duckdb",
    "builds/b000001.draft.duckdb",
    "builds/b000001.json.7-x.tmp",
    `${day}/r000002-orders.parquet`,
    `${day}/r000002-orders.positions.parquet`,
    `${day}/r000002-orders.json.tmp`,
  ];
  for (const name of debris) await writeFile(join(lab.directory, name), "half");
  await lab.run();
  expect(await files("builds")).toEqual(["b000001.duckdb", "b000001.failing", "b000001.json"]);
  expect(await files(day)).toEqual([
    "r000001-orders.json",
    "r000001-orders.parquet",
    "r000001-orders.repeats.parquet",
  ]);
});

test("a bug in a step fails the run, keeps the old build and says what happened", async () => {
  lab = await shopAfterRun();
  await lab.write("orders.csv", ...NEW_ORDER);
  const checks = {
    ...lab.services.checks,
    evaluate: async () => {
      throw new TypeError("boom");
    },
  };
  expect(await caught(lab.run({}, { ...lab.services, checks }))).toMatchObject({ message: "boom" });
  const [record] = await lab.app.client.runs.list({ limit: 1 });
  expect(record).toMatchObject({
    status: "failed",
    cause: "boom",
    seconds: 0,
    quality_score: null,
  });
  expect((await lab.services.builds.newest())?.build_id).toBe("b000001");
  expect(await caught(lab.app.client.runs.get({ run_id: "r000002" }))).toMatchObject({
    message: "There is no result of run r000002.",
  });
});

test("runs are listed newest first with how they ended, and each can be shown again", async () => {
  lab = await openShop();
  const first = await lab.run();
  const second = await lab.run();
  const runs = await lab.app.client.runs.list({});
  expect(
    runs.map((r) => [r.run_id, r.kind, r.status, r.build_id, r.published, r.seconds, r.cause]),
  ).toEqual([
    ["r000002", "run", "unchanged", "b000001", false, 0, null],
    ["r000001", "run", "succeeded", "b000001", false, 0, null],
  ]);
  expect(runs[1]?.quality_score).toBe(first.quality.score);
  expect(await lab.app.client.runs.get({ run_id: "r000002" })).toEqual(second);
  expect(await lab.app.client.runs.list({ limit: 1 })).toHaveLength(1);
});

test("a file that changes while it is read is not taken over", async () => {
  lab = await shopAfterRun();
  await lab.write("orders.csv", ...NEW_ORDER);
  const { reader } = lab.services;
  const changing = {
    ...reader,
    confirmUnchanged: async (prepared: Parameters<typeof reader.confirmUnchanged>[0]) => {
      await lab.write("orders.csv", ...NEW_ORDER, "o9,c1,2026-06-09,paid,web");
      return reader.confirmUnchanged(prepared);
    },
  };
  const result = await lab.run({}, { ...lab.services, reader: changing });
  expect(result.layers.bronze["orders"]?.held).toBe(true);
  expect(await lab.services.bronze.batches("orders")).toHaveLength(1);
  expect((await lab.run()).layers.silver["orders"]?.rows).toBe(6);
});

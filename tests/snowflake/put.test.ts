/** A file that a stage did not keep: the driver reports it as a row, not as an error. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createSnowflake } from "#adapters/snowflake/warehouse.ts";
import type { CloudSession } from "#ports/snowflake.ts";
import { startTestSnowflake, type TestSnowflake } from "./server/start.ts";

let snowflake: TestSnowflake;
let session: CloudSession;
const folder = mkdtempSync(join(tmpdir(), "medallion-put-"));

beforeAll(async () => {
  snowflake = await startTestSnowflake();
  const secrets = {
    get: async () => snowflake.passphrase,
    set: async () => undefined,
    delete: async () => undefined,
  };
  const warehouse = createSnowflake(secrets, { ...snowflake.env }, folder);
  session = await warehouse.connect(snowflake.target, { tag: "test" });
  await session.run("create database if not exists shop_raw");
  await session.run("create schema if not exists shop_raw.raw");
  await session.run("create stage if not exists shop_raw.raw.bronze");
});

afterAll(async () => {
  await session.close();
  await snowflake.close();
  rmSync(folder, { recursive: true, force: true });
});

test("a file that is not in the stage after the upload is an error, and can be sent again", async () => {
  const file = join(folder, "r000001-orders.parquet");
  writeFileSync(file, "any bytes");
  snowflake.http.faults.losesFiles = true;
  const lost = await session.upload(file, "@shop_raw.raw.bronze/src_orders").then(
    () => null,
    (error: unknown) => error,
  );
  expect(lost).toMatchObject({
    code: "upstream",
    retryable: true,
    message: expect.stringContaining("did not arrive in Snowflake's stage"),
    details: { status: "NOT_FOUND_FILE" },
  });
  snowflake.http.faults.losesFiles = false;
  await expect(session.upload(file, "@shop_raw.raw.bronze/src_orders")).resolves.toBeUndefined();
});

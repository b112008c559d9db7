/** What a program that died left open on Snowflake is aborted before its ledger is read; that of other shops is not. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { abortLeftOver, transactionName } from "#app/snowflake/left-over.ts";
import { createSnowflake } from "#adapters/snowflake/warehouse.ts";
import { snowflakeDatabases } from "#domain/snowflake/target.ts";
import type { CloudSession } from "#ports/snowflake.ts";
import { startTestSnowflake, type TestSnowflake } from "./server/start.ts";

let snowflake: TestSnowflake;
let dying: CloudSession;
let next: CloudSession;

beforeAll(async () => {
  snowflake = await startTestSnowflake();
  const secrets = {
    get: async () => snowflake.passphrase,
    set: async () => undefined,
    delete: async () => undefined,
  };
  const connect = () =>
    createSnowflake(secrets, { ...snowflake.env }, "unused").connect(snowflake.target, {
      tag: "test",
    });
  [dying, next] = [await connect(), await connect()];
  await next.run("create database if not exists shop_raw");
  await next.run("create schema if not exists shop_raw.raw");
  await next.run("create table if not exists shop_raw.raw.loads (file varchar, build_id varchar)");
});

afterAll(async () => {
  await dying.close();
  await next.close();
  await snowflake.close();
});

const files = async () =>
  (await next.rows("select file from shop_raw.raw.loads order by file")).map((row) => row["file"]);
const load = async (name: string, file: string): Promise<void> => {
  await dying.run(`begin name ${name}`);
  await dying.run(`insert into shop_raw.raw.loads (file, build_id) values ('${file}', 'b')`);
};

test("a commit that comes after the abort commits nothing", async () => {
  const databases = { ...snowflakeDatabases({ database: "shop" }) };
  await load(transactionName(databases), "late.parquet");
  await abortLeftOver({ cloud: next, databases });
  await expect(dying.run("commit")).rejects.toMatchObject({ code: "upstream" });
  expect(await files()).toEqual([]);
});

test("another shop's load goes on", async () => {
  await load("medallion_other", "theirs.parquet");
  await abortLeftOver({ cloud: next, databases: snowflakeDatabases({ database: "shop" }) });
  await dying.run("commit");
  expect(await files()).toEqual(["theirs.parquet"]);
});

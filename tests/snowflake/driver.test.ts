/** Our client on the unmodified driver, against the stand-in at Snowflake's own name. */
import { generateKeyPairSync } from "node:crypto";
import { writeFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createSnowflake } from "#adapters/snowflake/warehouse.ts";
import { AppError } from "#domain/errors.ts";
import type { SnowflakeTarget } from "#domain/snowflake/target.ts";
import type { CloudOptions, CloudSession } from "#ports/snowflake.ts";
import { startTestSnowflake, type TestSnowflake } from "./server/start.ts";

let snowflake: TestSnowflake;
let session: CloudSession;

const secretOf = (secret: string | null) => ({
  get: async () => secret,
  set: async () => undefined,
  delete: async () => undefined,
});

const connect = (
  target: SnowflakeTarget,
  secret: string | null,
  options: Partial<CloudOptions> = {},
) =>
  createSnowflake(secretOf(secret), snowflake.env, "unused").connect(target, {
    tag: "test",
    ...options,
  });

const caught = async (work: Promise<unknown>): Promise<AppError> => {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(AppError);
  return error as AppError;
};

beforeAll(async () => {
  snowflake = await startTestSnowflake();
  session = await connect(snowflake.target, snowflake.passphrase);
  await session.run("create database if not exists shop_raw");
  await session.run("create schema if not exists shop_raw.raw");
  await session.run("create table if not exists shop_raw.raw.counted (n integer)");
});

afterAll(async () => {
  await session.close();
  await snowflake.close();
});

const COUNT = "select count(*) as n from shop_raw.raw.counted";

test("numbers, dates and texts are exact", async () => {
  const rows = await session.rows(
    "select 12345678901234567890 as big, cast(1.10 as number(10, 2)) as price, cast('2026-03-01' as date) as day, ? as said, null as nothing",
    ["it's \\ fine"],
  );
  expect(rows).toEqual([
    {
      big: "12345678901234567890",
      price: "1.10",
      day: expect.stringContaining("2026-03-01"),
      said: "it's \\ fine",
      nothing: null,
    },
  ]);
});

test("an answer in chunks comes whole and in order", async () => {
  const digits = "(values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) as v (n)";
  const rows = await session.rows(
    `with digit as (select n from ${digits}) select a.n + 10 * b.n + 100 * c.n as x from digit as a cross join digit as b cross join digit as c order by 1`,
  );
  expect(rows.map((row) => Number(row["x"]))).toEqual(Array.from({ length: 1000 }, (_, n) => n));
});

test("a lost answer is asked for again and nothing runs twice", async () => {
  snowflake.http.faults.queue("reset_after");
  await session.run("insert into shop_raw.raw.counted select 1");
  expect(await session.rows(COUNT)).toEqual([{ n: "1" }]);
});

test("a lost request, a busy service and an expired token are survived", async () => {
  snowflake.http.faults.queue("reset", "busy");
  expect(await session.rows(COUNT)).toEqual([{ n: "1" }]);
  snowflake.http.faults.expireToken();
  expect(await session.rows(COUNT)).toEqual([{ n: "1" }]);
});

test("what the stand-in does not know is refused, as a statement or as a function", async () => {
  expect((await caught(session.run("vacuum everything"))).message).toContain(
    "does not know this statement",
  );
  expect((await caught(session.rows("select strptime('x', 'y')"))).message).toContain(
    "Unknown functions STRPTIME",
  );
  expect((await caught(session.rows("select 1 from nowhere.raw.t"))).message).toContain(
    "A database is not there",
  );
});

test("a merge that meets a key twice is an error", async () => {
  await session.run("create table if not exists shop_raw.raw.twice (n integer)");
  await session.run("insert into shop_raw.raw.twice select 1 union all select 1");
  const merge =
    "merge into shop_raw.raw.counted as t\nusing shop_raw.raw.twice as s\non t.n = s.n\nwhen not matched then insert (n) values (s.n)";
  expect((await caught(session.run(merge))).message).toBe("A merge met the same key twice.");
});

test("stopping ends a statement that does not answer", async () => {
  const stop = new AbortController();
  const other = await connect(snowflake.target, snowflake.passphrase, { signal: stop.signal });
  const { promise: reached, resolve } = Promise.withResolvers<void>();
  snowflake.http.faults.before = async () => {
    resolve();
    await new Promise(() => undefined);
  };
  const asked = caught(other.rows("select 1 as x"));
  await reached;
  stop.abort();
  expect((await asked).code).toBe("cancelled");
  snowflake.http.faults.before = () => undefined;
  session = await connect(snowflake.target, snowflake.passphrase);
});

const otherKey = () => {
  const { privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  const sign_in = snowflake.target.sign_in as { key_file: string };
  const file = `${sign_in.key_file}.other`;
  writeFileSync(file, privateKey);
  return file;
};

test("what stands in the way of signing in is said in plain words, without the secret", async () => {
  const { target, passphrase } = snowflake;
  const wrong = await caught(connect(target, "not the passphrase 4711"));
  expect(wrong.message).toContain("cannot be opened");
  expect(
    JSON.stringify([wrong.message, wrong.hint, wrong.details, String(wrong.cause)]),
  ).not.toContain("4711");
  expect((await caught(connect(target, null))).message).toContain(
    "passphrase that this computer does not know",
  );
  const stranger = { ...target, sign_in: { kind: "key_pair", key_file: otherKey() } } as const;
  expect((await caught(connect(stranger, null))).message).toBe(
    "Snowflake does not accept the key.",
  );
  const token = { ...target, sign_in: { kind: "token" } } as const;
  const refused = await caught(connect(token, "pat-sentinel-0815"));
  expect(refused.message).toBe("Snowflake does not know this user with this key or token.");
  expect(JSON.stringify([refused.message, refused.details])).not.toContain("0815");
  void passphrase;
});

test.each(["token", "oauth"] as const)("a %s signs in", async (kind) => {
  snowflake.http.sessions.tokens.set("LOADER", "the-right-token");
  const one = await connect({ ...snowflake.target, sign_in: { kind } }, "the-right-token");
  expect(await one.rows("select 1 as x")).toEqual([{ x: "1" }]);
  await one.close();
  session = await connect(snowflake.target, snowflake.passphrase);
});

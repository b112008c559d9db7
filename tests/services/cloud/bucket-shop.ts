/** The sample shop's files in a bucket, a workspace that reads them from there, and a Snowflake to bring it to. */
import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { expect } from "vitest";
import type { RunResult } from "#contract/runs.ts";
import { runResult } from "#contract/runs.ts";
import { ENTITY_NAMES } from "#domain/entities.ts";
import { COMMAND_LINE } from "#main/shared/folders.ts";
import { generateSampleShop } from "#resources/sample-shop/generate.ts";
import { medallion, temporaryFolder } from "#tests/integration/cli.ts";
import { startTestSnowflake, type TestSnowflake } from "#tests/snowflake/server/start.ts";
import { startS3, type TestS3 } from "../servers/s3.ts";

const BUCKET = "shop";
export const STAGE = "s3://team/snowflake";

export interface BucketShop {
  readonly directory: string;
  readonly gateway: TestS3;
  readonly s3: S3Client;
  readonly snowflake: TestSnowflake;
  readonly files: Readonly<Record<string, string>>;
  put(key: string, body: string): Promise<unknown>;
  /** The command line in a process of its own; fails the test when it fails. */
  cli(...argv: string[]): Promise<string>;
  /** `run --target snowflake --publish --verify` in a process of its own, to its end. */
  bring(): Promise<RunResult>;
  /** The same process while it goes, to be killed. */
  start(): ChildProcess;
  /** @param flags say where the stage is. */
  target(...flags: string[]): Promise<unknown>;
  close(): Promise<void>;
}

/** First lines of the stock counts; the rest comes by night, as a new object. */
const EARLY_COUNTS = 1200;

export function halves(text: string): readonly [string, string] {
  const [header, ...rows] = text.trimEnd().split("\n");
  const part = (lines: readonly string[]) => `${[header, ...lines].join("\n")}\n`;
  return [part(rows.slice(0, EARLY_COUNTS)), part(rows.slice(EARLY_COUNTS))];
}

export async function openBucketShop(scale = 0.003): Promise<BucketShop> {
  const folder = await temporaryFolder();
  const [gateway, snowflake] = await Promise.all([startS3(), startTestSnowflake()]);
  const directory = join(folder.path, "shop");
  const variables: NodeJS.ProcessEnv = {
    ...snowflake.env,
    AWS_ACCESS_KEY_ID: gateway.accessKeyId,
    AWS_SECRET_ACCESS_KEY: gateway.secretAccessKey,
    AWS_REGION: gateway.region,
    AWS_ENDPOINT_URL_S3: gateway.endpoint,
    MEDALLION_SECRETS_FILE: join(folder.path, "secrets.json"),
  };
  const before = new Map(Object.keys(variables).map((name) => [name, process.env[name]]));
  Object.assign(process.env, variables);
  const s3 = gateway.client();
  snowflake.account.stages.s3 = s3;
  for (const bucket of [BUCKET, "team"]) await gateway.makeBucket(bucket);
  const put = (Key: string, Body: string) =>
    s3.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body }));
  const cli = async (...argv: string[]): Promise<string> => {
    const said = await medallion(...argv);
    expect(said.code, `${argv.join(" ")}\n${said.err}${said.out}`).toBe(0);
    return said.out;
  };
  const run = ["run", directory, "--target", "snowflake", "--publish", "--json"];
  const target = (...flags: string[]) => {
    const { account, user, role, warehouse, database, sign_in } = snowflake.target;
    const who = ["--account", account, "--user", user, "--role", role, "--warehouse", warehouse];
    const key = (sign_in as { readonly key_file: string }).key_file;
    return cli(
      "target",
      "snowflake",
      directory,
      ...who,
      "--database",
      database,
      "--key-file",
      key,
      ...flags,
    );
  };
  const { files } = await generateSampleShop({
    folder: join(folder.path, "files"),
    scale,
    until: "2026-06-30",
  });
  await connect({ directory, put, cli, files, endpoint: gateway.endpoint });
  await target();
  const secret = join(folder.path, "passphrase");
  writeFileSync(secret, snowflake.passphrase);
  await cli("target", "secret", directory, secret);
  return {
    directory,
    gateway,
    s3,
    snowflake,
    files,
    put,
    cli,
    target,
    bring: async () => runResult.parse(JSON.parse(await cli(...run, "--verify"))),
    start: () => spawn(process.execPath, [COMMAND_LINE, ...run], { stdio: "ignore" }),
    close: async () => {
      s3.destroy();
      await snowflake.close();
      await gateway.stop();
      for (const [name, value] of before) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
      await folder.remove();
    },
  };
}

/** Every file as an object and as a source, by the command line; stock counts are a prefix that grows. */
async function connect({
  directory,
  put,
  cli,
  files,
  endpoint,
}: Pick<BucketShop, "directory" | "put" | "cli" | "files"> & { readonly endpoint: string }) {
  await cli("init", directory, "--tz", "Europe/Berlin", "--currency", "EUR");
  for (const entity of ENTITY_NAMES) {
    const text = readFileSync(files[entity] as string, "utf8");
    const grows = entity === "inventory";
    const key = grows ? "inventory/part-1.csv" : `${entity}.csv`;
    await put(key, grows ? halves(text)[0] : text);
    const place = ["--s3", `s3://${BUCKET}/${grows ? "inventory" : key}`, "--endpoint", endpoint];
    await cli("source", "add", directory, entity, ...place, "--name", entity);
  }
}

/** Objects of the bucket as they are the night after: orders changed, taken away and added, new stock counts. */
export async function nextNight({ files, put }: BucketShop): Promise<void> {
  const [header, ...rows] = readFileSync(files["orders"] as string, "utf8")
    .trimEnd()
    .split("\n");
  const isOrder = (row: string): boolean => /^\d+,/.test(row);
  const orders = rows.filter(isOrder);
  const [gone, other, changed, copied] = orders.slice(20, 24) as [string, string, string, string];
  const lines = [header, ...rows.filter((row) => row !== gone && row !== other && row !== changed)];
  lines.push(changed.replace(/^(\d+,[^,]*,[^,]*),[^,]*/, "$1,Cancelled"));
  lines.push(copied.replace(/^\d+/, "NEW-ORDER-1"));
  await put("orders.csv", `${lines.join("\n")}\n`);
  await put("inventory/part-2.csv", halves(readFileSync(files["inventory"] as string, "utf8"))[1]);
}

/** One lake for several computers, on a real S3 service: two of them never spoil it, whatever they do at once. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { DeleteObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Bucket } from "#adapters/s3/bucket.ts";
import { createBucketLeases } from "#adapters/s3/leases.ts";
import { createSharedLake } from "#adapters/s3/mirror.ts";
import { leaseConformance } from "#tests/night/lease-conformance.ts";
import { temporaryFolder } from "#tests/integration/cli.ts";
import { told } from "./lab/tables.ts";
import { serviceSuite } from "./servers/programs.ts";
import { startS3, type TestS3 } from "./servers/s3.ts";

const call = { signal: new AbortController().signal, progress: () => undefined };
const by = (holder: string, fence = 1) => ({ holder, at: "2026-11-21T05:00:00.000Z", fence });

serviceSuite("A lake in a bucket", ["versitygw"], () => {
  let server: TestS3;
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let buckets = 0;
  const opened: Bucket[] = [];
  const bucketAt = (path: string): (() => Bucket) => {
    const { endpoint, region } = server;
    const bucket = new Bucket({ path, endpoint, region });
    opened.push(bucket);
    return () => bucket;
  };
  beforeAll(async () => {
    server = await startS3();
    process.env["AWS_ACCESS_KEY_ID"] = server.accessKeyId;
    process.env["AWS_SECRET_ACCESS_KEY"] = server.secretAccessKey;
    folder = await temporaryFolder();
    await server.makeBucket("lakes");
  });
  afterAll(async () => {
    for (const bucket of opened) bucket.close();
    delete process.env["AWS_ACCESS_KEY_ID"];
    delete process.env["AWS_SECRET_ACCESS_KEY"];
    await folder.remove();
    await server.stop();
  });

  leaseConformance("S3", async () => {
    const path = `s3://lakes/leases-${(buckets += 1)}`;
    return {
      store: createBucketLeases(bucketAt(path)),
      again: () => createBucketLeases(bucketAt(path)),
    };
  });

  /** A computer with a few files of a workspace. */
  function computer(lake: string, name: string, files: Record<string, string>) {
    const directory = join(folder.path, `${lake}-${name}`);
    const write = (path: string, text: string): void => {
      const full = join(directory, path);
      mkdirSync(dirname(full), { recursive: true });
      writeFileSync(full, text);
    };
    for (const [path, text] of Object.entries(files)) write(path, text);
    const bucket = bucketAt(`s3://lakes/${lake}`);
    return {
      directory,
      write,
      lake: createSharedLake(directory, bucket, { part_bytes: 5 * 1024 * 1024 }),
      read: (path: string) => readFileSync(join(directory, path), "utf8"),
      bucket,
    };
  }
  const raw = (run: number): string =>
    `lake/bronze/orders/ingest_date=2026-11-21/r00000${run}-orders.parquet`;

  test("what one sends the other has, under the names of the design", async () => {
    const a = computer("both", "a", { "workspace.json": "{}", [raw(1)]: "rows" });
    expect(await a.lake.push(call, by("a"))).toMatchObject({ generation: 1, files: 2 });
    const b = computer("both", "b", {});
    expect(await b.lake.pull(call)).toMatchObject({ generation: 1, files: 2 });
    expect(b.read(raw(1))).toBe("rows");
    b.write(raw(2), "more rows");
    expect(await b.lake.push(call, by("b"))).toMatchObject({ generation: 2, files: 1 });
    await a.lake.pull(call);
    expect(a.read(raw(2))).toBe("more rows");
    const listed = await a.bucket().list("raw/");
    expect(listed.map(({ key }) => key)).toEqual([
      "raw/orders/ingest_date=2026-11-21/r000001-orders.parquet",
      "raw/orders/ingest_date=2026-11-21/r000002-orders.parquet",
    ]);
  });

  test("of many that push at once exactly one counts; the others are told and spoil nothing", async () => {
    const start = computer("race", "start", { "workspace.json": "{}" });
    await start.lake.push(call, by("start"));
    const many = Array.from({ length: 6 }, (_, n) => computer("race", `c${n}`, {}));
    for (const one of many) await one.lake.pull(call);
    for (const [n, one] of many.entries()) one.write(raw(1), `rows of c${n}`);
    const results = await Promise.allSettled(
      many.map((one, n) => one.lake.push(call, by(`c${n}`))),
    );
    const won = results.flatMap(({ status }, n) => (status === "fulfilled" ? [n] : []));
    expect(won).toHaveLength(1);
    const reader = computer("race", "reader", {});
    expect(await reader.lake.pull(call)).toMatchObject({ generation: 2 });
    expect(reader.read(raw(1))).toBe(`rows of c${won[0]}`);
    const loser = many[won[0] === 0 ? 1 : 0]!;
    expect((await told(loser.lake.pull(call))).text).toMatch(/both changed .*--replace/);
    await loser.lake.pull(call, { replace: true });
    expect(loser.read(raw(1))).toBe(`rows of c${won[0]}`);
    expect(readdirSync(join(loser.directory, "diverged"))).toHaveLength(1);
  });

  test("who gives way loses no build and no read while a person is needed, or the bucket goes away", async () => {
    const a = computer("way", "a", { "workspace.json": "{}" });
    await a.lake.push(call, by("a"));
    const b = computer("way", "b", {});
    await b.lake.pull(call);
    for (const [one, rows] of [
      [a, "rows of a"],
      [b, "rows of b"],
    ] as const) {
      one.write("workspace.json", JSON.stringify({ rows }));
      one.write(raw(1), rows);
    }
    b.write("builds/b000001/build.duckdb", "a build");
    await a.lake.push(call, by("a", 2));
    expect((await told(b.lake.giveWay(call))).text).toMatch(/both changed workspace.json/);
    expect(b.read(raw(1))).toBe("rows of b");
    expect(b.read("builds/b000001/build.duckdb")).toBe("a build");

    b.write("workspace.json", a.read("workspace.json"));
    const [object] = await a.bucket().list("raw/orders/");
    const { key } = object!;
    await a.bucket().client.send(new DeleteObjectCommand({ Bucket: "lakes", Key: `way/${key}` }));
    await told(b.lake.giveWay(call));
    expect(b.read(raw(1))).toBe("rows of b");
    await a
      .bucket()
      .client.send(new PutObjectCommand({ Bucket: "lakes", Key: `way/${key}`, Body: "rows of a" }));
    await b.lake.giveWay(call);
    expect(b.read(raw(1))).toBe("rows of a");
    const [aside] = readdirSync(join(b.directory, "diverged"));
    expect(b.read(`diverged/${aside}/${raw(1)}`)).toBe("rows of b");
  });

  test("what somebody left whose push never counted is in nobody's way", async () => {
    const a = computer("leftover", "a", { "workspace.json": "{}", [raw(1)]: "rows of a" });
    const cut = a.lake.push(call, by("a"), {
      check: () => Promise.reject(new Error("the power went")),
    });
    await expect(cut).rejects.toThrow("the power went");
    const b = computer("leftover", "b", { "workspace.json": "{}", [raw(1)]: "rows of b" });
    expect(await b.lake.push(call, by("b"))).toMatchObject({ generation: 1 });
    const c = computer("leftover", "c", {});
    await c.lake.pull(call);
    expect(c.read(raw(1))).toBe("rows of b");
  });

  test("who has an earlier lease, or loses it right before, changes nothing", async () => {
    const a = computer("fence", "a", { "workspace.json": "{}" });
    await a.lake.push(call, by("a", 7));
    a.write(raw(1), "rows");
    expect((await told(a.lake.push(call, by("a", 6)))).text).toContain("Another computer");
    const lost = new Error("lost");
    const push = a.lake.push(call, by("a", 7), { check: () => Promise.reject(lost) });
    await expect(push).rejects.toBe(lost);
    expect((await a.lake.status(call)).generation).toBe(1);
    expect(await a.lake.push(call, by("a", 8))).toMatchObject({ generation: 2 });
  });

  test("a large file goes up in parts and goes on where it was broken off", async () => {
    const big = "x".repeat(13 * 1024 * 1024);
    const a = computer("parts", "a", { "workspace.json": "{}", [raw(1)]: big });
    const client = a.bucket().client;
    let parts = 0;
    client.middlewareStack.add(
      (next, context) => async (args) => {
        if (context.commandName === "UploadPartCommand" && (parts += 1) === 2) {
          throw new Error("broken off");
        }
        return next(args);
      },
      { step: "initialize" },
    );
    await expect(a.lake.push(call, by("a"))).rejects.toThrow("broken off");
    expect((await a.lake.status(call)).generation).toBe(0);
    parts = 2;
    await a.lake.push(call, by("a"));
    expect(parts).toBe(4);
    const b = computer("parts", "b", {});
    await b.lake.pull(call);
    expect(b.read(raw(1))).toBe(big);
  });

  test("an object that was spoiled is found, and nothing of it is used", async () => {
    const a = computer("spoiled", "a", { "workspace.json": "{}", [raw(1)]: "rows" });
    await a.lake.push(call, by("a"));
    const Key = "spoiled/raw/orders/ingest_date=2026-11-21/r000001-orders.parquet";
    await a.bucket().client.send(new PutObjectCommand({ Bucket: "lakes", Key, Body: "roWs" }));
    const b = computer("spoiled", "b", {});
    expect((await told(b.lake.pull(call))).text).toContain("is not what was pushed");
    expect(() => b.read("workspace.json")).toThrow("ENOENT");
    await a.bucket().client.send(new DeleteObjectCommand({ Bucket: "lakes", Key }));
    expect((await told(b.lake.pull(call))).failure).toBe("missing_object");
  });

  test("a head that does not follow the last one removes nothing here unless somebody says so", async () => {
    const a = computer("replaced", "a", { "workspace.json": "{}", [raw(1)]: "one" });
    await a.lake.push(call, by("a"));
    const first = await a.bucket().text("head.json", call.signal);
    a.write(raw(2), "two");
    await a.lake.push(call, by("a"));
    // What a service without conditional puts, or somebody with a backup, would do.
    const Key = "replaced/head.json";
    await a
      .bucket()
      .client.send(new PutObjectCommand({ Bucket: "lakes", Key, Body: `${first!.text} ` }));
    expect((await told(a.lake.pull(call))).text).toContain("does not follow");
    expect((await told(a.lake.push(call, by("a")))).text).toContain("does not follow");
    expect(a.read(raw(2))).toBe("two");
    await a.lake.pull(call, { replace: true });
    expect(() => a.read(raw(2))).toThrow("ENOENT");
    const aside = readdirSync(join(a.directory, "diverged"));
    expect(a.read(`diverged/${aside[0]}/${raw(2)}`)).toBe("two");
    expect(a.read(raw(1))).toBe("one");
  });
});

/** Tables in a bucket as a source: plain and gzipped, CSV, JSON and Parquet; new and changed objects night by night. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { DuckDBInstance } from "@duckdb/node-api";
import { DeleteObjectCommand, PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runResult } from "#contract/runs.ts";
import type { Origin } from "#contract/sources.ts";
import { createApp, type App } from "#main/shared/wiring.ts";
import { temporaryFolder } from "#tests/integration/cli.ts";
import { serviceSuite } from "./servers/programs.ts";
import { startS3, type TestS3 } from "./servers/s3.ts";

const HEADER = "order_id;customer_id;ordered_at;status;total_amount\n";
const row = (n: number, total = "10,50"): string =>
  `A-${n};c${n};2026-11-0${n} 10:00:00;paid;${total}\n`;

serviceSuite("Tables in a bucket", ["versitygw"], () => {
  let server: TestS3;
  let s3: S3Client;
  let app: App;
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  const put = (Key: string, Body: string | Buffer) =>
    s3.send(new PutObjectCommand({ Bucket: "shop", Key, Body }));
  const origin = (path: string) => ({ kind: "s3" as const, path, endpoint: server.endpoint });
  beforeAll(async () => {
    server = await startS3();
    process.env["AWS_ACCESS_KEY_ID"] = server.accessKeyId;
    process.env["AWS_SECRET_ACCESS_KEY"] = server.secretAccessKey;
    s3 = server.client();
    await server.makeBucket("shop");
    folder = await temporaryFolder();
    app = await createApp(join(folder.path, "shop"));
    await app.client.workspace.init({ time_zone: "UTC", currency: "EUR" });
  });
  afterAll(async () => {
    await app.close();
    s3.destroy();
    delete process.env["AWS_ACCESS_KEY_ID"];
    delete process.env["AWS_SECRET_ACCESS_KEY"];
    await folder.remove();
    await server.stop();
  });
  const run = async () => {
    const events = await app.client.runs.start({});
    let step = await events.next();
    while (!step.done) step = await events.next();
    return runResult.parse(step.value);
  };
  const totals = async (): Promise<unknown[]> => {
    const sql = "select order_id || ' ' || total_amount from silver.orders order by order_id";
    return ((await app.client.reports.query({ sql })).rows as unknown[][]).flat();
  };
  async function parquet(sql: string): Promise<Buffer> {
    const instance = await DuckDBInstance.create(":memory:");
    const connection = await instance.connect();
    const path = join(folder.path, "made.parquet");
    await connection.run(`copy (${sql}) to '${path}' (format parquet)`);
    connection.closeSync();
    instance.closeSync();
    return readFileSync(path);
  }

  test("every format below a prefix, then only what is new or changed", async () => {
    await put("in/a.csv", HEADER + row(1));
    await put("in/b.csv.gz", gzipSync(HEADER + row(2, "20,25")));
    await put("in/notes.md", "no table");
    await put("other/x.csv", HEADER + row(9));
    await app.client.sources.add({ entities: ["orders"], origin: origin("s3://shop/in") });
    expect((await run()).status).toBe("succeeded");
    expect(await totals()).toEqual(["A-1 10.5000", "A-2 20.2500"]);
    expect((await run()).status).toBe("unchanged");
    await put("in/c.csv", HEADER + row(3, "1.234,5678"));
    const next = await run();
    expect(next.layers.bronze["in"]).toMatchObject({ rows_read: 1, rows_new: 1 });
    expect(await totals()).toEqual(["A-1 10.5000", "A-2 20.2500", "A-3 1234.5678"]);
    await s3.send(new DeleteObjectCommand({ Bucket: "shop", Key: "in/a.csv" }));
    expect((await run()).status).toBe("unchanged");
  });

  test("Parquet and JSON keep exact values", async () => {
    await put(
      "products.parquet",
      await parquet(
        "select 'p1' as product_id, 'Tee \"blue\", 数' as name, 12345678901234.5678::decimal(18,4) as unit_price, timestamptz '2026-11-01 10:00:00.000001+02' as updated_at",
      ),
    );
    await app.client.sources.add({
      entities: ["products"],
      origin: origin("s3://shop/products.parquet"),
    });
    await put("people.ndjson.gz", gzipSync('{"customer_id":"c1","email":"a@b.example"}\n'));
    await app.client.sources.add({
      entities: ["customers"],
      origin: origin("s3://shop/people.ndjson.gz"),
    });
    await run();
    const sql =
      "select p.name, p.unit_price::varchar, c.customer_id from silver.products p, silver.customers c";
    expect((await app.client.reports.query({ sql })).rows).toEqual([
      ['Tee "blue", 数', "12345678901234.5678", "c1"],
    ]);
  });

  test("what is in the way is said in one sentence with one action", async () => {
    const failure = async (of: Origin): Promise<string | null> =>
      (await app.client.connections.test({ origin: of })).failure;
    expect(await failure(origin("s3://nobodys/in"))).toBe("no_bucket");
    expect(await failure(origin("s3://shop/nothing.csv"))).toBe("no_object");
    expect(await failure({ ...origin("s3://shop/in"), endpoint: "http://127.0.0.1:1" })).toBe(
      "refused",
    );
    process.env["AWS_SECRET_ACCESS_KEY"] = "wrong";
    expect(await failure({ ...origin("s3://shop/in"), region: "eu-west-1" })).toMatch(
      /sign_in|wrong_region/,
    );
    process.env["AWS_SECRET_ACCESS_KEY"] = server.secretAccessKey;
  });
});

/** What the lake relies on in an S3 service. */
import { Buffer } from "node:buffer";
import { Readable } from "node:stream";
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  ListPartsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import { afterAll, beforeAll, expect, test } from "vitest";
import { serviceSuite } from "./servers/programs.ts";
import { startS3, type TestS3 } from "./servers/s3.ts";

const Bucket = "conformance";
const MEGABYTES_5 = 5 * 1024 * 1024;

serviceSuite("S3 conformance", ["versitygw"], () => {
  let server: TestS3;
  let s3: S3Client;
  beforeAll(async () => {
    server = await startS3();
    s3 = server.client();
    await server.makeBucket(Bucket);
  });
  afterAll(async () => {
    s3.destroy();
    await server.stop();
  });
  const put = (Key: string, Body: string | Buffer, more: object = {}) =>
    s3.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
  const text = async (Key: string, more: object = {}): Promise<string> =>
    (await s3.send(new GetObjectCommand({ Bucket, Key, ...more }))).Body!.transformToString();
  const status = (work: Promise<unknown>): Promise<number> =>
    work.then(
      () => 200,
      (error: { $metadata?: { httpStatusCode?: number } }) => error.$metadata?.httpStatusCode ?? 0,
    );

  test("1 put and get a string", async () => {
    await put("a", "Grüße 😀");
    expect(await text("a")).toBe("Grüße 😀");
  });
  test("2 get a range", async () => {
    await put("range", "0123456789");
    expect(await text("range", { Range: "bytes=2-4" })).toBe("234");
  });
  test("3 head says size and tag", async () => {
    const { ETag } = await put("head", "12345");
    expect(await s3.send(new HeadObjectCommand({ Bucket, Key: "head" }))).toMatchObject({
      ContentLength: 5,
      ETag,
    });
  });
  test("4 metadata is kept", async () => {
    await put("meta", "x", { Metadata: { sha256: "abc" } });
    const head = await s3.send(new HeadObjectCommand({ Bucket, Key: "meta" }));
    expect(head.Metadata).toEqual({ sha256: "abc" });
  });
  test("5 copy", async () => {
    await put("from", "copied");
    await s3.send(new CopyObjectCommand({ Bucket, Key: "to", CopySource: `${Bucket}/from` }));
    expect(await text("to")).toBe("copied");
  });
  test("6 a missing object is NoSuchKey", async () => {
    await expect(text("missing")).rejects.toMatchObject({ name: "NoSuchKey" });
  });
  test.each(["with space", "ünï/cödé+plus", "a=b/ingest_date=2026-01-01/x~!*'()"])(
    "7 odd key %s",
    async (key) => {
      await put(key, key);
      expect(await text(key)).toBe(key);
    },
  );
  test("8 a stream arrives without its framing", async () => {
    const Body = Readable.from([Buffer.alloc(9000, "a"), Buffer.from("end")]);
    await s3.send(new PutObjectCommand({ Bucket, Key: "stream", Body, ContentLength: 9003 }));
    expect(await text("stream")).toBe(`${"a".repeat(9000)}end`);
  });
  test("9 a wrong CRC32 is refused", async () => {
    expect(await status(put("crc", "x", { ChecksumCRC32: "AAAAAA==" }))).toBe(400);
  });
  test("10 a wrong SHA-256 is refused", async () => {
    const ChecksumSHA256 = Buffer.alloc(32).toString("base64");
    expect(await status(put("sha", "x", { ChecksumSHA256 }))).toBe(400);
  });
  test("11 If-None-Match: * makes an object once", async () => {
    await put("once", "first", { IfNoneMatch: "*" });
    expect(await status(put("once", "second", { IfNoneMatch: "*" }))).toBe(412);
    expect(await text("once")).toBe("first");
  });
  test("12 If-Match replaces only the version that was read", async () => {
    const { ETag } = await put("match", "1");
    await put("match", "2", { IfMatch: ETag });
    expect(await status(put("match", "3", { IfMatch: ETag }))).toBe(412);
    expect(await text("match")).toBe("2");
  });
  test("13 If-Match on nothing writes nothing", async () => {
    expect([404, 412]).toContain(await status(put("nothing", "1", { IfMatch: '"abc"' })));
    expect(await status(text("nothing"))).toBe(404);
  });
  test("14 GET If-None-Match is 304", async () => {
    const { ETag } = await put("cached", "x");
    expect(await status(text("cached", { IfNoneMatch: ETag }))).toBe(304);
  });
  test("15 a listing goes on where its page ended", async () => {
    for (let n = 0; n < 7; n += 1) await put(`page/${n}`, "x");
    const keys: string[] = [];
    let ContinuationToken: string | undefined;
    do {
      const page = await s3.send(
        new ListObjectsV2Command({ Bucket, Prefix: "page/", MaxKeys: 3, ContinuationToken }),
      );
      keys.push(...(page.Contents ?? []).map(({ Key }) => Key!));
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken);
    expect(keys).toEqual([0, 1, 2, 3, 4, 5, 6].map((n) => `page/${n}`));
  });
  const begin = async (Key: string): Promise<string> => {
    const made = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key }));
    return made.UploadId!;
  };
  const part = async (Key: string, UploadId: string, PartNumber: number, Body: Buffer) => {
    const sent = new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body });
    return { PartNumber, ETag: (await s3.send(sent)).ETag };
  };
  const complete = (Key: string, UploadId: string, Parts: object[], more: object = {}) =>
    s3.send(
      new CompleteMultipartUploadCommand({
        Bucket,
        Key,
        UploadId,
        MultipartUpload: { Parts },
        ...more,
      }),
    );
  test("16 multipart, and its parts can be listed", async () => {
    const id = await begin("multi");
    const one = await part("multi", id, 1, Buffer.alloc(MEGABYTES_5, 1));
    const listed = await s3.send(new ListPartsCommand({ Bucket, Key: "multi", UploadId: id }));
    expect(listed.Parts).toMatchObject([{ PartNumber: 1, Size: MEGABYTES_5, ETag: one.ETag }]);
    await complete("multi", id, [one, await part("multi", id, 2, Buffer.from("end"))]);
    const head = await s3.send(new HeadObjectCommand({ Bucket, Key: "multi" }));
    expect(head.ContentLength).toBe(MEGABYTES_5 + 3);
  });
  test("17 If-None-Match on completing makes an object once", async () => {
    await put("multi-once", "first");
    const id = await begin("multi-once");
    const parts = [await part("multi-once", id, 1, Buffer.from("second"))];
    expect(await status(complete("multi-once", id, parts, { IfNoneMatch: "*" }))).toBe(412);
    expect(await text("multi-once")).toBe("first");
  });
  test("18 lib-storage", async () => {
    const Body = Readable.from([Buffer.alloc(MEGABYTES_5), Buffer.from("tail")]);
    await new Upload({ client: s3, params: { Bucket, Key: "upload", Body } }).done();
    const head = await s3.send(new HeadObjectCommand({ Bucket, Key: "upload" }));
    expect(head.ContentLength).toBe(MEGABYTES_5 + 4);
  });
  test("19 several are deleted at once", async () => {
    await put("gone/1", "x");
    await put("gone/2", "x");
    const Objects = [{ Key: "gone/1" }, { Key: "gone/2" }];
    await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    expect(await status(text("gone/1"))).toBe(404);
  });
  test("20 a wrong secret is refused", async () => {
    const wrong = new S3Client({
      endpoint: server.endpoint,
      region: server.region,
      forcePathStyle: true,
      credentials: { accessKeyId: server.accessKeyId, secretAccessKey: "wrong" },
    });
    expect(await status(wrong.send(new HeadObjectCommand({ Bucket, Key: "a" })))).toBe(403);
    wrong.destroy();
  });
  test("21 versions are kept where asked for", async () => {
    const versioned = { Bucket: "versioned" };
    await s3.send(new CreateBucketCommand(versioned));
    const VersioningConfiguration = { Status: "Enabled" } as const;
    await s3.send(new PutBucketVersioningCommand({ ...versioned, VersioningConfiguration }));
    const Key = "a";
    for (const Body of ["1", "2"]) await s3.send(new PutObjectCommand({ ...versioned, Key, Body }));
    const { Versions } = await s3.send(new ListObjectVersionsCommand(versioned));
    expect(Versions).toHaveLength(2);
  });
  test("22 a range beyond the end is 416", async () => {
    await put("short", "x");
    expect(await status(text("short", { Range: "bytes=5-9" }))).toBe(416);
  });
  test("ours: of twenty that make the same object at once exactly one does", async () => {
    const all = Array.from({ length: 20 }, (_, n) =>
      status(put("race", String(n), { IfNoneMatch: "*" })),
    );
    expect((await Promise.all(all)).filter((code) => code === 200)).toHaveLength(1);
  });
  test("ours: of twenty that replace the same version at once exactly one does", async () => {
    for (let round = 0; round < 5; round += 1) {
      const { ETag } = await put("swap", `before ${round}`);
      const all = Array.from({ length: 20 }, (_, n) =>
        status(put("swap", `${round} ${n}`, { IfMatch: ETag })),
      );
      expect((await Promise.all(all)).filter((code) => code === 200)).toHaveLength(1);
    }
  });
});

import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, open, readFile, rm } from "node:fs/promises";
import { dirname } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  ListPartsCommand,
  PutObjectCommand,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { AppError } from "#domain/errors.ts";
import { commitFile, writeJsonAtomic } from "#adapters/disk/atomic-file.ts";
import type { LakeFile } from "#domain/remote/lake-plan.ts";
import { type Bucket, options } from "./bucket.ts";
import { isTaken, statusOf } from "./errors.ts";

const MEGABYTE = 1024 * 1024;

export interface TransferOptions {
  /** Larger files go up in parts of this size, and go on where they were broken off. */
  readonly part_bytes: number;
  /** Notes about uploads under way. */
  readonly folder: string;
  readonly signal?: AbortSignal | undefined;
  /** Asked before each object; what it throws ends the transfer. */
  readonly before?: () => Promise<void>;
}
export const PART_BYTES = 16 * MEGABYTE;

/**
 * Writes a file once. An object of this name that holds the same is left as it is; where it holds something
 * else, which somebody left whose push never counted, the file gets a name of its own.
 * @returns the file with the key it lies at.
 */
export async function upload(
  bucket: Bucket,
  path: string,
  file: LakeFile,
  given: TransferOptions,
): Promise<LakeFile> {
  if (await uploadOnce(bucket, path, file, given)) return file;
  if ((await bucket.writtenHash(file.key, given.signal)) === file.sha256) return file;
  const own = { ...file, key: `${file.key}.${file.sha256.slice(0, 16)}` };
  await uploadOnce(bucket, path, own, given);
  return own;
}

/** @returns false when there is an object of this name already. */
async function uploadOnce(
  bucket: Bucket,
  path: string,
  file: LakeFile,
  given: TransferOptions,
): Promise<boolean> {
  await given.before?.();
  return bucket.send(async () => {
    try {
      if (file.size > given.part_bytes) await uploadParts(bucket, path, file, given);
      else await uploadWhole(bucket, path, file, given.signal);
      return true;
    } catch (error) {
      if (isTaken(error)) return false;
      throw error;
    }
  });
}

async function uploadWhole(
  bucket: Bucket,
  path: string,
  { key, size, sha256 }: LakeFile,
  signal: AbortSignal | undefined,
): Promise<void> {
  await bucket.client.send(
    new PutObjectCommand({
      Bucket: bucket.name,
      Key: bucket.full(key),
      // Held in memory, so that a retry can send it again; `part_bytes` bounds it.
      Body: await readFile(path),
      ContentLength: size,
      ChecksumSHA256: Buffer.from(sha256, "hex").toString("base64"),
      Metadata: { sha256 },
      IfNoneMatch: "*",
    }),
    options(signal),
  );
}

interface UploadNote {
  readonly upload_id: string;
  readonly part_bytes: number;
}

async function uploadParts(
  bucket: Bucket,
  path: string,
  file: LakeFile,
  given: TransferOptions,
): Promise<void> {
  const target = { Bucket: bucket.name, Key: bucket.full(file.key) };
  const note = `${given.folder}/${file.sha256}.json`;
  const { upload_id: UploadId, done } = await beginOrGoOn(bucket, file, target, note, given);
  const count = Math.ceil(file.size / given.part_bytes);
  const handle = await open(path, "r");
  try {
    for (let PartNumber = 1; PartNumber <= count; PartNumber += 1) {
      if (done.has(PartNumber)) continue;
      const start = (PartNumber - 1) * given.part_bytes;
      const Body = Buffer.alloc(Math.min(given.part_bytes, file.size - start));
      await handle.read(Body, 0, Body.length, start);
      const part = new UploadPartCommand({ ...target, UploadId, PartNumber, Body });
      const { ETag } = await bucket.client.send(part, options(given.signal));
      done.set(PartNumber, ETag);
    }
  } finally {
    await handle.close();
  }
  const Parts = [...done]
    .map(([PartNumber, ETag]) => ({ PartNumber, ETag }))
    .toSorted((a, b) => a.PartNumber - b.PartNumber);
  await bucket.client.send(
    new CompleteMultipartUploadCommand({
      ...target,
      UploadId,
      MultipartUpload: { Parts },
      IfNoneMatch: "*",
    }),
    options(given.signal),
  );
  await rm(note, { force: true });
}

/** An upload that was broken off goes on with the parts that are there. */
async function beginOrGoOn(
  bucket: Bucket,
  file: LakeFile,
  target: { readonly Bucket: string; readonly Key: string },
  note: string,
  { part_bytes, signal }: TransferOptions,
) {
  const done = new Map<number, string | undefined>();
  const text = await readFile(note, "utf8").catch(() => null);
  const known = text === null ? null : (JSON.parse(text) as UploadNote);
  if (known?.part_bytes === part_bytes) {
    try {
      const list = new ListPartsCommand({ ...target, UploadId: known.upload_id });
      const { Parts = [] } = await bucket.client.send(list, options(signal));
      for (const { PartNumber, ETag } of Parts) if (PartNumber) done.set(PartNumber, ETag);
      return { upload_id: known.upload_id, done };
    } catch (error) {
      if (statusOf(error) !== 404) throw error;
    }
  }
  const begin = new CreateMultipartUploadCommand({ ...target, Metadata: { sha256: file.sha256 } });
  const { UploadId = "" } = await bucket.client.send(begin, options(signal));
  await writeJsonAtomic(note, { upload_id: UploadId, part_bytes } satisfies UploadNote);
  return { upload_id: UploadId, done };
}

/** @throws AppError `corrupt` when the object is not what was pushed; no file is left then. */
export async function download(
  bucket: Bucket,
  file: LakeFile,
  path: string,
  signal?: AbortSignal,
): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  await mkdir(dirname(path), { recursive: true });
  try {
    const hash = createHash("sha256");
    await bucket.send(async () => {
      const get = new GetObjectCommand({ Bucket: bucket.name, Key: bucket.full(file.key) });
      const { Body } = await bucket.client.send(get, options(signal));
      const watch = async function* (chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          hash.update(chunk);
          yield chunk;
        }
      };
      await pipeline(Body as Readable, watch, createWriteStream(temporary), options2(signal));
    });
    if (hash.digest("hex") !== file.sha256) throw damaged(bucket, file);
    await commitFile(temporary, path);
  } finally {
    await rm(temporary, { force: true });
  }
}

const options2 = (signal: AbortSignal | undefined) => (signal ? { signal } : {});

const damaged = (bucket: Bucket, { key }: LakeFile): AppError =>
  new AppError("corrupt", `${bucket.path}/${key} is not what was pushed.`, {
    hint: "Restore this object from the bucket's versions or a backup. Nothing here was changed.",
  });

export async function hashFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}

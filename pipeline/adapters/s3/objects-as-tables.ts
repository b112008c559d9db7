import { createWriteStream } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { GetObjectCommand } from "@aws-sdk/client-s3";
import { AppError } from "#domain/errors.ts";
import { parseBucketPath } from "#domain/remote/bucket.ts";
import type { BucketOrigin, SourceOrigin } from "#domain/workspace.ts";
import type { LocalCopy, RemoteObject, RemoteTables } from "#ports/remote-tables.ts";
import { Bucket, options } from "./bucket.ts";
import { statusOf } from "./errors.ts";

/** Names of objects that can be read as a table. */
export const TABLE = /\.(csv|tsv|txt|json|ndjson|jsonl|parquet)(\.gz)?$/i;

export interface BucketTableOptions {
  /** Writes a Parquet file as CSV with a header: comma, UTF-8, exact values. */
  readonly parquetToCsv: (parquet: string, csv: string, signal?: AbortSignal) => Promise<void>;
}

interface Known {
  readonly origin: BucketOrigin;
  readonly etag: string;
}

/** Objects of a bucket as tables: CSV, JSON and Parquet, plain or gzipped. A changed object has another tag. */
export function createBucketTables(given: BucketTableOptions): RemoteTables {
  return new BucketTables(given);
}

class BucketTables implements RemoteTables {
  readonly scheme = "s3:";
  readonly #given: BucketTableOptions;
  readonly #buckets = new Map<string, Bucket>();
  readonly #known = new Map<string, Known>();
  /** Object and tag → the copy, or the read of it that is under way. */
  readonly #copies = new Map<string, Promise<LocalCopy>>();
  #number = 0;

  constructor(given: BucketTableOptions) {
    this.#given = given;
  }

  announce(): void {
    // Objects are fetched one by one: nothing of one helps with another.
  }

  async list(origin: SourceOrigin, signal?: AbortSignal): Promise<readonly RemoteObject[]> {
    if (origin.kind !== "s3") return [];
    const { bucket: name, prefix } = parseBucketPath(origin.path)!;
    const bucket = this.#bucket(origin);
    const single = TABLE.test(prefix);
    const found = await bucket.list(single || prefix === "" ? prefix : `${prefix}/`, signal);
    const tables = found.filter(
      ({ key, size }) => size > 0 && TABLE.test(key) && (!single || key === prefix),
    );
    if (single && tables.length === 0) throw gone(origin.path);
    return tables.map(({ key, size, etag, modified_ms }) => {
      const path = `s3://${name}/${key}`;
      this.#known.set(path, { origin, etag });
      return { path, bytes: size, modified_ms, revision: etag };
    });
  }

  /** Keys of the whole bucket, whatever the prefix. */
  #bucket({ path, ...place }: BucketOrigin): Bucket {
    const { bucket: name } = parseBucketPath(path)!;
    const { endpoint, region, path_style, profile } = place;
    const key = JSON.stringify([name, endpoint, region, path_style, profile]);
    const known = this.#buckets.get(key);
    if (known) return known;
    const made = new Bucket({
      path: `s3://${name}`,
      ...(endpoint !== undefined && { endpoint }),
      ...(region !== undefined && { region }),
      ...(path_style !== undefined && { path_style }),
      ...(profile !== undefined && { profile }),
    });
    this.#buckets.set(key, made);
    return made;
  }

  fetch(path: string, folder: string, signal?: AbortSignal): Promise<LocalCopy> {
    const known = this.#known.get(path);
    if (!known) throw new AppError("internal", `${path} was not listed before it was read.`);
    const state = `${path} ${known.etag}`;
    const here = this.#copies.get(state);
    if (here) return here;
    const copy = this.#fetch(path, known, folder, signal);
    this.#copies.set(state, copy);
    copy.catch(() => this.#copies.delete(state));
    return copy;
  }

  async #fetch(
    path: string,
    { origin, etag }: Known,
    folder: string,
    signal: AbortSignal | undefined,
  ): Promise<LocalCopy> {
    await mkdir(folder, { recursive: true });
    const name = basename(path).replace(/\.gz$/i, "");
    const local = join(folder, `s3-${(this.#number += 1)}-${name.replaceAll(/[^\w.-]/g, "_")}`);
    const plain = { name, findings: [], formats: new Map(), examine: () => [] };
    try {
      await this.#download(this.#bucket(origin), path, etag, local, signal);
      if (!/\.parquet$/i.test(local)) return { ...plain, path: local, as_is: true };
      const csv = `${local}.csv`;
      await this.#given.parquetToCsv(local, csv, signal);
      await rm(local, { force: true });
      return { ...plain, path: csv, header_row: 1 };
    } catch (error) {
      await rm(local, { force: true });
      throw error;
    }
  }

  async #download(
    bucket: Bucket,
    path: string,
    etag: string,
    local: string,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const Key = parseBucketPath(path)!.prefix;
    await bucket.send(async () => {
      try {
        const get = new GetObjectCommand({ Bucket: bucket.name, Key, IfMatch: etag });
        const { Body } = await bucket.client.send(get, options(signal));
        const file = createWriteStream(local, { mode: 0o600 });
        const bytes = Body as Readable;
        await (/\.gz$/i.test(path) ? pipeline(bytes, createGunzip(), file) : pipeline(bytes, file));
      } catch (error) {
        if (statusOf(error) === 412) throw changing(path);
        if (statusOf(error) === 404) throw gone(path);
        if ((error as { code?: string }).code?.startsWith("Z_")) throw notGzip(path);
        throw error;
      }
    });
  }

  async forget(): Promise<void> {
    const copies = await Promise.allSettled(this.#copies.values());
    for (const copy of copies) {
      if (copy.status === "fulfilled") await rm(copy.value.path, { force: true });
    }
    this.#copies.clear();
    this.#known.clear();
    for (const bucket of this.#buckets.values()) bucket.close();
    this.#buckets.clear();
  }
}

const gone = (path: string): AppError =>
  new AppError("not_found", `${path} is not there.`, {
    hint: "Check its name, or put it back. A prefix ends with the name of a folder.",
    details: { failure: "no_object" },
  });

const changing = (path: string): AppError =>
  new AppError("upstream", `${path} was replaced while it was read, so nothing of it was used.`, {
    hint: "Nothing to do: the next run tries again.",
    retryable: true,
    details: { failure: "changing" },
  });

const notGzip = (path: string): AppError =>
  new AppError("bad_input", `${path} is not a whole gzip file.`, {
    hint: "Put the whole file there again.",
    details: { failure: "not_gzip" },
  });

import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import {
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { AppError } from "#domain/errors.ts";
import { type BucketPlace, parseBucketPath } from "#domain/remote/bucket.ts";
import { bucketError, isMissing, isTaken } from "./errors.ts";

const SOCKETS = 16;

export interface ObjectFacts {
  readonly key: string;
  readonly size: number;
  readonly etag: string;
  readonly modified_ms: number;
}

/** A prefix of a bucket: keys are relative to it. All methods throw AppError `upstream` with what to do. */
export class Bucket {
  readonly client: S3Client;
  readonly name: string;
  readonly path: string;
  readonly #prefix: string;
  readonly #profile: string | undefined;
  readonly #port: number | undefined;

  /** @param attempts for one request, when a service does not answer. */
  constructor(place: BucketPlace, attempts = 5) {
    const found = parseBucketPath(place.path);
    if (!found) {
      throw new AppError("bad_input", `${place.path} names no bucket.`, {
        hint: "Write s3://bucket/prefix.",
      });
    }
    this.client = new S3Client({ ...configOf(place), maxAttempts: attempts });
    this.name = found.bucket;
    this.path = place.path;
    this.#port = portOf(place.endpoint);
    this.#profile = place.profile ?? process.env["AWS_PROFILE"];
    this.#prefix = found.prefix === "" ? "" : `${found.prefix}/`;
  }

  full(key: string): string {
    return this.#prefix + key;
  }

  /** @param signal ends the request. */
  async send<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw bucketError(error, { path: this.path, profile: this.#profile, port: this.#port });
    }
  }

  /** Objects below a folder in the order of their names; with `most`, it stops soon after so many. */
  async list(
    folder: string,
    signal?: AbortSignal,
    most = Number.POSITIVE_INFINITY,
  ): Promise<readonly ObjectFacts[]> {
    const found: ObjectFacts[] = [];
    let token: string | undefined;
    do {
      const page = await this.send(() =>
        this.client.send(
          new ListObjectsV2Command({
            Bucket: this.name,
            Prefix: this.full(folder),
            ...(token !== undefined && { ContinuationToken: token }),
          }),
          options(signal),
        ),
      );
      for (const one of page.Contents ?? []) {
        found.push({
          key: (one.Key ?? "").slice(this.#prefix.length),
          size: one.Size ?? 0,
          etag: one.ETag ?? "",
          modified_ms: one.LastModified?.getTime() ?? 0,
        });
      }
      token = page.NextContinuationToken;
    } while (token !== undefined && found.length < most);
    return found;
  }

  /** A small object; null when there is none. */
  async text(key: string, signal?: AbortSignal): Promise<{ text: string; etag: string } | null> {
    return this.send(async () => {
      try {
        const got = await this.client.send(
          new GetObjectCommand({ Bucket: this.name, Key: this.full(key) }),
          options(signal),
        );
        return { text: (await got.Body?.transformToString()) ?? "", etag: got.ETag ?? "" };
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
    });
  }

  /** SHA-256 we gave an object when we wrote it; null without one. */
  async writtenHash(key: string, signal?: AbortSignal): Promise<string | null> {
    return this.send(async () => {
      const head = await this.client.send(
        new HeadObjectCommand({ Bucket: this.name, Key: this.full(key) }),
        options(signal),
      );
      return head.Metadata?.["sha256"] ?? null;
    });
  }

  /**
   * Replaces exactly the version with this tag, or makes the object when the tag is null.
   * @returns its new tag; null when it is another one by now, and nothing was written.
   */
  async putText(
    key: string,
    text: string,
    tag: string | null,
    signal?: AbortSignal,
  ): Promise<string | null> {
    return this.send(async () => {
      try {
        const put = await this.client.send(
          new PutObjectCommand({
            Bucket: this.name,
            Key: this.full(key),
            Body: text,
            ContentType: "application/json",
            ...(tag === null ? { IfNoneMatch: "*" } : { IfMatch: tag }),
          }),
          options(signal),
        );
        return put.ETag ?? "";
      } catch (error) {
        if (isTaken(error) || (tag !== null && isMissing(error))) return null;
        throw error;
      }
    });
  }

  close(): void {
    this.client.destroy();
  }
}

export const options = (signal: AbortSignal | undefined) => (signal ? { abortSignal: signal } : {});

function portOf(endpoint: string | undefined): number | undefined {
  if (endpoint === undefined) return undefined;
  const { port, protocol } = new URL(endpoint);
  return port === "" ? (protocol === "http:" ? 80 : 443) : Number(port);
}

function configOf({ endpoint, region, path_style, profile }: BucketPlace) {
  const agent = { keepAlive: true, maxSockets: SOCKETS, proxyEnv: process.env };
  const requestHandler = {
    connectionTimeout: 15_000,
    requestTimeout: 120_000,
    httpAgent: new HttpAgent(agent),
    httpsAgent: new HttpsAgent(agent),
  };
  return {
    ...(endpoint !== undefined && { endpoint }),
    ...(region !== undefined ? { region } : endpoint !== undefined && { region: "us-east-1" }),
    ...(profile !== undefined && { profile }),
    forcePathStyle: path_style ?? endpoint !== undefined,
    requestHandler,
    // Reaches the clients of sign-in services inside the chain, which would know of no proxy.
    clientConfig: { requestHandler },
  };
}

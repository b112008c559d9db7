import { createWriteStream } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { AppError } from "#domain/errors.ts";
import { restSecretName } from "#domain/remote/web-address.ts";
import type { RestOrigin, SourceOrigin } from "#domain/workspace.ts";
import type { LocalCopy, RemoteObject, RemoteTables } from "#ports/remote-tables.ts";
import type { SecretStore } from "#ports/secrets.ts";
import { realTiming, type Timing } from "#adapters/calls/retry.ts";
import { pages } from "./pages.ts";

export interface RestOptions {
  readonly secrets: SecretStore;
  readonly timing?: Timing;
}

/** Records of a web service as tables: all pages become one file of records. */
export function createRestTables(given: RestOptions): RemoteTables {
  return new RestTables(given);
}

class RestTables implements RemoteTables {
  readonly scheme = "rest:";
  readonly #given: RestOptions;
  readonly #origins = new Map<string, RestOrigin>();
  readonly #copies = new Map<string, Promise<LocalCopy>>();
  readonly #files = new Set<string>();
  #number = 0;

  constructor(given: RestOptions) {
    this.#given = given;
  }

  announce(): void {
    // Addresses are asked one by one.
  }

  /** Only reading it tells whether it changed. Listing asks for the first page, so that a test finds what is wrong. */
  async list(origin: SourceOrigin, signal?: AbortSignal): Promise<readonly RemoteObject[]> {
    if (origin.kind !== "rest") return [];
    const path = `rest:${origin.path}`;
    this.#origins.set(path, origin);
    this.#copies.delete(path);
    await this.#pages(origin, signal).next();
    return [{ path, bytes: 0, modified_ms: 0 }];
  }

  async *#pages(origin: RestOrigin, signal: AbortSignal | undefined) {
    const secret = await this.#given.secrets.get(restSecretName(origin));
    yield* pages({ origin, secret, timing: this.#given.timing ?? realTiming, signal });
  }

  fetch(path: string, folder: string, signal?: AbortSignal): Promise<LocalCopy> {
    const origin = this.#origins.get(path);
    if (!origin) throw new AppError("internal", `${path} was not listed before it was read.`);
    const known = this.#copies.get(path);
    if (known) return known;
    const copy = this.#fetch(origin, folder, signal);
    this.#copies.set(path, copy);
    copy.catch(() => this.#copies.delete(path));
    return copy;
  }

  async #fetch(
    origin: RestOrigin,
    folder: string,
    signal: AbortSignal | undefined,
  ): Promise<LocalCopy> {
    await mkdir(folder, { recursive: true });
    const path = join(folder, `rest-${(this.#number += 1)}.ndjson`);
    this.#files.add(path);
    const read = this.#pages(origin, signal);
    const lines = async function* () {
      for await (const records of read) {
        yield records.map((record) => `${JSON.stringify(record)}\n`).join("");
      }
    };
    try {
      await pipeline(lines, createWriteStream(path, { mode: 0o600 }));
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    }
    const name = origin.path.replace(/[?#].*$/, "").replace(/^.*\//, "") || origin.path;
    return { path, name, findings: [], formats: new Map(), examine: () => [], as_is: true };
  }

  async forget(): Promise<void> {
    await Promise.allSettled(this.#copies.values());
    for (const path of this.#files) await rm(path, { force: true });
    this.#files.clear();
    this.#copies.clear();
    this.#origins.clear();
  }
}

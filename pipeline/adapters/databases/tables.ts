import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "#domain/errors.ts";
import { parseDatabaseAddress, tablePath } from "#domain/remote/address.ts";
import type { DatabaseOrigin } from "#domain/workspace.ts";
import type {
  ExpectedOrigin,
  LocalCopy,
  RemoteObject,
  RemoteTables,
} from "#ports/remote-tables.ts";
import type { SecretStore } from "#ports/secrets.ts";
import type { Driver, Snapshot } from "./driver.ts";
import { databaseError } from "./errors.ts";
import { targetOf } from "./target.ts";

const TIMEOUT_SECONDS = 900;

export interface DatabaseOptions {
  readonly secrets: SecretStore;
  /** Loaded when the first table is read. */
  readonly driver: () => Promise<Driver>;
}

interface Wanted {
  readonly origin: DatabaseOrigin;
  readonly since: string | undefined;
  readonly announced: boolean;
}

/** A fetched table, or why it could not be. */
type Fetched = { readonly copy: LocalCopy } | { readonly error: unknown };

/**
 * Tables of one kind of database. Those of one database that were announced together are read from one
 * snapshot, so that orders and their lines are of the same instant.
 */
export function createDatabaseTables(
  kind: DatabaseOrigin["kind"],
  options: DatabaseOptions,
): RemoteTables {
  return new DatabaseTables(kind, options);
}

class DatabaseTables implements RemoteTables {
  readonly scheme: string;
  readonly #options: DatabaseOptions;
  readonly #wanted = new Map<string, Wanted>();
  readonly #fetched = new Map<string, Fetched>();
  /** Of the read before: whoever still uses them is done by the read after. */
  readonly #older = new Map<string, string>();
  readonly #reading = new Map<string, Promise<unknown>>();
  #copies = 0;

  constructor(kind: DatabaseOrigin["kind"], options: DatabaseOptions) {
    this.scheme = `${kind}:`;
    this.#options = options;
  }

  announce(expected: readonly ExpectedOrigin[]): void {
    for (const { origin, since } of expected) {
      if (this.#isOurs(origin))
        this.#wanted.set(tablePath(origin), { origin, since, announced: true });
    }
  }

  #isOurs(origin: ExpectedOrigin["origin"]): origin is DatabaseOrigin {
    return `${origin.kind}:` === this.scheme;
  }

  async list(
    origin: ExpectedOrigin["origin"],
    signal?: AbortSignal,
  ): Promise<readonly RemoteObject[]> {
    if (!this.#isOurs(origin)) return [];
    const path = tablePath(origin);
    const known = this.#wanted.get(path);
    const announced = known?.announced === true;
    if (!announced) this.#wanted.set(path, { origin, since: undefined, announced });
    const { watermark, table } = origin;
    const revision = await this.#using(origin, signal, async (snapshot) => {
      if (watermark !== undefined) return snapshot.revision({ table, watermark });
      await snapshot.check(table);
      return undefined;
    });
    // Listed alone it is read alone and anew; announced tables keep what they were fetched with.
    if (!announced) await this.#stale(path);
    return [{ path, bytes: 0, modified_ms: 0, ...(revision !== undefined && { revision }) }];
  }

  async fetch(path: string, folder: string, signal?: AbortSignal): Promise<LocalCopy> {
    const wanted = this.#wanted.get(path);
    if (!wanted) throw new AppError("internal", `${path} was not listed before it was read.`);
    return this.#alone(wanted.origin.path, async () => {
      if (!this.#fetched.has(path)) await this.#fetchTogether(wanted, folder, signal);
      const fetched = this.#fetched.get(path)!;
      if ("copy" in fetched) return fetched.copy;
      // The next read of it asks again.
      this.#fetched.delete(path);
      throw fetched.error;
    });
  }

  async #fetchTogether(asked: Wanted, folder: string, signal: AbortSignal | undefined) {
    await mkdir(folder, { recursive: true });
    const { origin } = asked;
    const tables = [...this.#wanted].filter(
      ([path, other]) =>
        other === asked ||
        (other.announced && !this.#fetched.has(path) && sameConnection(other.origin, origin)),
    );
    await this.#using(origin, signal, async (snapshot) => {
      for (const [path, wanted] of tables) {
        signal?.throwIfAborted();
        this.#fetched.set(path, await this.#fetchOne(snapshot, wanted, folder, signal));
      }
    });
  }

  async #fetchOne(
    snapshot: Snapshot,
    { origin, since }: Wanted,
    folder: string,
    signal: AbortSignal | undefined,
  ): Promise<Fetched> {
    const path = join(folder, `${origin.kind}-${(this.#copies += 1)}.csv`);
    try {
      const { formats } = await snapshot.copy(origin, since, path);
      const name = origin.table;
      return {
        copy: { path, name, findings: [], examine: () => [], formats, header_row: 1 },
      };
    } catch (error) {
      await rm(path, { force: true });
      signal?.throwIfAborted();
      return { error: await this.#said(error, origin) };
    }
  }

  async #using<T>(
    origin: DatabaseOrigin,
    signal: AbortSignal | undefined,
    work: (snapshot: Snapshot) => Promise<T>,
  ): Promise<T> {
    let snapshot: Snapshot | null = null;
    try {
      const { driver, secrets } = this.#options;
      const target = await targetOf(origin, origin.timeout_seconds ?? TIMEOUT_SECONDS, secrets);
      snapshot = await (await driver()).open(target, signal);
      return await work(snapshot);
    } catch (error) {
      signal?.throwIfAborted();
      throw await this.#said(error, origin);
    } finally {
      await snapshot?.close();
    }
  }

  async #said(error: unknown, { path, table, watermark }: DatabaseOrigin): Promise<unknown> {
    const address = parseDatabaseAddress(path)!;
    return databaseError(error, await this.#options.driver(), { address, table, watermark });
  }

  /** One read of a database at a time: who asks for another table of it meanwhile finds it fetched. */
  #alone<T>(database: string, work: () => Promise<T>): Promise<T> {
    const before = this.#reading.get(database) ?? Promise.resolve();
    const done = before.then(work);
    this.#reading.set(
      database,
      done.catch(() => undefined),
    );
    return done;
  }

  async #stale(path: string): Promise<void> {
    const fetched = this.#fetched.get(path);
    this.#fetched.delete(path);
    if (!fetched || !("copy" in fetched)) return;
    const older = this.#older.get(path);
    if (older !== undefined) await rm(older, { force: true });
    this.#older.set(path, fetched.copy.path);
  }

  async forget(): Promise<void> {
    const copies = [...this.#fetched.values()].flatMap((one) =>
      "copy" in one ? [one.copy.path] : [],
    );
    for (const path of [...copies, ...this.#older.values()]) await rm(path, { force: true });
    this.#fetched.clear();
    this.#older.clear();
    this.#wanted.clear();
  }
}

const sameConnection = (a: DatabaseOrigin, b: DatabaseOrigin): boolean =>
  a.path === b.path && a.tls === b.tls && a.ca_file === b.ca_file;

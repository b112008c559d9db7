import { createWriteStream } from "node:fs";
import type { Socket } from "node:net";
import { pipeline } from "node:stream/promises";
import { checkServerIdentity } from "node:tls";
import pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import { tableParts } from "#domain/remote/address.ts";
import type { ColumnFormat } from "#domain/workspace.ts";
import { quoteIdentifier, quoteLiteral } from "#domain/sql-text.ts";
import { type Driver, largestOf, OVERLAP, type Snapshot, type Target } from "./driver.ts";
import { postgresFailure } from "./postgres-errors.ts";
import { postgresTables } from "./postgres-tables.ts";
import { watched } from "./stall.ts";

const CONNECT_MILLISECONDS = 15_000;

interface Column {
  readonly name: string;
  readonly type: string;
  /** `pg_type.typcategory`: N numbers, D dates and times, B booleans … */
  readonly category: string;
}

/** Text as it is in the database, whatever the server's settings: exact numbers, microseconds, UTC. */
const SETTINGS = [
  "set datestyle to 'ISO, YMD'",
  "set intervalstyle to 'iso_8601'",
  "set timezone to 'UTC'",
  "set extra_float_digits to 1",
  "set lc_monetary to 'C'",
  "set bytea_output to 'hex'",
  // A table is read in the same order every time.
  "set synchronize_seqscans to off",
  "set lock_timeout to '15s'",
];

export const postgresDriver: Driver = {
  kind: "postgres",
  failure: postgresFailure,
  async open(target, signal) {
    const client = new pg.Client(configOf(target));
    // A connection that breaks while nobody waits for it must not end the process.
    client.on("error", () => undefined);
    const stop = (): void => void cancel(target, client);
    signal?.addEventListener("abort", stop, { once: true });
    try {
      signal?.throwIfAborted();
      await client.connect();
      // The driver's own query timeout leaves its timer behind after a COPY; a silent network ends here.
      const { stream } = connectionOf(client);
      stream.setTimeout((target.timeout_seconds + 15) * 1000, () => stream.destroy());
      for (const setting of SETTINGS) await client.query(setting);
      await client.query(`set statement_timeout to '${target.timeout_seconds}s'`);
      await client.query("begin isolation level repeatable read read only");
    } catch (error) {
      signal?.removeEventListener("abort", stop);
      await client.end().catch(() => undefined);
      throw error;
    }
    return new PostgresSnapshot(client, async () => {
      signal?.removeEventListener("abort", stop);
      await client.end().catch(() => undefined);
    });
  },
};

function configOf({ address, password, tls }: Target): pg.ClientConfig {
  return {
    host: address.host,
    port: address.port,
    user: address.user,
    database: address.database,
    application_name: "medallion",
    connectionTimeoutMillis: CONNECT_MILLISECONDS,
    keepAlive: true,
    ...(password !== null && { password }),
    ssl:
      tls === null
        ? false
        : {
            rejectUnauthorized: tls.rejectUnauthorized,
            ...(tls.ca !== undefined && { ca: tls.ca }),
            checkServerIdentity: (host, certificate) =>
              tls.verifyName ? checkServerIdentity(host, certificate) : undefined,
          },
  };
}

/** Tells the server to stop, through a connection of its own, and closes ours. */
async function cancel(target: Target, client: pg.Client): Promise<void> {
  const { processID: pid } = client as unknown as { readonly processID: number | null };
  if (pid) {
    const other = new pg.Client(configOf(target));
    other.on("error", () => undefined);
    try {
      await other.connect();
      await other.query("select pg_cancel_backend($1)", [pid]);
    } catch {
      // Closing the connection ends it too, only later.
    } finally {
      await other.end().catch(() => undefined);
    }
  }
  connectionOf(client).stream.destroy();
}

const connectionOf = (client: pg.Client): { readonly stream: Socket } =>
  (client as unknown as { readonly connection: { readonly stream: Socket } }).connection;

class PostgresSnapshot implements Snapshot {
  readonly #client: pg.Client;
  readonly close: () => Promise<void>;

  constructor(client: pg.Client, close: () => Promise<void>) {
    this.#client = client;
    this.close = close;
  }

  tables(most: number): ReturnType<Snapshot["tables"]> {
    return postgresTables(this.#client, most);
  }

  check(table: string): Promise<void> {
    return this.#apart(async () => {
      await this.#client.query(`select 1 from ${relation(table)} limit 0`);
    });
  }

  revision(question: Parameters<Snapshot["revision"]>[0]): Promise<string> {
    return this.#apart(async () => {
      const column = await this.#watermark(question.table, question.watermark);
      const name = quoteIdentifier(column.name);
      const from = relation(question.table);
      const { rows } = await this.#client.query<{ revision: string }>(
        `with newest as (select max(${name}) as value from ${from})
select coalesce((select value::text from newest), '') || '#' || (
  select count(*) from ${from}, newest where ${name} is null or ${name} >= ${before(column, "newest.value")}
) as revision`,
      );
      return rows[0]?.revision ?? "#0";
    });
  }

  copy(...[question, since, path]: Parameters<Snapshot["copy"]>): ReturnType<Snapshot["copy"]> {
    return this.#apart(async () => {
      const columns = await this.#columns(question.table);
      const where = await this.#where(question, since);
      const list = columns.map(({ name, category }) => {
        const quoted = quoteIdentifier(name);
        return category === "B" ? `${quoted}::text as ${quoted}` : quoted;
      });
      const query = `select ${list.join(", ")} from ${relation(question.table)}${where}`;
      const rows = this.#client.query(
        copyTo(`copy (${query}) to stdout (format csv, header true, encoding 'UTF8')`),
      );
      await pipeline(rows, watched(), createWriteStream(path, { mode: 0o600 }));
      return { formats: formatsOf(columns) };
    });
  }

  async #where({ table, watermark }: Parameters<Snapshot["copy"]>[0], since: string | undefined) {
    const largest = since === undefined ? null : largestOf(since);
    if (watermark === undefined || largest === null) return "";
    const column = await this.#watermark(table, watermark);
    const name = quoteIdentifier(column.name);
    const value = `${quoteLiteral(largest)}::${column.type}`;
    return ` where ${name} is null or ${name} >= ${before(column, value)}`;
  }

  async #watermark(table: string, watermark: string): Promise<Column> {
    const columns = await this.#columns(table);
    const found = columns.find(({ name }) => name === watermark);
    if (found) return found;
    throw Object.assign(new Error(`column "${watermark}" does not exist`), { code: "42703" });
  }

  async #columns(table: string): Promise<readonly Column[]> {
    const { rows } = await this.#client.query<Column>(
      `select attname as name, format_type(atttypid, atttypmod) as type, typcategory as category
from pg_attribute join pg_type on pg_type.oid = atttypid
where attrelid = $1::regclass and attnum > 0 and not attisdropped order by attnum`,
      [relation(table)],
    );
    return rows;
  }

  /** An error of one table must not end the snapshot the others are read from. */
  async #apart<T>(work: () => Promise<T>): Promise<T> {
    await this.#client.query("savepoint one_table");
    try {
      return await work();
    } catch (error) {
      await this.#client.query("rollback to savepoint one_table").catch(() => undefined);
      throw error;
    }
  }
}

const relation = (table: string): string => tableParts(table).map(quoteIdentifier).join(".");

/** A little before a value of the watermark. */
function before({ type, category }: Column, value: string): string {
  if (type === "date") return `(${value} - ${OVERLAP.days})`;
  if (category === "D") return `(${value} - interval '${OVERLAP.minutes} minutes')`;
  return category === "N" ? `(${value} - ${OVERLAP.numbers})` : value;
}

function formatsOf(columns: readonly Column[]): ReadonlyMap<number, ColumnFormat> {
  const formats = new Map<number, ColumnFormat>();
  for (const [index, { category, type }] of columns.entries()) {
    if (category === "D" && !type.startsWith("time ")) formats.set(index, "iso");
    if (category === "N" && type !== "money") formats.set(index, "point");
  }
  return formats;
}

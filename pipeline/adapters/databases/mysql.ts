import { createWriteStream } from "node:fs";
import { isIP } from "node:net";
import { pipeline } from "node:stream/promises";
import type { Connection, ConnectionOptions, RowDataPacket } from "mysql2";
import mysql from "mysql2";
import { tableParts } from "#domain/remote/address.ts";
import type { ColumnFormat } from "#domain/workspace.ts";
import { type Driver, largestOf, OVERLAP, type Snapshot, type Target } from "./driver.ts";
import { mysqlFailure } from "./mysql-errors.ts";
import { csvOfSelect } from "./mysql-rows.ts";
import { mysqlTables } from "./mysql-tables.ts";
import { watched } from "./stall.ts";

const CONNECT_MILLISECONDS = 15_000;

interface Column {
  readonly name: string;
  /** `data_type` of the information schema, e.g. `decimal`. */
  readonly type: string;
}

export const mysqlDriver: Driver = {
  kind: "mysql",
  failure: mysqlFailure,
  async open(target, signal) {
    signal?.throwIfAborted();
    refuseNumbers(target);
    const connection = mysql.createConnection(configOf(target));
    connection.on("error", () => undefined);
    const stop = (): void => void cancel(target, connection);
    signal?.addEventListener("abort", stop, { once: true });
    const close = async (): Promise<void> => {
      signal?.removeEventListener("abort", stop);
      connection.destroy();
    };
    const snapshot = new MysqlSnapshot(connection, target.address.database, close);
    try {
      await snapshot.begin(target.timeout_seconds);
      return snapshot;
    } catch (error) {
      await close();
      throw error;
    }
  },
};

function configOf({ address, password, tls }: Target): ConnectionOptions {
  return {
    host: address.host,
    port: address.port,
    user: address.user,
    database: address.database,
    charset: "utf8mb4_general_ci",
    connectTimeout: CONNECT_MILLISECONDS,
    enableKeepAlive: true,
    // Values as the server wrote them: no Date, no number that loses digits.
    typeCast: (field) => field.string("utf8"),
    ...(password !== null && { password }),
    ...(tls && {
      ssl: {
        rejectUnauthorized: tls.rejectUnauthorized,
        verifyIdentity: tls.verifyName,
        ...(tls.ca !== undefined && { ca: tls.ca }),
      },
    }),
  };
}

/** The driver compares the certificate of a host without a name with "localhost", which proves nothing. */
function refuseNumbers({ address, tls }: Target): void {
  if (tls?.verifyName !== true || isIP(address.host) === 0) return;
  const error = new Error("the name of a host given by number cannot be checked");
  throw Object.assign(error, { code: "ERR_TLS_CERT_ALTNAME_INVALID" });
}

/** Tells the server to stop, through a connection of its own, and closes ours. */
async function cancel(target: Target, connection: Connection): Promise<void> {
  const { threadId } = connection;
  if (threadId) {
    const other = mysql.createConnection(configOf(target));
    other.on("error", () => undefined);
    await new Promise<void>((resolve) => other.query(`kill query ${threadId}`, () => resolve()));
    other.destroy();
  }
  connection.destroy();
}

class MysqlSnapshot implements Snapshot {
  readonly #connection: Connection;
  readonly #database: string;
  readonly close: () => Promise<void>;

  constructor(connection: Connection, database: string, close: () => Promise<void>) {
    this.#connection = connection;
    this.#database = database;
    this.close = close;
  }

  async begin(seconds: number): Promise<void> {
    const [version] = await this.#rows("select version() as version");
    await this.#rows(
      /mariadb/i.test(version?.["version"] ?? "")
        ? `set session max_statement_time = ${seconds}`
        : `set session max_execution_time = ${seconds * 1000}`,
    );
    await this.#rows("set session time_zone = '+00:00'");
    await this.#rows("set session lock_wait_timeout = 15");
    await this.#rows("set session transaction isolation level repeatable read");
    await this.#rows("start transaction with consistent snapshot, read only");
  }

  tables(most: number): ReturnType<Snapshot["tables"]> {
    return mysqlTables((sql) => this.#rows(sql), most);
  }

  async check(table: string): Promise<void> {
    await this.#rows(`select 1 from ${this.#relation(table)} limit 0`);
  }

  async revision(question: Parameters<Snapshot["revision"]>[0]): Promise<string> {
    const column = await this.#watermark(question.table, question.watermark);
    const name = quoteName(column.name);
    const from = this.#relation(question.table);
    const [newest] = await this.#rows(`select cast(max(${name}) as char) as value from ${from}`);
    const value = newest?.["value"] ?? null;
    const near = value === null ? "" : ` or ${name} >= ${before(column, mysql.escape(value))}`;
    const [count] = await this.#rows(
      `select count(*) as many from ${from} where ${name} is null${near}`,
    );
    return `${value ?? ""}#${count?.["many"] ?? 0}`;
  }

  async copy(...[question, since, path]: Parameters<Snapshot["copy"]>) {
    const columns = await this.#columns(question.table);
    const list = columns.map(asText).join(", ");
    const where = await this.#where(question, since);
    const sql = `select ${list} from ${this.#relation(question.table)}${where}`;
    const names = columns.map(({ name }) => name);
    const csv = csvOfSelect(this.#connection, sql, names);
    await pipeline(csv, watched(), createWriteStream(path, { mode: 0o600 }));
    return { formats: formatsOf(columns) };
  }

  async #where({ table, watermark }: Parameters<Snapshot["copy"]>[0], since: string | undefined) {
    const largest = since === undefined ? null : largestOf(since);
    if (watermark === undefined || largest === null) return "";
    const column = await this.#watermark(table, watermark);
    const name = quoteName(column.name);
    return ` where ${name} is null or ${name} >= ${before(column, mysql.escape(largest))}`;
  }

  async #watermark(table: string, watermark: string): Promise<Column> {
    const found = (await this.#columns(table)).find(({ name }) => name === watermark);
    if (found) return found;
    const error = new Error(`Unknown column '${watermark}'`);
    throw Object.assign(error, { code: "ER_BAD_FIELD_ERROR" });
  }

  async #columns(table: string): Promise<readonly Column[]> {
    const parts = tableParts(table);
    const name = parts.at(-1) ?? "";
    const schema = parts.length > 1 ? (parts.at(-2) ?? "") : this.#database;
    const rows = await this.#rows(
      `select column_name as name, data_type as type from information_schema.columns
where table_schema = ${mysql.escape(schema)} and table_name = ${mysql.escape(name)} order by ordinal_position`,
    );
    // Nothing there, or nothing that this user may see: asking says which.
    if (rows.length === 0) await this.#rows(`select 1 from ${this.#relation(table)} limit 1`);
    return rows.map((row) => ({ name: row["name"] ?? "", type: row["type"] ?? "" }));
  }

  #relation(table: string): string {
    return tableParts(table).map(quoteName).join(".");
  }

  #rows(sql: string): Promise<Record<string, string | null>[]> {
    return new Promise((resolve, reject) => {
      this.#connection.query<RowDataPacket[]>(sql, (error, rows) => {
        if (error) reject(error);
        else resolve(rows);
      });
    });
  }
}

const quoteName = (name: string): string => `\`${name.replaceAll("`", "``")}\``;

/** Bytes as hexadecimal digits, bits as a number, instants with the zone they are in. */
function asText({ name, type }: Column): string {
  const column = quoteName(name);
  if (/blob|binary|geometry|point|polygon|linestring|vector/.test(type)) return `hex(${column})`;
  if (type === "bit") return `cast(${column} + 0 as char)`;
  if (type !== "timestamp") return column;
  return `if(${column} = 0, cast(${column} as char), concat(${column}, '+00:00'))`;
}

/** A little before a value of the watermark. */
function before({ type }: Column, value: string): string {
  if (type === "date") return `${value} - interval ${OVERLAP.days} day`;
  if (/^(datetime|timestamp)$/.test(type)) return `${value} - interval ${OVERLAP.minutes} minute`;
  return /int|decimal/.test(type) ? `${value} - ${OVERLAP.numbers}` : value;
}

function formatsOf(columns: readonly Column[]): ReadonlyMap<number, ColumnFormat> {
  const formats = new Map<number, ColumnFormat>();
  for (const [index, { type }] of columns.entries()) {
    if (/^(date|datetime|timestamp)$/.test(type)) formats.set(index, "iso");
    else if (/int|decimal|float|double/.test(type)) formats.set(index, "point");
  }
  return formats;
}

/**
 * How fast a table comes out of PostgreSQL and MariaDB into bronze's anteroom, beside what the server needs to write
 * the same text to nowhere. Starts servers of its own.
 */
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDatabaseTables } from "#adapters/databases/tables.ts";
import { mysqlDriver } from "#adapters/databases/mysql.ts";
import { postgresDriver } from "#adapters/databases/postgres.ts";
import { startMariadb } from "#tests/services/servers/mariadb.ts";
import { startPostgres } from "#tests/services/servers/postgres.ts";
import { findProgram } from "#tests/services/servers/programs.ts";
import { fixed, formatTable } from "./table.ts";

/** Rows of the table of `npm run bench`. */
export const ROWS = 1_000_000;

const COLUMNS =
  "N as id, concat('c', N % 1000) as customer_id, timestamp('2024-01-01 00:00:00.123456') as ordered_at, N * 1.01 as total, 'paid' as status, 'Grüße an alle 😀' as note";

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

interface Measured {
  readonly floor: number;
  readonly product: number;
  /** Seconds of a processor that this process used; the server's come on top. */
  readonly processor: number;
  readonly megabytes: number;
  readonly grown: number;
}

async function product(kind: "postgres" | "mysql", path: string, table: string): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), "medallion-bench-"));
  const driver = kind === "postgres" ? postgresDriver : mysqlDriver;
  const secrets = { get: async () => "owner-secret", set: async () => {}, delete: async () => {} };
  const tables = createDatabaseTables(kind, { secrets, driver: async () => driver });
  const before = process.memoryUsage().rss;
  let most = before;
  const timer = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 20);
  let copy = "";
  const used = process.cpuUsage();
  const took = await seconds(async () => {
    const [object] = await tables.list({ kind, path, table });
    copy = (await tables.fetch(object!.path, folder)).path;
  });
  clearInterval(timer);
  const { user, system } = process.cpuUsage(used);
  const megabytes = statSync(copy).size / 1e6;
  rmSync(folder, { recursive: true, force: true });
  return {
    floor: 0,
    product: took,
    processor: (user + system) / 1e6,
    megabytes,
    grown: (most - before) / 1e6,
  };
}

async function postgres(rows: number): Promise<Measured> {
  const server = await startPostgres();
  const list = COLUMNS.replaceAll("N", "n")
    .replace("timestamp(", "timestamp (")
    .replace("timestamp ('2024-01-01 00:00:00.123456')", "timestamp '2024-01-01 00:00:00.123456'");
  await server.sql(`create table orders as select ${list} from generate_series(1, ${rows}) n`);
  const copy = "copy (select * from orders) to '/dev/null' (format csv)";
  const floor = await seconds(() => server.sql(copy));
  const path = `postgres://app@127.0.0.1:${server.port}/postgres`;
  const measured = await product("postgres", path, "orders");
  await server.stop();
  return { ...measured, floor };
}

async function mariadb(rows: number): Promise<Measured> {
  const server = await startMariadb();
  await server.sql(
    `create table orders as select ${COLUMNS.replaceAll("N", "seq")} from seq_1_to_${rows}`,
  );
  const out = join(tmpdir(), `medallion-bench-${process.pid}.csv`);
  const copy = `select * from orders into outfile '${out}' fields terminated by ',' optionally enclosed by '"'`;
  const floor = await seconds(() => server.sql(copy));
  rmSync(out, { force: true });
  const path = `mysql://root@127.0.0.1:${server.port}/shop`;
  const measured = await product("mysql", path, "orders");
  await server.stop();
  return { ...measured, floor };
}

const SERVERS = [
  {
    programs: ["postgres", "initdb"],
    name: "PostgreSQL, floor: COPY to /dev/null",
    measure: postgres,
  },
  {
    programs: ["mariadbd", "mariadb-install-db"],
    name: "MariaDB, floor: SELECT … INTO OUTFILE",
    measure: mariadb,
  },
];

/** Prints a table of what is installed, and names what is not. */
export async function benchDatabases(rows: number): Promise<void> {
  const here = SERVERS.filter(({ programs }) => programs.every((name) => findProgram(name)));
  const lines: string[][] = [];
  for (const { name, measure } of here) {
    const { floor, product: took, processor, megabytes, grown } = await measure(rows);
    const numbers = [megabytes, floor, took, took / floor, processor, rows / took, grown];
    const digits = [0, 2, 2, 2, 2, 0, 0];
    lines.push([name, ...numbers.map((number, i) => fixed(number, digits[i]))]);
  }
  const head = ["MB", "floor s", "product s", "ratio", "processor s", "rows/s", "memory MB"];
  if (lines.length > 0) console.info(formatTable([[`${rows} rows`, ...head], ...lines]));
  for (const { name, programs } of SERVERS.filter((server) => !here.includes(server))) {
    console.info(`Not measured: ${name}: ${programs[0]} is not installed (.ci/services).`);
  }
}

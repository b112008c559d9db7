/**
 * `npm run bench:databases [-- --rows 1000000]`: how fast a table comes out of PostgreSQL and MariaDB into bronze's
 * anteroom, beside what the server needs to write the same text to nowhere. Starts servers of its own.
 */
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createDatabaseTables } from "#adapters/databases/tables.ts";
import { mysqlDriver } from "#adapters/databases/mysql.ts";
import { postgresDriver } from "#adapters/databases/postgres.ts";
import { startMariadb } from "#tests/services/servers/mariadb.ts";
import { startPostgres } from "#tests/services/servers/postgres.ts";
import { fixed, formatTable } from "./table.ts";

const { values } = parseArgs({ options: { rows: { type: "string", default: "1000000" } } });
const ROWS = Number(values.rows);
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
  const took = await seconds(async () => {
    const [object] = await tables.list({ kind, path, table });
    copy = (await tables.fetch(object!.path, folder)).path;
  });
  clearInterval(timer);
  const megabytes = statSync(copy).size / 1e6;
  rmSync(folder, { recursive: true, force: true });
  return { floor: 0, product: took, megabytes, grown: (most - before) / 1e6 };
}

async function postgres(): Promise<Measured> {
  const server = await startPostgres();
  const list = COLUMNS.replaceAll("N", "n")
    .replace("timestamp(", "timestamp (")
    .replace("timestamp ('2024-01-01 00:00:00.123456')", "timestamp '2024-01-01 00:00:00.123456'");
  await server.sql(`create table orders as select ${list} from generate_series(1, ${ROWS}) n`);
  const copy = "copy (select * from orders) to '/dev/null' (format csv)";
  const floor = await seconds(() => server.sql(copy));
  const path = `postgres://app@127.0.0.1:${server.port}/postgres`;
  const measured = await product("postgres", path, "orders");
  await server.stop();
  return { ...measured, floor };
}

async function mariadb(): Promise<Measured> {
  const server = await startMariadb();
  await server.sql(
    `create table orders as select ${COLUMNS.replaceAll("N", "seq")} from seq_1_to_${ROWS}`,
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

const row = (name: string, { floor, product, megabytes, grown }: Measured): string[] => [
  name,
  fixed(megabytes, 0),
  fixed(floor),
  fixed(product),
  fixed(product / floor),
  fixed(ROWS / product, 0),
  fixed(grown, 0),
];
console.info(
  formatTable([
    [`${ROWS} rows`, "MB", "floor s", "product s", "ratio", "rows/s", "memory MB"],
    row("PostgreSQL, floor: COPY to /dev/null", await postgres()),
    row("MariaDB, floor: SELECT … INTO OUTFILE", await mariadb()),
  ]),
);

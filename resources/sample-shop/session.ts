import { readFile } from "node:fs/promises";
import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";

/** What decides a sample shop; equal values give equal bytes. */
export interface ShopOptions {
  /** 1 is about 100,000 order lines and 240,000 rows in all. */
  readonly scale: number;
  readonly seed: number;
  /** The last day with orders, YYYY-MM-DD; the shop covers the 24 months up to it. */
  readonly until: string;
  /** Threads DuckDB may use; never changes the result. */
  readonly threads?: number;
}

export const SHOP_FILES = [
  "customers",
  "products",
  "orders",
  "order_items",
  "payments",
  "shipments",
  "reviews",
  "inventory",
] as const;
export type ShopFile = (typeof SHOP_FILES)[number];

const SHOP_SQL = [
  "macros",
  "calendar",
  "words",
  "phrases",
  "products",
  "order_base",
  "customers",
  "order_items",
  "orders",
  "payments",
  "shipments",
  "inventory",
  "reviews",
];

/** An in-memory engine holding one generated shop; `close` frees it. */
export interface ShopSession {
  readonly connection: DuckDBConnection;
  /** Runs the statements of a file beside this one, given without `.sql`. */
  readonly runFile: (name: string) => Promise<void>;
  /** Rows of a query as JSON values: int64 and decimals are text. */
  readonly rows: (sql: string) => Promise<Record<string, unknown>[]>;
  readonly close: () => void;
}

/** Generates the true shop (schema `shop`) and its faultless files (schema `clean`). */
export async function openShop(options: ShopOptions, spillFolder: string): Promise<ShopSession> {
  const session = await openEngine(options, spillFolder);
  try {
    await session.connection.run(variables(options));
    for (const name of SHOP_SQL) await session.runFile(`shop/${name}`);
    for (const name of ["files/clean", "files/headers", "dirt/pick", "dirt/ledger"]) {
      await session.runFile(name);
    }
    return session;
  } catch (error) {
    session.close();
    throw error;
  }
}

async function openEngine(options: ShopOptions, spillFolder: string): Promise<ShopSession> {
  const instance = await DuckDBInstance.create(":memory:", {
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    memory_limit: "1500MB",
    temp_directory: spillFolder,
    ...(options.threads && { threads: String(options.threads) }),
  });
  const connection = await instance.connect();
  return {
    connection,
    runFile: async (name) => {
      const sql = await readFile(new URL(`${name}.sql`, import.meta.url), "utf8");
      await connection.run(sql);
    },
    rows: async (sql) => (await connection.runAndReadAll(sql)).getRowObjectsJson(),
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** Plants defects in the rows after `plant.horizon`; `least` is how often each occurs at least. */
export async function plantDefects(shop: ShopSession, least: 0 | 1): Promise<void> {
  await shop.connection.run(`set variable least_of_each = ${least}`);
  await shop.runFile("dirt/choose_rows");
  for (const name of SHOP_FILES) await shop.runFile(`dirt/${name}`);
}

function variables({ scale, seed, until }: ShopOptions): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(until)) throw new Error(`until must be YYYY-MM-DD, not ${until}`);
  if (!(scale > 0)) throw new Error(`scale must be above 0, not ${scale}`);
  if (!Number.isSafeInteger(seed)) throw new Error(`seed must be a whole number, not ${seed}`);
  const sized = (atScaleOne: number, least: number): number =>
    Math.max(least, Math.round(atScaleOne * scale));
  return `
    set variable seed = ${seed};
    set variable last_day = date '${until}';
    set variable first_day = (date '${until}' - interval 24 month + interval 1 day)::date;
    set variable orders = ${sized(37_700, 60)};
    set variable products = ${sized(220, 40)};
    set variable old_customers = ${sized(1_500, 20)};`;
}

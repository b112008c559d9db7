/** What one Snowflake account holds: databases, stages, load history, functions. DuckDB keeps the tables. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { MACROS } from "./functions.ts";
import { Scripts } from "./scripts.ts";
import { Stages, Transactions } from "./kept.ts";
import { type Catalogue, SqlError } from "./translate.ts";

type Grant = readonly [privilege: string, on: string, grantee: string];

interface Place {
  readonly warehouse: string;
  readonly state: "SUSPENDED" | "STARTED";
  readonly autoResume: "true" | "false";
  readonly onWarehouse: readonly Grant[];
  readonly toRole: readonly Grant[];
}

export class Account {
  readonly instance: DuckDBInstance;
  readonly setUp: DuckDBConnection;
  readonly folder = mkdtempSync(join(tmpdir(), "medallion-snowflake-"));
  readonly scripts = new Scripts();
  /** Snowflake's name of a database → DuckDB's. */
  readonly databases = new Map<string, string>();
  readonly stages = new Stages();
  readonly transactions = new Transactions();
  /** `table|path|tag` of every file that was loaded. */
  readonly history = new Set<string>();
  /** Every statement that was accepted, as it came. */
  readonly statements: string[] = [];
  /** What an administrator set up; tests take some of it away. */
  place: Place = {
    warehouse: "SHOP_LOADING",
    state: "SUSPENDED",
    autoResume: "true",
    onWarehouse: [
      ["USAGE", "WAREHOUSE", "SHOP_LOADER"],
      ["OPERATE", "WAREHOUSE", "SHOP_LOADER"],
    ],
    toRole: [["CREATE DATABASE", "ACCOUNT", "SHOP_LOADER"]],
  };
  /** Names of databases are exchanged at once or not at all; nothing may run meanwhile. */
  #next = 0;

  private constructor(instance: DuckDBInstance, setUp: DuckDBConnection) {
    this.instance = instance;
    this.setUp = setUp;
  }

  static async create(): Promise<Account> {
    const instance = await DuckDBInstance.create(":memory:", {
      autoinstall_known_extensions: "false",
      autoload_known_extensions: "false",
      threads: "2",
    });
    const connection = await instance.connect();
    await connection.run(MACROS);
    await connection.run("set timezone = 'UTC'");
    return new Account(instance, connection);
  }

  readonly catalogue: Catalogue = {
    database: (name) => this.databases.get(name),
    isOwnFunction: (name) => this.scripts.has(name),
  };

  async attach(name: string): Promise<string> {
    this.#next += 1;
    const inner = `db${this.#next}`;
    await this.setUp.run(`attach ':memory:' as ${inner}`);
    this.databases.set(name, inner);
    return inner;
  }

  async drop(name: string): Promise<void> {
    const inner = this.databases.get(name);
    this.databases.delete(name);
    if (inner) await this.setUp.run(`detach ${inner}`);
  }

  /** A database like another, which does not notice. */
  async clone(name: string, from: string): Promise<void> {
    const source = this.need(from);
    await this.drop(name);
    const inner = await this.attach(name);
    for (const { schema, table } of await this.tables(source)) {
      await this.setUp.run(`create schema if not exists ${inner}.${schema}`);
      if (table) {
        await this.setUp.run(
          `create table ${inner}.${schema}.${table} as from ${source}.${schema}.${table}`,
        );
      }
    }
  }

  async cloneSchema(
    database: string,
    schema: string,
    from: string,
    fromSchema: string,
  ): Promise<void> {
    const [to, source] = [this.need(database), this.need(from)];
    await this.setUp.run(
      `drop schema if exists ${to}.${schema} cascade; create schema ${to}.${schema}`,
    );
    for (const { schema: one, table } of await this.tables(source)) {
      if (one !== fromSchema || !table) continue;
      await this.setUp.run(
        `create table ${to}.${schema}.${table} as from ${source}.${one}.${table}`,
      );
    }
  }

  swap(a: string, b: string): void {
    const [one, other] = [this.need(a), this.need(b)];
    this.databases.set(a, other);
    this.databases.set(b, one);
  }

  rename(from: string, to: string): void {
    const inner = this.need(from);
    if (this.databases.has(to)) throw new SqlError("002002", `Object '${to}' already exists.`);
    this.databases.delete(from);
    this.databases.set(to, inner);
  }

  need(name: string): string {
    const inner = this.databases.get(name);
    if (inner) return inner;
    throw new SqlError(
      "002003",
      `Database '${name.toUpperCase()}' does not exist or not authorized.`,
    );
  }

  async tables(inner: string): Promise<readonly { schema: string; table: string | null }[]> {
    const reader = await this.setUp.runAndReadAll(
      `select schema_name, null from duckdb_schemas() where database_name = '${inner}' and not internal
union all select schema_name, '"' || table_name || '"' from duckdb_tables() where database_name = '${inner}'`,
    );
    return reader
      .getRows()
      .map(([schema, table]) => ({ schema: String(schema), table: table as string | null }));
  }

  close(): void {
    this.setUp.closeSync();
    this.instance.closeSync();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

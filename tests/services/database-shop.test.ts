/** A shop in a database comes to gold, changes night by night, is held when it fails, and keeps its secrets. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createApp, type App } from "#main/shared/wiring.ts";
import { runResult } from "#contract/runs.ts";
import type { Origin } from "#contract/sources.ts";
import { temporaryFolder, medallion } from "#tests/integration/cli.ts";
import { startMariadb } from "./servers/mariadb.ts";
import { startPostgres } from "./servers/postgres.ts";
import { serviceSuite } from "./servers/programs.ts";

/** Never may this be found in a workspace. */
const SENTINEL = "planted-sentinel-7f3a";

const ORDERS = `create table orders (order_id varchar(20) primary key, customer_id varchar(20), ordered_at timestamp, status varchar(20), total_amount decimal(18,4), updated_at timestamp);
insert into orders values ('A-1', 'c1', '2026-11-01 10:00:00', 'paid', 10.10, '2026-11-01 10:00:00'), ('A-2', 'c2', '2026-11-02 11:30:00', 'paid', 20.2000, '2026-11-02 11:30:00'), ('A-3', 'c1', '2026-11-03 09:15:00', 'pending', 1234.5678, '2026-11-03 09:15:00')`;

interface Shop {
  readonly kind: "postgres" | "mysql";
  readonly port: number;
  sql(...statements: readonly string[]): Promise<unknown>;
  stop(): Promise<void>;
}

async function postgresShop(): Promise<Shop> {
  const server = await startPostgres();
  await server.sql(
    "create database shop",
    `create role reader login password '${SENTINEL}'`,
    ...ORDERS.split(";\n"),
    "grant select on orders to reader",
  );
  return { ...server, kind: "postgres" };
}

async function mysqlShop(): Promise<Shop> {
  const server = await startMariadb();
  const user = `create user reader identified by '${SENTINEL}'; grant select on shop.* to reader`;
  await server.sql(ORDERS.replaceAll("timestamp", "datetime"), user);
  return { ...server, kind: "mysql" };
}

const database = (kind: Shop["kind"]): string => (kind === "postgres" ? "postgres" : "shop");

async function runOf(app: App, full = false) {
  const events = await app.client.runs.start({ full });
  let step = await events.next();
  while (!step.done) step = await events.next();
  return runResult.parse(step.value);
}

async function gold(app: App): Promise<unknown[][]> {
  const sql = "select order_id, status, total_amount from silver.orders order by order_id";
  const { rows } = await app.client.reports.query({ sql });
  return rows as unknown[][];
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
}

const PROGRAMS = ["initdb", "postgres", "mariadb-install-db", "mariadbd"];
serviceSuite("A shop in a database", PROGRAMS, () => {
  test.each([
    ["postgres", postgresShop],
    ["mysql", mysqlShop],
  ] as const)("%s: to gold, changes and deletions, held, secrets", async (kind, start) => {
    const folder = await temporaryFolder();
    const shop = await start();
    process.env["MEDALLION_SECRETS_FILE"] = join(folder.path, "secrets.json");
    const directory = join(folder.path, "shop");
    const address = `${kind}://reader:${SENTINEL}@127.0.0.1:${shop.port}/${database(kind)}`;
    const flags = [`--${kind}`, address, "--table", "orders"];
    try {
      expect((await medallion("init", directory)).code).toBe(0);
      const tested = await medallion("connection", "test", directory, ...flags);
      expect(tested.out + tested.err).toContain("✓ It can be read.");
      const added = await medallion("source", "add", directory, "orders", ...flags);
      expect(added.code, added.err + added.out).toBe(0);
      const app = await createApp(directory);
      expect((await runOf(app)).status).toBe("succeeded");
      expect(await gold(app)).toEqual([
        ["A-1", "paid", "10.1000"],
        ["A-2", "paid", "20.2000"],
        ["A-3", "pending", "1234.5678"],
      ]);
      expect((await runOf(app)).status).toBe("unchanged");
      await shop.sql(
        "update orders set status = 'paid' where order_id = 'A-3'",
        "delete from orders where order_id = 'A-1'",
      );
      expect((await runOf(app)).layers.bronze["orders"]).toMatchObject({
        rows_read: 2,
        rows_deleted: 1,
      });
      expect(await gold(app)).toEqual([
        ["A-2", "paid", "20.2000"],
        ["A-3", "paid", "1234.5678"],
      ]);
      await shop.stop();
      const held = await runOf(app);
      expect(held.layers.bronze["orders"]).toMatchObject({ held: true });
      expect((await gold(app)).length).toBe(2);
      await app.close();
      const leaks = filesUnder(directory).filter((path) => readFileSync(path).includes(SENTINEL));
      expect(leaks).toEqual([]);
      expect(readFileSync(join(folder.path, "secrets.json"), "utf8")).toContain(SENTINEL);
    } finally {
      delete process.env["MEDALLION_SECRETS_FILE"];
      await shop.stop();
      await folder.remove();
    }
  });

  test("from a watermark on, only what is new is read and added", async () => {
    const folder = await temporaryFolder();
    const shop = await postgresShop();
    process.env["MEDALLION_SECRETS_FILE"] = join(folder.path, "secrets.json");
    const app = await createApp(join(folder.path, "shop"));
    try {
      await app.client.workspace.init({ time_zone: "UTC", currency: "EUR" });
      const origin: Origin = {
        kind: "postgres",
        path: `postgres://reader@127.0.0.1:${shop.port}/postgres`,
        table: "public.orders",
        watermark: "updated_at",
      };
      await app.client.connections.remember({ origin, secret: SENTINEL });
      const { source } = await app.client.sources.add({ entities: ["orders"], origin });
      expect(source.mode).toBe("append");
      expect((await runOf(app)).layers.bronze["orders"]).toMatchObject({ rows_new: 3 });
      expect((await runOf(app)).status).toBe("unchanged");
      await shop.sql(
        "update orders set status = 'paid', updated_at = '2026-11-04' where order_id = 'A-3'",
        "insert into orders values ('A-4', 'c9', '2026-11-04', 'paid', 1, '2026-11-04 08:00:00')",
      );
      const next = await runOf(app);
      expect(next.layers.bronze["orders"]).toMatchObject({ rows_read: 2, rows_new: 2 });
      expect((await gold(app)).map(([id, status]) => `${id} ${status}`)).toEqual([
        "A-1 paid",
        "A-2 paid",
        "A-3 paid",
        "A-4 paid",
      ]);
      await expect(
        app.client.sources.add({ entities: ["orders"], origin, mode: "snapshot", same_keys: true }),
      ).rejects.toThrow("brings only what is new");
      await expect(
        app.client.sources.add({
          entities: ["orders"],
          origin: { ...origin, path: origin.path.replace("reader@", "reader:secret@") },
        }),
      ).rejects.toThrow("Input validation failed");
    } finally {
      await app.close();
      delete process.env["MEDALLION_SECRETS_FILE"];
      await shop.stop();
      await folder.remove();
    }
  });
});

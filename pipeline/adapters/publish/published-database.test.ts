import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { createDuckDBWarehouse } from "#adapters/duckdb/warehouse.ts";
import type { PublishedVersion } from "#ports/publisher.ts";
import { copyIntoDatabase, databaseBase, withDatabase } from "./published-database.ts";

const root = mkdtempSync(join(tmpdir(), "published-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const table = (fingerprint: string, rows: number) => ({ sha256: "", bytes: 0, fingerprint, rows });
const version = (number: number, tables: PublishedVersion["tables"]): PublishedVersion => ({
  version: number,
  build_id: "b000001",
  run_id: "r000001",
  published_at: "2026-11-21T00:00:00.000Z",
  by: "marta",
  reason: null,
  tables,
  kpis: {},
  currency: "EUR",
});
const last = version(3, {
  "gold.a": table("a1", 30),
  "gold.b": table("b1", 70),
  "marts.gone": table("g1", 9),
});
const wanted = (a: string, b: string) => ({ "gold.a": table(a, 30), "gold.b": table(b, 70) });

test("a database goes on from the last one where enough of it stays, and is renewed now and then", async () => {
  const base = (number: number, a: string, b: string, earlier = [version(2, {}), last]) =>
    databaseBase(root, number, earlier, wanted(a, b));
  expect(await base(4, "a1", "b1")).toBeNull();
  mkdirSync(join(root, "3"));
  writeFileSync(join(root, "3", "warehouse.duckdb"), "");
  expect(await base(4, "a1", "b2")).toEqual({
    path: join(root, "3", "warehouse.duckdb"),
    unchanged: new Set(["gold.a"]),
    tables: ["gold.a", "gold.b", "marts.gone"],
  });
  expect((await base(4, "a2", "b1"))?.unchanged).toEqual(new Set(["gold.b"]));
  expect(await base(4, "a2", "b2")).toBeNull();
  expect(await base(7, "a1", "b1")).toBeNull();
  expect(await base(4, "a1", "b1", [])).toBeNull();
});

test("what stays is not written again, what changed and what is gone leaves the copy", async () => {
  const session = await createDuckDBWarehouse(root).openRead(null, { temporary_folder: root });
  const write = async (
    name: string,
    base: Parameters<typeof withDatabase>[1],
    tables: string[],
  ) => {
    const folder = join(root, name);
    mkdirSync(folder);
    return withDatabase(folder, base, session, tables, async () => {
      const fresh = tables.filter((one) => !base?.unchanged.has(one));
      for (const one of fresh) await copyIntoDatabase(session, one);
      return fresh;
    });
  };
  try {
    await session.run(
      "create table gold.a as select 1 as n; create table gold.b as select 1 as n; create table marts.gone as select 1 as n",
    );
    await write("first", null, ["gold.a", "gold.b", "marts.gone"]);
    await session.run("update gold.a set n = 2; update gold.b set n = 2");
    const path = join(root, "first", "warehouse.duckdb");
    const unchanged = new Set(["gold.a"]);
    const tables = ["gold.a", "gold.b", "marts.gone"];
    expect(await write("second", { path, unchanged, tables }, ["gold.a", "gold.b"])).toEqual([
      "gold.b",
    ]);
    const contents = async (name: string) => {
      await session.run(`attach '${join(root, name, "warehouse.duckdb")}' as ${name} (read_only)`);
      const rows = await session.rows<{ name: string }>(
        `select table_name as name from duckdb_tables() where database_name = '${name}' order by 1`,
      );
      return rows.map((row) => row.name);
    };
    expect(await contents("first")).toEqual(["a", "b", "gone"]);
    expect(await contents("second")).toEqual(["a", "b"]);
    expect(
      await session.rows("select a.n as a, b.n as b from second.gold.a as a, second.gold.b as b"),
    ).toEqual([{ a: 1, b: 2 }]);
  } finally {
    await session.close();
  }
});

import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { BUILD_SCHEMAS } from "#domain/run/build.ts";
import { createDuckDBWarehouse } from "./warehouse.ts";

const top = mkdtempSync(join(tmpdir(), "warehouse-"));
let folder = "";
let number = 0;
beforeEach(() => {
  folder = join(top, String((number += 1)));
});
afterAll(() => rmSync(top, { recursive: true, force: true }));

const limits = { temporary_folder: join(top, "scratch"), threads: 1, memory_limit: "200MB" };
const builds = (): string[] => readdirSync(join(folder, "builds")).toSorted();

async function makeBuild(id: string, sql: string, parent: string | null = null): Promise<string> {
  const draft = await createDuckDBWarehouse(folder).openDraft(id, parent, limits);
  await draft.run(sql);
  expect(await draft.finish()).toBeGreaterThan(1000);
  await draft.discard();
  return join(folder, "builds", `${id}.duckdb`);
}

test("a draft becomes a build only when it is finished; thrown away it leaves nothing", async () => {
  const warehouse = createDuckDBWarehouse(folder);
  const draft = await warehouse.openDraft("b000001", null, limits);
  expect(draft.engine_version).toMatch(/^v1\./);
  await draft.run("create table build.silver.orders as select 1 as id");
  expect(builds()).toContain("b000001.draft.duckdb");
  await draft.discard();
  await draft.discard();
  expect(builds()).toEqual([]);
  await makeBuild("b000001", "create table build.silver.orders as select 1 as id");
  expect(builds()).toEqual(["b000001.duckdb"]);
});

test("the next build begins as a copy of its parent, which stays as it is", async () => {
  const first = await makeBuild("b000001", "create table build.gold.facts as select 1 as id");
  writeFileSync(join(folder, "builds", "b000002.draft.duckdb.wal"), "debris");
  const second = await makeBuild("b000002", "insert into build.gold.facts values (2)", "b000001");
  const count = async (file: string) => {
    const session = await createDuckDBWarehouse(folder).openRead(file, limits);
    const [row] = await session.rows("select count(*)::integer as n from gold.facts");
    await session.close();
    await session.close();
    return row?.["n"];
  };
  expect(await count(first)).toBe(1);
  expect(await count(second)).toBe(2);
  expect(builds()).toEqual(["b000001.duckdb", "b000002.duckdb"]);
});

test("without its parent there is no draft", async () => {
  const warehouse = createDuckDBWarehouse(folder);
  await expect(warehouse.openDraft("b000002", "b000001", limits)).rejects.toMatchObject({
    code: expect.stringMatching(/./),
  });
  expect(builds()).toEqual([]);
});

test("a fork reads the same draft; models see the working catalogue first", async () => {
  const draft = await createDuckDBWarehouse(folder).openDraft("b000001", null, limits);
  for (const schema of BUILD_SCHEMAS) await draft.run(`create table build.${schema}.t as select 1`);
  await draft.run(
    "create view memory.bronze.orders as select 7 as id; create view gold.x as select 8 as id",
  );
  const fork = await draft.fork();
  expect(
    await fork.rows("select id from bronze.orders union all select id from gold.x order by 1"),
  ).toEqual([{ id: 7 }, { id: 8 }]);
  await fork.close();
  await draft.keepOrder(false);
  expect(await draft.rows("select current_setting('preserve_insertion_order') as o")).toEqual([
    { o: false },
  ]);
  await draft.keepOrder(true);
  expect(await draft.rows("select current_setting('preserve_insertion_order') as o")).toEqual([
    { o: true },
  ]);
  expect(
    await draft.rows(
      "select current_setting('threads')::integer as o, current_setting('TimeZone') as z",
    ),
  ).toEqual([{ o: 1, z: "UTC" }]);
  await draft.discard();
});

test("a query session reads its build and the named files, and nothing else", async () => {
  const file = await makeBuild("b000001", "create table build.silver.orders as select 1 as id");
  writeFileSync(join(folder, "allowed.csv"), "a\n5\n");
  writeFileSync(join(folder, "secret.csv"), "a\n6\n");
  const allowed = join(folder, "allowed.csv");
  const view = `create view bronze.orders as from read_csv('${allowed}')`;
  const session = await createDuckDBWarehouse(folder).openQuery(
    file,
    { sql: view, files: [allowed] },
    limits,
  );
  expect(await session.rows("from bronze.orders")).toEqual([{ a: "5" }]);
  expect(await session.rows("from silver.orders")).toEqual([{ id: 1 }]);
  await expect(session.run(`from read_csv('${join(folder, "secret.csv")}')`)).rejects.toThrow(
    "disabled",
  );
  await expect(session.run("set enable_external_access = true")).rejects.toThrow(/./);
  await expect(session.run("insert into build.silver.orders values (2)")).rejects.toThrow(
    "read-only",
  );
  await session.close();
});

test("a build whose file is gone is said to be missing", async () => {
  await expect(
    createDuckDBWarehouse(folder).openRead(join(folder, "no.duckdb"), limits),
  ).rejects.toMatchObject({
    code: "not_found",
    hint: "`run --full` makes a new build from the lake.",
  });
});

test("tables are exact and cut at a limit; parameters are bound", async () => {
  const session = await createDuckDBWarehouse(folder).openQuery(
    null,
    { sql: "select 1", files: [] },
    limits,
  );
  const sql = "select range::integer as n, 'x' as t from range($1::bigint)";
  const whole = await session.table(sql, [5000]);
  expect(whole.rows).toHaveLength(5000);
  const cut = await session.table(sql, [5000], 3);
  expect(cut.rows).toEqual([
    [0, "x"],
    [1, "x"],
    [2, "x"],
  ]);
  expect(cut.columns).toEqual([
    { name: "n", type: "INTEGER" },
    { name: "t", type: "VARCHAR" },
  ]);
  expect(await session.rows("select $1 as a, $2 as b", [null, 12n])).toEqual([
    { a: null, b: "12" },
  ]);
  expect(
    await session.run("create table gold.x as select 1 as a; insert into gold.x values (2), (3)"),
  ).toBe(2);
  expect(session.tableNames(`from gold.a join "silver"."b" using (x), other.c, keys . d`)).toEqual([
    "gold.a",
    "silver.b",
    "keys.d",
  ]);
  await session.close();
});

test("calls wait for each other, and after a stop every one says so", async () => {
  const stop = new AbortController();
  const session = await createDuckDBWarehouse(folder).openQuery(
    null,
    { sql: "select 1", files: [] },
    limits,
    stop.signal,
  );
  const broken = session.run("selec");
  const after = session.rows("select 1 as a");
  await expect(broken).rejects.toThrow("syntax error");
  expect(await after).toEqual([{ a: 1 }]);
  const long = session.rows(
    "select sum(a.range * b.range) from range(1000000) as a, range(1000000) as b",
  );
  const queued = session.rows("select 1");
  setTimeout(() => stop.abort(), 20);
  await expect(long).rejects.toMatchObject({ code: "cancelled" });
  await expect(queued).rejects.toMatchObject({ code: "cancelled", message: "Stopped." });
  await session.close();
});

import { mkdir, readdir, readFile, readlink, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { Lab } from "./lab.ts";
import { openShop, ORDER_HEADER, ORDER_ROWS, shopAfterRun } from "./shop.ts";

let lab: Lab;
afterEach(() => lab.close());

const published = (name: string): string => join(lab.directory, "published", name);
const client = () => lab.app.client;

/** The shop with version 1 published and a second build in which o1 is gone and o8 came. */
function shopWithTwoBuilds(): Promise<Lab> {
  return Lab.after("two builds", async () => {
    const shop = await openShop();
    await shop.run({ publish: true });
    await shop.write(
      "orders.csv",
      ORDER_HEADER,
      ...ORDER_ROWS.slice(1),
      "o1,c1,2026-06-04,cancelled,web",
    );
    await shop.run();
    return shop;
  });
}

test("a build is published as tables, a database and a pointer", async () => {
  lab = await shopAfterRun();
  expect(await client().publishing.versions({})).toEqual({ current: null, versions: [] });
  const result = await lab.publish();
  expect(result).toEqual({
    version: 1,
    build_id: "b000001",
    run_id: "r000001",
    published_at: "2026-07-01T03:30:05.000Z",
    reason: null,
    current: true,
    changed: true,
    tables: 8,
    rows: result.rows,
  });
  const build = (await lab.services.builds.newest())!;
  const tables = Object.keys(build.rows).filter((name) => /^(gold|marts|reports)\./.test(name));
  expect(result.rows).toBe(tables.reduce((sum, name) => sum + build.rows[name]!, 0));
  expect(JSON.parse(await readFile(published("current.json"), "utf8"))).toEqual({
    version: 1,
    build_id: "b000001",
    switched_at: "2026-07-01T03:30:05.000Z",
    action: "publish",
    by: "marta",
    reason: null,
  });
  expect(await readlink(published("latest"))).toBe("1");
  const [version] = await lab.services.publisher.versions();
  expect(Object.keys(version!.tables).toSorted()).toEqual(tables.toSorted());
  expect(version).toMatchObject({ by: "marta", currency: "EUR", kpis: build.kpis });
  expect((await stat(published("1/gold/fact_sales.parquet"))).size).toBe(
    version!.tables["gold.fact_sales"]!.bytes,
  );
  expect(await lab.services.publisher.database(1)).toBe(published("1/warehouse.duckdb"));
  const { rows } = await client().reports.query({
    sql: "select count(*)::integer from gold.fact_sales",
    published: true,
  });
  expect(rows).toEqual([[5]]);
  // The same build again: nothing to do.
  expect(await lab.publish()).toMatchObject({ version: 1, changed: false });
  expect(lab.services.journal().publications({ limit: 9 })).toMatchObject([
    { action: "publish", version: 1, build_id: "b000001", by: "marta", reason: null },
  ]);
});

test("the database holds what the Parquet files hold, written whole and continued from the last one", async () => {
  lab = await shopWithTwoBuilds();
  await lab.publish();
  const session = await lab.services.warehouse.openRead(null, lab.services.limits());
  try {
    for (const version of await lab.services.publisher.versions()) {
      const at = `v${version.version}`;
      const database = await lab.services.publisher.database(version.version);
      await session.run(`attach '${database}' as ${at} (read_only)`);
      const listed = await session.rows<{ name: string }>(
        `select schema_name || '.' || table_name as name from duckdb_tables() where database_name = '${at}'`,
      );
      expect(listed.map(({ name }) => name).toSorted()).toEqual(
        Object.keys(version.tables).toSorted(),
      );
      for (const table of Object.keys(version.tables)) {
        const [own, file] = [`${at}.${table}`, lab.services.publisher.file(version.version, table)];
        const rows = `(from ${own} except all from '${file}') union all (from '${file}' except all from ${own})`;
        expect(await session.rows(`select * from (${rows})`), own).toEqual([]);
      }
    }
  } finally {
    await session.close();
  }
  const [first, second] = await lab.services.publisher.versions();
  const same = Object.entries(first!.tables).filter(
    ([name, table]) => second!.tables[name]?.sha256 === table.sha256,
  );
  expect(same.length).toBeGreaterThan(0);
});

test("the difference between the build and what is published, figure by figure", async () => {
  lab = await shopWithTwoBuilds();
  const diff = await client().publishing.diff({});
  expect(diff).toMatchObject({
    build_id: "b000002",
    version: 1,
    changed: true,
    currency: "EUR",
    findings: [],
  });
  const figures = diff.kpis.map((k) => [k.name, k.published, k.build, k.delta, k.percent]);
  expect(figures).toEqual([
    ["revenue", "117.0000", "97.0000", "-20.0000", -17.09],
    ["orders", "3", "2", "-1", -33.33],
    ["refunds", "0.0000", "0.0000", "0.0000", null],
    ["best_day", "60.0000", "60.0000", "0.0000", 0],
    ["other_currency_rows", "0", "0", "0", null],
  ]);
  expect(diff.kpis[0]).toMatchObject({
    report: "revenue_by_day",
    label: "Revenue",
    unit: "currency",
  });
  const tables = Object.fromEntries(diff.tables.map((t) => [t.table, [t.published, t.build]]));
  expect(tables["gold.fact_orders"]).toEqual([4, 4]);
  expect(tables["reports.revenue_by_day"]).toEqual([4, 5]);
  expect(tables["silver.orders"]).toBeUndefined();
  await lab.publish();
  expect(await client().publishing.diff({})).toMatchObject({ version: 2, changed: false });
});

test("before anything is published there is nothing to compare with", async () => {
  lab = await shopAfterRun();
  const diff = await client().publishing.diff({});
  expect(diff).toMatchObject({
    version: null,
    changed: true,
    findings: ["Nothing is published yet."],
  });
  expect(diff.kpis[0]).toMatchObject({
    published: null,
    build: "117.0000",
    delta: null,
    percent: null,
  });
  expect(diff.tables.every((t) => t.published === null)).toBe(true);
  await expect(client().reports.query({ sql: "select 1", published: true })).rejects.toThrow(
    "Nothing is published yet.",
  );
  await expect(client().publishing.rollback({ version: 1 })).rejects.toThrow(
    "Version 1 is not kept.",
  );
});

test("an unchanged table is the same object in the next version", async () => {
  lab = await shopWithTwoBuilds();
  expect(await lab.publish()).toMatchObject({ version: 2, changed: true, current: true });
  const [one, two] = await lab.services.publisher.versions();
  const same = (table: string) => one!.tables[table]!.sha256 === two!.tables[table]!.sha256;
  expect(same("gold.dim_products")).toBe(true);
  expect(same("gold.fact_orders")).toBe(false);
  const inode = async (name: string) => (await stat(published(name))).ino;
  const { sha256 } = two!.tables["gold.dim_products"]!;
  expect(await inode("2/gold/dim_products.parquet")).toBe(await inode(`objects/${sha256}`));
  const named = [one, two].flatMap((v) => Object.values(v!.tables).map((t) => t.sha256));
  expect((await readdir(published("objects"))).toSorted()).toEqual([...new Set(named)].toSorted());
});

test("rolled back, readers see the earlier version again; the next publish goes on from the last number", async () => {
  lab = await shopWithTwoBuilds();
  await lab.publish();
  lab.pass(1);
  expect(await client().publishing.rollback({ version: 1 })).toEqual({
    version: 1,
    previous: 2,
    auto_publish_paused: true,
  });
  const { current, versions } = await client().publishing.versions({});
  expect(current).toBe(1);
  expect(versions.map((v) => [v.version, v.build_id, v.current])).toEqual([
    [2, "b000002", false],
    [1, "b000001", true],
  ]);
  expect(await lab.services.publisher.current()).toMatchObject({
    action: "rollback",
    switched_at: "2026-07-02T03:30:06.000Z",
    by: "marta",
  });
  expect(await readlink(published("latest"))).toBe("1");
  const report = await client().reports.get({ name: "revenue_by_day", published: true });
  expect(report.build_id).toBe("b000001");
  expect(report.kpis[0]?.value).toBe("117.0000");
  expect(lab.services.journal().publications({ limit: 9 })).toMatchObject([
    { action: "rollback", version: 1 },
    { action: "publish", version: 2 },
    { action: "publish", version: 1 },
  ]);
  expect(await lab.publish()).toMatchObject({ version: 3, build_id: "b000002", changed: true });
});

test("a report shows its figures beside the published ones and says them in a sentence", async () => {
  lab = await shopWithTwoBuilds();
  const report = await client().reports.get({ name: "revenue_by_day" });
  expect(report).toMatchObject({
    name: "revenue_by_day",
    label: "Revenue by day",
    question: "How do revenue and orders move day by day?",
    currency: "EUR",
    build_id: "b000002",
    sentence: "2 orders brought in €97.00; €0.00 were refunded.",
    chart: { type: "two_panels", x: "date", y: ["revenue", "order_count"] },
  });
  expect(report.kpis.map((k) => [k.name, k.value, k.previous, k.better])).toEqual([
    ["revenue", "97.0000", "117.0000", "up"],
    ["orders", "2", "3", "up"],
    ["refunds", "0.0000", "0.0000", "down"],
    ["best_day", "60.0000", "60.0000", "up"],
    ["other_currency_rows", "0", "0", "neither"],
  ]);
  expect(report.rows.map((row) => [row[0], row[2], row[3]])).toEqual([
    [0, "7.0000", 0],
    [20260601, "30.0000", 1],
    [20260602, "0.0000", 0],
    [20260603, "60.0000", 1],
    [20260604, "0.0000", 0],
  ]);
  expect(await client().reports.list({})).toEqual([
    {
      name: "revenue_by_day",
      label: "Revenue by day",
      question: "How do revenue and orders move day by day?",
      applicable: true,
    },
  ]);
  await expect(client().reports.get({ name: "nothing" })).rejects.toThrow(
    "There is no report nothing.",
  );
});

test("before the first build there is no report to show, only their names", async () => {
  lab = await Lab.open();
  expect((await client().reports.list({})).map((r) => [r.name, r.applicable])).toEqual([
    ["revenue_by_day", false],
  ]);
  await expect(client().reports.get({ name: "revenue_by_day" })).rejects.toThrow(
    "There is no build yet.",
  );
});

test("a held build is not published without a reason, not by itself, and not by a run with nothing new", async () => {
  lab = await openShop();
  const bad = Array.from({ length: 30 }, (_, i) => `b${i},c1,soon,paid,web`);
  await lab.write("orders.csv", ORDER_HEADER, ...ORDER_ROWS, ...bad);
  const held = await lab.run({ publish: true });
  expect(held).toMatchObject({ status: "held", build_id: "b000001", published: false });
  expect(held.findings).toHaveLength(1);
  expect(held.findings[0]).toMatchObject({ kind: "check_failed", severity: "error", count: 31 });
  // What people read names the rows and a value, never the gaps of the text it is made from.
  expect(held.findings[0]?.text).toMatch(
    /^31 of \d+ .* set aside, for instance: .*\. It sets aside/,
  );
  expect(held.findings.flatMap(({ text, action }) => [text, action ?? ""]).join()).not.toMatch(
    /[{}]/,
  );
  expect(held.quality.failed).toBeGreaterThanOrEqual(1);
  expect((await lab.services.builds.newest())?.status).toBe("held");
  expect(await lab.run({ publish: true })).toMatchObject({ status: "unchanged", published: false });
  expect(await lab.services.publisher.current()).toBeNull();
  expect((await client().publishing.diff({})).findings).toEqual([
    "Nothing is published yet.",
    "Build b000001 is held; publishing it needs a written reason.",
  ]);
  await expect(lab.publish()).rejects.toMatchObject({
    code: "conflict",
    message: "Build b000001 is held: a check that guards publishing failed.",
  });
  expect(await lab.publish("checked by hand")).toMatchObject({
    version: 1,
    reason: "checked by hand",
    changed: true,
  });
  expect((await lab.services.publisher.current())?.reason).toBe("checked by hand");
  expect((await client().publishing.versions({})).versions[0]?.reason).toBe("checked by hand");
});

test("old versions, their databases and builds go; what readers see and the newest stay", async () => {
  lab = await shopAfterRun();
  await lab.services.workspaces.update(lab.directory, (w) => ({
    ...w,
    settings: { ...w.settings, keep_versions: 4 },
  }));
  for (let n = 1; n <= 6; n += 1) {
    await lab.write("orders.csv", ORDER_HEADER, ...ORDER_ROWS, `n${n},c1,2026-06-05,paid,web`);
    expect(await lab.run({ publish: true })).toMatchObject({ published: true });
  }
  const kept = await client().publishing.versions({});
  expect(kept.versions.map((v) => v.version)).toEqual([6, 5, 4, 3]);
  const database = async (version: number) =>
    (await lab.services.publisher.database(version)) !== null;
  expect(await Promise.all([6, 5, 4, 3, 9].map(database))).toEqual([
    true,
    true,
    true,
    false,
    false,
  ]);
  // Without a database the Parquet files answer.
  await client().publishing.rollback({ version: 3 });
  const { rows } = await client().reports.query({
    sql: "select count(*)::integer from gold.fact_orders where order_id = 'n3'",
    published: true,
  });
  expect(rows).toEqual([[1]]);
  await expect(client().publishing.rollback({ version: 2 })).rejects.toThrow(
    "Version 2 is not kept.",
  );
  expect((await lab.services.builds.list()).map((b) => b.build_id)).toEqual(["b000006", "b000007"]);
  const objects = new Set(await readdir(published("objects")));
  const named = (await lab.services.publisher.versions()).flatMap((v) =>
    Object.values(v.tables).map((t) => t.sha256),
  );
  expect(objects).toEqual(new Set(named));
  // Readers are on version 3: publishing more must not take it away.
  await lab.services.builds.prune(0, ["b000007"]);
  expect((await lab.services.builds.list()).map((b) => b.build_id)).toEqual(["b000007"]);
});

test("what a killed publish left is cleared away", async () => {
  lab = await shopWithTwoBuilds();
  await rm(published("2"), { recursive: true, force: true });
  await mkdir(published("2/gold"), { recursive: true });
  await writeFile(published("2/gold/fact_orders.parquet"), "half");
  await writeFile(published("current.json.7-1.tmp"), "{");
  await rm(published("latest"));
  await lab.services.publisher.recover();
  expect((await readdir(join(lab.directory, "published"))).toSorted()).toEqual([
    "1",
    "current.json",
    "latest",
    "objects",
  ]);
  expect(await lab.publish()).toMatchObject({ version: 2 });
});

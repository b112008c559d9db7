/** A real PostgreSQL as a source: exact values, one instant, little memory, and what is said when it fails. */
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { DatabaseOrigin } from "#domain/workspace.ts";
import { growth } from "./lab/memory.ts";
import { tableLab, type TableLab, told } from "./lab/tables.ts";
import { startPostgres, type TestPostgres } from "./servers/postgres.ts";
import { serviceSuite } from "./servers/programs.ts";

const MEGABYTE = 1024 * 1024;

serviceSuite("PostgreSQL as a source", ["initdb", "postgres"], () => {
  let server: TestPostgres;
  let lab: TableLab;
  const origin = (table: string, more: Partial<DatabaseOrigin> = {}): DatabaseOrigin => ({
    kind: "postgres",
    path: `postgres://reader@127.0.0.1:${server.port}/postgres`,
    table,
    ...more,
  });
  beforeAll(async () => {
    server = await startPostgres();
    await server.sql(
      "create role reader login password 'reader-secret'",
      "create schema shop authorization app",
      "grant usage on schema shop to reader",
      "alter default privileges grant select on tables to reader",
    );
    lab = tableLab("postgres", { [`postgres/reader@127.0.0.1:${server.port}`]: "reader-secret" });
  });
  afterAll(async () => {
    await lab.close();
    await server.stop();
  });

  test("every value arrives as the database has it", async () => {
    await server.sql(
      `create table shop."Exact ""values""" (n numeric, money2 numeric(20,4), big bigint, f double precision,
  ts timestamp, tstz timestamptz, d date, t text, b boolean, bytes bytea, j jsonb, a int[], i interval)`,
      `insert into shop."Exact ""values""" values
  (123456789012345678901234567890.123456789, 0.1000, 9223372036854775807, 0.1::float8 + 0.2, '2024-02-29 23:59:59.123456',
   '2024-07-01 12:00:00.000001+02', '2024-02-29', 'Grüße, "du" 😀' || chr(10) || 'x', true, '\\xdeadbeef', '{"a": 1.10}', '{1,2}', '1 day 2 hours'),
  ('NaN', -1, -9223372036854775808, 'Infinity', 'infinity', '-infinity', '-infinity', '', false, '', 'null', '{}', '0'),
  (null, null, null, null, null, null, null, null, null, null, null, null, null)`,
    );
    const copy = await lab.copy(origin('shop."Exact ""values"""'));
    expect(readFileSync(copy.path, "utf8")).toBe(
      [
        "n,money2,big,f,ts,tstz,d,t,b,bytes,j,a,i",
        '123456789012345678901234567890.123456789,0.1000,9223372036854775807,0.30000000000000004,2024-02-29 23:59:59.123456,2024-07-01 10:00:00.000001+00,2024-02-29,"Grüße, ""du"" 😀\nx",true,\\xdeadbeef,"{""a"": 1.10}","{1,2}",P1DT2H',
        'NaN,-1.0000,-9223372036854775808,Infinity,infinity,-infinity,-infinity,"",false,\\x,null,{},PT0S',
        ",,,,,,,,,,,,",
        "",
      ].join("\n"),
    );
    expect([...copy.formats]).toEqual([
      [0, "point"],
      [1, "point"],
      [2, "point"],
      [3, "point"],
      [4, "iso"],
      [5, "iso"],
      [6, "iso"],
    ]);
  });

  test("announced tables are of one instant, and the user can write nothing", async () => {
    await server.sql(
      "create table shop.heads as select 1 as id",
      "create table shop.lines as select 1 as id",
    );
    const [heads, lines] = [origin("shop.heads"), origin("shop.lines")];
    lab.tables.announce([{ origin: heads }, { origin: lines }]);
    const first = await lab.copy(heads);
    await server.sql("insert into shop.heads values (2)", "insert into shop.lines values (2)");
    expect(readFileSync(first.path, "utf8")).toBe("id\n1\n");
    expect(readFileSync((await lab.copy(lines)).path, "utf8")).toBe("id\n1\n");
    await lab.tables.forget();
    expect(await lab.text(heads)).toBe("id\n1\n2\n");
  });

  test("with a watermark only rows from shortly before it are read, those committed late among them", async () => {
    await server.sql(
      `create table shop.changes as select n as id, timestamp '2024-01-01' + n * interval '1 hour' as changed_at
from generate_series(1, 5) n`,
      "insert into shop.changes values (6, null)",
    );
    const source = origin("shop.changes", { watermark: "changed_at" });
    const [all] = await lab.tables.list(source);
    expect(all!.revision).toBe("2024-01-01 05:00:00#2");
    await server.sql("insert into shop.changes values (7, '2024-01-01 04:55:00')");
    const [late] = await lab.tables.list(source);
    expect(late!.revision).toBe("2024-01-01 05:00:00#3");
    lab.tables.announce([{ origin: source, since: all!.revision! }]);
    expect(await lab.text(source)).toBe(
      "id,changed_at\n5,2024-01-01 05:00:00\n6,\n7,2024-01-01 04:55:00\n",
    );
    await lab.tables.forget();
  });

  test("TLS: the authority and the name are checked unless somebody says otherwise", async () => {
    await server.sql("create table shop.secure as select 1 as id");
    const ca_file = join(lab.folder, "ca.pem");
    writeFileSync(ca_file, server.authority);
    const byName = `postgres://reader@localhost:${server.port}/postgres`;
    const named = tableLab("postgres", {
      [`postgres/reader@localhost:${server.port}`]: "reader-secret",
    });
    const secure = { ...origin("shop.secure"), path: byName };
    expect(await named.text({ ...secure, tls: "verify", ca_file })).toBe("id\n1\n");
    expect(await named.text({ ...secure, tls: "require" })).toBe("id\n1\n");
    expect((await told(named.copy({ ...secure, tls: "verify" }))).failure).toBe("tls_untrusted");
    await named.close();
    const wrongName = origin("shop.secure", { tls: "verify", ca_file });
    expect((await told(lab.copy(wrongName))).failure).toBe("tls_name");
    expect(await lab.text({ ...wrongName, tls: "verify-ca" })).toBe("id\n1\n");
  });

  test("what is in the way is said in one sentence with one action, and never with the password", async () => {
    await server.sql(
      "create table shop.private as select 1 as id",
      "revoke all on shop.private from reader",
    );
    const path = `postgres://reader@127.0.0.1:${server.port}`;
    const stranger = tableLab("postgres", {
      [`postgres/reader@127.0.0.1:${server.port}`]: "planted-sentinel",
    });
    const cases = [
      [() => lab.copy(origin("shop.nothing")), "no_table"],
      [() => lab.copy(origin("nowhere.nothing")), "no_table"],
      [() => lab.copy(origin("shop.private")), "not_allowed"],
      [() => lab.copy(origin("shop.private", { watermark: "nope" })), "no_column"],
      [() => lab.copy({ ...origin("shop.x"), path: `${path}/nothing` }), "no_database"],
      [() => stranger.copy(origin("shop.x")), "sign_in"],
      [() => lab.copy({ ...origin("x"), path: "postgres://reader@127.0.0.1:1/x" }), "refused"],
      [
        () => lab.copy({ ...origin("x"), path: "postgres://reader@no.such.invalid:1/x" }),
        "host_unknown",
      ],
    ] as const;
    for (const [work, failure] of cases) {
      const said = await told(work());
      expect(said.failure).toBe(failure);
      expect(said.text).toMatch(/^[^!]{20,}\.$|;$/);
      expect(said.text).not.toContain("planted-sentinel");
    }
    await stranger.close();
  });

  test("a read that takes too long is stopped by the database, one that is stopped by a person at once", async () => {
    await server.sql(
      "create view shop.slow as select n, pg_sleep(0.05)::text as t from generate_series(1, 2000) n",
    );
    const slow = origin("shop.slow", { timeout_seconds: 1 });
    expect((await told(lab.copy(slow))).failure).toBe("too_long");
    const controller = new AbortController();
    const reason = new Error("stopped");
    const work = lab.copy(origin("shop.slow"), controller.signal);
    setTimeout(() => controller.abort(reason), 300);
    await expect(work).rejects.toBe(reason);
    await expect
      .poll(async () => {
        const [active] = await server.sql(
          "select count(*) as n from pg_stat_activity where query like 'copy%' and state = 'active'",
        );
        return (active!.rows as { n: string }[])[0]!.n;
      })
      .toBe("0");
  });

  test("a large table takes little memory", async () => {
    await server.sql(
      `create table shop.large as select n as id, repeat('x', 200) as text, n * 1.01 as amount
from generate_series(1, 200000) n`,
    );
    const large = origin("shop.large");
    let size = 0;
    const grown = await growth(async () => (size = statSync((await lab.copy(large)).path).size));
    expect(size).toBeGreaterThan(40 * MEGABYTE);
    expect(grown).toBeLessThan(24 * MEGABYTE);
  });
});

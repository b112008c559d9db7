/** A real MariaDB as a source: exact values, one instant, little memory, and what is said when it fails. */
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { DatabaseOrigin } from "#domain/workspace.ts";
import { growth } from "./lab/memory.ts";
import { tableLab, type TableLab, told } from "./lab/tables.ts";
import { startMariadb, type TestMariadb } from "./servers/mariadb.ts";
import { serviceSuite } from "./servers/programs.ts";

const MEGABYTE = 1024 * 1024;

serviceSuite("MariaDB as a source", ["mariadb-install-db", "mariadbd"], () => {
  let server: TestMariadb;
  let lab: TableLab;
  const origin = (table: string, more: Partial<DatabaseOrigin> = {}): DatabaseOrigin => ({
    kind: "mysql",
    path: `mysql://reader@127.0.0.1:${server.port}/shop`,
    table,
    ...more,
  });
  beforeAll(async () => {
    server = await startMariadb();
    await server.sql(
      "create user reader identified by 'reader-secret'",
      "grant select, show view on shop.* to reader",
    );
    lab = tableLab("mysql", { [`mysql/reader@127.0.0.1:${server.port}`]: "reader-secret" });
  });
  afterAll(async () => {
    await lab.close();
    await server.stop();
  });

  test("every value arrives as the database has it", async () => {
    await server.sql(
      "set session sql_mode = ''; set session time_zone = '+02:00'",
      `set session sql_mode = ''; set session time_zone = '+02:00';
create table \`Exact \`\`values\` (n decimal(65,20), big bigint, ubig bigint unsigned, f double, dt datetime(6), ts timestamp(6) null,
  d date, t text, bits bit(40), tiny tinyint(1), bytes varbinary(8), j json, e enum('a','b'), y year, tm time(3));
insert into \`Exact \`\`values\` values
  (123456789012345678901234567890.12345678901234567890, -9223372036854775808, 18446744073709551615, 0.1e0 + 0.2e0, '2024-02-29 23:59:59.123456',
   '2024-07-01 12:00:00.000001', '2024-02-29', 'Grüße, "du" 😀\\nx', b'1111111111111111111111111111111111111111', 1, x'deadbeef', '{"a": 1.10}', 'b', 2024, '-100:00:00.5'),
  (-1, 0, 0, 1e308, '0000-00-00', '0000-00-00', '0000-00-00', '', 0, 0, '', '1', '', 0, '00:00'),
  (null, null, null, null, null, null, null, null, null, null, null, null, null, null, null)`,
    );
    const copy = await lab.copy(origin('"Exact `values"'));
    expect(readFileSync(copy.path, "utf8")).toBe(
      [
        "n,big,ubig,f,dt,ts,d,t,bits,tiny,bytes,j,e,y,tm",
        '123456789012345678901234567890.12345678901234567890,-9223372036854775808,18446744073709551615,0.30000000000000004,2024-02-29 23:59:59.123456,2024-07-01 10:00:00.000001+00:00,2024-02-29,"Grüße, ""du"" 😀\nx",1099511627775,1,DEADBEEF,"{""a"": 1.10}",b,2024,-100:00:00.500',
        '-1.00000000000000000000,0,0,1e308,0000-00-00 00:00:00.000000,0000-00-00 00:00:00.000000,0000-00-00,"",0,0,"",1,"",0000,00:00:00.000',
        ",,,,,,,,,,,,,,",
        "",
      ].join("\n"),
    );
    expect([...copy.formats.values()]).toEqual([
      ...["point", "point", "point", "point", "iso", "iso", "iso", "point"],
    ]);
  });

  test("announced tables are of one instant", async () => {
    await server.sql(
      "create table heads as select 1 as id",
      "create table `lines` as select 1 as id",
    );
    const [heads, lines] = [origin("heads"), origin("lines")];
    lab.tables.announce([{ origin: heads }, { origin: lines }]);
    const first = await lab.copy(heads);
    await server.sql("insert into heads values (2)", "insert into `lines` values (2)");
    expect(readFileSync(first.path, "utf8")).toBe("id\n1\n");
    expect(readFileSync((await lab.copy(lines)).path, "utf8")).toBe("id\n1\n");
    await lab.tables.forget();
    expect(await lab.text(heads)).toBe("id\n1\n2\n");
  });

  test("with a watermark only rows from shortly before it are read, those committed late among them", async () => {
    await server.sql(
      `create table changes (id int, changed_at datetime null);
insert into changes select seq, timestamp('2024-01-01') + interval seq hour from seq_1_to_5;
insert into changes values (6, null)`,
    );
    const source = origin("changes", { watermark: "changed_at" });
    const [all] = await lab.tables.list(source);
    expect(all!.revision).toBe("2024-01-01 05:00:00#2");
    await server.sql("insert into changes values (7, '2024-01-01 04:55:00')");
    lab.tables.announce([{ origin: source, since: all!.revision! }]);
    expect(await lab.text(source)).toBe(
      "id,changed_at\n5,2024-01-01 05:00:00\n6,\n7,2024-01-01 04:55:00\n",
    );
    await lab.tables.forget();
  });

  test("TLS: the authority and the name are checked unless somebody says otherwise", async () => {
    await server.sql("create table secure as select 1 as id");
    const ca_file = join(lab.folder, "ca.pem");
    writeFileSync(ca_file, server.authority);
    const named = tableLab("mysql", {
      [`mysql/reader@localhost:${server.port}`]: "reader-secret",
    });
    const secure = { ...origin("secure"), path: `mysql://reader@localhost:${server.port}/shop` };
    expect(await named.text({ ...secure, tls: "verify", ca_file })).toBe("id\n1\n");
    expect(await named.text({ ...secure, tls: "require" })).toBe("id\n1\n");
    expect((await told(named.copy({ ...secure, tls: "verify" }))).failure).toBe("tls_untrusted");
    await named.close();
    const wrongName = origin("secure", { tls: "verify", ca_file });
    expect((await told(lab.copy(wrongName))).failure).toBe("tls_name");
    expect(await lab.text({ ...wrongName, tls: "verify-ca" })).toBe("id\n1\n");
  });

  test("what is in the way is said in one sentence with one action, and never with the password", async () => {
    await server.sql("create database private; create table private.x as select 1 as id");
    const stranger = tableLab("mysql", {
      [`mysql/reader@127.0.0.1:${server.port}`]: "planted-sentinel",
    });
    const path = `mysql://reader@127.0.0.1:${server.port}`;
    const cases = [
      [() => lab.copy(origin("nothing")), "no_table"],
      [() => lab.copy(origin("private.x")), "not_allowed"],
      [() => lab.copy(origin("heads", { watermark: "nope" })), "no_column"],
      [() => lab.copy({ ...origin("x"), path: `${path}/nothing` }), "no_database"],
      [() => stranger.copy(origin("x")), "sign_in"],
      [() => lab.copy({ ...origin("x"), path: "mysql://reader@127.0.0.1:1/x" }), "refused"],
      [() => lab.copy({ ...origin("x"), path: "mysql://r@no.such.invalid:1/x" }), "host_unknown"],
    ] as const;
    for (const [work, failure] of cases) {
      const said = await told(work());
      expect(said.failure).toBe(failure);
      expect(said.text).not.toContain("planted-sentinel");
    }
    await stranger.close();
  });

  test("a read that takes too long is stopped by the database, one that is stopped by a person at once", async () => {
    await server.sql("create view slow as select seq, sleep(0.05) as s from seq_1_to_2000");
    const slow = origin("slow", { timeout_seconds: 1 });
    expect((await told(lab.copy(slow))).failure).toBe("too_long");
    const controller = new AbortController();
    const reason = new Error("stopped");
    const work = lab.copy(origin("slow"), controller.signal);
    setTimeout(() => controller.abort(reason), 300);
    await expect(work).rejects.toBe(reason);
    await expect
      .poll(async () => {
        const [rows] = await server.sql(
          "select count(*) as n from information_schema.processlist where info like '%`slow`%' and info not like '%processlist%'",
        );
        return (rows as { n: number }[])[0]!.n;
      })
      .toBe(0);
  });

  test("a large table takes little memory", async () => {
    await server.sql(
      "create table large as select seq as id, repeat('x', 200) as text, seq * 1.01 as amount from seq_1_to_200000",
    );
    let size = 0;
    const grown = await growth(
      async () => (size = statSync((await lab.copy(origin("large"))).path).size),
    );
    expect(size).toBeGreaterThan(40 * MEGABYTE);
    expect(grown).toBeLessThan(24 * MEGABYTE);
  });
});

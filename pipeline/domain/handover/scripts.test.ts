import { expect, test } from "vitest";
import { SMALL, tableOf } from "./examples.ts";
import { handoverScripts, objectsFile } from "./scripts.ts";
import { inOrder, nameOf } from "./table.ts";

const redshift = new Map(handoverScripts("redshift", SMALL).map(({ name, text }) => [name, text]));
const bigquery = new Map(handoverScripts("bigquery", SMALL).map(({ name, text }) => [name, text]));
const at = (files: ReadonlyMap<string, string>, name: string): string => files.get(name) ?? "";

test("a table of Redshift has its types, keys and what lies where, each choice with its reason", () => {
  expect(at(redshift, "1-tables.sql")).toContain(`-- One remark.
-- Spread by order_key: facts are joined by the order, which then needs no transfer.
-- Sorted by date_key: questions about a period skip the blocks of all others.
create table "m_gold_v7"."fact_sales" (
  "order_id" varchar(16) not null,
  "order_key" integer,
  "date_key" integer not null,
  "month_key" integer,
  "net_amount" decimal(18, 4),
  "at" timestamp,
  primary key ("order_id"),
  foreign key ("date_key") references "m_gold_v7"."dim_date" ("date_key")
)
diststyle key
distkey ("order_key")
sortkey ("date_key");`);
  expect(at(redshift, "1-tables.sql")).toContain("is 'It''s fact_sales.';");
});

test("Redshift loads the very files of the version into new schemas and exchanges them in one transaction", () => {
  expect(at(redshift, "2-load.sql")).toContain(`copy "m_gold_v7"."dim_date"
from 's3://bucket/shop/published/objects/hash-of-dim_date'
iam_role 'arn:aws:iam::1:role/load'
format as parquet;`);
  const steps = at(redshift, "3-switch.sql")
    .split(";\n")
    .map((step) => step.trim().split(' as "')[0]);
  expect(steps.slice(1)).toEqual([
    "select 1 / case when count(*) = 3 then 1 else 0 end",
    "select 1 / case when count(*) = 3 then 1 else 0 end",
    'alter schema "m_gold" rename to "m_gold_before_v7"',
    'alter schema "m_gold_v7" rename to "m_gold"',
    "commit",
    "",
  ]);
  expect(steps[0]).toMatch(/\nbegin$/);
});

test("until the switch nothing that readers see is touched", () => {
  for (const name of ["1-tables.sql", "2-load.sql"]) {
    const touching = at(redshift, name)
      .split("\n")
      .filter((line) => line.includes('"m_gold"'));
    expect(touching.every((line) => line === 'create schema if not exists "m_gold";')).toBe(true);
  }
  expect(at(bigquery, "2-load.sql")).not.toContain("`m_gold`");
  expect(at(bigquery, "1-tables.sql")).not.toMatch(/^(?:truncate|insert|drop|create or replace)/m);
});

test("a table of BigQuery has types, descriptions, and what it is clustered by", () => {
  const tables = at(bigquery, "1-tables.sql");
  expect(tables).toContain("`order_id` string options (description = 'About order_id.'),");
  expect(tables).toContain("`net_amount` numeric(18, 4) options");
  expect(tables).toContain(`
)
cluster by \`date_key\`
options (description = 'It\\'s fact_sales.');`);
});

test("BigQuery forgets the keys of earlier versions before the switch, and is told those of this one after it", () => {
  const [tables, turn] = [at(bigquery, "1-tables.sql"), at(bigquery, "3-switch.sql")];
  // A table that was there stays as it was made: nothing may be promised in the making.
  expect(tables).not.toMatch(/\) not enforced|`[^\n]* not null options/);
  expect(tables.match(/^do execute immediate .*/gm)).toEqual([
    "do execute immediate format('alter table `m_gold`.`%s` drop constraint if exists `%s`', stale.table_name, stale.name); end for;",
    "do execute immediate format('alter table `m_gold`.`%s` alter column `%s` drop not null', stale.table_name, stale.column_name); end for;",
  ]);
  expect(tables.match(/^alter table .* drop primary key if exists;$/gm)).toHaveLength(2);
  expect(tables.indexOf("drop constraint")).toBeLessThan(tables.indexOf("drop primary key"));
  expect(turn.slice(turn.indexOf("\ncommit transaction;"))).toBe(`
commit transaction;

alter table \`m_gold\`.\`dim_date\` add primary key (\`date_key\`) not enforced;

alter table \`m_gold\`.\`fact_sales\` add primary key (\`order_id\`) not enforced;

alter table \`m_gold\`.\`fact_sales\` add constraint \`fk_date_key_dim_date\` foreign key (\`date_key\`) references \`m_gold\`.\`dim_date\` (\`date_key\`) not enforced;
`);
});

test("a key that a version no longer keeps is taken back and not named", () => {
  const tables = SMALL.tables.map((table) => ({ ...table, key: [], references: [] }));
  const files = handoverScripts("bigquery", { ...SMALL, tables });
  const text = (name: string) => files.find((file) => file.name === name)?.text ?? "";
  expect(text("1-tables.sql").match(/drop primary key if exists;$/gm)).toHaveLength(2);
  expect(text("1-tables.sql")).toContain("in ('dim_date', 'fact_sales')");
  expect(text("3-switch.sql")).toMatch(/commit transaction;\n$/);
});

test("BigQuery changes all tables in one transaction that looks first", () => {
  const steps = at(bigquery, "3-switch.sql")
    .split(";\n")
    .map((step) => step.trim().split("\n").at(-1));
  expect(steps[0]).toBe("begin transaction");
  expect(steps).toContain("commit transaction");
  const first = steps.findIndex((step) => step?.startsWith("truncate"));
  expect(steps.slice(1, first)).toHaveLength(SMALL.tables.length);
  expect(at(bigquery, "3-switch.sql")).toContain(
    "select cast(`order_id` as string), cast(`order_key` as int64), cast(`date_key` as int64), cast(`month_key` as int64), cast(`net_amount` as numeric), cast(`at` as timestamp)\nfrom `m_staging_v7`.`gold__fact_sales`;",
  );
});

test("texts of people stay texts", () => {
  const nasty = tableOf("gold.dim_x", { description: "a\\' or 1=1; --\nb" });
  const files = (target: "redshift" | "bigquery") =>
    handoverScripts(target, { ...SMALL, tables: [nasty] })[0]?.text;
  expect(files("redshift")).toContain("is 'a\\'' or 1=1; --\nb'");
  expect(files("bigquery")).toContain("options (description = 'a\\\\\\' or 1=1; --\\nb')");
});

test("what is copied is named once, with where it goes", () => {
  const twice = [...SMALL.tables, ...SMALL.tables];
  const { text } = objectsFile(
    { tables: twice, objects: "gs://b/p" },
    (s, n) => `${s}/${n}.parquet`,
  );
  expect(text).toBe(
    "gold/dim_date.parquet\tgs://b/p/hash-of-dim_date\ngold/fact_sales.parquet\tgs://b/p/hash-of-fact_sales\n",
  );
});

test("tables come after those they refer to; one that refers to itself stops nothing", () => {
  const to = (table: string) => [{ column: "k", to: table, field: "k" }];
  const order = inOrder([
    tableOf("marts.m", { references: to("gold.f") }),
    tableOf("gold.f", { references: to("gold.d") }),
    tableOf("gold.d", { references: to("gold.d") }),
  ]);
  expect(order.map(nameOf)).toEqual(["gold.d", "gold.f", "marts.m"]);
});

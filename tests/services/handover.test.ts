/** Scripts for Redshift and BigQuery: executed where PostgreSQL knows them, and read by a parser that is not ours. */
import { createReadStream, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { ListObjectsV2Command } from "@aws-sdk/client-s3";
import { DuckDBInstance } from "@duckdb/node-api";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { afterAll, beforeAll, expect, test } from "vitest";
import { medallion, temporaryFolder } from "#tests/integration/cli.ts";
import { startPostgres, type TestPostgres } from "./servers/postgres.ts";
import { serviceSuite } from "./servers/programs.ts";
import { startS3, type TestS3 } from "./servers/s3.ts";
import { PYTHON, runPython } from "./snowflake/python.ts";

const PLACE = ["--lake", "s3://lakes/shop", "--path-style", "--region", "us-east-1"];

/**
 * What PostgreSQL knows of a script for Redshift: without the lines that say how rows lie on disks, and with its own
 * grammar of a grant, where a role is called by its name alone. Nothing else differs.
 */
const forPostgres = (text: string): string =>
  text.replaceAll(/\n(?:diststyle|distkey|sortkey) [^\n;]*/g, "").replaceAll(" to role ", " to ");

/** sqlglot knows no loop of BigQuery's: it reads the question in it, and the statement it makes of an answer. */
const LOOP =
  /^((?:--.*\n)*)for stale in \((.*)\)\ndo execute immediate format\('(.*)', stale\.table_name, stale\.\w+\); end for$/;
function withoutLoop(statement: string): string[] {
  const [, , question = "", made = ""] = LOOP.exec(statement) ?? [];
  return question === "" ? [statement] : [question, made.replaceAll("%s", "some_name")];
}

const statementsOf = (text: string): string[] =>
  text
    .split(";\n")
    .map((statement) => statement.trim())
    .filter((statement) => statement !== "");

serviceSuite("Hand-over", ["postgres", "initdb", "versitygw", PYTHON], () => {
  let postgres: TestPostgres;
  let s3: TestS3;
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let shop: string;
  const scripts = { redshift: new Map<string, string>(), bigquery: new Map<string, string>() };

  beforeAll(async () => {
    [postgres, s3, folder] = await Promise.all([startPostgres(), startS3(), temporaryFolder()]);
    await s3.makeBucket("lakes");
    // The lake is taken for Amazon's: only the environment says where Amazon is.
    process.env["AWS_ENDPOINT_URL_S3"] = s3.endpoint;
    process.env["AWS_ACCESS_KEY_ID"] = s3.accessKeyId;
    process.env["AWS_SECRET_ACCESS_KEY"] = s3.secretAccessKey;
    shop = join(folder.path, "shop");
    await ok("demo", shop, "--scale", "0.02");
    await ok("lake", "connect", shop, ...PLACE);
    await write("redshift");
    await write("bigquery", "--staged", "gs://copies/shop");
    await postgres.sql("create role medallion_reader");
  }, 240_000);
  afterAll(async () => {
    for (const name of ["ENDPOINT_URL_S3", "ACCESS_KEY_ID", "SECRET_ACCESS_KEY"])
      delete process.env[`AWS_${name}`];
    await Promise.all([postgres.stop(), s3.stop(), folder.remove()]);
  });

  async function ok(...argv: string[]): Promise<string> {
    const said = await medallion(...argv);
    expect(said.code, `${argv.join(" ")}\n${said.err}${said.out}`).toBe(0);
    return said.out;
  }
  async function write(target: "redshift" | "bigquery", ...more: string[]): Promise<void> {
    const to = join(folder.path, target);
    await ok("export", "scripts", shop, "--for", target, "--to", to, ...more);
    for (const name of readdirSync(to))
      scripts[target].set(name, readFileSync(join(to, name), "utf8"));
  }
  const script = (name: string): string => scripts.redshift.get(name) ?? "";
  const ofVersion = (text: string, version: number): string =>
    forPostgres(text).replaceAll("_v1", `_v${version}`);

  /** What Redshift's COPY does, from the same files. */
  async function load(version: number): Promise<number> {
    const duckdb = await (await DuckDBInstance.create(":memory:")).connect();
    const client = new pg.Client(postgres.owner);
    await client.connect();
    let tables = 0;
    for (const [, schema, name] of script("2-load.sql").matchAll(/^copy "(\w+)"\."(\w+)"$/gm)) {
      const layer = schema?.replace(/^medallion_|_v1$/g, "");
      const parquet = join(shop, "published", "1", `${layer}/${name}.parquet`);
      const csv = join(folder.path, "rows.csv");
      await duckdb.run(`copy (from read_parquet('${parquet}')) to '${csv}' (header false)`);
      const into = `"${schema?.replace("_v1", `_v${version}`)}"."${name}"`;
      const rows = client.query(copyFrom(`copy ${into} from stdin (format csv)`));
      await pipeline(createReadStream(csv), rows);
      tables += 1;
    }
    await client.end();
    duckdb.closeSync();
    return tables;
  }
  const keysOf = (kind: string): string =>
    `select count(*) from pg_constraint where contype = '${kind}' and connamespace::regnamespace::text like 'medallion%'`;
  const number = async (sql: string): Promise<unknown> => {
    const [answer] = await postgres.sql(sql);
    return Number(Object.values(answer?.rows[0] as object)[0]);
  };

  test("scripts name objects that are in the lake, one for each published table", async () => {
    const client = s3.client();
    const listed = await client.send(
      new ListObjectsV2Command({ Bucket: "lakes", Prefix: "shop/published/objects/" }),
    );
    client.destroy();
    const there = new Set(listed.Contents?.map(({ Key }) => `s3://lakes/${Key}`));
    const named = [...script("2-load.sql").matchAll(/^from '(.*)'$/gm)].map(([, uri]) => uri);
    expect(named.length).toBe(26);
    expect(named.filter((uri) => !there.has(uri ?? ""))).toEqual([]);
  });

  test("PostgreSQL makes the tables, takes all rows under every key, and switches at once", async () => {
    await postgres.sql(ofVersion(script("1-tables.sql"), 1));
    expect(await number(keysOf("p"))).toBe(26);
    expect(await number(keysOf("f"))).toBeGreaterThan(15);
    expect(await load(1)).toBe(26);
    await postgres.sql(ofVersion(script("3-switch.sql"), 1));
    const asReader =
      "set role medallion_reader; select count(*) as n from medallion_gold.fact_sales";
    const answers = (await postgres.sql(asReader))[0] as unknown as pg.QueryResult[];
    expect(Number(answers[1]?.rows[0].n)).toBeGreaterThan(1000);
    expect(await number("select version from medallion_gold.published_version")).toBe(1);
    const about = `select obj_description('medallion_gold.fact_sales'::regclass) as said`;
    expect((await postgres.sql(about))[0]?.rows[0].said).toMatch(/^Order lines with/);
  }, 120_000);

  test("readers keep what they have when rows are missing, get the next at once, and can go back", async () => {
    await postgres.sql(ofVersion(script("tidy.sql"), 1));
    await postgres.sql(ofVersion(script("1-tables.sql"), 2).replace("values (1,", "values (2,"));
    await load(2);
    const version = "select version from medallion_gold.published_version";
    await postgres.sql("delete from medallion_reports_v2.margin where ctid = '(0,1)'");
    const turn = ofVersion(script("3-switch.sql"), 2);
    await expect(postgres.sql(turn)).rejects.toThrow("division by zero");
    expect(await number(version)).toBe(1);
    // A client that goes on after the error changes nothing either.
    const client = new pg.Client(postgres.owner);
    await client.connect();
    for (const statement of statementsOf(turn))
      await client.query(statement).catch(() => undefined);
    await client.end();
    expect(await number(version)).toBe(1);
    const [columns] = [turn.match(/count\(\*\) = (\d+) then 1 else 0 end as "reports\.margin"/)];
    await postgres.sql(
      turn.replace(columns![0], columns![0].replace(/\d+/, String(Number(columns![1]) - 1))),
    );
    expect(await number(version)).toBe(2);
    expect(await number("select count(*) from medallion_reports.margin")).toBe(
      Number(columns![1]) - 1,
    );
    await postgres.sql(ofVersion(script("back.sql"), 2));
    expect(await number(version)).toBe(1);
    expect(await number("select count(*) from medallion_reports.margin")).toBe(Number(columns![1]));
  }, 120_000);

  test("a version that is not in the lake as it is here is not written about", async () => {
    const manifest = join(shop, "published", "1", "manifest.json");
    const before = readFileSync(manifest, "utf8");
    writeFileSync(manifest, `${before} `);
    const argv = ["export", "scripts", shop, "--for", "redshift", "--to", join(folder.path, "no")];
    const said = await medallion(...argv);
    writeFileSync(manifest, before);
    expect(said).toMatchObject({ code: 2, err: expect.stringContaining("`lake push` sends it") });
    expect(existsSync(join(folder.path, "no"))).toBe(false);
  });

  test("BigQuery is told the keys that were counted, after the switch only", () => {
    const [tables = "", turn = ""] = ["1-tables.sql", "3-switch.sql"].map((name) =>
      scripts.bigquery.get(name),
    );
    expect(tables).not.toContain(") not enforced");
    const [, after = ""] = turn.split("\ncommit transaction;\n");
    expect(after.match(/ add primary key /g)).toHaveLength(26);
    expect(after.match(/ foreign key /g)?.length).toBeGreaterThan(15);
    expect(statementsOf(tables).filter((statement) => LOOP.test(statement))).toHaveLength(6);
  });

  test("sqlglot reads every statement for Redshift and for BigQuery", async () => {
    const all = (["redshift", "bigquery"] as const).flatMap((dialect) =>
      [...scripts[dialect]]
        .filter(([file]) => file.endsWith(".sql"))
        .flatMap(([file, text]) =>
          statementsOf(text)
            .flatMap(withoutLoop)
            .map((sql, n) => ({
              name: `${dialect} ${file} ${n}`,
              sql,
              dialect,
              // It has no grammar for renaming a schema; PostgreSQL executed these very statements above.
              command: /^(?:--.*\n)*alter schema "\w+" rename to "\w+"$/.test(sql),
            })),
        ),
    );
    const { read, failures } = await runPython<{ read: number; failures: unknown[] }>(
      "parse.py",
      all,
    );
    const asText = all.filter(({ command }) => command).length;
    const of = (wanted: string): number => all.filter(({ dialect }) => dialect === wanted).length;
    console.info(
      `sqlglot reads ${read - failures.length} of ${read} statements (Redshift ${of("redshift")}, BigQuery ${of("bigquery")}); ${asText} it has no grammar for and keeps as text.`,
    );
    expect(failures).toEqual([]);
    expect(asText).toBe(12);
    expect(of("bigquery")).toBeGreaterThan(100);
  });
});

/**
 * Where DuckDB and Snowflake differ, what we send says what is meant. The expected values beside each text are those
 * of Snowflake's documentation, named by page; the stand-in only shows that our reading of them is the one we built.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { fileURLToPath } from "node:url";
import { createSnowflake } from "#adapters/snowflake/warehouse.ts";
import { loadSnowflakeDialect, type SnowflakeDialect } from "#models/dialect/snowflake.ts";
import { readModels } from "#models/load.ts";
import type { CloudSession } from "#ports/snowflake.ts";
import { openScratchEngine, type ScratchEngine } from "#tests/models/duckdb-runner.ts";
import { startTestSnowflake, type TestSnowflake } from "./server/start.ts";

const SQL = fileURLToPath(new URL("../../sql", import.meta.url));
let snowflake: TestSnowflake;
let session: CloudSession;
let engine: ScratchEngine;
let dialect: SnowflakeDialect;

beforeAll(async () => {
  snowflake = await startTestSnowflake();
  const secrets = {
    get: async () => snowflake.passphrase,
    set: async () => undefined,
    delete: async () => undefined,
  };
  session = await createSnowflake(secrets, snowflake.env, "unused").connect(snowflake.target, {
    tag: "golden",
  });
  engine = await openScratchEngine();
  const { catalogue } = await readModels(SQL, { unitTests: false });
  await engine.run(`set timezone = 'UTC'; ${catalogue.macrosSql}`);
  dialect = await loadSnowflakeDialect(SQL, catalogue, engine);
});

afterAll(async () => {
  await session.close();
  await snowflake.close();
  engine.close();
});

interface Golden {
  readonly page: string;
  /** In our dialect. */
  readonly ours: string;
  /** A part of what is sent. */
  readonly sent: string;
  readonly value: string | null;
}

const GOLDEN: readonly Golden[] = [
  // Integers divide to six decimals there, so we divide doubles; a divisor of zero is an error there.
  {
    page: "operators-arithmetic",
    ours: "round(1 / 3, 8)",
    sent: "cast(1 as double) / 3",
    value: "0.33333333",
  },
  {
    page: "operators-arithmetic",
    ours: "7 / nullif(0, 0)",
    sent: "nullif(cast(nullif(0, 0) as double), 0)",
    value: null,
  },
  {
    page: "operators-arithmetic",
    ours: "20260630 // 100",
    sent: "trunc(20260630 / 100)",
    value: "202606",
  },
  // "rounding half away from zero" is the default mode of ROUND.
  { page: "functions/round", ours: "cast(round(2.5) as integer)", sent: "round(2.5)", value: "3" },
  {
    page: "functions/round",
    ours: "cast(round(-2.5) as integer)",
    sent: "round(-2.5)",
    value: "-3",
  },
  {
    page: "functions/round",
    ours: "cast(1.00005 as decimal(18, 4))",
    sent: "as number(18, 4)",
    value: "1.0001",
  },
  // Nulls are last ascending and first descending there; we always say where.
  {
    page: "constructs/order-by",
    ours: "row_number() over (order by 1 desc)",
    sent: "order by 1 desc nulls last",
    value: "1",
  },
  // LIKE and = look at case; identifiers without quotes are upper case.
  { page: "functions/like", ours: "'Abc' like 'abc'", sent: "('Abc' like 'abc')", value: "false" },
  { page: "collation", ours: "'Z' < 'a'", sent: "('Z' < 'a')", value: "true" },
  { page: "collation", ours: "'a ' = 'a'", sent: "('a ' = 'a')", value: "false" },
  // One null makes CONCAT and GREATEST null there.
  {
    page: "functions/concat",
    ours: "concat('a', null::varchar)",
    sent: "coalesce(cast(null as varchar), '')",
    value: "a",
  },
  {
    page: "functions/greatest",
    ours: "greatest(1, null)",
    sent: "greatest_ignore_nulls",
    value: "1",
  },
  // MONTHNAME and DAYNAME answer with three letters there.
  {
    page: "functions/monthname",
    ours: "monthname(date '2026-03-01')",
    sent: "to_varchar(cast('2026-03-01' as date), 'MMMM')",
    value: "March",
  },
  {
    page: "functions/dayname",
    ours: "dayname(date '2026-03-01')",
    sent: "dayofweekiso",
    value: "Sunday",
  },
  {
    page: "functions/year",
    ours: "isoyear(date '2027-01-01')",
    sent: "yearofweekiso",
    value: "2026",
  },
  { page: "functions/year", ours: "weekofyear(date '2027-01-01')", sent: "weekiso", value: "53" },
  {
    page: "functions/last_day",
    ours: "last_day(date '2028-02-01')",
    sent: "last_day",
    value: "2028-02-29",
  },
  // DATEDIFF counts boundaries crossed, not whole months.
  {
    page: "functions/datediff",
    ours: "datediff('month', date '2026-01-31', date '2026-02-01')",
    sent: "datediff('month'",
    value: "1",
  },
  // Without an offset a text is a wall clock; CONVERT_TIMEZONE of three arguments takes and gives TIMESTAMP_NTZ.
  {
    page: "functions/convert_timezone",
    ours: "local_date_of(timestamp '2026-06-30 22:30:00', '2026-06-30T22:30:00Z', 'iso', 'UTC', 'Europe/Berlin')",
    sent: "convert_timezone('UTC', 'Europe/Berlin'",
    value: "2026-07-01",
  },
  // The documented example of MD5.
  {
    page: "functions/md5",
    ours: "md5('Snowflake')",
    sent: "md5('Snowflake')",
    value: "edf1439075a83a447fb8b630ddc9c8de",
  },
  { page: "functions/length", ours: "length('grün')", sent: "length('grün')", value: "4" },
  {
    page: "functions/octet_length",
    ours: "strlen('grün')",
    sent: "octet_length('grün')",
    value: "5",
  },
];

test.each(GOLDEN)("$ours ($page)", async ({ ours, sent, value }) => {
  const [sql] = await dialect.compile([`select (${ours})::varchar as value`], {
    table: (schema, name) => `${schema}.${name}`,
    functions: "shop_raw.functions",
  });
  expect(sql).toContain(sent);
  expect(await session.rows(sql as string)).toEqual([{ value }]);
  const here = await engine.table(`select (${ours})::varchar as value`);
  expect(here.rows).toEqual([[value]]);
});

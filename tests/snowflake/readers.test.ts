/**
 * The text functions sent to Snowflake are JavaScript; here they run as they are sent, against the DuckDB macros
 * they stand for.
 */
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { quoteLiteral } from "#domain/sql-text.ts";
import { loadSnowflakeDialect } from "#models/dialect/snowflake.ts";
import { readModels } from "#models/load.ts";
import { openScratchEngine, type ScratchEngine } from "#tests/models/duckdb-runner.ts";
import { runnable } from "./script-functions.ts";
import { TEXTS } from "./texts.ts";

const SQL = fileURLToPath(new URL("../../sql", import.meta.url));
let engine: ScratchEngine;
let call: (name: string, ...values: readonly unknown[]) => unknown;

beforeAll(async () => {
  engine = await openScratchEngine();
  const { catalogue } = await readModels(SQL, { unitTests: false });
  await engine.run(catalogue.macrosSql);
  const { scripts } = await loadSnowflakeDialect(SQL, catalogue, engine);
  const functions = new Map(scripts.map((script) => [script.name, runnable(script, scripts)]));
  call = (name, ...values) => functions.get(name)?.(...values);
});

afterAll(() => engine.close());

/** What a macro says about every text, in one query. */
async function duckdb(expression: string): Promise<readonly (string | null)[]> {
  const values = TEXTS.map((text, place) => `(${place}, ${quoteLiteral(text)})`).join(", ");
  const { rows } = await engine.table(
    `select (${expression})::varchar from (values ${values}) as t (place, v) order by place`,
  );
  return rows.map(([value]) => value as string | null);
}

const byText = (values: readonly unknown[]) =>
  TEXTS.map((text, index) => `${JSON.stringify(text)} → ${String(values[index])}`);

test.each(["squeeze_text", "normalise_key", "normalise_name", "clean_text", "normalise_label"])(
  "%s",
  async (name) => {
    const ours = TEXTS.map((text) => call(name, text));
    expect(byText(ours)).toEqual(byText(await duckdb(`${name}(v)`)));
  },
);

test.each(["point", "comma"])("amounts and quantities with a decimal %s", async (format) => {
  for (const kind of ["amount", "quantity"]) {
    const ours = TEXTS.map((text) => call("read_number", text, format, kind));
    expect(byText(ours)).toEqual(byText(await duckdb(`parse_${kind}(v, '${format}')`)));
  }
});

test.each(["iso", "dmy", "mdy", "excel"])("dates and times written as %s", async (format) => {
  const dates = TEXTS.map((text) => call("read_date", text, format));
  expect(byText(dates)).toEqual(byText(await duckdb(`parse_date(v, '${format}')`)));
  // The zone is applied in SQL, so here everything is read as if it were UTC; the first letter is the kind.
  const times = TEXTS.map(
    (text) => (call("read_time", text, format) as string | null)?.slice(1) ?? null,
  );
  const sql = `strftime(parse_timestamp(v, '${format}', 'UTC'), '%Y-%m-%d %H:%M:%S.%f')`;
  expect(byText(times)).toEqual(byText(await duckdb(sql)));
});

test("which times belong to the source's zone", () => {
  const kind = (text: string) => String(call("read_time", text, "iso")).slice(0, 1);
  expect(kind("2026-03-01")).toBe("D");
  expect(kind("2026-03-01 10:00:00")).toBe("L");
  expect(kind("2026-03-01T10:00:00+02:00")).toBe("Z");
});

test.each(["delay", "damage", "size", "quality", "service", "price"])(
  "words about %s",
  async (theme) => {
    const ours = TEXTS.map((text) => call("mentions", text, theme));
    expect(byText(ours)).toEqual(byText(await duckdb(`mentions(v, '${theme}')`)));
  },
);

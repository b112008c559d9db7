import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";
import { definedChecks } from "#domain/quality/catalogue.ts";
import type { CheckedModel, TestInput } from "#domain/quality/check-inputs.ts";
import type { CheckResult, QualityResult } from "#domain/quality/results.ts";
import type { CheckSql, EvaluationInput } from "#ports/checks.ts";
import { duckdbChecks } from "#adapters/checks/evaluate.ts";

const SETUP = `
create schema silver; create schema quarantine; create schema superseded; create schema gold;
create table silver.orders (order_id varchar, customer_id varchar, status varchar, ordered_at_date date,
  _source_id varchar, _batch_id varchar, _row bigint, _row_hash ubigint, _occurrence integer, _flags bigint);
insert into silver.orders values
  ('o1', 'c1', 'paid', '2026-11-18', 's', 'r000001-s', 2, 11, 1, 0),
  ('o2', 'c9', 'lost', '2026-11-19', 's', 'r000001-s', 3, 12, 1, 2),
  ('o2', null, null, '2062-01-01', 's', 'r000001-s', 4, 13, 1, 0);
create table quarantine.orders as select *, 1::bigint as _broken, ['no_date'] as _reasons,
  'orders.csv!B5' as _address, '{"ordered_at": "31.02.2026"}' as _raw from silver.orders limit 0;
insert into quarantine.orders (order_id, _source_id, _row, _row_hash, _occurrence, _broken, _reasons, _address, _raw)
  values ('o4', 's', 5, 14, 1, 1, ['no_date'], 'orders.csv!B5', '{"ordered_at": "31.02.2026"}');
create table superseded.orders as from silver.orders limit 0;
create table silver.customers (customer_id varchar);
insert into silver.customers values ('c1');
create table silver.reviews (review_id varchar, rating integer);
create table gold.fact_sales (order_id varchar, line_number integer, net_amount decimal(18, 4));
insert into gold.fact_sales values ('o1', 1, 5), ('o1', 2, 7), ('o1', null, 1), ('o1', null, 1);
`;

let database: DuckDBInstance;
let connections: DuckDBConnection[];
/** What a test may look at; set anew before each. */
export const bench = { sql: [] as CheckSql[], folder: "", queries: [] as string[], most: 0 };
let running = 0;

function toSql(connection: DuckDBConnection): CheckSql {
  const rows = async (text: string): Promise<Record<string, unknown>[]> => {
    bench.queries.push(text);
    running += 1;
    bench.most = Math.max(bench.most, running);
    try {
      return (await connection.runAndReadAll(text)).getRowObjectsJson() as Record<
        string,
        unknown
      >[];
    } finally {
      running -= 1;
    }
  };
  return { rows, run: rows, tableNames: (text) => [...connection.getTableNames(text, true)] };
}

beforeAll(async () => {
  database = await DuckDBInstance.create(":memory:", {
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    threads: "1",
  });
  connections = await Promise.all([1, 2, 3, 4].map(() => database.connect()));
  await connections[0]!.run(SETUP);
  bench.sql = connections.map(toSql);
});
afterAll(() => {
  for (const connection of connections) connection.closeSync();
  database.closeSync();
});
beforeEach(() => {
  bench.folder = join(mkdtempSync(join(tmpdir(), "checks-")), "b000002.failing");
  bench.queries = [];
  bench.most = 0;
});
afterEach(() => rmSync(join(bench.folder, ".."), { recursive: true, force: true }));

type TestOf<T> = T extends TestInput ? Omit<T, keyof Common> & Partial<Common> : never;
type Common = Pick<
  TestInput,
  "severity" | "dimension" | "where" | "says" | "todo" | "owner" | "needs" | "name"
>;
export const a = (name: string, test: TestOf<TestInput>): TestInput =>
  ({
    name,
    severity: "error",
    dimension: "accuracy",
    where: undefined,
    says: undefined,
    todo: undefined,
    owner: "operations",
    needs: [],
    ...test,
  }) as TestInput;

export const model = (table: string, key: string[], extra: Partial<CheckedModel>): CheckedModel => {
  const [layer = "", name = ""] = table.split(".");
  const yml = { meta: { owner: "operations" } };
  return { layer, name, table, key, rowRules: [], tableRules: [], tests: [], yml, ...extra };
};
export const orders = (...tests: TestInput[]): CheckedModel =>
  model("silver.orders", ["order_id"], { tests });
export const rule = { dimension: "accuracy", severity: "error", says: "s", todo: "t" } as const;

export function input(
  models: readonly CheckedModel[],
  extra: Partial<EvaluationInput> = {},
): EvaluationInput {
  return {
    checks: definedChecks(models),
    connected: new Set(["orders", "customers", "reviews"]),
    entities: new Map(),
    columns: new Map(),
    as_of: "2026-11-20",
    checked_at: "2026-11-20T03:30:00.000Z",
    quarantine_limit: { rows: 20, share: 0.01 },
    previous: new Map(),
    history: new Map(),
    changed: null,
    rows: {},
    folder: bench.folder,
    ...extra,
  };
}

export const evaluate = (
  models: readonly CheckedModel[],
  extra: Partial<EvaluationInput> = {},
): Promise<QualityResult> => duckdbChecks.evaluate(bench.sql, input(models, extra));

export async function only(
  model_: CheckedModel,
  extra: Partial<EvaluationInput> = {},
): Promise<CheckResult> {
  const { results } = await evaluate(
    [model_, model("silver.customers", ["customer_id"], {})],
    extra,
  );
  expect(results).toHaveLength(1);
  return results[0]!;
}

export async function kept(result: CheckResult): Promise<unknown[]> {
  if (result.failing?.in !== "file") throw new Error("no file of failing rows");
  const rows = await connections[0]!.runAndReadAll(
    `from read_parquet('${join(bench.folder, result.failing.file)}')`,
  );
  return rows.getRowObjectsJson();
}

export const lineage = (row: number) => ({
  _source_id: "s",
  _batch_id: "r000001-s",
  _row: String(row),
  _row_hash: String(row + 9),
  _occurrence: 1,
});

/** A column that came between a run that failed before its first file and the next one is loaded, too. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { openSnowflakeLab, type SnowflakeLab } from "./lab.ts";

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

let lab: SnowflakeLab;

beforeAll(async () => {
  lab = await openSnowflakeLab();
});
afterAll(() => lab.close());

function addColumnToOrders(): void {
  const folder = join(lab.directory, "sample");
  const file = readdirSync(folder).find((name) => name.startsWith("orders")) as string;
  const [header, ...rows] = readFileSync(join(folder, file), "utf8").trimEnd().split("\n");
  const lines = [`${header},Came later`, ...rows.map((row, at) => `${row},note ${at}`)];
  writeFileSync(join(folder, file), `${lines.join("\n")}\n`);
}

test("the table gets the column although no file of it was loaded before", async () => {
  await lab.run();
  const { faults } = lab.snowflake.http;
  faults.before = (sql) => {
    if (sql.startsWith("begin")) throw new Error("cut off before the first file");
  };
  await expect(lab.bring({ verify: false })).rejects.toThrow(/./);
  faults.before = () => undefined;
  expect(lab.snowflake.account.statements.some((sql) => sql.startsWith("copy"))).toBe(false);
  addColumnToOrders();
  await lab.run();
  const result = await lab.bring();
  expect(result.verdicts.filter((verdict) => !verdict.identical)).toEqual([]);
  const { account } = lab.snowflake;
  const raw = account.need("shop_raw");
  const tables = await account.setUp.runAndReadAll(
    `select table_name from duckdb_columns() where database_name = '${raw}' and column_name = 'Came later'`,
  );
  expect(tables.currentRowCount).toBe(1);
  const rows = await account.setUp.runAndReadAll(
    `select count("Came later") from ${raw}.raw.${String(tables.getRows()[0]?.[0])}`,
  );
  expect(Number(rows.getRows()[0]?.[0])).toBeGreaterThan(0);
});

/** Tables that differ on Snowflake are not published there. A file of its own: the driver keeps whom it trusts per process. */
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { startRun } from "#app/run/start-run.ts";
import { runExitCode } from "#main/cli/output.ts";
import { openSnowflakeLab, type SnowflakeLab } from "./lab.ts";

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

let lab: SnowflakeLab;
const call = { signal: new AbortController().signal, progress: () => undefined };
const input = { full: false, publish: true, target: "snowflake", verify: false } as const;

beforeAll(async () => {
  lab = await openSnowflakeLab();
});
afterAll(() => lab.close());

test("a difference is a finding, and nothing is published", async () => {
  const first = await startRun(lab.services)({ ...input, publish: false }, call);
  expect(runExitCode(first.status, first.findings ?? [])).toBe(0);
  const { account } = lab.snowflake;
  const table = `${account.need("shop_closed")}.gold.fact_orders`;
  await account.setUp.run(`delete from ${table} where rowid = (select min(rowid) from ${table})`);
  const result = await startRun(lab.services)({ ...input, verify: true }, call);
  expect(result.snowflake?.published).toBe(false);
  expect(result.findings).toContainEqual(
    expect.objectContaining({ kind: "target", text: expect.stringContaining("gold.fact_orders") }),
  );
  expect(runExitCode(result.status, result.findings ?? [])).toBe(1);
  expect(account.databases.has("shop")).toBe(false);
});

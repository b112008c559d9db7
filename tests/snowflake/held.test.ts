/** What is wrong on Snowflake only is not published there, is a finding, and ends like a held run. */
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { startRun } from "#app/run/start-run.ts";
import { heldThere } from "#domain/snowflake/held.ts";
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

/** Every order twice, on Snowflake only. */
function doubleOrders(): void {
  const { account, http } = lab.snowflake;
  let done = false;
  http.faults.after = async (sql) => {
    const draft = /^create or replace table (shop_build_\d+)\.gold\.fact_orders\b/.exec(sql)?.[1];
    if (!draft || done) return;
    done = true;
    const table = `${account.need(draft)}.gold.fact_orders`;
    await account.setUp.run(`insert into ${table} from ${table}`);
  };
}

async function expectHeld(): Promise<void> {
  const result = await startRun(lab.services)(input, call);
  expect(result.snowflake?.published).toBe(false);
  const [check] =
    result.snowflake?.checks?.failing.filter(({ severity }) => severity === "error") ?? [];
  const found = result.findings?.find(({ kind }) => kind === "target");
  expect(found).toMatchObject({
    severity: "error",
    text: expect.stringContaining(check?.check ?? "?"),
  });
  expect(runExitCode(result.status, result.findings ?? [])).toBe(1);
  expect(lab.snowflake.account.databases.has("shop")).toBe(false);
}

test("a check that guards publishing holds there, also when the build is there already", async () => {
  doubleOrders();
  await expectHeld();
  await expectHeld();
  // As an earlier version of this program left it: asked again.
  const manifest = `${lab.snowflake.account.need("shop_closed")}.medallion.manifest`;
  await lab.snowflake.account.setUp.run(
    `update ${manifest} set manifest = replace(manifest, '"checks":', '"other":')`,
  );
  await expectHeld();
});

test("remarks hold nothing; a long list is cut", () => {
  const failing = [{ check: "a", severity: "warn", rows: 3 }];
  expect(heldThere({ checks: { failing }, verdicts: [] })).toEqual([]);
  const verdicts = "abcdefg".split("").map((table) => ({ table, identical: false }));
  expect(heldThere({ checks: null, verdicts })).toMatchObject([
    { count: 7, text: expect.stringContaining("a, b, c, d, e and 2 more.") },
  ]);
});

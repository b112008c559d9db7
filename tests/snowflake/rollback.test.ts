/** Versions on Snowflake: what readers see, put back and forward by one statement each; estimates and the last run. */
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { cloudVersions, rollbackCloud } from "#app/snowflake/rollback.ts";
import { estimateTarget, lastOnTarget } from "#app/snowflake/spend.ts";
import { startRun } from "#app/run/start-run.ts";
import { editSample, openSnowflakeLab, type SnowflakeLab } from "./lab.ts";

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

let lab: SnowflakeLab;
const fractions: number[] = [];
const call = {
  signal: new AbortController().signal,
  progress: ({ fraction }: { fraction: number | null }) =>
    void (fraction !== null && fractions.push(fraction)),
};
const publishThere = { full: false, publish: true, target: "snowflake", verify: false } as const;

/** Revenue as BI reads it on Snowflake. */
async function seen(): Promise<string> {
  const { account } = lab.snowflake;
  const inner = account.databases.get("shop") as string;
  const reader = await account.setUp.runAndReadAll(
    `select count(*) from ${inner}.gold.fact_orders`,
  );
  return String(reader.getRows()[0]?.[0]);
}

beforeAll(async () => {
  lab = await openSnowflakeLab();
});
afterAll(() => lab.close());

test("before the first run there is nothing to estimate, nothing done, nothing to put back", async () => {
  expect(await estimateTarget(lab.services)({}, call)).toMatchObject({
    build_id: null,
    credits: 0,
  });
  expect(await lastOnTarget(lab.services)({}, call)).toEqual({ last: null });
  expect(await cloudVersions(lab.services)({}, call)).toEqual({ versions: [] });
  await expect(rollbackCloud(lab.services)({ run: 1 }, call)).rejects.toMatchObject({
    code: "not_found",
  });
});

test("a run there is kept with the run, its progress never goes back", async () => {
  const result = await startRun(lab.services)({ ...publishThere, verify: true }, call);
  expect(fractions).toEqual(fractions.toSorted((one, other) => one - other));
  const { last } = await lastOnTarget(lab.services)({}, call);
  expect(last?.run_id).toBe(result.run_id);
  expect(last?.result).toEqual(result.snowflake);
  expect(last?.result.verdicts.length).toBeGreaterThan(40);
  expect(lab.services.journal().run(result.run_id)?.status).toBe("succeeded");
});

test("the estimate says credits, money and whether the cap stops it", async () => {
  const credit_price = { amount: 3, currency: "USD" };
  await lab.setTarget({ credit_cap: 0.01, credit_price });
  const estimate = await estimateTarget(lab.services)({}, call);
  expect(estimate).toMatchObject({ cap: 0.01, above_cap: true });
  expect(estimate.money).toEqual({ amount: estimate.credits * 3, currency: "USD" });
  expect(estimate.not_counted).toContain("storage");
  await expect(startRun(lab.services)(publishThere, call)).rejects.toMatchObject({ code: "usage" });
  const [newest] = lab.services.journal().runs({ limit: 1 });
  expect(JSON.stringify(newest?.summary)).toContain("It did not get to Snowflake: This run");
  await lab.setTarget({ credit_cap: 5 });
  const other = await estimateTarget(lab.services)({}, call);
  expect(other).toMatchObject({ above_cap: false, money: null });
});

test("an earlier version is put back, and the newer one again, by one statement each", async () => {
  const before = await seen();
  editSample(lab.directory);
  const second = await startRun(lab.services)(publishThere, call);
  expect(second.snowflake?.published).toBe(true);
  const after = await seen();
  const listed = async () =>
    (await cloudVersions(lab.services)({}, call)).versions.map(({ run, current }) => [
      run,
      current,
    ]);
  const all = await listed();
  const [newest, oldest] = all.map(([run]) => run as number) as [number, number];
  expect(all).toEqual([
    [newest, true],
    [oldest, false],
  ]);
  const sent = () => lab.snowflake.account.statements.filter((sql) => !sql.startsWith("select"));
  const begun = sent().length;
  expect(await rollbackCloud(lab.services)({ run: oldest }, call)).toEqual({
    run: oldest,
    previous: newest,
  });
  const changes = sent()
    .slice(begun)
    .filter((sql) => !sql.startsWith("show "));
  expect(changes).toEqual([expect.stringMatching(/^alter database shop swap with shop_v\d+$/)]);
  expect(await seen()).toBe(before);
  expect(await listed()).toEqual([
    [newest, false],
    [oldest, true],
  ]);
  await rollbackCloud(lab.services)({ run: newest }, call);
  expect(await seen()).toBe(after);
});

test("who sees a version already has nothing exchanged; a run nobody published is refused", async () => {
  const begun = lab.snowflake.account.statements.length;
  const { versions } = await cloudVersions(lab.services)({}, call);
  const current = versions.find((one) => one.current)?.run as number;
  expect(await rollbackCloud(lab.services)({ run: current }, call)).toEqual({
    run: current,
    previous: current,
  });
  await expect(rollbackCloud(lab.services)({ run: 4711 }, call)).rejects.toMatchObject({
    code: "not_found",
    hint: expect.stringContaining(String(current)),
  });
  const sent = lab.snowflake.account.statements.slice(begun);
  expect(sent.some((sql) => sql.startsWith("alter"))).toBe(false);
});

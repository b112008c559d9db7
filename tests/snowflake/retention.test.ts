/** As many published versions stay on Snowflake as on this computer; the oldest go first. */
import { appendFileSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { startRun } from "#app/run/start-run.ts";
import { cloudVersions, rollbackCloud } from "#app/snowflake/rollback.ts";
import { openSnowflakeLab, type SnowflakeLab } from "./lab.ts";

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

let lab: SnowflakeLab;
const call = { signal: new AbortController().signal, progress: () => undefined };

beforeAll(async () => {
  lab = await openSnowflakeLab();
  const { workspaces } = lab.services;
  await workspaces.update(lab.directory, (now) => ({
    ...now,
    settings: { ...now.settings, keep_versions: 2 },
  }));
});
afterAll(() => lab.close());

let orders = 0;
/** One more order, then its build is published. Resolves to its run. */
async function publishNext(): Promise<number> {
  const folder = join(lab.directory, "sample");
  const path = join(folder, readdirSync(folder).find((name) => name.startsWith("orders")) ?? "");
  const order = readFileSync(path, "utf8").split("\n")[5] as string;
  appendFileSync(path, `${order.replace(/^[^,;]+/, `NEW-ORDER-${(orders += 1)}`)}\n`);
  const input = { full: false, publish: true, target: "snowflake", verify: false } as const;
  const result = await startRun(lab.services)(input, call);
  expect(result.snowflake?.published).toBe(true);
  return (await listed()).find(({ current }) => current)?.run as number;
}

const listed = async () => (await cloudVersions(lab.services)({}, call)).versions;
const kept = async () => (await listed()).map(({ run, current }) => [run, current]);

test("the oldest is dropped, what readers see and what it can be put back to are not", async () => {
  const first = await publishNext();
  const second = await publishNext();
  expect(await kept()).toEqual([
    [second, true],
    [first, false],
  ]);
  const { account } = lab.snowflake;
  await account.attach("shop_v999999");
  await account.attach("shop_v2_of_somebody");
  const third = await publishNext();
  expect(await kept()).toEqual([
    [third, true],
    [second, false],
  ]);
  // What is not ours stays.
  expect(account.databases.has("shop_v999999")).toBe(true);
  expect(account.databases.has("shop_v2_of_somebody")).toBe(true);
  // Names say nothing about age after a version was put back.
  await rollbackCloud(lab.services)({ run: second }, call);
  const fourth = await publishNext();
  expect(await kept()).toEqual([
    [fourth, true],
    [third, false],
  ]);
});

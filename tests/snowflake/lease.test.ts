/** On a shared lake nothing others could see is written on Snowflake by a computer that lost the lease. */
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { leasesOver } from "#app/lease/leases.ts";
import { startRun } from "#app/run/start-run.ts";
import { cloudVersions, rollbackCloud } from "#app/snowflake/rollback.ts";
import type { Services } from "#app/services.ts";
import type { LeaseStore } from "#ports/lease.ts";
import { memoryLeases } from "#tests/night/memory-leases.ts";
import { editSample, openSnowflakeLab, type SnowflakeLab } from "./lab.ts";

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

let lab: SnowflakeLab;
let store: LeaseStore;
let services: Services;
const call = { signal: new AbortController().signal, progress: () => undefined };
const publishThere = { full: false, publish: true, target: "snowflake", verify: false } as const;

beforeAll(async () => {
  lab = await openSnowflakeLab();
  store = memoryLeases();
  services = { ...lab.services, leases: leasesOver(store, lab.services.clock) };
});
beforeEach(() => {
  lab.snowflake.http.faults.before = () => undefined;
});
afterAll(() => lab.close());

/** Another computer, for which this one had been away for too long. */
async function takeOver(): Promise<void> {
  const found = await store.read("work");
  if (!found || found.record.holder === "another computer") return;
  const ends_at = new Date(Date.now() + 900_000).toISOString();
  const record = { ...found.record, holder: "another computer", token: "theirs", ends_at };
  await store.put("work", record, found.tag);
}

async function giveBack(): Promise<void> {
  const found = await store.read("work");
  if (!found) return;
  await store.put("work", { ...found.record, ends_at: new Date(0).toISOString() }, found.tag);
}

function takeOverAt(statement: RegExp): void {
  lab.snowflake.http.faults.before = async (sql) => {
    if (statement.test(sql)) await takeOver();
  };
}

const fencedOut = { code: "conflict", message: expect.stringContaining("took over") };
const sentSince = (from: number) => lab.snowflake.account.statements.slice(from);

test.each([
  ["a file is loaded", /^show transactions/, /^(begin|copy)/],
  ["the draft is closed", /^create or replace table shop_build_\d+\.medallion/, /(rename|swap)/],
  ["a version takes the name", /^grant usage on database/, /rename to shop$/],
])("not after the lease was lost: %s", async (_what, when, never) => {
  const from = lab.snowflake.account.statements.length;
  takeOverAt(when);
  await expect(startRun(services)(publishThere, call)).rejects.toMatchObject(fencedOut);
  await giveBack();
  expect(sentSince(from).some((sql) => when.test(sql))).toBe(true);
  expect(sentSince(from).filter((sql) => never.test(sql))).toEqual([]);
});

test("nor is what readers see exchanged", async () => {
  await startRun(services)(publishThere, call);
  editSample(lab.directory);
  const from = lab.snowflake.account.statements.length;
  takeOverAt(/^grant usage on database/);
  await expect(startRun(services)(publishThere, call)).rejects.toMatchObject(fencedOut);
  await giveBack();
  expect(sentSince(from).filter((sql) => sql.startsWith("alter database shop swap"))).toEqual([]);
});

test("a closed build that is not the one that was brought is not published", async () => {
  const from = lab.snowflake.account.statements.length;
  const { account, http } = lab.snowflake;
  const inner = account.need("shop_closed");
  const manifest = `${inner}.medallion.manifest`;
  const change = (one: string, other: string) =>
    account.setUp.run(
      `update ${manifest} set manifest = replace(manifest, '"build_id":"${one}', '"build_id":"${other}')`,
    );
  // The version that was left whole is not asked for: it is made again.
  for (const name of account.databases.keys()) {
    if (/^shop_v\d+$/.test(name)) await account.drop(name);
  }
  let asked = 0;
  http.faults.before = async (sql) => {
    if (sql.startsWith("select manifest from shop.") && (asked += 1) === 1) await change("", "x");
  };
  await expect(startRun(services)(publishThere, call)).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("is not"),
  });
  expect(sentSince(from).filter((sql) => /clone shop_closed|swap/.test(sql))).toEqual([]);
  await change("x", "");
});

test("a version is put back under the lease", async () => {
  await startRun(services)(publishThere, call);
  const { versions } = await cloudVersions(services)({}, call);
  const { run } = versions.find(({ current }) => !current) as { run: number };
  await takeOver();
  await expect(rollbackCloud(services)({ run }, call)).rejects.toMatchObject({ code: "locked" });
  await giveBack();
  takeOverAt(/^show databases/);
  await expect(rollbackCloud(services)({ run }, call)).rejects.toMatchObject(fencedOut);
  await giveBack();
  lab.snowflake.http.faults.before = () => undefined;
  expect(await rollbackCloud(services)({ run }, call)).toMatchObject({ run });
});

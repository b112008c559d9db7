/** The sample shop on Snowflake, by the unmodified driver, as it is on this computer. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { editSample, openSnowflakeLab, type SnowflakeLab } from "./lab.ts";

// A whole run and a whole comparison each; a busy machine takes its time.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

let lab: SnowflakeLab;

beforeAll(async () => {
  lab = await openSnowflakeLab();
  await lab.run();
});

afterAll(() => lab.close());

const different = (verdicts: readonly { table: string; identical: boolean }[]) =>
  verdicts.filter((verdict) => !verdict.identical);

test("a run above its cap sends nothing at all", async () => {
  const before = lab.snowflake.http.sessions.all.length;
  await lab.setTarget({ credit_cap: 0.1, warehouse_size: "Large" });
  await expect(lab.bring()).rejects.toMatchObject({
    code: "usage",
    message: expect.stringContaining("above the cap of 0.1"),
  });
  expect(lab.snowflake.account.statements).toEqual([]);
  expect(lab.snowflake.http.sessions.all.length).toBe(before);
  await lab.setTarget({});
});

test("every table of the first build is the same there", async () => {
  const result = await lab.bring({ publish: true });
  expect(different(result.verdicts)).toEqual([]);
  expect(result.verdicts.length).toBe(50);
  expect(result.checks?.asked).toBeGreaterThan(300);
  expect(result).toMatchObject({ published: true, unchanged: false, files_loaded: 15 });
  const { statements } = lab.snowflake.account;
  // Readers never meet an empty database: the first version takes the name, later ones are exchanged.
  expect(statements).toContain("alter database shop_v000001 rename to shop");
  expect([...lab.snowflake.account.databases.keys()].toSorted()).toEqual([
    "shop",
    "shop_closed",
    "shop_raw",
  ]);
});

test("no secret is in the workspace, in a statement or in a staged file", async () => {
  const { snowflake, directory } = lab;
  const sign_in = snowflake.target.sign_in as { readonly key_file: string };
  const key = readFileSync(sign_in.key_file, "utf8").split("\n")[3] as string;
  const found = [directory, snowflake.account.folder].flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => {
        const text = readFileSync(path, "latin1");
        return text.includes(snowflake.passphrase) || text.includes(key);
      }),
  );
  expect(found).toEqual([]);
  const sent = snowflake.account.statements.join("\n");
  expect(sent.includes(snowflake.passphrase) || sent.includes(key)).toBe(false);
});

test("the same build again changes nothing", async () => {
  const result = await lab.bring({ verify: false });
  expect(result).toMatchObject({ unchanged: true, files_loaded: 0 });
});

test("a night with changed, new and deleted rows is merged, and is the same as here", async () => {
  editSample(lab.directory);
  expect(await lab.run()).toBe("succeeded");
  const begun = lab.snowflake.account.statements.length;
  const result = await lab.bring({ publish: true });
  expect(different(result.verdicts)).toEqual([]);
  expect(result.published).toBe(true);
  const sent = lab.snowflake.account.statements.slice(begun);
  expect(sent.some((sql) => /^merge into shop_build_\d+\.silver\.orders/.test(sql))).toBe(true);
  expect(
    sent.some((sql) => /^create or replace table shop_build_\d+\.silver\.orders as/.test(sql)),
  ).toBe(false);
  expect(
    sent.some((sql) => /^(create|merge|delete)[^\n]* shop_build_\d+\.silver\.products/.test(sql)),
  ).toBe(false);
});

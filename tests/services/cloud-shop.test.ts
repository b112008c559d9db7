/**
 * From a bucket to gold on Snowflake by the unmodified clients, and the night after through the team's own bucket.
 * Then both again, cut off at random statements: running again makes it the same as if nothing had happened.
 * MEDALLION_CLOUD_KILLS says how often; the seed is printed.
 */
import { DeleteObjectCommand, ListObjectsV2Command } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { RunResult } from "#contract/runs.ts";
import { runResult } from "#contract/runs.ts";
import { type App, createApp } from "#main/shared/wiring.ts";
import { fingerprint, freeze, type Frozen, thaw, versions } from "#tests/snowflake/server/twin.ts";
import { type BucketShop, nextNight, openBucketShop, STAGE } from "./cloud/bucket-shop.ts";
import { cutOff, type Way, WAYS } from "./cloud/cuts.ts";
import { serviceSuite } from "./servers/programs.ts";

const KILLS = Number(process.env["MEDALLION_CLOUD_KILLS"] ?? 5);
const SEED = Number(process.env["MEDALLION_SEED"] ?? Math.floor(Math.random() * 1e9));
// Whole runs in processes of their own; a busy machine takes its time.
vi.setConfig({ testTimeout: 400_000 + KILLS * 120_000, hookTimeout: 900_000 });

let random = SEED;
const next = (below: number): number => {
  random = (random * 1_103_515_245 + 12_345) % 2_147_483_648;
  return Math.floor((random / 2_147_483_648) * below);
};

/** What an uncut run leaves: rows and checksum of every table, and the versions readers can be shown. */
interface Twin {
  readonly tables: Record<string, string>;
  readonly versions: readonly string[];
  readonly statements: number;
}

serviceSuite("The shop from a bucket to Snowflake", ["versitygw"], () => {
  let shop: BucketShop;
  let app: App;
  let frozen: Frozen;
  let twin: Twin;
  const met = new Map<Way, { fired: number; ended: number }>();
  let turn = 0;
  beforeAll(async () => {
    console.info(`${KILLS} kills, MEDALLION_SEED=${SEED}`);
    shop = await openBucketShop();
    app = await createApp(shop.directory);
  });
  afterAll(async () => {
    await app.close();
    await shop.close();
  });

  const identical = ({ snowflake }: RunResult): number => {
    const verdicts = snowflake?.verdicts ?? [];
    expect(verdicts.filter((verdict) => !verdict.identical)).toEqual([]);
    return verdicts.length;
  };
  const account = () => shop.snowflake.account;
  const sent = (from: number): string => account().statements.slice(from).join("\n");
  const stateOf = async (): Promise<Omit<Twin, "statements">> => ({
    tables: {
      ...(await fingerprint(account(), "shop_raw")),
      ...(await fingerprint(account(), "shop_closed")),
      ...(await fingerprint(account(), "shop")),
    },
    versions: await versions(account()),
  });
  const objects = async (): Promise<readonly string[]> => {
    const { Contents = [] } = await shop.s3.send(new ListObjectsV2Command({ Bucket: "team" }));
    return Contents.map(({ Key }) => Key ?? "");
  };
  const inProcess = async (verify: boolean): Promise<RunResult> => {
    const wanted = { target: "snowflake", publish: true, verify } as const;
    const events = await app.client.runs.start(wanted);
    let step = await events.next();
    while (!step.done) step = await events.next();
    return runResult.parse(step.value);
  };
  /** As it was before the run that is cut off: nobody signed in, nothing of it in the team's bucket. */
  const back = async (to: Frozen | null): Promise<void> => {
    for (const session of [...shop.snowflake.http.sessions.all]) {
      await shop.snowflake.http.sessions.end(session);
    }
    await thaw(account(), to);
    for (const Key of await objects()) {
      await shop.s3.send(new DeleteObjectCommand({ Bucket: "team", Key }));
    }
  };
  const wholeVersions = async (): Promise<void> => {
    const found = await versions(account());
    expect(found.filter((one) => !one.endsWith(": 27 tables"))).toEqual([]);
    const { databases } = account();
    // Readers never meet a database with nothing in it.
    const published = Object.keys(await fingerprint(account(), "shop")).length;
    expect(published).toBe(databases.has("shop") ? 27 : 0);
  };
  const campaign = async (kills: number, from: Frozen | null): Promise<void> => {
    for (let kill = 0; kill < kills; kill += 1) {
      await back(from);
      const way = WAYS[turn++ % WAYS.length] as Way;
      const at = 1 + next(twin.statements);
      const cut = await cutOff(shop, way, at, () => inProcess(false));
      console.info(
        `${turn}: ${way} at ${at} of ${twin.statements} (${cut.sql})${cut.ended ? "" : ", survived"}`,
      );
      const { fired, ended } = met.get(way) ?? { fired: 0, ended: 0 };
      met.set(way, { fired: fired + Number(cut.fired), ended: ended + Number(cut.ended) });
      await wholeVersions();
      const again = await inProcess(true);
      expect(identical(again)).toBe(50);
      expect([...account().databases.keys()].filter((name) => name.includes("build"))).toEqual([]);
      expect(await stateOf()).toEqual({ tables: twin.tables, versions: twin.versions });
    }
  };

  test("first build: every table is the same there", async () => {
    const first = await shop.bring();
    expect(identical(first)).toBe(50);
    expect(first.snowflake).toMatchObject({ published: true, unchanged: false });
    expect(sent(0)).toContain("put 'file://");
    frozen = await freeze(account());
    const verifying = 50;
    twin = { ...(await stateOf()), statements: account().statements.length - verifying };
    expect(twin.versions).toHaveLength(1);
  });

  test("first build: cut off anywhere, made good by the next run", async () => {
    await campaign(Math.ceil(KILLS / 2), null);
  });

  test("night: through the team's bucket, changed and new objects, every table is the same", async () => {
    await back(frozen);
    await nextNight(shop);
    await shop.target("--stage", STAGE, "--stage-path-style");
    const from = account().statements.length;
    const night = await shop.bring();
    expect(identical(night)).toBe(50);
    expect(night.layers.bronze["orders"]).toMatchObject({ rows_read: 116, held: false });
    expect(night.layers.bronze["inventory"]?.rows_new).toBeGreaterThan(500);
    expect(night.snowflake).toMatchObject({ published: true, unchanged: false });
    const keys = await objects();
    expect(keys.join("\n")).toMatch(/^snowflake\/src_orders\/r\d{6}-orders\.parquet$/m);
    expect(keys).toHaveLength(night.snowflake?.files_loaded ?? 0);
    expect(sent(from)).not.toContain("put 'file://");
    expect(sent(from)).toContain("from @shop_raw.raw.team_team_snowflake/src_orders");
    twin = { ...(await stateOf()), statements: account().statements.length - from - 50 };
    expect(twin.versions).toHaveLength(2);
  });

  test("night: by a stage that an administrator made, the same; one that reads elsewhere is refused", async () => {
    await back(frozen);
    account().stages.all.set("admin.stages.bronze", `${STAGE}/`);
    await shop.target("--stage", "ADMIN.STAGES.BRONZE", "--stage-path-style");
    const from = account().statements.length;
    expect((await inProcess(false)).snowflake).toMatchObject({ published: true });
    expect(sent(from)).toContain("from @admin.stages.bronze/src_orders");
    expect(sent(from)).not.toContain("create stage");
    expect(await stateOf()).toEqual({ tables: twin.tables, versions: twin.versions });
    await back(frozen);
    account().stages.all.set("admin.stages.bronze", "s3://team/elsewhere/");
    await shop.target("--stage", "ADMIN.STAGES.BRONZE", STAGE, "--stage-path-style");
    await expect(inProcess(false)).rejects.toThrow(
      "The stage ADMIN.STAGES.BRONZE reads from s3://team/elsewhere, not from s3://team/snowflake.",
    );
    await shop.target("--stage", STAGE, "--stage-path-style");
  });

  test("night: cut off anywhere, made good by the next run", async () => {
    await campaign(Math.floor(KILLS / 2), frozen);
    console.info(
      [...met]
        .map(([way, { fired, ended }]) => `${way}: ${fired} times, ended the run ${ended} times`)
        .join("\n"),
    );
    expect([...met.values()].every(({ fired }) => fired > 0)).toBe(true);
  });
});

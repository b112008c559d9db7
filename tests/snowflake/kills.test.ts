/**
 * Cut off at random statements, in six ways; the run after it loads nothing twice, loses nothing, and what is
 * published is a whole version all the while. MEDALLION_SNOWFLAKE_KILLS says how often; the seed is printed.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { runOnSnowflake } from "#app/snowflake/run.ts";
import { openSnowflakeLab, type SnowflakeLab } from "./lab.ts";
import { SqlError } from "./server/translate.ts";

const KILLS = Number(process.env["MEDALLION_SNOWFLAKE_KILLS"] ?? 2);
const SEED = Number(process.env["MEDALLION_SEED"] ?? 20_260_630);
const WAYS = ["suspended", "killed after", "reset", "lost answer", "expired", "stopped"] as const;

let lab: SnowflakeLab;
let random = SEED;
const next = (below: number): number => {
  random = (random * 1_103_515_245 + 12_345) % 2_147_483_648;
  return Math.floor((random / 2_147_483_648) * below);
};

beforeAll(async () => {
  console.info(`${KILLS} kills, MEDALLION_SEED=${SEED}`);
  lab = await openSnowflakeLab(0.003);
  await lab.run();
}, 300_000);

afterAll(() => lab.close());

/** Does `way` to the statement of that number; true when the run ended by it. */
async function cutOff(way: (typeof WAYS)[number], at: number): Promise<boolean> {
  const { faults } = lab.snowflake.http;
  const stop = new AbortController();
  let seen = 0;
  faults.before = () => {
    seen += 1;
    if (seen === at && way === "expired") faults.expireToken();
    if (seen === at && way === "reset") faults.queue("reset");
    if (seen === at && way === "lost answer") faults.queue("reset_after");
    if (seen === at && way === "stopped") stop.abort();
    if (seen >= at && way === "suspended")
      throw new SqlError("000606", "No active warehouse selected.");
  };
  faults.after = () => {
    if (seen >= at && way === "killed after") throw new SqlError("000603", "Internal error.");
  };
  const options = { signal: stop.signal, progress: () => undefined };
  const ended = await runOnSnowflake(lab.services, { publish: true, verify: false }, options).then(
    () => false,
    () => true,
  );
  faults.before = () => undefined;
  faults.after = () => undefined;
  return ended;
}

/** Rows of the raw tables, and files that were loaded, by the server's own count. */
async function rawRows(): Promise<Record<string, unknown>> {
  const { account } = lab.snowflake;
  const raw = account.databases.get("shop_raw");
  if (!raw) return {};
  const loads = await account.setUp.runAndReadAll(
    `select file, count(*) as times from ${raw}.raw.loads group by all having count(*) > 1`,
  );
  const rows = await account.setUp.runAndReadAll(
    `select count(*) as n, count(distinct (_batch_id, _row_hash, _occurrence, _op)) as d from ${raw}.raw.src_orders`,
  );
  return { twice: loads.getRows().length, ...rows.getRowObjectsJson()[0] };
}

async function forget(): Promise<void> {
  const { account } = lab.snowflake;
  for (const name of account.databases.keys()) await account.drop(name);
  account.history.clear();
}

test(
  "a run that is cut off anywhere is made good by the next",
  { timeout: 1_800_000 },
  async () => {
    const met: string[] = [];
    for (let kill = 0; kill < KILLS; kill += 1) {
      await forget();
      const way = WAYS[kill % WAYS.length] as (typeof WAYS)[number];
      const at = 1 + next(290);
      const ended = await cutOff(way, at);
      met.push(`${way} at ${at}${ended ? "" : " (survived)"}`);
      const { databases } = lab.snowflake.account;
      const published = databases.get("shop");
      if (published) await wholeVersion(published);
      const result = await lab.bring({ publish: true });
      expect(result.verdicts.filter((verdict) => !verdict.identical)).toEqual([]);
      const raw = await rawRows();
      expect(raw["twice"]).toBe(0);
      expect(raw["n"]).toBe(raw["d"]);
      expect(result.published).toBe(true);
    }
    console.info(met.join("; "));
  },
);

/** A published database is empty before its first version, and has the manifest and every table after. */
async function wholeVersion(inner: string): Promise<void> {
  const tables = await lab.snowflake.account.tables(inner);
  const named = tables.filter(({ table }) => table !== null).length;
  expect([0, 27]).toContain(named);
}

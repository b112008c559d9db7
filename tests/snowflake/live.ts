/**
 * `npm run test:snowflake-live`: the sample shop on a real account. Needs MEDALLION_LIVE_ACCOUNT, _USER and _KEY_FILE,
 * and the role and warehouse of the set-up script; uses databases that begin with MEDALLION_LIVE_TEST.
 */
import { setting } from "./live-settings.ts";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createSnowflake } from "#adapters/snowflake/warehouse.ts";
import { runOnSnowflake } from "#app/snowflake/run.ts";
import { createApp } from "#main/shared/wiring.ts";
import { editSample } from "./lab.ts";

const target = {
  account: setting("ACCOUNT"),
  user: setting("USER"),
  role: process.env["MEDALLION_LIVE_ROLE"] ?? "MEDALLION_LOADER",
  warehouse: process.env["MEDALLION_LIVE_WAREHOUSE"] ?? "MEDALLION_LOADING",
  database: "MEDALLION_LIVE_TEST",
  sign_in: { kind: "key_pair", key_file: setting("KEY_FILE") },
  credit_cap: 1,
} as const;
const directory = mkdtempSync(join(tmpdir(), "medallion-live-"));
const app = await createApp(directory);
const secrets = {
  ...app.services.secrets,
  get: async () => process.env["MEDALLION_LIVE_PASSPHRASE"] ?? null,
};
const snowflake = createSnowflake(secrets, process.env, join(directory, ".scratch", "snowflake"));

async function night(): Promise<number> {
  const events = await app.client.runs.start({});
  for (let step = await events.next(); !step.done; step = await events.next());
  const call = { signal: new AbortController().signal, progress: () => undefined };
  const services = { ...app.services, secrets, snowflake };
  const result = await runOnSnowflake(services, { publish: true, verify: true }, call);
  const different = result.verdicts.filter((verdict) => !verdict.identical);
  console.info(
    `${result.verdicts.length - different.length} of ${result.verdicts.length} tables identical.`,
  );
  for (const verdict of different) console.info(JSON.stringify(verdict));
  return different.length;
}

try {
  await app.client.workspace.init({
    sample: { scale: 0.01, until: "2026-06-30" },
    time_zone: "Europe/Berlin",
    currency: "EUR",
  });
  await app.services.workspaces.update(directory, (now) => ({ ...now, snowflake: target }));
  const first = await night();
  editSample(directory);
  process.exitCode = first + (await night()) === 0 ? 0 : 1;
} finally {
  await app.close();
  rmSync(directory, { recursive: true, force: true });
}

import { join } from "node:path";
import { createApp } from "#main/shared/wiring.ts";
import { startTestSnowflake } from "#tests/snowflake/server/start.ts";
import { removeFolder, sampleWorkspace, temporaryFolder } from "./workspaces.ts";

export interface CloudWorkspace {
  readonly workspace: string;
  close(): Promise<void>;
}

/** The sample shop on a Snowflake of its own, run there once; one table was changed there behind its back. */
export async function cloudWorkspace(scale: number): Promise<CloudWorkspace> {
  const before = { ...process.env };
  const snowflake = await startTestSnowflake();
  const secrets = await temporaryFolder("secrets");
  // Hosts are processes of their own and find the test Snowflake as they would find a proxy.
  Object.assign(process.env, snowflake.env, { MEDALLION_SECRETS_FILE: join(secrets, "kept.json") });
  const workspace = await sampleWorkspace(scale);
  const app = await createApp(workspace);
  const run = async (publish: boolean): Promise<void> => {
    const events = await app.client.runs.start({ target: "snowflake", verify: true, publish });
    for (let step = await events.next(); !step.done; step = await events.next());
  };
  try {
    const cost = { credit_cap: 2, credit_price: { amount: 3, currency: "USD" } };
    await app.client.target.set({ ...snowflake.target, ...cost, warehouse_size: "X-Small" });
    await app.client.target.secret({ secret: snowflake.passphrase });
    await run(true);
    const inner = snowflake.account.databases.get("shop_closed") as string;
    await snowflake.account.setUp.run(`delete from ${inner}.gold.dim_shipping_methods`);
    await run(false);
  } finally {
    await app.close();
  }
  return {
    workspace,
    close: async () => {
      for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
      Object.assign(process.env, before);
      await snowflake.close();
      await removeFolder(join(workspace, ".."));
      await removeFolder(secrets);
    },
  };
}

/** A workspace with the sample shop and a Snowflake of its own to bring it to. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runOnSnowflake } from "#app/snowflake/run.ts";
import { createSnowflake } from "#adapters/snowflake/warehouse.ts";
import { snowflakeSecret } from "#domain/snowflake/target.ts";
import type { SnowflakeTarget } from "#domain/snowflake/target.ts";
import { type App, createApp } from "#main/shared/wiring.ts";
import type { Services } from "#app/services.ts";
import { startTestSnowflake, type TestSnowflake } from "./server/start.ts";

export interface SnowflakeLab {
  readonly app: App;
  readonly services: Services;
  readonly snowflake: TestSnowflake;
  readonly directory: string;
  /** A run on this computer, then the same build on Snowflake. */
  bring(wanted?: { publish?: boolean; verify?: boolean }): ReturnType<typeof runOnSnowflake>;
  run(): Promise<string>;
  setTarget(change: Partial<SnowflakeTarget>): Promise<void>;
  close(): Promise<void>;
}

export async function openSnowflakeLab(scale = 0.003): Promise<SnowflakeLab> {
  const snowflake = await startTestSnowflake();
  const directory = mkdtempSync(join(tmpdir(), "medallion-cloud-"));
  const app = await createApp(directory);
  await app.client.workspace.init({
    sample: { scale, until: "2026-06-30" },
    time_zone: "Europe/Berlin",
    currency: "EUR",
  });
  const secrets = {
    get: async (name: string) =>
      name === snowflakeSecret(snowflake.target) ? snowflake.passphrase : null,
    set: async () => undefined,
    delete: async () => undefined,
  };
  const services: Services = {
    ...app.services,
    secrets,
    snowflake: createSnowflake(
      secrets,
      { ...snowflake.env },
      join(directory, ".scratch", "snowflake"),
    ),
  };
  const setTarget = async (change: Partial<SnowflakeTarget>) => {
    await services.workspaces.update(directory, (now) => ({
      ...now,
      snowflake: { ...snowflake.target, ...change },
    }));
  };
  await setTarget({});
  return {
    app,
    services,
    snowflake,
    directory,
    setTarget,
    bring: ({ publish = false, verify = true } = {}) =>
      runOnSnowflake(
        services,
        { publish, verify },
        { signal: new AbortController().signal, progress: () => undefined },
      ),
    run: async () => {
      const events = await app.client.runs.start({});
      let step = await events.next();
      while (!step.done) step = await events.next();
      return step.value.status;
    },
    close: async () => {
      await app.close();
      await snowflake.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Takes the last order away, changes another, and adds one. */
export function editSample(directory: string): void {
  const folder = join(directory, "sample");
  const file = readdirSync(folder).find((name) => name.startsWith("orders")) as string;
  const path = join(folder, file);
  const lines = readFileSync(path, "utf8").trimEnd().split("\n");
  const last = lines.pop() as string;
  lines[5] = (lines[5] as string).replace(/,(\w+),/, ",Changed,");
  lines.push(last.replace(/^[^,;]+/, "NEW-ORDER-1"));
  writeFileSync(path, `${lines.join("\n")}\n`);
}

import type { Handler } from "#app/use-case.ts";
import type { Services } from "#app/services.ts";
import { AppError } from "#domain/errors.ts";
import { setupScript } from "#domain/snowflake/setup-script.ts";
import {
  snowflakeDatabases,
  snowflakeSecret,
  type SnowflakeTarget,
} from "#domain/snowflake/target.ts";
import { ourDatabases } from "./versions.ts";

/** @throws AppError `usage` where none is set. */
export async function targetOf(services: Services): Promise<SnowflakeTarget> {
  const { snowflake } = await services.workspaces.open(services.directory);
  if (snowflake) return snowflake;
  throw new AppError("usage", "This workspace has no Snowflake target.", {
    hint: "Set one with `target snowflake`.",
  });
}

/** `target.show`: what is set, without secrets. */
export const showTarget: Handler<"target", "show"> = (services) => async () => stateOf(services);

/** `target.set`: replaces the target. Nothing is asked of Snowflake. */
export const setTarget: Handler<"target", "set"> = (services) => async (snowflake) => {
  await services.workspaces.update(services.directory, (now) => ({ ...now, snowflake }));
  return stateOf(services);
};

/** `target.secret`: stores the passphrase or token of the target's user on this computer. */
export const storeSecret: Handler<"target", "secret"> =
  (services) =>
  async ({ secret }) => {
    await services.secrets.set(snowflakeSecret(await targetOf(services)), secret);
    return stateOf(services);
  };

/** `target.test`: signs in and asks which databases are there; no warehouse is started. */
export const testTarget: Handler<"target", "test"> = (services) => async (_input, call) => {
  const target = await targetOf(services);
  const cloud = await services.snowflake.connect(target, {
    tag: "medallion test",
    signal: call.signal,
    deadline: 60_000,
  });
  try {
    return { ok: true, databases: [...(await ourDatabases(cloud, snowflakeDatabases(target)))] };
  } finally {
    await cloud.close();
  }
};

/** `target.script`: what an administrator runs once. */
export const targetScript: Handler<"target", "script"> = (services) => async () => ({
  sql: setupScript(await targetOf(services)),
});

async function stateOf(services: Services) {
  const { snowflake = null } = await services.workspaces.open(services.directory);
  const secret = snowflake ? await services.secrets.get(snowflakeSecret(snowflake)) : null;
  return { snowflake, has_secret: secret !== null };
}

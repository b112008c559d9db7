import { noteChange } from "#app/changes/note.ts";
import type { Handler } from "#app/use-case.ts";
import type { Services } from "#app/services.ts";
import { AppError } from "#domain/errors.ts";
import { setupScript } from "#domain/snowflake/setup-script.ts";
import {
  snowflakeKey,
  snowflakeSecret,
  snowflakeSecrets,
  type SnowflakeTarget,
  unusedSecrets,
} from "#domain/snowflake/target.ts";

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

/** `target.set`: replaces the target; secrets it has no use for are removed. Nothing is asked of Snowflake. */
export const setTarget: Handler<"target", "set"> = (services) => async (said) => {
  const { stage: asked, ...rest } = said;
  const { snowflake: before } = await services.workspaces.open(services.directory);
  if (before) await remove(services, unusedSecrets(before, rest));
  await services.workspaces.update(services.directory, (now) => {
    // A window that knows nothing of stages leaves it as it is; null takes it away.
    const stage = asked === undefined ? now.snowflake?.stage : asked;
    return { ...now, snowflake: stage ? { ...rest, stage } : rest };
  });
  const { account, database } = said;
  note(services, `The work is also done on Snowflake: ${account}, database ${database}`);
  return stateOf(services);
};

/** `target.leave`: this computer alone again, without the target's secrets. What is on Snowflake stays there. */
export const leaveTarget: Handler<"target", "leave"> = (services) => async () => {
  const { snowflake: before } = await services.workspaces.open(services.directory);
  if (before) {
    // First: without a target nobody could name them any more.
    await remove(services, snowflakeSecrets(before));
    await services.workspaces.update(services.directory, ({ snowflake: _, ...rest }) => rest);
    note(services, "The work is done on this computer only");
  }
  return stateOf(services);
};

const note = (services: Services, text: string): void =>
  void noteChange(services, { area: "settings", text, undo: null });

/** `target.secret`: stores the passphrase or token of the target's user on this computer. */
export const storeSecret: Handler<"target", "secret"> =
  (services) =>
  async ({ secret }) => {
    await services.secrets.set(snowflakeSecret(await targetOf(services)), secret);
    return stateOf(services);
  };

/** `target.keyFile`: stores the target's private key on this computer, where a window knows no path of it. */
export const storeKey: Handler<"target", "keyFile"> =
  (services) =>
  async ({ key }) => {
    const target = await targetOf(services);
    if (!/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(key)) {
      throw new AppError("bad_input", "This file is no private key.", {
        hint: "Choose the private key in PEM form, as `openssl genpkey` writes it; the public one belongs to Snowflake.",
        details: { failure: "key_unusable" },
      });
    }
    await services.secrets.set(snowflakeKey(target), key);
    return stateOf(services);
  };

/** `target.forget`: all secrets of the target's user leave this computer's key store. */
export const forgetSecrets: Handler<"target", "forget"> = (services) => async () => {
  await remove(services, snowflakeSecrets(await targetOf(services)));
  return stateOf(services);
};

async function remove({ secrets }: Services, names: readonly string[]): Promise<void> {
  for (const name of names) if ((await secrets.get(name)) !== null) await secrets.delete(name);
}

/** `target.script`: what an administrator runs once. */
export const targetScript: Handler<"target", "script"> = (services) => async () => ({
  sql: setupScript(await targetOf(services)),
});

async function stateOf(services: Services) {
  const { snowflake = null } = await services.workspaces.open(services.directory);
  const has = async (name: string | null) =>
    name !== null && (await services.secrets.get(name)) !== null;
  return {
    snowflake,
    has_secret: await has(snowflake && snowflakeSecret(snowflake)),
    has_key: await has(snowflake && snowflakeKey(snowflake)),
  };
}

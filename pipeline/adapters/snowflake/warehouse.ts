import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "#domain/errors.ts";
import type { SnowflakeTarget } from "#domain/snowflake/target.ts";
import type { SecretStore } from "#ports/secrets.ts";
import type { CloudOptions, CloudSession, CloudWarehouse } from "#ports/snowflake.ts";
import { type DriverConnection, loadDriver, proxyOptions } from "./driver.ts";
import { toAppError } from "./errors.ts";
import { SnowflakeSession } from "./session.ts";
import { signInOptions } from "./sign-in.ts";

/** Snowflake through its own driver. */
export function createSnowflake(
  secrets: SecretStore,
  env: NodeJS.ProcessEnv,
  scratch: string,
): CloudWarehouse {
  return {
    connect: (target, options) => connect(target, options, secrets, env),
    draft: async (name) => {
      await mkdir(scratch, { recursive: true });
      const folder = await mkdtemp(join(scratch, "put-"));
      return {
        path: join(folder, name),
        discard: () => rm(folder, { recursive: true, force: true }),
      };
    },
  };
}

async function connect(
  target: SnowflakeTarget,
  options: CloudOptions,
  secrets: SecretStore,
  env: NodeJS.ProcessEnv,
): Promise<CloudSession> {
  const who = await signInOptions(target, secrets);
  const driver = await loadDriver(env);
  const connection = driver.createConnection({
    ...who,
    ...proxyOptions(env),
    account: target.account,
    username: target.user,
    role: target.role,
    warehouse: target.warehouse,
    application: "Medallion",
    timeout: 60_000,
    retryTimeout: 60,
    sfRetryMaxLoginRetries: 3,
    clientSessionKeepAlive: true,
    queryTag: options.tag,
    ...(options.openBrowser && { openExternalBrowserCallback: options.openBrowser }),
  } as never);
  await opened(connection, target, options).catch((error: unknown) => {
    throw toAppError(error, "sign in", Object.keys(proxyOptions(env)).length > 0);
  });
  return new SnowflakeSession(connection, options);
}

/**
 * Connects, or gives up when the signal fires: signing in with a browser can take for ever. The driver cannot be
 * stopped then: a session it still gets is ended, or it would be kept alive as long as this process.
 */
async function opened(
  connection: DriverConnection,
  target: SnowflakeTarget,
  { signal, deadline = TWO_MINUTES }: CloudOptions,
): Promise<void> {
  if (signal?.aborted) throw new AppError("cancelled", "Stopped.");
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const stop = (): void => reject(new AppError("cancelled", "Stopped."));
  // A person in a browser takes the time they take; a service that does not answer is not waited for.
  const late = (): void => reject(new AppError("upstream", NO_ANSWER, NO_ANSWER_HINT));
  const timer =
    target.sign_in.kind === "browser"
      ? undefined
      : setTimeout(late, Math.min(deadline, TWO_MINUTES));
  signal?.addEventListener("abort", stop, { once: true });
  let givenUp = false;
  const done = (error: unknown): void => {
    if (error || givenUp) connection.destroy(() => undefined);
    if (error) reject(error);
    else resolve();
  };
  const sign = target.sign_in.kind === "browser" ? "connectAsync" : "connect";
  void connection[sign](done as never);
  try {
    await promise;
  } catch (error) {
    givenUp = true;
    throw error;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", stop);
  }
}

const TWO_MINUTES = 120_000;
const NO_ANSWER = "Snowflake does not answer.";
const NO_ANSWER_HINT = {
  hint: "Check the network and the proxy (HTTPS_PROXY), then try again.",
  retryable: true,
  details: { failure: "unreachable" },
};

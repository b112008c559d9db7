import { readFile } from "node:fs/promises";
import { z } from "zod";
import { AppError } from "#domain/errors.ts";
import type { SecretStore } from "#ports/secrets.ts";
import type { OAuthClientId, SheetsAccount } from "./account.ts";

/** What is kept under `google/<account>`. */
const stored = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("service_account"), key: z.string() }),
  z.object({ kind: z.literal("api_key"), key: z.string() }),
  z.object({
    kind: z.literal("signed_in"),
    email: z.string(),
    refresh_token: z.string(),
    /** ISO instant at which Google ends it; absent for one that lasts. */
    access_until: z.string().exactOptional(),
  }),
]);
export type StoredAccount = z.infer<typeof stored>;

type Environment = Readonly<Record<string, string | undefined>>;

export const secretName = (account: string): string => `google/${account}`;

/** The OAuth client of this installation: one's own, from the environment. */
export function oauthClient(env: Environment): OAuthClientId | null {
  const { MEDALLION_GOOGLE_CLIENT_ID: id, MEDALLION_GOOGLE_CLIENT_SECRET: secret } = env;
  return id && secret ? { client_id: id, client_secret: secret } : null;
}

/**
 * Who reads with an account name. Without one: the key file or API key of the environment, else nobody, which
 * reads link-shared sheets.
 * @throws AppError `upstream` for an account this computer does not know.
 */
export function accountResolver(
  secrets: SecretStore,
  env: Environment,
): (name: string | undefined) => Promise<SheetsAccount> {
  return async (name) => {
    if (name === undefined) return fromEnvironment(env);
    const text = await secrets.get(secretName(name));
    if (text === null) throw unknown(name);
    const account = parseAccount(text, name);
    const { apiKeyAccount, serviceAccount, signedInAccount } = await import("./account.ts");
    if (account.kind === "service_account") return serviceAccount(account.key);
    if (account.kind === "api_key") return apiKeyAccount(account.key);
    const client = oauthClient(env);
    if (!client) throw noClient();
    const { email, refresh_token: refresh, access_until: ends } = account;
    const person = { email, refresh, testing: ends !== undefined };
    return signedInAccount(client, person, (refresh_token) => {
      const renewed: StoredAccount = { ...account, refresh_token };
      // The next start would fail with the old one; this run goes on with what it has.
      secrets.set(secretName(name), JSON.stringify(renewed)).catch(() => undefined);
    });
  };
}

async function fromEnvironment(env: Environment): Promise<SheetsAccount> {
  const { apiKeyAccount, NOBODY, serviceAccount } = await import("./account.ts");
  const { MEDALLION_GOOGLE_KEY_FILE: keyFile, MEDALLION_GOOGLE_API_KEY: apiKey } = env;
  if (keyFile) {
    const text = await readFile(keyFile, "utf8").catch((cause: unknown) => {
      throw new AppError("upstream", "The key file of the service account cannot be read.", {
        hint: "Check the path in MEDALLION_GOOGLE_KEY_FILE.",
        cause,
      });
    });
    return serviceAccount(text);
  }
  return apiKey ? apiKeyAccount(apiKey) : NOBODY;
}

/** @throws AppError `upstream` for what is none of ours. */
export function parseAccount(text: string, name: string): StoredAccount {
  try {
    return stored.parse(JSON.parse(text));
  } catch {
    // Not even as a cause: the text is a secret.
    throw unknown(name);
  }
}

function unknown(name: string): AppError {
  return new AppError("upstream", `This computer has no sign-in for ${name}.`, {
    hint: "Sign in again, or choose another account for this source.",
  });
}

function noClient(): AppError {
  return new AppError("upstream", "Signing in with Google is not set up on this computer.", {
    hint: "Set MEDALLION_GOOGLE_CLIENT_ID and MEDALLION_GOOGLE_CLIENT_SECRET, or use a service account.",
  });
}

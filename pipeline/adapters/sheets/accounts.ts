import { AppError } from "#domain/errors.ts";
import type { GoogleAccountInfo, GoogleAccounts } from "#ports/google-accounts.ts";
import type { SecretStore } from "#ports/secrets.ts";
import { oauthClient, secretName, type StoredAccount } from "./resolve-account.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** Accounts of this computer's user. Google's libraries are loaded when the first one is added. */
export function createGoogleAccounts(secrets: SecretStore, env: Environment): GoogleAccounts {
  const keep = async (
    info: GoogleAccountInfo,
    account: StoredAccount,
  ): Promise<GoogleAccountInfo> => {
    await secrets.set(secretName(info.name), JSON.stringify(account));
    return info;
  };
  return {
    async signIn(open, signal) {
      const client = oauthClient(env);
      if (!client) throw noClient();
      const { signIn } = await import("./sign-in.ts");
      const { email, refresh_token } = await signIn(client, open, signal);
      return keep(
        { name: email, kind: "signed_in", email },
        { kind: "signed_in", email, refresh_token },
      );
    },
    async addKeyFile(text) {
      const { serviceAccount } = await import("./account.ts");
      const email = serviceAccount(text).email as string;
      return keep(
        { name: email, kind: "service_account", email },
        { kind: "service_account", key: text },
      );
    },
    addApiKey: (name, key) =>
      keep({ name, kind: "api_key", email: null }, { kind: "api_key", key }),
    remove: (name) => secrets.delete(secretName(name)),
  };
}

function noClient(): AppError {
  return new AppError("usage", "Signing in with Google is not set up on this computer.", {
    hint: "Set MEDALLION_GOOGLE_CLIENT_ID and MEDALLION_GOOGLE_CLIENT_SECRET (the README says how to get them), or use the key file of a service account.",
  });
}

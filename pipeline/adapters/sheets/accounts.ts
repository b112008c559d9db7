import { AppError } from "#domain/errors.ts";
import type { Clock } from "#ports/clock.ts";
import type { GoogleAccountInfo, GoogleAccounts } from "#ports/google-accounts.ts";
import type { SecretStore } from "#ports/secrets.ts";
import { oauthClient, parseAccount, secretName, type StoredAccount } from "./resolve-account.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** Accounts of this computer's user. Google's libraries are loaded when the first one is added. */
export function createGoogleAccounts(
  secrets: SecretStore,
  env: Environment,
  clock: Pick<Clock, "now">,
): GoogleAccounts {
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
      const { email, refresh_token, seconds } = await signIn(
        client,
        open,
        signal,
        loopbackPort(env),
      );
      return keep(
        { name: email, kind: "signed_in", email },
        {
          kind: "signed_in",
          email,
          refresh_token,
          ...(seconds !== null && { access_until: after(clock.now(), seconds) }),
        },
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
    async accessUntil(name) {
      try {
        const text = await secrets.get(secretName(name));
        const account = text === null ? null : parseAccount(text, name);
        return account?.kind === "signed_in" ? (account.access_until ?? null) : null;
      } catch {
        // A locked keychain is told where the secret is needed.
        return null;
      }
    },
  };
}

/** A firewall may let one port of this computer through only. */
function loopbackPort({ MEDALLION_GOOGLE_PORT: text }: Environment): number {
  const port = Number(text);
  return Number.isInteger(port) && port > 0 && port < 65_536 ? port : 0;
}

const after = (now: Date, seconds: number): string =>
  new Date(now.getTime() + seconds * 1000).toISOString();

function noClient(): AppError {
  return new AppError("usage", "Signing in with Google is not set up on this computer.", {
    hint: "Set MEDALLION_GOOGLE_CLIENT_ID and MEDALLION_GOOGLE_CLIENT_SECRET (the README says how to get them), or use the key file of a service account.",
  });
}

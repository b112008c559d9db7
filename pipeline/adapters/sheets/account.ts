import { type GoogleAuth, JWT, OAuth2Client } from "google-auth-library";
import { AppError } from "#domain/errors.ts";

/** Reading only: cells, and the version of a file without its content. */
export const SCOPES = [
  "https://www.googleapis.com/auth/spreadsheets.readonly",
  "https://www.googleapis.com/auth/drive.metadata.readonly",
];

/** Who reads. `auth` is what the client library takes: a client, an API key, or nobody. */
export interface SheetsAccount {
  /** The address to share sheets with; null for a key or nobody. */
  readonly email: string | null;
  /** Google ends this sign-in by itself after some days, because its consent screen is in Testing. */
  readonly testing?: boolean;
  readonly auth: OAuth2Client | GoogleAuth | JWT | string | null;
}

export const NOBODY: SheetsAccount = { email: null, auth: null };

export function apiKeyAccount(key: string): SheetsAccount {
  return { email: null, auth: key };
}

/**
 * @param text the key file Google gives for a service account.
 * @throws AppError `bad_input` when it is another kind of file.
 */
export function serviceAccount(text: string): SheetsAccount {
  const key = parsed(text);
  const { type, client_email: email, private_key: privateKey } = key;
  if (type !== "service_account" || typeof email !== "string" || typeof privateKey !== "string") {
    throw new AppError("bad_input", "This is not the key file of a service account.", {
      hint: "In the Google Cloud console, open the service account, then Keys, Add key, JSON, and choose the file it downloads.",
    });
  }
  return { email, auth: new JWT({ email, key: privateKey, scopes: SCOPES }) };
}

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

export interface OAuthClientId {
  readonly client_id: string;
  readonly client_secret: string;
}

/** A person who signed in; `refresh` is the long-lived token of the secret store. */
export function signedInAccount(
  client: OAuthClientId,
  { email, refresh, testing }: { email: string; refresh: string; testing: boolean },
  onNewRefreshToken: (token: string) => void,
): SheetsAccount {
  const auth = new OAuth2Client({
    clientId: client.client_id,
    clientSecret: client.client_secret,
    // A token may end before its time, e.g. when the password changed.
    forceRefreshOnFailure: true,
  });
  auth.setCredentials({ refresh_token: refresh });
  auth.on("tokens", (tokens) => {
    // Google may replace the long-lived token; the old one stops working then.
    if (typeof tokens.refresh_token === "string") onNewRefreshToken(tokens.refresh_token);
  });
  return { email, auth, testing };
}

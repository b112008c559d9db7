import { createHash, randomBytes } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { CodeChallengeMethod, OAuth2Client } from "google-auth-library";
import { AppError } from "#domain/errors.ts";
import { type OAuthClientId, SCOPES } from "./account.ts";
import { readingError } from "./errors.ts";

/** A person needs a while: to find the password, to ask a colleague. */
const PATIENCE = 10 * 60_000;

export interface SignedIn {
  readonly email: string;
  readonly refresh_token: string;
  /** Seconds until Google ends the sign-in; null for one that lasts. */
  readonly seconds: number | null;
}

/**
 * OAuth for installed programs (RFC 8252): the system's browser, a redirect to a random loopback port, PKCE
 * with S256, and a state that must come back as it went.
 * @param open shows the address to the person.
 * @param port where Google's answer should arrive, for firewalls; one that is taken is replaced by a free one.
 * @throws AppError `upstream` for a refusal or a foreign answer; `cancelled` by the signal.
 */
export async function signIn(
  client: OAuthClientId,
  open: (url: string) => void,
  signal: AbortSignal,
  port = 0,
): Promise<SignedIn> {
  const state = randomBytes(24).toString("base64url");
  const verifier = randomBytes(48).toString("base64url");
  const server = createServer();
  try {
    await listen(server, port);
    const redirect = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const oauth = new OAuth2Client({
      clientId: client.client_id,
      clientSecret: client.client_secret,
      redirectUri: redirect,
    });
    const answer = awaitAnswer(
      server,
      state,
      AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]),
    );
    open(
      oauth.generateAuthUrl({
        access_type: "offline",
        prompt: "consent",
        scope: [...SCOPES, "openid", "email"],
        state,
        code_challenge_method: CodeChallengeMethod.S256,
        code_challenge: createHash("sha256").update(verifier).digest("base64url"),
      }),
    );
    const code = await answer.catch((error: unknown) => {
      signal.throwIfAborted();
      throw error;
    });
    return await exchange(oauth, code, verifier);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) => {
      if (port !== 0 && ["EADDRINUSE", "EACCES"].includes(cause.code ?? "")) {
        return resolve(listen(server, 0));
      }
      return reject(
        new AppError("upstream", "No port could be opened for Google's answer.", {
          hint: "Allow Medallion to open a port on this computer (loopback), then sign in again.",
          cause,
        }),
      );
    });
    server.listen(port, "127.0.0.1", resolve);
  });
}

const page = (text: string): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>Medallion</title><body style="font:16px system-ui;margin:4rem;max-width:40rem"><p>${text}</p></body></html>`;

/** The code of the one request that carries our state; all others are turned away. */
function awaitAnswer(server: Server, state: string, signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    const late = (): void => reject(tooLate());
    if (signal.aborted) late();
    signal.addEventListener("abort", late, { once: true });
    server.on("request", (request, response) => {
      const url = new URL(request.url ?? "/", "http://127.0.0.1");
      const say = (status: number, text: string): void => {
        response.writeHead(status, {
          "content-type": "text/html; charset=utf-8",
          "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'",
          connection: "close",
        });
        response.end(page(text));
      };
      if (url.pathname !== "/" || request.method !== "GET")
        return say(404, "There is nothing here.");
      if (url.searchParams.get("state") !== state) {
        return say(
          400,
          "This answer does not belong to the sign-in that Medallion is waiting for.",
        );
      }
      const code = url.searchParams.get("code");
      if (url.searchParams.has("error") || code === null) {
        say(200, "Nothing was shared. You can close this page.");
        return reject(denied(url.searchParams.get("error")));
      }
      say(200, "You are signed in. You can close this page and go back to Medallion.");
      return resolve(code);
    });
  });
}

async function exchange(oauth: OAuth2Client, code: string, verifier: string): Promise<SignedIn> {
  try {
    const { tokens } = await oauth.getToken({ code, codeVerifier: verifier });
    if (!tokens.refresh_token) throw noRefreshToken();
    return {
      email: addressIn(tokens.id_token),
      refresh_token: tokens.refresh_token,
      seconds: lifetime(tokens),
    };
  } catch (error) {
    throw readingError(error, { label: "your account", account: null });
  }
}

/**
 * Google says `refresh_token_expires_in` only for a sign-in that ends by itself, such as the seven days of a
 * consent screen in Testing; the library's types do not know it.
 */
function lifetime(tokens: object): number | null {
  const { refresh_token_expires_in: seconds } = tokens as { refresh_token_expires_in?: unknown };
  return typeof seconds === "number" && seconds > 0 ? seconds : null;
}

/** The address in an ID token that came straight from Google over TLS, so its signature adds nothing. */
function addressIn(token: string | null | undefined): string {
  try {
    const payload = JSON.parse(
      Buffer.from(String(token).split(".")[1] ?? "", "base64url").toString("utf8"),
    ) as { email?: unknown };
    if (typeof payload.email === "string") return payload.email;
  } catch {
    // Falls through: an account without a readable address still works.
  }
  return "google account";
}

function denied(reason: string | null): AppError {
  return new AppError("upstream", "Google was not allowed to share the sheets with Medallion.", {
    hint: "Sign in again and choose Allow. Medallion only reads.",
    details: { reason },
  });
}

function tooLate(): AppError {
  return new AppError("upstream", "The sign-in was not finished in the browser.", {
    hint: "Sign in again; the page stays open for ten minutes.",
    retryable: true,
  });
}

function noRefreshToken(): AppError {
  return new AppError("upstream", "Google gave no lasting access.", {
    hint: "Remove Medallion under myaccount.google.com, Security, Third-party access, then sign in again.",
  });
}

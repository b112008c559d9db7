/**
 * The part of Google that signs people in: consent page, token endpoint with PKCE, refresh, revocation and
 * service accounts whose assertion is really verified.
 */
import { createHash, createVerify, randomBytes } from "node:crypto";

export interface ServiceAccount {
  readonly email: string;
  /** PEM. */
  readonly publicKey: string;
}

export interface Consent {
  /** Who signs in on the consent page; null says no. */
  account: string | null;
  /** Seconds an access token lives. */
  accessSeconds: number;
  /** The consent screen is in Testing: what is granted ends after so many seconds, and Google says so. */
  testingSeconds: number | null;
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

interface Code {
  readonly account: string;
  readonly challenge: string;
  readonly redirect: string;
  readonly scopes: readonly string[];
}

interface Granted {
  readonly account: string;
  readonly scopes: readonly string[];
}

const fail = (error: string, description: string): Answer => ({
  status: 400,
  body: { error, error_description: description },
});

/** Everything the accounts side of the test Google knows. */
export class Accounts {
  readonly consent: Consent = {
    account: "marta@shop.example",
    accessSeconds: 3600,
    testingSeconds: null,
  };
  readonly serviceAccounts = new Map<string, ServiceAccount>();
  readonly apiKeys = new Set<string>();
  readonly clients = new Map<string, string>();
  readonly #codes = new Map<string, Code>();
  readonly #refresh = new Map<string, Granted>();
  readonly #access = new Map<string, Granted & { readonly until: number }>();

  /** Signs the person out everywhere: refresh tokens stop working (`invalid_grant`). */
  revoke(account: string): void {
    for (const [token, of] of this.#refresh)
      if (of.account === account) this.#refresh.delete(token);
    this.expireAccess(account);
  }

  expireAccess(account: string): void {
    for (const [token, of] of this.#access) if (of.account === account) this.#access.delete(token);
  }

  /** The account of a bearer token, or null when it is unknown or too old. */
  accountOf(token: string): string | null {
    const known = this.#access.get(token);
    return known && known.until > Date.now() ? known.account : null;
  }

  /** What a bearer token may be used for. */
  scopesOf(token: string): readonly string[] {
    return this.#access.get(token)?.scopes ?? [];
  }

  /** `GET accounts.google.com/o/oauth2/v2/auth`: where the browser is sent after the person answered. */
  authorise(query: URLSearchParams): { location: string } | Answer {
    const client = query.get("client_id") ?? "";
    const redirect = query.get("redirect_uri") ?? "";
    if (!this.clients.has(client)) return fail("invalid_client", "The OAuth client was not found.");
    if (!/^http:\/\/127\.0\.0\.1:\d+(\/|$)/.test(redirect)) {
      return fail("redirect_uri_mismatch", "Only loopback redirects are registered.");
    }
    if (query.get("response_type") !== "code")
      return fail("unsupported_response_type", "code only");
    if (query.get("code_challenge_method") !== "S256" || !query.get("code_challenge")) {
      return fail("invalid_request", "code_challenge with S256 is required");
    }
    const target = new URL(redirect);
    const state = query.get("state");
    if (state !== null) target.searchParams.set("state", state);
    if (this.consent.account === null) {
      target.searchParams.set("error", "access_denied");
      return { location: target.href };
    }
    const code = `4/${randomBytes(16).toString("hex")}`;
    this.#codes.set(code, {
      account: this.consent.account,
      challenge: query.get("code_challenge")!,
      redirect,
      scopes: (query.get("scope") ?? "").split(" "),
    });
    target.searchParams.set("code", code);
    return { location: target.href };
  }

  /** `POST oauth2.googleapis.com/token`. */
  token(form: URLSearchParams): Answer {
    switch (form.get("grant_type")) {
      case "authorization_code":
        return this.#exchange(form);
      case "refresh_token":
        return this.#renew(form);
      case "urn:ietf:params:oauth:grant-type:jwt-bearer":
        return this.#assert(form.get("assertion") ?? "");
      default:
        return fail("unsupported_grant_type", "Invalid grant_type");
    }
  }

  #clientError(form: URLSearchParams): Answer | null {
    const secret = this.clients.get(form.get("client_id") ?? "");
    return secret === undefined || secret !== form.get("client_secret")
      ? { status: 401, body: { error: "invalid_client", error_description: "Unauthorized" } }
      : null;
  }

  #exchange(form: URLSearchParams): Answer {
    const wrong = this.#clientError(form);
    if (wrong) return wrong;
    const code = this.#codes.get(form.get("code") ?? "");
    if (!code) return fail("invalid_grant", "Malformed auth code.");
    this.#codes.delete(form.get("code")!);
    const verifier = createHash("sha256")
      .update(form.get("code_verifier") ?? "")
      .digest("base64url");
    if (verifier !== code.challenge) return fail("invalid_grant", "Invalid code verifier.");
    if (form.get("redirect_uri") !== code.redirect)
      return fail("redirect_uri_mismatch", "Bad Request");
    const refresh = `1//${randomBytes(24).toString("hex")}`;
    this.#refresh.set(refresh, code);
    const { testingSeconds } = this.consent;
    return this.#grant(code, {
      refresh_token: refresh,
      id_token: idToken(code.account),
      ...(testingSeconds !== null && { refresh_token_expires_in: testingSeconds }),
    });
  }

  #renew(form: URLSearchParams): Answer {
    const wrong = this.#clientError(form);
    if (wrong) return wrong;
    const granted = this.#refresh.get(form.get("refresh_token") ?? "");
    if (!granted) return fail("invalid_grant", "Token has been expired or revoked.");
    return this.#grant(granted, {});
  }

  #assert(assertion: string): Answer {
    const [header, payload, signature] = assertion.split(".");
    if (!header || !payload || !signature) return fail("invalid_grant", "Invalid JWT.");
    const claims = JSON.parse(Buffer.from(payload, "base64url").toString()) as Record<
      string,
      unknown
    >;
    const account = this.serviceAccounts.get(String(claims["iss"]));
    if (!account) return fail("invalid_grant", "Invalid grant: account not found");
    const genuine = createVerify("RSA-SHA256")
      .update(`${header}.${payload}`)
      .verify(account.publicKey, Buffer.from(signature, "base64url"));
    if (!genuine) return fail("invalid_grant", "Invalid JWT Signature.");
    if (claims["aud"] !== "https://oauth2.googleapis.com/token") {
      return fail("invalid_grant", "Invalid JWT audience.");
    }
    const scopes = String(claims["scope"] ?? "").split(" ");
    return this.#grant({ account: account.email, scopes }, {});
  }

  #grant({ account, scopes }: Granted, more: Record<string, string | number>): Answer {
    const access = `ya29.${randomBytes(24).toString("hex")}`;
    const seconds = this.consent.accessSeconds;
    this.#access.set(access, { account, scopes, until: Date.now() + seconds * 1000 });
    return {
      status: 200,
      body: { access_token: access, expires_in: seconds, token_type: "Bearer", ...more },
    };
  }
}

/** Unsigned: the client only reads the address out of it. */
function idToken(account: string): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part({ alg: "none" })}.${part({ email: account, email_verified: true })}.`;
}

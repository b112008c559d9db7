/** Who may sign in, and the sessions of those who did. */
import { createHash, createPublicKey, createVerify, type KeyObject, randomUUID } from "node:crypto";
import type { Account } from "./account.ts";
import type { Around } from "./around.ts";

export interface Session extends Around {
  readonly id: number;
  token: string;
  readonly master: string;
  expired: boolean;
  /** The sign-in itself is over. */
  ended: boolean;
}

interface Login {
  readonly ACCOUNT_NAME?: string;
  readonly LOGIN_NAME?: string;
  readonly AUTHENTICATOR?: string;
  readonly TOKEN?: string;
  readonly PASSWORD?: string;
}

export class Sessions {
  readonly #account: Account;
  readonly all: Session[] = [];
  /** User → public key or token. */
  readonly keys = new Map<string, KeyObject>();
  readonly tokens = new Map<string, string>();
  /** Said to everybody who signs in, whoever it is. */
  refusing: { readonly code: string; readonly message: string } | null = null;
  #next = 0;

  constructor(account: Account) {
    this.#account = account;
  }

  addKey(user: string, pem: string): void {
    this.keys.set(user.toUpperCase(), createPublicKey(pem));
  }

  /** A message that refuses, or null. Nobody signs in with a password here. */
  refusal(login: Login): { readonly code: string; readonly message: string } | null {
    if (this.refusing) return this.refusing;
    const user = (login.LOGIN_NAME ?? "").toUpperCase();
    if (login.AUTHENTICATOR === "SNOWFLAKE_JWT") return this.#jwtRefusal(user, login);
    const known = this.tokens.get(user);
    const isToken = ["OAUTH", "PROGRAMMATIC_ACCESS_TOKEN"].includes(login.AUTHENTICATOR ?? "");
    if (isToken && known !== undefined && login.TOKEN === known) return null;
    return { code: "390100", message: "Incorrect username or password was specified." };
  }

  /** RS256 over the text before the last point, by the key whose fingerprint the issuer names; not older than two minutes. */
  #jwtRefusal(user: string, { TOKEN = "", ACCOUNT_NAME = "" }: Login) {
    const refused = { code: "390144", message: "JWT token is invalid." };
    const [header = "", payload = "", signature = ""] = TOKEN.split(".");
    const key = this.keys.get(user);
    if (!key) return refused;
    const verified = createVerify("RSA-SHA256")
      .update(`${header}.${payload}`)
      .verify(key, signature, "base64url");
    const claims = JSON.parse(Buffer.from(payload, "base64url").toString("utf8") || "{}") as Record<
      string,
      unknown
    >;
    const der = key.export({ type: "spki", format: "der" });
    const fingerprint = `SHA256:${createHash("sha256").update(der).digest("base64")}`;
    const subject = `${ACCOUNT_NAME.split(".")[0]?.toUpperCase()}.${user}`;
    const fits = claims["iss"] === `${subject}.${fingerprint}` && claims["sub"] === subject;
    const expires = Number(claims["exp"]);
    const milliseconds = expires > 1e11 ? expires : expires * 1000;
    return verified && fits && milliseconds > Date.now() ? null : refused;
  }

  async open(): Promise<Session> {
    // Who signs in again may have another session whose program died: it keeps what it left open and still runs.
    const account = this.#account;
    this.#next += 1;
    const connection = await account.instance.connect();
    await connection.run("set timezone = 'UTC'");
    const session = {
      account,
      connection,
      pending: [],
      id: this.#next,
      token: randomUUID(),
      master: randomUUID(),
      expired: false,
      ended: false,
    };
    this.all.push(session);
    return session;
  }

  /** What a session left open is undone. */
  async end(session: Session): Promise<void> {
    this.all.splice(this.all.indexOf(session), 1);
    this.#account.transactions.forget(session);
    session.connection.interrupt();
    await session.connection.run("rollback").catch(() => undefined);
    session.connection.closeSync();
  }

  byToken(header: string | undefined): Session | undefined {
    const token = /Token="([^"]*)"/.exec(header ?? "")?.[1];
    return this.all.find((session) => session.token === token || session.master === token);
  }
}

import type { TeamStage } from "./team-stage.ts";

/** Where the warehouse lives on Snowflake and who loads it. No secret: those are in the secret store. */
export interface SnowflakeTarget {
  /** Account identifier, e.g. `xy12345.eu-west-1` or `organisation-account`. */
  readonly account: string;
  readonly user: string;
  readonly role: string;
  readonly warehouse: string;
  /** Name of the published database; the others begin with it. Letters, digits and underscores. */
  readonly database: string;
  readonly sign_in: SnowflakeSignIn;
  /** A run that is estimated to cost more credits than this submits nothing. */
  readonly credit_cap?: number;
  /** What a credit costs, for people who think in money. */
  readonly credit_price?: { readonly amount: number; readonly currency: string };
  /** Size of the warehouse as Snowflake says it, e.g. `X-Small`: decides what an hour costs. */
  readonly warehouse_size?: string;
  /** Files go through the team's bucket; without it through Snowflake's own storage. */
  readonly stage?: TeamStage;
}

/**
 * key_pair: a private key file, or null where the key itself is in the secret store; its passphrase is there, too. token, oauth: the token is in the secret store.
 * browser: the person signs in. There is no password.
 */
export type SnowflakeSignIn =
  | { readonly kind: "key_pair"; readonly key_file: string | null }
  | { readonly kind: "token" }
  | { readonly kind: "oauth" }
  | { readonly kind: "browser" };

type User = Pick<SnowflakeTarget, "account" | "user">;

const SECRETS: Record<SnowflakeSignIn["kind"], string> = {
  key_pair: "passphrase",
  token: "token",
  oauth: "oauth",
  browser: "browser",
};

const secretsOf = ({ account, user }: User): string => `snowflake/${account}/${user}`.toLowerCase();

/** Name in the secret store of what a sign-in needs besides the target: a passphrase is never sent as a token. */
export function snowflakeSecret(target: User & Pick<SnowflakeTarget, "sign_in">): string {
  return `${secretsOf(target)}/${SECRETS[target.sign_in.kind]}`;
}

/** Name in the secret store of a private key that a browser handed over: it knows no path of a file. */
export function snowflakeKey(target: User): string {
  return `${secretsOf(target)}/key`;
}

/** All that may be kept for a user, whatever the sign-in; once there was one name for every kind. */
export function snowflakeSecrets(target: User): readonly string[] {
  const base = secretsOf(target);
  return [base, ...Object.values(SECRETS).map((kind) => `${base}/${kind}`), snowflakeKey(target)];
}

/** What was kept for a target and is of no use to the one that replaces it; null: none does. */
export function unusedSecrets(
  before: SnowflakeTarget,
  after: SnowflakeTarget | null,
): readonly string[] {
  const keyKept = after?.sign_in.kind === "key_pair" && after.sign_in.key_file === null;
  const used = after ? [snowflakeSecret(after), ...(keyKept ? [snowflakeKey(after)] : [])] : [];
  return snowflakeSecrets(before).filter((name) => !used.includes(name));
}

/** The databases of a target: raw, draft, newest closed build, a prepared version, published. */
export function snowflakeDatabases(target: Pick<SnowflakeTarget, "database">) {
  const name = target.database.toLowerCase();
  return {
    published: name,
    raw: `${name}_raw`,
    /** Where a run builds. Each has a name of its own: what one that died still does there is in nobody's way. */
    draft: `${name}_build`,
    draftOf: (run: string): string => `${name}_build_${run}`,
    /** Never true for a database of somebody whose name begins like ours. */
    isDraft: (other: string): boolean => ourNumber(other, `${name}_build_`),
    isVersion: (other: string): boolean => ourNumber(other, `${name}_v`),
    closed: `${name}_closed`,
    version: (run: number): string => `${name}_v${String(run).padStart(6, "0")}`,
  };
}

const ourNumber = (name: string, prefix: string): boolean =>
  name.startsWith(prefix) && /^\d{6,}$/.test(name.slice(prefix.length));

export type SnowflakeDatabases = ReturnType<typeof snowflakeDatabases>;

import type { TargetFailure } from "#domain/snowflake/failures.ts";

export interface Diagnosis {
  readonly when: RegExp;
  /** Stable word for windows; absent for what no setting of the target causes. */
  readonly failure?: TargetFailure;
  readonly text: string;
  readonly hint: string;
  readonly retryable?: boolean;
}

/** Who is asking, and whether they are let in. */
const SIGN_IN: readonly Diagnosis[] = [
  {
    when: /\b39010[12]\b|temporarily locked|user access disabled|user .{0,60}\b(is )?(disabled|locked)\b/i,
    failure: "user_locked",
    text: "Snowflake has locked or disabled this user.",
    hint: "Ask an administrator of the account to unlock it; after wrong attempts it also opens by itself in 15 minutes.",
  },
  {
    when: /\b390144\b|\b39430\d\b|JWT token is invalid|public key/i,
    failure: "key_rejected",
    text: "Snowflake does not accept the key.",
    hint: "Check that the user's RSA_PUBLIC_KEY belongs to this key file, that the user name is right, and that this computer's clock is.",
  },
  {
    when: /\b390318\b|OAUTH_ACCESS_TOKEN_EXPIRED|token (has |is )?expired/i,
    failure: "token_expired",
    text: "The token has expired.",
    hint: "Get a new one and store it with `target secret`.",
  },
  {
    when: /\b390432\b|\b39042[02]\b|not allowed to access|network policy/i,
    failure: "network_policy",
    text: "Snowflake does not let this computer in.",
    hint: "Ask the administrator to add its address to the network policy of the user.",
  },
  {
    when: /\b390189\b|\b390186\b|role .*(not exist|not authorized|not granted|not listed)/i,
    failure: "role_missing",
    text: "The user does not have this role.",
    hint: "Run the generated set-up script as an administrator, or choose another role.",
  },
];

/** What the work needs once somebody is in. */
const PLACES: readonly Diagnosis[] = [
  // Before the suspended warehouse: "cannot be resumed because resource monitor … has exceeded its quota".
  {
    when: /\b090073\b|resource monitor|quota/i,
    failure: "quota_used_up",
    text: "The warehouse is suspended because its credit quota is used up.",
    hint: "Ask the administrator, or wait until the resource monitor starts anew.",
  },
  {
    when: /(privileges|authorized) to (operate on|resume) warehouse|cannot be resumed|warehouse .*\bsuspended\b/i,
    failure: "warehouse_suspended",
    text: "The warehouse is suspended, and the role may not start it.",
    hint: "Ask an administrator to grant OPERATE on it to the role, or to let it start by itself.",
  },
  {
    when: /\b000606\b|no active warehouse|requested warehouse|warehouse .*(not exist|not authorized)/i,
    failure: "warehouse_missing",
    text: "There is no warehouse to run on.",
    hint: "Check the warehouse's name, and that the role may use and resume it.",
  },
  {
    when: /\b39010[03-9]\b|\b390303\b|incorrect username|invalid oauth|PROGRAMMATIC_ACCESS_TOKEN/i,
    failure: "credentials_rejected",
    text: "Snowflake does not know this user with this key or token.",
    hint: "Check the user name, and store the token again.",
  },
  {
    when: /requested database|database .*(not exist|not authorized)/i,
    failure: "database_missing",
    text: "A database is not there, or the role may not see it.",
    hint: "Run the generated set-up script as an administrator, or check the database's name.",
  },
];

/** The way there. */
const NETWORK: readonly Diagnosis[] = [
  {
    when: /ENOTFOUND|\bHTTP 40[34]\b|\b404\b.*login|could not resolve/i,
    failure: "account_unknown",
    text: "There is no Snowflake account of this name.",
    hint: "Check the account identifier: it is the part of the address before .snowflakecomputing.com.",
  },
  {
    when: /SELF_SIGNED|CERT_|certificate|UNABLE_TO_VERIFY|OCSP/i,
    failure: "tls_untrusted",
    text: "The connection to Snowflake is not trusted.",
    hint: "If a proxy looks into connections here, name its certificate in NODE_EXTRA_CA_CERTS.",
  },
  {
    when: /\bHTTP 407\b|\bECONNREFUSED\b.*\bby proxy\b|proxy authentication|tunneling socket/is,
    failure: "proxy_refused",
    text: "The proxy of this network does not let the connection through.",
    hint: "Check its address, and its user and password, in HTTPS_PROXY.",
    retryable: true,
  },
  {
    when: /ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE|EAI_AGAIN|socket hang up|ENETUNREACH|network|\b40100[12]\b|\b405503\b/i,
    failure: "unreachable",
    text: "Snowflake cannot be reached.",
    hint: "Check the network and the proxy (HTTPS_PROXY), then try again.",
    retryable: true,
  },
  {
    when: /\b003001\b|insufficient privileges/i,
    failure: "not_allowed",
    text: "The role may not do this.",
    hint: "Run the generated set-up script as an administrator.",
  },
  {
    when: /\b100090\b|duplicate row detected/i,
    text: "A merge met the same key twice.",
    hint: "This is a mistake in a model's key: run `npm run models`, then `run --target duckdb` and look at the uniqueness checks.",
  },
];

/** One entry per kind of failure people meet; the first whose pattern fits code or message. */
export const DIAGNOSES: readonly Diagnosis[] = [...SIGN_IN, ...PLACES, ...NETWORK];

import { AppError } from "#domain/errors.ts";

interface DriverError {
  readonly code?: unknown;
  readonly message?: string;
  readonly sqlState?: string;
  readonly cause?: { readonly code?: unknown; readonly message?: string };
}

interface Diagnosis {
  readonly when: RegExp;
  readonly text: string;
  readonly hint: string;
  readonly retryable?: boolean;
}

/** One entry per kind of failure people meet; the first whose pattern fits code or message. */
const DIAGNOSES: readonly Diagnosis[] = [
  {
    when: /\b390144\b|JWT token is invalid|public key/i,
    text: "Snowflake does not accept the key.",
    hint: "Check that the user's RSA_PUBLIC_KEY belongs to this key file, that the user name is right, and that this computer's clock is.",
  },
  {
    when: /\b390318\b|OAUTH_ACCESS_TOKEN_EXPIRED|token (has )?expired/i,
    text: "The token has expired.",
    hint: "Get a new one and store it with `target secret`.",
  },
  {
    when: /\b39010[0-9]\b|\b390303\b|incorrect username|invalid oauth|PROGRAMMATIC_ACCESS_TOKEN/i,
    text: "Snowflake does not know this user with this key or token.",
    hint: "Check the user name, and store the token again.",
  },
  {
    when: /\b390432\b|\b390420\b|not allowed to access|network policy/i,
    text: "Snowflake does not let this computer in.",
    hint: "Ask the administrator to add its address to the network policy of the user.",
  },
  {
    when: /\b390189\b|\b390186\b|role .*(not exist|not authorized|not granted)/i,
    text: "The user does not have this role.",
    hint: "Run the generated set-up script as an administrator, or choose another role.",
  },
  {
    when: /\b000606\b|no active warehouse/i,
    text: "There is no warehouse to run on.",
    hint: "Check the warehouse's name, and that the role may use and resume it.",
  },
  {
    when: /\b090073\b|resource monitor|quota/i,
    text: "The warehouse is suspended because its credit quota is used up.",
    hint: "Ask the administrator, or wait until the resource monitor starts anew.",
  },
  {
    when: /ENOTFOUND|EAI_AGAIN|\b404\b.*login|could not resolve/i,
    text: "There is no Snowflake account of this name.",
    hint: "Check the account identifier: it is the part of the address before .snowflakecomputing.com.",
  },
  {
    when: /SELF_SIGNED|CERT_|certificate|UNABLE_TO_VERIFY|OCSP/i,
    text: "The connection to Snowflake is not trusted.",
    hint: "If a proxy looks into connections here, name its certificate in NODE_EXTRA_CA_CERTS.",
  },
  {
    when: /ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE|socket hang up|ENETUNREACH|network|\b40100[12]\b|\b405503\b/i,
    text: "Snowflake cannot be reached.",
    hint: "Check the network and the proxy (HTTPS_PROXY), then try again.",
    retryable: true,
  },
  {
    when: /\b003001\b|insufficient privileges/i,
    text: "The role may not do this.",
    hint: "Run the generated set-up script as an administrator.",
  },
  {
    when: /\b100090\b|duplicate row detected/i,
    text: "A merge met the same key twice.",
    hint: "This is a mistake in a model's key: run `npm run models`, then `run --target duckdb` and look at the uniqueness checks.",
  },
];

/**
 * Any error of the driver as one for people. The driver's own message is kept as a detail, without anything that
 * looks like a token.
 */
export function toAppError(error: unknown, what: string): AppError {
  if (error instanceof AppError) return error;
  const { code, message = String(error), cause } = error as DriverError;
  const text = `${String(code ?? "")} ${message} ${String(cause?.code ?? "")} ${cause?.message ?? ""}`;
  const known = DIAGNOSES.find(({ when }) => when.test(text));
  return new AppError("upstream", known ? known.text : `Snowflake refused: ${firstLine(message)}`, {
    hint: known?.hint ?? "Look at Details, and at the query history of the account.",
    retryable: known?.retryable ?? false,
    details: {
      what,
      code: code === undefined ? null : String(code),
      message: withoutTokens(message),
    },
  });
}

const firstLine = (message: string): string =>
  withoutTokens(message).split("\n")[0]?.slice(0, 300) ?? "";

/** Long runs of the letters tokens and keys are made of. */
const withoutTokens = (text: string): string =>
  text.replaceAll(/[A-Za-z0-9+/=_.-]{60,}/g, "…").slice(0, 2000);

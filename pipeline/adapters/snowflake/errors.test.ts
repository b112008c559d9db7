import { expect, test } from "vitest";
import { failureOf, TARGET_FAILURES } from "#domain/snowflake/failures.ts";
import { DIAGNOSES } from "./diagnoses.ts";
import { toAppError } from "./errors.ts";

interface Said {
  readonly code?: unknown;
  readonly message: string;
  readonly response?: { readonly statusCode: number };
}

const error = (said: Said): Error => Object.assign(new Error(said.message), said);
const failure = (said: Said, proxied = false) =>
  failureOf(toAppError(error(said), "sign in", proxied).details);

/** Messages as Snowflake, its driver and Node write them. */
const SAID: readonly (readonly [string, Said])[] = [
  ["account_unknown", { code: 401001, message: "getaddrinfo ENOTFOUND no.snowflakecomputing.com" }],
  [
    "account_unknown",
    { code: 401002, message: "Request to Snowflake failed.", response: { statusCode: 404 } },
  ],
  [
    "account_unknown",
    { code: 401002, message: "Request to Snowflake failed.", response: { statusCode: 403 } },
  ],
  ["unreachable", { code: 401001, message: "connect ECONNREFUSED 10.0.0.1:443" }],
  ["unreachable", { code: 401001, message: "getaddrinfo EAI_AGAIN a.snowflakecomputing.com" }],
  [
    "unreachable",
    { code: 401002, message: "Request to Snowflake failed.", response: { statusCode: 502 } },
  ],
  [
    "proxy_refused",
    { code: 401002, message: "Request to Snowflake failed.", response: { statusCode: 407 } },
  ],
  ["tls_untrusted", { code: 401001, message: "unable to verify the first certificate" }],
  ["tls_untrusted", { code: "SELF_SIGNED_CERT_IN_CHAIN", message: "self-signed certificate" }],
  ["key_rejected", { code: "390144", message: "JWT token is invalid. [0ce9eb56-821d]" }],
  ["token_expired", { code: "390318", message: "OAuth access token expired. [1b2c]" }],
  [
    "credentials_rejected",
    { code: "390100", message: "Incorrect username or password was specified." },
  ],
  ["credentials_rejected", { code: "390303", message: "Invalid OAuth access token. [1b2c]" }],
  [
    "user_locked",
    {
      code: "390102",
      message:
        "Your user account has been temporarily locked due to too many failed attempts. Try again after 15 minutes.",
    },
  ],
  [
    "user_locked",
    {
      code: "390101",
      message: "User access disabled. Contact your local system administrator.",
    },
  ],
  [
    "network_policy",
    {
      code: "390422",
      message:
        "Incoming request with IP/Token 203.0.113.7 is not allowed to access Snowflake. Contact your local security administrator.",
    },
  ],
  ["network_policy", { code: "390432", message: "Network policy is required." }],
  [
    "role_missing",
    {
      code: "390189",
      message:
        "Role 'SHOP_LOADER' specified in the connect string does not exist or not authorized. Contact your local system administrator.",
    },
  ],
  [
    "warehouse_missing",
    { code: "390201", message: "The requested warehouse does not exist or not authorized." },
  ],
  [
    "warehouse_missing",
    { code: "000606", message: "No active warehouse selected in the current session." },
  ],
  [
    "warehouse_suspended",
    { code: "000606", message: "Warehouse 'SHOP_LOADING' cannot be resumed by this role." },
  ],
  [
    "quota_used_up",
    {
      code: "090073",
      message:
        "Warehouse 'SHOP_LOADING' cannot be resumed because resource monitor 'SHOP' has exceeded its quota.",
    },
  ],
  [
    "database_missing",
    { code: "390201", message: "The requested database does not exist or not authorized." },
  ],
  [
    "database_missing",
    { code: "002003", message: "Database 'SHOP_RAW' does not exist or not authorized." },
  ],
  [
    "not_allowed",
    { code: "003001", message: "Insufficient privileges to operate on schema 'RAW'." },
  ],
];

test.each(SAID)("%s: %j", (expected, said) => {
  expect(failure(said)).toBe(expected);
});

test("behind a proxy it is the proxy that refuses a connection", () => {
  const said = { code: 401001, message: "connect ECONNREFUSED 127.0.0.1:3128" };
  expect([failure(said, false), failure(said, true)]).toEqual(["unreachable", "proxy_refused"]);
});

test("what nobody knows keeps its words and has none of ours", () => {
  const unknown = toAppError(error({ code: "999999", message: "Something new." }), "x");
  expect(unknown.message).toBe("Snowflake refused: Something new.");
  expect(failureOf(unknown.details)).toBeNull();
});

test("a token in a message does not get out", () => {
  const token = `ey${"Jh".repeat(60)}`;
  const said = toAppError(error({ code: "390303", message: `Invalid OAuth token ${token}` }), "x");
  expect(JSON.stringify([said.message, said.hint, said.details])).not.toContain(token);
});

/** Found while the key or token is read, before anything is sent. */
const LOCAL = [
  "key_missing",
  "key_unreadable",
  "key_unusable",
  "passphrase_missing",
  "passphrase_wrong",
  "token_missing",
];

test("every kind of failure is known to the driver's errors or to the sign-in", () => {
  const told = new Set(DIAGNOSES.flatMap(({ failure: one }) => one ?? []));
  expect(TARGET_FAILURES.filter((one) => !told.has(one))).toEqual(LOCAL);
});

import type { Failure } from "./driver.ts";
import { socketFailure } from "./socket-errors.ts";

const WORDS: Readonly<Record<string, Failure>> = {
  ER_ACCESS_DENIED_ERROR: "sign_in",
  ER_ACCESS_DENIED_NO_PASSWORD_ERROR: "sign_in",
  ER_NOT_SUPPORTED_AUTH_MODE: "sign_in",
  ER_DBACCESS_DENIED_ERROR: "no_database",
  ER_BAD_DB_ERROR: "no_database",
  ER_NO_SUCH_TABLE: "no_table",
  ER_BAD_FIELD_ERROR: "no_column",
  ER_TABLEACCESS_DENIED_ERROR: "not_allowed",
  ER_COLUMNACCESS_DENIED_ERROR: "not_allowed",
  ER_SPECIFIC_ACCESS_DENIED_ERROR: "not_allowed",
  ER_QUERY_INTERRUPTED: "too_long",
  ER_QUERY_TIMEOUT: "too_long",
  ER_STATEMENT_TIMEOUT: "too_long",
  ER_LOCK_WAIT_TIMEOUT: "busy",
  ER_CON_COUNT_ERROR: "busy",
  ER_TOO_MANY_USER_CONNECTIONS: "busy",
  ER_HOST_NOT_PRIVILEGED: "sign_in",
  HANDSHAKE_NO_SSL_SUPPORT: "tls_missing",
  PROTOCOL_CONNECTION_LOST: "broken_off",
};

/** MariaDB's own number for a statement that took too long. */
const STATEMENT_TIMEOUT = 1969;

export function mysqlFailure(error: unknown): Failure | null {
  const { code, errno } = (error ?? {}) as { code?: unknown; errno?: unknown };
  if (errno === STATEMENT_TIMEOUT) return "too_long";
  const known = typeof code === "string" ? WORDS[code] : undefined;
  // The driver wraps what the socket or TLS said.
  if (code === "HANDSHAKE_SSL_ERROR")
    return socketFailure({ ...(error as object), code: innerCode(error) }) ?? "tls_untrusted";
  return known ?? socketFailure(error);
}

function innerCode(error: unknown): string {
  const { message = "" } = error as { message?: string };
  if (/altnames|does not match/i.test(message)) return "ERR_TLS_CERT_ALTNAME_INVALID";
  return /certificate/i.test(message) ? "SELF_SIGNED_CERT_IN_CHAIN" : "";
}

import type { Failure } from "./driver.ts";

const WORDS: Readonly<Record<string, Failure>> = {
  ENOTFOUND: "host_unknown",
  EAI_AGAIN: "host_unknown",
  ECONNREFUSED: "refused",
  EHOSTUNREACH: "unreachable",
  ENETUNREACH: "unreachable",
  ETIMEDOUT: "unreachable",
  ECONNRESET: "broken_off",
  EPIPE: "broken_off",
  ERR_STREAM_PREMATURE_CLOSE: "broken_off",
  ERR_TLS_CERT_ALTNAME_INVALID: "tls_name",
  SELF_SIGNED_CERT_IN_CHAIN: "tls_untrusted",
  DEPTH_ZERO_SELF_SIGNED_CERT: "tls_untrusted",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "tls_untrusted",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "tls_untrusted",
  UNABLE_TO_GET_ISSUER_CERT: "tls_untrusted",
  CERT_HAS_EXPIRED: "tls_untrusted",
  ERR_SSL_WRONG_VERSION_NUMBER: "tls_missing",
};

/** Failures of the connection that are the same for every database. */
export function socketFailure(error: unknown): Failure | null {
  const { code, message = "" } = (error ?? {}) as { code?: unknown; message?: string };
  const known = typeof code === "string" ? WORDS[code] : undefined;
  if (known) return known;
  if (/timeout expired|timed? ?out|ETIMEDOUT/i.test(message)) return "unreachable";
  return /terminated|closed|ended unexpectedly/i.test(message) ? "broken_off" : null;
}

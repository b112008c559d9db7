/** What can stand between this computer and Snowflake, as stable words that windows have texts for. */
export const TARGET_FAILURES = [
  "account_unknown",
  "unreachable",
  "proxy_refused",
  "tls_untrusted",
  "key_missing",
  "key_unreadable",
  "key_unusable",
  "key_rejected",
  "passphrase_missing",
  "passphrase_wrong",
  "token_missing",
  "token_expired",
  "credentials_rejected",
  "user_locked",
  "network_policy",
  "role_missing",
  "warehouse_missing",
  "warehouse_suspended",
  "quota_used_up",
  "database_missing",
  "not_allowed",
] as const;
export type TargetFailure = (typeof TARGET_FAILURES)[number];

/** The word in an error's details; null for a failure that has none. */
export function failureOf(details: unknown): TargetFailure | null {
  const said = (details as { readonly failure?: unknown } | null | undefined)?.failure;
  return TARGET_FAILURES.find((failure) => failure === said) ?? null;
}

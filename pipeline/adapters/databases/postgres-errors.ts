import type { Failure } from "./driver.ts";
import { socketFailure } from "./socket-errors.ts";

/** SQLSTATE → what it means to a person; the first two characters where the whole is not listed. */
const STATES: Readonly<Record<string, Failure>> = {
  "28": "sign_in",
  "3D000": "no_database",
  "42P01": "no_table",
  "3F000": "no_table",
  "42703": "no_column",
  "42501": "not_allowed",
  "57014": "too_long",
  "55P03": "busy",
  "53": "busy",
  "57P03": "busy",
  "57": "broken_off",
  "08": "broken_off",
};

export function postgresFailure(error: unknown): Failure | null {
  const { code, message = "" } = (error ?? {}) as { code?: unknown; message?: string };
  const state = typeof code === "string" && /^[0-9A-Z]{5}$/.test(code) ? code : "";
  const known = STATES[state] ?? STATES[state.slice(0, 2)];
  if (known) return known;
  if (/does not support SSL/i.test(message)) return "tls_missing";
  if (/client password must be a string|SASL/i.test(message)) return "sign_in";
  return socketFailure(error);
}

import { AppError } from "#domain/errors.ts";
import { DIAGNOSES } from "./diagnoses.ts";

interface DriverError {
  readonly code?: unknown;
  readonly message?: string;
  readonly sqlState?: string;
  readonly response?: { readonly statusCode?: unknown; readonly status?: unknown };
  readonly cause?: { readonly code?: unknown; readonly message?: string };
}

/** All that is said about a failure, for the patterns of the diagnoses. */
function saidIn({ code, cause, response }: DriverError, message: string, proxied: boolean): string {
  const status = response?.statusCode ?? response?.status;
  const http = status === undefined ? "" : `HTTP ${String(status)}`;
  const parts = [code, http, message, cause?.code, cause?.message, proxied ? "by proxy" : ""];
  return parts.map((part) => String(part ?? "")).join(" ");
}

/**
 * Any error of the driver as one for people. The driver's own message is kept as a detail, without anything that
 * looks like a token.
 * @param proxied connections leave through a proxy: then it is the proxy who refuses them
 */
export function toAppError(error: unknown, what: string, proxied = false): AppError {
  if (error instanceof AppError) return error;
  const said = error as DriverError;
  const { code, message = String(error) } = said;
  const text = saidIn(said, message, proxied);
  const known = DIAGNOSES.find(({ when }) => when.test(text));
  return new AppError("upstream", known?.text ?? `Snowflake refused: ${firstLine(message)}`, {
    hint: known?.hint ?? "Look at Details, and at the query history of the account.",
    retryable: known?.retryable === true,
    details: {
      what,
      failure: known?.failure ?? null,
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

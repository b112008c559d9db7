import { ORPCError } from "@orpc/client";
import type { EngineState } from "#contract/host.ts";

/** An error as every part of the window shows it. */
export interface WindowError {
  /** A code of the contract, or `lost` when the host does not answer. */
  readonly code: string;
  readonly message: string;
  readonly hint: string | null;
  readonly retryable: boolean;
  readonly details: unknown;
}

const LOST: WindowError = {
  code: "lost",
  message: "Medallion does not answer.",
  hint: null,
  retryable: true,
  details: null,
};

function field(data: unknown, name: string): unknown {
  return typeof data === "object" && data !== null
    ? (data as Record<string, unknown>)[name]
    : undefined;
}

/** An error as data, e.g. of a job that ended. */
function isErrorValue(error: unknown): error is WindowError {
  return (
    !(error instanceof Error) &&
    typeof field(error, "code") === "string" &&
    typeof field(error, "message") === "string"
  );
}

/** Whatever a call threw, as text a person can read. Total. */
export function windowError(error: unknown): WindowError {
  if (isErrorValue(error)) return error;
  if (!(error instanceof ORPCError)) {
    const aborted = error instanceof DOMException && error.name === "AbortError";
    return aborted ? { ...LOST, code: "cancelled" } : { ...LOST, details: String(error) };
  }
  if (error.code === "UNAUTHORIZED") return { ...LOST, code: "UNAUTHORIZED" };
  const hint = field(error.data, "hint");
  return {
    code: error.code,
    message: error.message,
    hint: typeof hint === "string" ? hint : null,
    retryable: field(error.data, "retryable") === true,
    details: field(error.data, "details") ?? null,
  };
}

/** The call did not finish because the engine went away; asking again is safe for a query. */
export function isEngineGone(error: unknown): boolean {
  return error instanceof ORPCError && error.code === "engine_restarted";
}

export type EngineError = NonNullable<EngineState["error"]>;

/** An error that came as a value, e.g. the one a job ended with, for panels that take what a call throws. */
export function asError(value: EngineError): Error {
  const { code, message, hint, retryable, details } = value;
  return new ORPCError(code, { message, data: { hint, retryable, details } });
}

import { AppError } from "#domain/errors.ts";
import type { Verdict } from "#adapters/calls/retry.ts";

/** What of an error of the client library matters to us. */
interface ServiceError {
  readonly status: number | null;
  /** Machine word: `invalid_grant`, `RESOURCE_EXHAUSTED`, `ECONNRESET` … */
  readonly word: string;
  readonly retryAfter: number | null;
}

interface Loose {
  readonly status?: unknown;
  readonly code?: unknown;
  readonly name?: unknown;
  readonly message?: unknown;
  readonly cause?: Loose;
  readonly response?: {
    readonly status?: unknown;
    readonly data?: { readonly error?: unknown };
    readonly headers?: unknown;
  };
}

/** Google's error in its several shapes: API errors, token errors, sockets. */
export function serviceError(error: unknown): ServiceError {
  const loose = (error ?? {}) as Loose;
  const status = Number(loose.response?.status ?? loose.status);
  const data = loose.response?.data?.error;
  const word =
    typeof data === "string"
      ? data
      : ((data as { status?: string } | undefined)?.status ?? socketWord(loose));
  return {
    status: Number.isInteger(status) && status > 0 ? status : null,
    word,
    retryAfter: retryAfter(loose.response?.headers),
  };
}

function socketWord(error: Loose): string {
  const code = error.cause?.code ?? error.code;
  if (typeof code === "string") return code;
  return typeof error.name === "string" ? error.name : "";
}

function retryAfter(headers: unknown): number | null {
  // Not `instanceof Headers`: the library may bring its own.
  const text = (headers as Headers | undefined)?.get?.("retry-after");
  const seconds = Number(text);
  return text && Number.isFinite(seconds) ? seconds * 1000 : null;
}

const TRANSIENT = new Set([408, 429, 500, 502, 503, 504]);

/** Transient heals itself: too many requests, an outage, a broken connection. The rest needs a person. */
export function judge(error: unknown): Verdict {
  if (error instanceof AppError) return { transient: error.retryable };
  const { status, word, retryAfter: wait } = serviceError(error);
  const transient = status === null ? isConnection(error, word) : TRANSIENT.has(status);
  return { transient, ...(wait !== null && { retryAfter: wait }) };
}

/** Neither an answer nor a bug of ours: the connection failed or the answer was cut off. */
function isConnection(error: unknown, word: string): boolean {
  if (error instanceof SyntaxError) return true;
  if (/^(E[A-Z]+|UND_ERR_\w+|FetchError|TimeoutError)$/.test(word)) return true;
  const message = error instanceof Error ? error.message : "";
  return /fetch failed|socket|network|premature|terminated|aborted|unexpected end|in JSON|Proxy/i.test(
    message,
  );
}

/** Whose data it is about, for the sentences. */
export interface Reading {
  /** The spreadsheet's name, or "this sheet" while it is unknown. */
  readonly label: string;
  /** The address to share with; null without an account. */
  readonly account: string | null;
  /** Its sign-in ends by itself after some days. */
  readonly testing?: boolean;
}

/** Any error while reading a sheet as one sentence with one action. */
export function readingError(error: unknown, reading: Reading): unknown {
  if (error instanceof AppError) return error;
  const found = serviceError(error);
  const { status, word } = found;
  const details = { status, word };
  const make = (message: string, hint: string, retryable = false): AppError =>
    new AppError("upstream", message, { hint, retryable, details, cause: error });
  if (word === "invalid_grant") {
    return make(
      `Google no longer accepts the sign-in of ${reading.account ?? "this account"}.`,
      reading.testing === true
        ? "Sign in again. Google ends a sign-in after 7 days while the consent screen is in Testing; set it to In production to be rid of that."
        : "Sign in again. What was read before stays as it is.",
    );
  }
  if (word === "invalid_client") {
    return make(
      "Google does not know the client id or secret that Medallion uses.",
      "Check both in Settings, Accounts.",
    );
  }
  if (status === 401) {
    return make(`Google did not accept the sign-in for ${reading.label}.`, "Sign in again.");
  }
  if (status === 403) {
    return make(
      `We cannot open ${reading.label}.`,
      reading.account === null
        ? "Sign in with Google, or share the sheet so that anyone with the link can view it."
        : `Share it as Viewer with ${reading.account}, or sign in with another account.`,
    );
  }
  if (status === 404) {
    return make(
      `${reading.label} is not there: it was deleted, or the link is not complete.`,
      "Check the link, or take the sheet out of the trash.",
    );
  }
  if (status === 400) {
    return make(
      `Google did not understand the request for ${reading.label}.`,
      "Check the range of the source and, if one is used, the API key.",
    );
  }
  if (status === 429) {
    return make(
      `Google is refusing more requests for now, so ${reading.label} was not read.`,
      "Nothing to do: the next run tries again.",
      true,
    );
  }
  if (judge(error).transient) {
    return make(
      `Google could not be reached, so ${reading.label} was not read.`,
      "Check the network of this computer; the next run tries again.",
      true,
    );
  }
  return error;
}

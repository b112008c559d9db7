import { AppError } from "#domain/errors.ts";
import type { RestOrigin } from "#domain/workspace.ts";
import type { Verdict } from "#adapters/calls/retry.ts";

interface Loose {
  readonly status?: unknown;
  readonly code?: unknown;
  readonly message?: string;
  readonly cause?: Loose;
  readonly response?: { readonly status?: unknown; readonly headers?: Headers };
}

function factsOf(error: unknown) {
  const loose = (error ?? {}) as Loose;
  const status = Number(loose.response?.status ?? loose.status);
  const { code } = loose.cause?.cause ?? loose.cause ?? loose;
  const seconds = loose.response?.headers?.get?.("retry-after") ?? null;
  return {
    status: Number.isInteger(status) ? status : 0,
    word: `${typeof code === "string" ? code : ""} ${loose.cause?.message ?? ""} ${loose.message ?? ""}`,
    retryAfter: seconds === null ? null : waitOf(seconds),
  };
}

/** `Retry-After` in seconds or as a date → milliseconds. */
function waitOf(text: string): number | null {
  const seconds = Number(text);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.max(0, at - Date.now());
}

const TRANSIENT = new Set([408, 425, 429, 500, 502, 503, 504]);
const CERTIFICATE = /CERT|certificate|self.signed|UNABLE_TO_VERIFY/i;

/** Transient heals itself; the rest needs a person. */
export function judge(error: unknown): Verdict {
  if (error instanceof AppError) return { transient: error.retryable };
  const { status, word, retryAfter } = factsOf(error);
  const connection = status === 0 && !CERTIFICATE.test(word) && !/ENOTFOUND|redirect/i.test(word);
  return {
    transient: TRANSIENT.has(status) || connection,
    ...(retryAfter !== null && { retryAfter }),
  };
}

/** Any error while asking as one sentence with one action; never with the token. */
export function restError(error: unknown, { path }: RestOrigin): unknown {
  if (error instanceof AppError) return error;
  const { status, word } = factsOf(error);
  const make = (failure: string, message: string, hint: string, retryable = false): AppError =>
    // Not as a cause: the client keeps the request, token included, in its errors.
    new AppError("upstream", message, { hint, retryable, details: { failure, status } });
  if (status === 401 || status === 403) {
    return make(
      "sign_in",
      `${path} did not accept the token.`,
      "Give it again: `medallion connection set-password`.",
    );
  }
  if (status === 404) return make("not_there", `${path} is not there.`, "Check the address.");
  if (status === 429) {
    return make(
      "too_many",
      `${path} refuses more requests for now.`,
      "Nothing to do: the next run tries again. --per-minute asks more slowly.",
      true,
    );
  }
  if (status >= 400 && status < 500) {
    return make(
      "refused",
      `${path} did not understand the request (${status}).`,
      "Check the address and its parameters.",
    );
  }
  if (/redirect/i.test(word)) {
    return make(
      "redirected",
      `${path} sends us to another address.`,
      "Name that address itself: a token is not sent along.",
    );
  }
  if (CERTIFICATE.test(word)) {
    return make(
      "tls_untrusted",
      `The certificate of ${path} is not signed by an authority this computer trusts.`,
      "Name the PEM file of the authority in NODE_EXTRA_CA_CERTS.",
    );
  }
  return make(
    "unreachable",
    `${path} does not answer.`,
    "Check the network of this computer; the next run tries again.",
    true,
  );
}

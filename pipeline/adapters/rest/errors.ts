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

interface Sentence {
  readonly failure: string;
  readonly text: string;
  readonly hint: string;
  readonly retryable?: boolean;
}

/** Any error while asking as one sentence with one action; never with the token. */
export function restError(error: unknown, { path }: RestOrigin): unknown {
  if (error instanceof AppError) return error;
  const { status, word } = factsOf(error);
  const said = byStatus(status, path) ?? byWord(word, path);
  const { failure, text, hint, retryable = false } = said;
  // Not as a cause: the client keeps the request, token included, in its errors.
  return new AppError("upstream", text, { hint, retryable, details: { failure, status } });
}

function byStatus(status: number, path: string): Sentence | null {
  if (status === 401) {
    const hint = "Give it again: `medallion connection set-password`.";
    return { failure: "sign_in", text: `${path} did not accept the token.`, hint };
  }
  if (status === 403) {
    const hint = "Give one that may: `medallion connection set-password`.";
    return { failure: "not_allowed", text: `The token may not read ${path}.`, hint };
  }
  if (status === 404) {
    return { failure: "not_there", text: `${path} is not there.`, hint: "Check the address." };
  }
  if (status === 429) {
    return {
      failure: "too_many",
      text: `${path} refuses more requests for now.`,
      hint: "Nothing to do: the next run tries again. --per-minute asks more slowly.",
      retryable: true,
    };
  }
  if (status < 400 || status >= 500) return null;
  return {
    failure: "not_understood",
    text: `${path} did not understand the request (${status}).`,
    hint: "Check the address and its parameters.",
  };
}

function byWord(word: string, path: string): Sentence {
  if (/redirect/i.test(word)) {
    return {
      failure: "redirected",
      text: `${path} sends us to another address.`,
      hint: "Name that address itself: a token is not sent along.",
    };
  }
  if (CERTIFICATE.test(word)) {
    return {
      failure: "tls_untrusted",
      text: `The certificate of ${path} is not signed by an authority this computer trusts.`,
      hint: "Name the PEM file of the authority in NODE_EXTRA_CA_CERTS.",
    };
  }
  if (/ENOTFOUND|EAI_AGAIN/.test(word)) {
    return {
      failure: "host_unknown",
      text: `There is no computer of the name in ${path}.`,
      hint: "Check the address, and whether this computer needs a VPN to reach it.",
    };
  }
  const refused = /ECONNREFUSED/.test(word);
  return {
    failure: refused ? "refused" : "unreachable",
    text: refused ? `Nothing answers at ${path}.` : `${path} does not answer.`,
    hint: refused
      ? "Check host and port of the address, and that the service runs."
      : "Check the network of this computer; the next run tries again.",
    retryable: true,
  };
}

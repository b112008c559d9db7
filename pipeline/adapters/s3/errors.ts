import { AppError } from "#domain/errors.ts";

interface Loose {
  readonly name?: string;
  readonly code?: string;
  readonly message?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

export const statusOf = (error: unknown): number | undefined =>
  (error as Loose | null)?.$metadata?.httpStatusCode;

/** The condition of a request did not hold: somebody else was there first. */
export const isTaken = (error: unknown): boolean =>
  [409, 412].includes(statusOf(error) ?? 0) && (error as Loose).name !== "NoSuchUpload";

export const isMissing = (error: unknown): boolean =>
  statusOf(error) === 404 && (error as Loose).name !== "NoSuchBucket";

interface Sentence {
  readonly failure: string;
  readonly text: string;
  readonly hint: string;
  readonly retryable?: boolean;
}

/** Any error of the client as one sentence with one action; bugs stay what they are. */
export function bucketError(error: unknown, path: string): unknown {
  if (error instanceof AppError || (error as Loose | null)?.name === "AbortError") return error;
  const said = sentence((error ?? {}) as Loose, path);
  if (!said) return error;
  const { text, hint, failure, retryable = false } = said;
  return new AppError("upstream", text, { hint, retryable, details: { failure }, cause: error });
}

type Rule = readonly [
  when: (error: Required<Pick<Loose, "name" | "code" | "message">>, status: number) => boolean,
  say: (path: string) => Sentence,
];

/** First match wins. */
const RULES: readonly Rule[] = [
  [
    ({ name, message }, status) =>
      /CredentialsProvider|CouldNotLoad|TokenProvider|SSO/i.test(name) ||
      (status === 0 && /credential/i.test(message)),
    (path) => ({
      failure: "no_credentials",
      text: `This computer has no sign-in for ${path}.`,
      hint: "Set up a profile (`aws configure` or `aws sso login`) and name it with --profile.",
    }),
  ],
  [
    ({ name }) => /InvalidAccessKeyId|SignatureDoesNotMatch|ExpiredToken|InvalidToken/.test(name),
    (path) => ({
      failure: "sign_in",
      text: `${path} does not accept the keys of this computer.`,
      hint: "Sign in again (`aws sso login`), or check the profile.",
    }),
  ],
  [
    ({ name }) => name === "NoSuchBucket",
    (path) => ({
      failure: "no_bucket",
      text: `There is no bucket at ${path}.`,
      hint: "Check its name.",
    }),
  ],
  [
    ({ name }) => name === "NoSuchKey",
    (path) => ({
      failure: "missing_object",
      text: `An object of ${path} is gone, so nothing of it was used.`,
      hint: "Restore it from the bucket's versions or a backup, then try again.",
    }),
  ],
  [
    ({ name }, status) =>
      /PermanentRedirect|AuthorizationHeaderMalformed/.test(name) || status === 301,
    (path) => ({
      failure: "wrong_region",
      text: `The bucket of ${path} is in another region.`,
      hint: "Name its region with --region.",
    }),
  ],
  [
    (_error, status) => status === 403,
    (path) => ({
      failure: "not_allowed",
      text: `The keys of this computer may not do this at ${path}.`,
      hint: "The README lists the permissions that are needed; no wildcard is among them.",
    }),
  ],
  [
    (_error, status) => status === 501,
    (path) => ({
      failure: "too_simple",
      text: `The service of ${path} does not know conditional writes, so a lake there could be damaged.`,
      hint: "Use a service that honours If-None-Match and If-Match.",
    }),
  ],
  [
    ({ message }) => /certificate|self.signed/i.test(message),
    (path) => ({
      failure: "tls_untrusted",
      text: `The certificate of ${path} is not signed by an authority this computer trusts.`,
      hint: "Name the PEM file of the authority in NODE_EXTRA_CA_CERTS.",
    }),
  ],
  [
    ({ name, code }, status) =>
      status === 429 ||
      status >= 500 ||
      /^(E[A-Z_]+|TimeoutError|NetworkingError)$/.test(code || name),
    (path) => ({
      failure: "unreachable",
      text: `${path} does not answer.`,
      hint: "Check the network of this computer; the next run tries again.",
      retryable: true,
    }),
  ],
];

function sentence(error: Loose, path: string): Sentence | null {
  const { name = "", code = "", message = "" } = error;
  const status = statusOf(error) ?? 0;
  const rule = RULES.find(([when]) => when({ name, code, message }, status));
  return rule ? rule[1](path) : null;
}

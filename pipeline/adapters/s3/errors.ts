import { AppError } from "#domain/errors.ts";

interface Loose {
  readonly name?: string;
  readonly code?: string;
  readonly message?: string;
  /** Of a name with several numbers, each refused for itself. */
  readonly errors?: readonly Loose[];
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

/** What sentences speak of. */
interface Asked {
  readonly path: string;
  /** Of the AWS settings, where one was named. */
  readonly profile?: string | undefined;
  /** Port of a service that is not Amazon's. */
  readonly port?: number | undefined;
}

/** Any error of the client as one sentence with one action; bugs stay what they are. */
export function bucketError(error: unknown, asked: Asked): unknown {
  if (error instanceof AppError || (error as Loose | null)?.name === "AbortError") return error;
  const said = sentence((error ?? {}) as Loose, asked);
  if (!said) return error;
  const { text, hint, failure, retryable = false } = said;
  return new AppError("upstream", text, { hint, retryable, details: { failure }, cause: error });
}

type Rule = readonly [
  when: (
    error: Required<Pick<Loose, "name" | "code" | "message">>,
    status: number,
    asked: Asked,
  ) => boolean,
  say: (asked: Asked) => Sentence,
];

const UNTRUSTED = /certificate|self.signed/i;
const isOfSignIn = (name: string): boolean =>
  /CredentialsProvider|CouldNotLoad|TokenProvider|SSO/i.test(name);
const loginWith = (profile: string | undefined): string =>
  `\`aws sso login${profile === undefined ? "" : ` --profile ${profile}`}\``;

/** First match wins. */
const RULES: readonly Rule[] = [
  [
    ({ message }) => UNTRUSTED.test(message),
    ({ path }) => ({
      failure: "tls_untrusted",
      text: `A certificate on the way to ${path} is not signed by an authority this computer trusts.`,
      hint: "Name the PEM file of the authority in NODE_EXTRA_CA_CERTS.",
    }),
  ],
  [
    ({ name, message }) =>
      isOfSignIn(name) &&
      /sso session|sso token|sso login|unauthorized|session token/i.test(message),
    ({ path, profile }) => ({
      failure: "signed_out",
      text: `The sign-in of this computer for ${path} has ended.`,
      hint: `Sign in again with ${loginWith(profile)}, then try again.`,
    }),
  ],
  [
    ({ name, message }) =>
      isOfSignIn(name) &&
      /\b(?:ENOTFOUND|EAI_AGAIN|E[A-Z]*(?:REFUSED|RESET|TIMEDOUT|UNREACH))\b|proxy|tunnel/i.test(
        message,
      ),
    ({ path }) => ({
      failure: "unreachable",
      text: `The sign-in service of AWS does not answer, so ${path} was not asked.`,
      hint: "Check the network of this computer and HTTPS_PROXY; the next run tries again.",
      retryable: true,
    }),
  ],
  [
    ({ name, message }, status) =>
      isOfSignIn(name) || (status === 0 && /credential/i.test(message)),
    ({ path, profile }) => ({
      failure: "no_credentials",
      text: `This computer has no sign-in for ${path}.`,
      hint:
        profile === undefined
          ? "Set up a profile (`aws configure` or `aws sso login`) and name it with --profile."
          : `Look whether \`aws configure list-profiles\` knows "${profile}" and it holds keys; else name another with --profile.`,
    }),
  ],
  [
    ({ name }) => /InvalidAccessKeyId|SignatureDoesNotMatch|ExpiredToken|InvalidToken/.test(name),
    ({ path, profile }) => ({
      failure: "sign_in",
      text: `${path} does not accept the keys of this computer.`,
      hint: `Sign in again with ${loginWith(profile)}, or check the profile.`,
    }),
  ],
  [
    ({ name }) => name === "NoSuchBucket",
    ({ path }) => ({
      failure: "no_bucket",
      text: `There is no bucket at ${path}.`,
      hint: "Check its name.",
    }),
  ],
  [
    ({ name }) => name === "NoSuchKey",
    ({ path }) => ({
      failure: "missing_object",
      text: `An object of ${path} is gone, so nothing of it was used.`,
      hint: "Restore it from the bucket's versions or a backup, then try again.",
    }),
  ],
  [
    ({ name }, status) =>
      /PermanentRedirect|AuthorizationHeaderMalformed/.test(name) || status === 301,
    ({ path }) => ({
      failure: "wrong_region",
      text: `The bucket of ${path} is in another region.`,
      hint: "Name its region with --region.",
    }),
  ],
  [
    (_error, status) => status === 403,
    ({ path }) => ({
      failure: "not_allowed",
      text: `The keys of this computer may not do this at ${path}.`,
      hint: "The README lists the permissions that are needed; no wildcard is among them.",
    }),
  ],
  [
    (_error, status) => status === 501,
    ({ path }) => ({
      failure: "too_simple",
      text: `The service of ${path} does not know conditional writes, so a lake there could be damaged.`,
      hint: "Use a service that honours If-None-Match and If-Match.",
    }),
  ],
  [
    ({ code }) => /ENOTFOUND|EAI_AGAIN/.test(code),
    ({ path }) => ({
      failure: "host_unknown",
      text: `The address of the service for ${path} does not exist.`,
      hint: "Check its address, and whether this computer needs a VPN to reach it.",
    }),
  ],
  [
    // A proxy that refuses says nothing about the service behind it.
    ({ code, message }, _status, { port }) =>
      code === "ECONNREFUSED" && port !== undefined && message.endsWith(`:${port}`),
    ({ path }) => ({
      failure: "refused",
      text: `No service answers for ${path}.`,
      hint: "Check the address of the service and its port, and that it runs.",
      retryable: true,
    }),
  ],
  [
    ({ name, message }, status) =>
      (status === 404 && name !== "NoSuchUpload") || /deserializ|not valid XML/i.test(message),
    ({ path }) => ({
      failure: "no_service",
      text: `What answers for ${path} is no service for buckets.`,
      hint: "Check the address of the service.",
    }),
  ],
  [
    ({ name, code }, status) =>
      status === 429 ||
      status >= 500 ||
      /^(E[A-Z_]+|TimeoutError|NetworkingError)$/.test(code || name),
    ({ path }) => ({
      failure: "unreachable",
      text: `${path} does not answer.`,
      hint: "Check the network of this computer; the next run tries again.",
      retryable: true,
    }),
  ],
];

function sentence(error: Loose, asked: Asked): Sentence | null {
  const { name = "", code = "", errors = [] } = error;
  const message = error.message || (errors.at(-1)?.message ?? "");
  const status = statusOf(error) ?? 0;
  const rule = RULES.find(([when]) => when({ name, code, message }, status, asked));
  return rule ? rule[1](asked) : null;
}

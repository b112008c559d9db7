/** The closed list of error codes that cross the contract, with the CLI's exit code for each. */
export const ERROR_EXIT_CODES = {
  usage: 2,
  question: 2,
  bad_input: 2,
  not_found: 2,
  conflict: 2,
  locked: 3,
  upstream: 4,
  disk_full: 5,
  read_only: 5,
  corrupt: 5,
  engine_restarted: 5,
  internal: 5,
  cancelled: 130,
} as const;
export type ErrorCode = keyof typeof ERROR_EXIT_CODES;

/**
 * An error made for a person: `message` says what and where, `hint` what to do next.
 * Everything thrown on purpose in `pipeline` is one; anything else is a bug and becomes `internal`.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly hint: string | undefined;
  readonly retryable: boolean;
  readonly details: unknown;

  constructor(
    code: ErrorCode,
    message: string,
    extra: { hint?: string; retryable?: boolean; details?: unknown; cause?: unknown } = {},
  ) {
    super(message, { cause: extra.cause });
    this.name = "AppError";
    this.code = code;
    this.hint = extra.hint;
    this.retryable = extra.retryable ?? false;
    this.details = extra.details;
  }
}

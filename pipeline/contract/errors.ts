import { ORPCError } from "@orpc/contract";
import { z } from "zod";
import { AppError, ERROR_EXIT_CODES, type ErrorCode } from "#domain/errors.ts";

/** An error as it crosses the contract: a value with a code of a closed list. Stacks stay in the log. */
export interface ErrorValue {
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint: string | null;
  readonly retryable: boolean;
  readonly details: unknown;
}

const errorData = z.object({
  hint: z.string().nullable(),
  retryable: z.boolean(),
  details: z.unknown(),
});

const CODES = Object.keys(ERROR_EXIT_CODES) as ErrorCode[];

/** The errors every procedure may answer with. */
export const contractErrors = Object.fromEntries(
  CODES.map((code) => [code, { data: errorData }]),
) as Record<ErrorCode, { data: typeof errorData }>;

const UNEXPECTED: ErrorValue = {
  code: "internal",
  message:
    "Something went wrong inside Medallion. Published reports and earlier data are unchanged.",
  hint: "Run `medallion doctor` and look at the newest file in the logs folder of the workspace.",
  retryable: false,
  details: null,
};

const FULL = ["ENOSPC", "EDQUOT", "EFBIG"];
const FORBIDDEN = ["EROFS", "EACCES", "EPERM"];

/** A disk that refuses is nobody's bug, wherever it is noticed. */
function diskError(error: unknown): ErrorValue | null {
  if (!(error instanceof Error) || !("code" in error)) return null;
  const code = String(error.code);
  const place = "path" in error ? String(error.path) : "A file of the workspace";
  if (FULL.includes(code)) {
    return {
      code: "disk_full",
      message: `The disk is full: ${place} could not be written.`,
      hint: "Free some space, then try again. Earlier data and published reports are unchanged.",
      retryable: false,
      details: null,
    };
  }
  if (!FORBIDDEN.includes(code)) return null;
  return {
    code: "read_only",
    message: `${place} cannot be opened or written.`,
    hint: "Check who may read and write the workspace folder and the files of its sources, then try again.",
    retryable: false,
    details: null,
  };
}

/** For a name that is not in the contract, whatever it is. */
export function unknownCall(): AppError {
  return new AppError("usage", "This version of Medallion does not know this call.", {
    hint: "Reload the window; it may be older than the program.",
  });
}

/** What a transport answers by itself, before anybody looks at the call. */
function transportError(code: string): AppError | null {
  if (code === "NOT_FOUND") return unknownCall();
  if (code !== "UNAUTHORIZED") return null;
  return new AppError("usage", "This window is not let in: the program was started again since.", {
    hint: "Open the address that `medallion serve` printed.",
  });
}

function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === "string" && Object.hasOwn(ERROR_EXIT_CODES, code);
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === "AbortError";
}

/** What the schema did not accept, one line per place. */
function invalidInput(data: unknown): ErrorValue {
  const parsed = z
    .object({
      issues: z.array(z.object({ message: z.string(), path: z.array(z.unknown()).optional() })),
    })
    .safeParse(data);
  const issues = parsed.success ? parsed.data.issues : [];
  const lines = issues.map((issue) => `${issue.path?.join(".") || "input"}: ${issue.message}`);
  return {
    code: "usage",
    message: `This request is not complete or not understood. ${lines.join("; ")}`.trim(),
    hint: "Correct the values named here and try again.",
    retryable: false,
    details: { issues: lines },
  };
}

/**
 * Any thrown value as an error value. Total: never throws, and everything that was not thrown on purpose
 * becomes `internal` without its message, which may hold data.
 */
export function errorValue(error: unknown): ErrorValue {
  if (error instanceof AppError) {
    const { code, message, hint, retryable, details } = error;
    return { code, message, hint: hint ?? null, retryable, details: details ?? null };
  }
  if (error instanceof ORPCError) {
    if (error.code === "BAD_REQUEST") return invalidInput(error.data);
    const transport = transportError(error.code);
    if (transport) return errorValue(transport);
    const data = errorData.safeParse(error.data);
    if (!isErrorCode(error.code) || !data.success) return UNEXPECTED;
    return {
      code: error.code,
      message: error.message,
      ...data.data,
      details: data.data.details ?? null,
    };
  }
  if (isAbort(error)) {
    return {
      code: "cancelled",
      message: "Stopped. Published reports and earlier data are unchanged.",
      hint: null,
      retryable: true,
      details: null,
    };
  }
  return diskError(error) ?? UNEXPECTED;
}

/** The same error in the form the contract transports. */
export function contractError(error: unknown): Error {
  if (error instanceof ORPCError) return error;
  const { code, message, ...data } = errorValue(error);
  return new ORPCError(code, { message, data, cause: error });
}

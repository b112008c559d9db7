import { AppError, ERROR_EXIT_CODES } from "#domain/errors.ts";
import type { ErrorValue } from "#contract/errors.ts";
import type { RunResult } from "#contract/runs.ts";
import type { RunState } from "#contract/names.ts";
import type { Host } from "./host.ts";

export const EXIT_OK = 0;
/** A held run, and nothing else. */
const EXIT_HELD = 1;

const RUN_EXIT_CODES: Readonly<Record<RunState, number>> = {
  succeeded: EXIT_OK,
  unchanged: EXIT_OK,
  held: EXIT_HELD,
  failed: ERROR_EXIT_CODES.upstream,
  cancelled: ERROR_EXIT_CODES.cancelled,
};

/** A run that is held on Snowflake only ends like one that is held here. */
export function runExitCode(status: RunState, findings: RunResult["findings"] = []): number {
  const there = findings.some(({ kind, severity }) => kind === "target" && severity === "error");
  return RUN_EXIT_CODES[status] || (there ? EXIT_HELD : EXIT_OK);
}

/** Prints one result: a JSON document with `--json`, otherwise text for people. */
export class Output {
  readonly #host: Host;
  readonly json: boolean;

  constructor(host: Host, json: boolean) {
    this.#host = host;
    this.json = json;
  }

  /** The answer of a command. Called exactly once by every command that succeeds. */
  result(value: unknown, text: () => string): void {
    this.#host.out(this.json ? `${JSON.stringify(value, null, 2)}\n` : `${text().trimEnd()}\n`);
  }

  /** A remark beside the answer; never part of it. */
  note(text: string): void {
    this.#host.err(`${text}\n`);
  }

  /** An error for people on stderr and, with `--json`, the one document on stdout. Returns the exit code. */
  error(error: ErrorValue): number {
    if (this.json) this.#host.out(`${JSON.stringify({ error }, null, 2)}\n`);
    this.#host.err(`${error.message}\n${error.hint ? `${error.hint}\n` : ""}`);
    return ERROR_EXIT_CODES[error.code];
  }
}

/** For what the design names and this version does not do. */
export function notYetInThisVersion(what: string): AppError {
  return new AppError("usage", `${what} is not yet in this version.`, {
    hint: "`medallion --help` lists what is.",
  });
}

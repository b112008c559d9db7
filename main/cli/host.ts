import { resolve } from "node:path";
import { AppError } from "#domain/errors.ts";

/** Everything the command line touches outside itself, so that a test can stand in for it. */
export interface Host {
  /** Text for standard output: results only. */
  out(text: string): void;
  /** Text for standard error: progress, remarks, errors. */
  err(text: string): void;
  /** Standard error is a terminal: progress may redraw its line. */
  readonly terminal: boolean;
  readonly columns: number;
  /** Aborted by the first Ctrl-C. */
  readonly signal: AbortSignal;
  /** A path as the person typed it → absolute. */
  path(typed: string): string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Paths are relative to where the person stands: npm moves to the project folder before it starts us. */
function startFolder(): string {
  const { npm_lifecycle_event: script, INIT_CWD: typedIn } = process.env;
  return script === "medallion" && typedIn ? typedIn : process.cwd();
}

/** The first Ctrl-C asks everything to stop and leaves it whole; the second ends the process at once. */
function interruptSignal(): AbortSignal {
  const controller = new AbortController();
  const stop = (): void => {
    if (controller.signal.aborted) process.exit(130);
    process.stderr.write("\nStopping… Press Ctrl-C again to end at once.\n");
    controller.abort(
      new AppError("cancelled", "Stopped. Published reports and earlier data are unchanged."),
    );
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  return controller.signal;
}

/** The real terminal. A reader that closes early (`… | head`) ends us quietly. */
export function systemHost(): Host {
  const folder = startFolder();
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(0);
    throw error;
  });
  return {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    terminal: process.stderr.isTTY === true,
    columns: process.stderr.columns ?? 80,
    signal: interruptSignal(),
    path: (typed) => resolve(folder, typed),
    env: process.env,
  };
}

import { execFile } from "node:child_process";
import { AppError } from "#domain/errors.ts";

export interface Finished {
  /** Null when the program could not be started at all. */
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs a program of the system and waits for its end. */
export type Command = (
  program: string,
  words: readonly string[],
  input?: string,
) => Promise<Finished>;

const LIMIT_MS = 20_000;

export const runProgram: Command = (program, words, input) =>
  new Promise((resolve) => {
    const child = execFile(
      program,
      [...words],
      { timeout: LIMIT_MS, windowsHide: true },
      (error, out, err) => {
        const code = error === null ? 0 : typeof error.code === "number" ? error.code : null;
        resolve({ code, out, err });
      },
    );
    child.stdin?.on("error", () => undefined);
    child.stdin?.end(input ?? "");
  });

/** @throws AppError `upstream` with what the system said. */
export function requireDone(what: string, { code, out, err }: Finished): void {
  if (code === 0) return;
  const said = (err.trim() || out.trim() || "it could not be started").split("\n")[0];
  throw new AppError("upstream", `${what} refused: ${said}`, {
    hint: "Look at the message, or choose another scheduler with --scheduler.",
  });
}

import { execFile } from "node:child_process";
import { join } from "node:path";

/** Starts the packed program with the stand-in. @returns what its child printed last, and its exit code */
export function startDesktop(env: Readonly<Record<string, string>>): Promise<{
  readonly code: number | string | null | undefined;
  readonly out: string;
  readonly err: string;
}> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [join(import.meta.dirname, "desktop-child.ts"), `--workspace=${env.STAND_IN_WORKSPACE}`],
      { env: { ...process.env, ...env }, timeout: 200_000, killSignal: "SIGKILL" },
      (error, out, err) => resolve({ code: error === null ? 0 : error.code, out, err }),
    );
  });
}

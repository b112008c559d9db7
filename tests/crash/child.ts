import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import type { Fault } from "./faults.ts";

const RUN_CHILD = join(import.meta.dirname, "run-child.ts");
export const CLI = join(import.meta.dirname, "../../main/cli/index.ts");

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
  /** Milliseconds from the first output to the end. */
  readonly worked: number;
}

export interface Child {
  readonly process: ChildProcess;
  /** Resolves with the first output: from here on the workspace is being worked on. */
  readonly working: Promise<void>;
  readonly ended: Promise<Ended>;
}

/** Starts a process and collects what it prints. */
export function start(
  command: string,
  argv: readonly string[],
  options: { readonly cwd?: string; readonly uid?: number } = {},
): Child {
  const child = spawn(command, argv, { stdio: ["ignore", "pipe", "pipe"], ...options });
  let out = "";
  let err = "";
  let since = performance.now();
  let begin: () => void;
  const working = new Promise<void>((resolve) => (begin = resolve));
  const heard = (): void => {
    if (out === "" && err === "") since = performance.now();
    begin();
  };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    heard();
    out += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    heard();
    err += text;
  });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => {
      begin();
      resolve({ code, signal, out, err, worked: performance.now() - since });
    });
  });
  return { process: child, working, ended };
}

/** A run with publish in a process of its own, which dies where `fault` says. */
export function startRun(workspace: string, fault: Fault | null = null): Child {
  return start(process.execPath, [RUN_CHILD, workspace, JSON.stringify(fault)]);
}

/** Kills a run so many milliseconds after its work began; tells whether it was still at work. */
export async function killRunAfter(workspace: string, milliseconds: number): Promise<Ended> {
  const child = startRun(workspace);
  await child.working;
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
  child.process.kill("SIGKILL");
  return child.ended;
}

/** The command line in a process of its own. */
export function medallion(
  argv: readonly string[],
  options: { readonly cwd?: string; readonly uid?: number } = {},
): Child {
  return start(process.execPath, [CLI, ...argv], options);
}

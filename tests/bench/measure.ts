import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";

export interface Measured {
  /** Wall time of the whole process. */
  readonly seconds: number;
  readonly code: number | null;
  readonly out: string;
  readonly errors: readonly { readonly at: number; readonly text: string }[];
  /** Peak resident memory in MB; 0 where the system does not say. */
  readonly peak_mb: number;
}

async function residentPeak(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024;
}

/**
 * Runs this Node with a script and measures it. Lines on standard error keep the second, from the
 * start of the process, at which they came.
 * @param env what its environment has beside ours.
 */
export async function measure(
  script: string,
  parameters: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Measured> {
  const started = performance.now();
  const seconds = (): number => (performance.now() - started) / 1000;
  const child = spawn(process.execPath, [script, ...parameters], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...env },
  });
  let out = "";
  let rest = "";
  let peak = 0;
  const errors: { at: number; text: string }[] = [];
  child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    const at = seconds();
    errors.push(...lines.map((line) => ({ at, text: line })));
  });
  const watch = setInterval(() => {
    void residentPeak(child.pid ?? 0).then((now) => (peak = Math.max(peak, now)));
  }, 50);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject).once("close", resolve);
  });
  clearInterval(watch);
  if (rest !== "") errors.push({ at: seconds(), text: rest });
  return { seconds: seconds(), code, out, errors, peak_mb: peak };
}

/** The middle value; of two, the smaller. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? Number.NaN;
}

import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { isAbsolute, join, relative } from "node:path";
import { promisify } from "node:util";

const TOP = join(import.meta.dirname, "../..");
const run = promisify(execFile);

/** Runs a command of the product's own command line and answers its JSON document. */
export async function medallion(...command: readonly string[]): Promise<unknown> {
  const entry = join(TOP, "main/cli/index.ts");
  const { stdout } = await run(process.execPath, [entry, ...command, "--json"], {
    cwd: TOP,
    maxBuffer: 64 * 1024 * 1024,
  });
  return JSON.parse(stdout);
}

/** A new folder under the system's temporary one. */
export function temporaryFolder(name: string): Promise<string> {
  return mkdtemp(join(tmpdir(), `medallion-e2e-${name}-`));
}

/** Only what lies under the system's temporary folder: a test that failed early may not know its own. */
export async function removeFolder(folder: string): Promise<void> {
  const inside = relative(tmpdir(), folder);
  if (!isAbsolute(folder) || inside === "" || inside.startsWith("..")) return;
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
}

/** A workspace without a source, as after `medallion init`. */
export async function emptyWorkspace(): Promise<string> {
  const folder = join(await temporaryFolder("empty"), "shop");
  await medallion("init", folder, "--tz", "Europe/Berlin", "--currency", "EUR");
  return folder;
}

/** The sample shop connected and never run: its first run takes some seconds. */
export async function sampleWorkspace(scale = 0.05): Promise<string> {
  const folder = join(await temporaryFolder("sample"), "shop");
  await medallion("init", folder, "--sample", "--scale", String(scale));
  return folder;
}

/** The sample shop with its first run published. `scale` 1 is about 100,000 order lines. */
export async function demoWorkspace(scale = 0.02): Promise<string> {
  const folder = join(await temporaryFolder("demo"), "demo");
  await medallion("demo", folder, "--scale", String(scale));
  return folder;
}

import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const TOP = fileURLToPath(new URL("../..", import.meta.url));
/** The built window. */
export const RENDERER_FOLDER = join(TOP, "out/renderer");
const CONFIG = join(TOP, "renderer/vite.config.ts");
const BUILDER = join(TOP, "node_modules/vite/bin/vite.js");
/** What the window is made of. */
const SOURCES = ["renderer", "pipeline/contract", "pipeline/domain"];

async function newest(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const times = await Promise.all(
    entries
      .filter((entry) => entry.isFile() && !entry.name.includes(".test."))
      .map(async (entry) => (await stat(join(entry.parentPath, entry.name))).mtimeMs),
  );
  return Math.max(0, ...times);
}

/** Null when the built window is there and no source is newer; otherwise why it has to be built. */
export async function whyBuild(): Promise<"missing" | "stale" | null> {
  const built = await stat(join(RENDERER_FOLDER, "index.html")).catch(() => null);
  if (!built) return "missing";
  const sources = await Promise.all(SOURCES.map((folder) => newest(join(TOP, folder))));
  return Math.max(...sources) > built.mtimeMs ? "stale" : null;
}

/** An installed copy ships the built window and has nothing to build it with. */
export const canBuild = (): boolean => existsSync(CONFIG) && existsSync(BUILDER);

/**
 * Builds the window beside the old one and swaps them, so that a server that is running never serves half.
 * @returns what the builder said when it failed, otherwise null.
 */
export async function buildRenderer(): Promise<string | null> {
  const fresh = `${RENDERER_FOLDER}.new-${process.pid}`;
  const flags = ["build", "--config", CONFIG, "--outDir", fresh, "--emptyOutDir"];
  const child = spawn(process.execPath, [BUILDER, ...flags, "--logLevel", "warn"], {
    cwd: TOP,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => (said += text));
  }
  const code = await new Promise<number | null>((resolve) => {
    child.on("error", (error) => ((said += error.message), resolve(1)));
    child.on("close", resolve);
  });
  if (code !== 0 || !existsSync(join(fresh, "index.html"))) {
    await rm(fresh, { recursive: true, force: true });
    return said || "The builder ended without a page.";
  }
  const old = `${RENDERER_FOLDER}.old-${process.pid}`;
  await rename(RENDERER_FOLDER, old).catch(() => undefined);
  // Another server that built at the same time may have been first: its window is as good.
  await rename(fresh, RENDERER_FOLDER).catch(() => rm(fresh, { recursive: true, force: true }));
  await rm(old, { recursive: true, force: true });
  return null;
}

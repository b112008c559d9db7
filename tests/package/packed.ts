import { execFile } from "node:child_process";
import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

export const TOP = join(import.meta.dirname, "../..");
const run = promisify(execFile);
const tool = (name: string): string => join(TOP, "node_modules", name);
const PATIENT = { cwd: TOP, maxBuffer: 64 * 1024 * 1024 };

/** `npm run build`. */
export async function build(): Promise<void> {
  await run(process.execPath, [tool("electron-vite/bin/electron-vite.js"), "build"], PATIENT);
}

/** A folder that looks like Electron's program, so that packing needs no download. */
async function standInElectron(folder: string): Promise<string> {
  await mkdir(join(folder, "resources"), { recursive: true });
  await mkdir(join(folder, "locales"));
  const { version } = JSON.parse(await readFile(tool("electron/package.json"), "utf8")) as {
    version: string;
  };
  await writeFile(join(folder, "version"), version);
  for (const name of ["LICENSE", "LICENSES.chromium.html", "chrome-sandbox", "locales/en-US.pak"]) {
    await writeFile(join(folder, name), "stand-in");
  }
  await writeFile(join(folder, "electron"), "#!/bin/sh\n");
  await chmod(join(folder, "electron"), 0o755);
  return folder;
}

/** What `npm run package` leaves, made from what was built, with a stand-in for Electron. */
export async function pack(folder: string): Promise<string> {
  const electron = await standInElectron(join(folder, "electron"));
  const words = [
    "--config",
    join(TOP, "electron-builder.config.js"),
    "--dir",
    "--linux",
    "--x64",
    `-c.electronDist=${electron}`,
    `-c.directories.output=${join(folder, "dist")}`,
  ];
  await run(process.execPath, [tool("electron-builder/cli.js"), ...words], PATIENT);
  return join(folder, "dist/linux-unpacked/resources");
}

export interface Packed {
  readonly path: string;
  /** It lies beside the archive, where the system can open it. */
  readonly unpacked: boolean;
}

/** Everything in an archive, with `/` between folders. */
export async function listArchive(archive: string): Promise<readonly Packed[]> {
  const { stdout } = await run(tool(".bin/asar"), ["list", "--is-pack", archive], PATIENT);
  return stdout
    .split("\n")
    .map((line) => /^(pack|unpack)\s*:\s*[/\\](.+)$/.exec(line.trim()))
    .filter((match) => match !== null)
    .map((match) => ({ path: match[2]!.replaceAll("\\", "/"), unpacked: match[1] === "unpack" }));
}

/** The archive as a folder, with what lies beside it in its place. */
export async function extractArchive(archive: string, folder: string): Promise<void> {
  await run(tool(".bin/asar"), ["extract", archive, folder], PATIENT);
}

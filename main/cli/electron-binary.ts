import { existsSync } from "node:fs";
import { join } from "node:path";

const PROGRAMS: Readonly<Record<string, string>> = {
  darwin: "Electron.app/Contents/MacOS/Electron",
  win32: "electron.exe",
};

/**
 * Where Electron's program is: the folder that ELECTRON_OVERRIDE_DIST_PATH names, else what its package
 * downloaded. Nothing is imported from the package: that would download it.
 * @param top the folder of package.json
 * @returns null when it is not on this computer
 */
export function electronBinary(
  top: string,
  env: Readonly<Record<string, string | undefined>> = process.env,
  platform: string = process.platform,
): string | null {
  const folder = env.ELECTRON_OVERRIDE_DIST_PATH || join(top, "node_modules/electron/dist");
  const program = join(folder, PROGRAMS[platform] ?? "electron");
  return existsSync(program) ? program : null;
}

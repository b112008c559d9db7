import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Message } from "#domain/night/incidents.ts";

const run = promisify(execFile);
const SCRIPT =
  "on run argv\ndisplay notification (item 2 of argv) with title (item 1 of argv)\nend run";

/** Shows a message with the system's own program; the words are arguments, never part of a script. */
export async function showOnDesktop({ title, text }: Message): Promise<void> {
  const options = { timeout: 10_000 };
  if (process.platform === "darwin") {
    await run("osascript", ["-e", SCRIPT, "--", title, text], options);
  } else if (process.platform === "win32") {
    throw new Error("Messages on the desktop need the window of Medallion on Windows.");
  } else {
    await run("notify-send", ["--app-name=Medallion", "--", title, text], options);
  }
}

#!/usr/bin/env node
/** `npm start [-- DIR]`: the console in its desktop window, or in the browser. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { electronBinary } from "./electron-binary.ts";
import { browserCommand, consoleAddress, startConsole } from "./start-console.ts";

const TOP = fileURLToPath(new URL("../..", import.meta.url));
const DEMO = join(TOP, ".demo");

/** The exit code of a program that writes where we write; `quiet` keeps its words to itself. */
function run(program: string, words: readonly string[], quiet = false): Promise<number> {
  return new Promise((done) => {
    const env = { ...process.env };
    delete env.ELECTRON_RUN_AS_NODE;
    const child = spawn(program, words, { cwd: TOP, env, stdio: quiet ? "ignore" : "inherit" });
    child.on("error", () => done(1));
    child.on("close", (code) => done(code ?? 1));
  });
}

function namedWorkspace(): string | null {
  const named = process.argv[2];
  if (named !== undefined) return resolve(process.env.INIT_CWD ?? process.cwd(), named);
  return existsSync(DEMO) ? DEMO : null;
}

function openBrowser(address: string): void {
  const [program, words] = browserCommand(process.platform, address);
  // Without a browser the address is still on the screen.
  spawn(program, words, { stdio: "ignore", detached: true })
    .on("error", () => undefined)
    .unref();
}

async function serve(directory: string): Promise<number> {
  const [{ main }, { systemHost }] = await Promise.all([
    import("./program.ts"),
    import("./host.ts"),
  ]);
  const host = systemHost();
  return await main(["serve", directory], {
    ...host,
    out: (text) => {
      host.out(text);
      const address = consoleAddress(text);
      if (address !== null) openBrowser(address);
    },
  });
}

process.exitCode = await startConsole({
  workspace: namedWorkspace(),
  fallback: join(homedir(), "Medallion"),
  electron: () => electronBinary(TOP),
  download: async () => {
    console.info("Fetching Electron …");
    const installer = join(TOP, "node_modules/electron/install.js");
    return (await run(process.execPath, [installer], true)) === 0;
  },
  build: async () => {
    const builder = join(TOP, "node_modules/electron-vite/bin/electron-vite.js");
    const built = join(TOP, "out/main/index.js");
    if (!existsSync(builder)) return existsSync(built);
    return (await run(process.execPath, [builder, "build", "--logLevel", "warn"])) === 0;
  },
  runElectron: (program, workspace) =>
    run(program, [TOP, ...(workspace === null ? [] : [`--workspace=${workspace}`])]),
  serve,
  say: (text) => console.info(text),
});

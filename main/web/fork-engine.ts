import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { EngineProcess, EngineRole } from "#main/shared/engine-process.ts";

const ENTRY = fileURLToPath(new URL("../engine/index.ts", import.meta.url));
/** Characters of what a process printed last that are kept for the person who asks why it ended. */
const KEPT = 4000;

/** Starts an engine for a workspace folder as a child of this process. */
export function forkEngine(directory: string, role: EngineRole, entry = ENTRY): EngineProcess {
  const child = fork(entry, [directory, role], {
    serialization: "advanced",
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    execArgv: [],
  });
  let said = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    said = (said + text).slice(-KEPT);
  });
  let failure = "";
  child.on("error", (error) => (failure = error.message));
  return {
    send: (message) => {
      if (child.connected) child.send(message as object, () => undefined);
    },
    onMessage: (listener) => void child.on("message", listener),
    onExit: (listener) => {
      let told = false;
      const tell = (): void => {
        if (!told) listener(said || failure);
        told = true;
      };
      child.on("close", tell);
      // A process that could not even be started closes nothing.
      child.on("error", () => child.pid === undefined && tell());
    },
    kill: () => void child.kill("SIGKILL"),
  };
}

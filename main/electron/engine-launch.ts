import { type UtilityProcess, utilityProcess } from "electron";
import type { EngineProcess, Launch } from "#main/shared/engine-process.ts";

/** The end of what an engine printed, kept for the message about its death. */
const KEPT = 2000;
/** What could make an engine's process something else than an engine. */
const NOT_PASSED_ON = /^(ELECTRON_|NODE_OPTIONS$|NODE_PATH$)/;

export function engineEnvironment(env: NodeJS.ProcessEnv): Record<string, string> {
  const passed = Object.entries(env).filter(
    ([name, value]) => value !== undefined && !NOT_PASSED_ON.test(name),
  );
  return Object.fromEntries(passed) as Record<string, string>;
}

/** A utility process as the supervisor sees it. */
export function asEngineProcess(child: UtilityProcess): EngineProcess {
  let said = "";
  const hear = (chunk: Buffer): void => {
    process.stderr.write(chunk);
    said = (said + chunk.toString("utf8")).slice(-KEPT);
  };
  child.stdout?.on("data", hear);
  child.stderr?.on("data", hear);
  // Followed by its exit, which is what counts; unheard, it would end the host too.
  child.on("error", (type, location) => hear(Buffer.from(`${type} at ${location}\n`)));
  return {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a process has no origin
    send: (message) => child.postMessage(message),
    onMessage: (listener) => void child.on("message", listener),
    onExit: (listener) => void child.once("exit", () => listener(said)),
    // Not `child.kill()` alone: it asks, and an engine in the middle of a query does not hear.
    kill: () => {
      const { pid } = child;
      if (pid === undefined) {
        child.kill();
        return;
      }
      try {
        process.kill(pid, "SIGKILL");
      } catch {
        // It is gone already.
      }
    },
  };
}

/** Starts engines of one workspace, each in a process that may be killed. Electron must be ready. */
export function engineLaunch(entry: string, workspace: string): Launch {
  return (role) =>
    asEngineProcess(
      utilityProcess.fork(entry, [workspace, role], {
        serviceName: `Medallion engine (${role})`,
        stdio: ["ignore", "pipe", "pipe"],
        env: engineEnvironment(process.env),
      }),
    );
}

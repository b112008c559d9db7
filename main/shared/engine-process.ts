import { z } from "zod";
import { errorShape } from "#contract/host.ts";
import type { PortLike } from "./port.ts";

/** runs: commands and jobs. reads: everything a window looks at, so that looking never waits for a run. */
export type EngineRole = "runs" | "reads";

/** A process that holds DuckDB, as its host sees it: forked by the web host, a utility process of Electron. */
export interface EngineProcess {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once, however it ended; `said` is the end of what it printed. */
  onExit(listener: (said: string) => void): void;
  /** Ends it at once. */
  kill(): void;
}
export type Launch = (role: EngineRole) => EngineProcess;

/** Beside the frames of calls, which are text, these cross. */
export const engineNews = z.discriminatedUnion("type", [
  z.object({ type: z.literal("ready") }),
  z.object({ type: z.literal("failed"), error: errorShape }),
]);
export type EngineNews = z.infer<typeof engineNews>;

export const engineOrder = z.discriminatedUnion("type", [
  z.object({ type: z.literal("cancel"), call: z.string() }),
  z.object({ type: z.literal("close") }),
]);
export type EngineOrder = z.infer<typeof engineOrder>;

type Listener = (event?: { readonly data: unknown }) => void;

/** The frames of a process as a port, and what else it says. */
export function portOf(process: Pick<EngineProcess, "send" | "onMessage">): {
  readonly port: PortLike;
  /** Tells the port that nothing will come any more. */
  close(): void;
} {
  const closed: Listener[] = [];
  const port: PortLike = {
    postMessage: (frame) => process.send(frame),
    on: (event: string, listener: Listener) => {
      if (event === "close") closed.push(listener);
      else
        process.onMessage((message) => {
          if (typeof message === "string") listener({ data: message });
        });
    },
  };
  return { port, close: () => closed.forEach((listener) => listener()) };
}

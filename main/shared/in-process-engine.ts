import type { EngineState } from "#contract/host.ts";
import { callOf, type Engine } from "./engine.ts";

/** An engine that lives in the process of its host: nothing to start, nothing to restart. */
export function inProcessEngine(app: { readonly client: object; close(): Promise<void> }): Engine {
  const ready: EngineState = { status: "ready", generation: 1, error: null };
  return {
    call: callOf(app.client),
    state: () => ready,
    watch: () => () => undefined,
    restart: async () => ready,
    close: () => app.close(),
  };
}

import type { Clock } from "#ports/clock.ts";
import type { Logs } from "#ports/log.ts";

/** Everything a use case may touch, chosen in `main/shared/wiring.ts`. One per open workspace. */
export interface Services {
  /** Absolute path of the workspace folder; it need not exist before `workspace.init`. */
  readonly directory: string;
  readonly clock: Clock;
  readonly logs: Logs;
}

import type { ContractRouterClient } from "@orpc/contract";
import { hostContract } from "./host.ts";
import { contract } from "./index.ts";

/** Everything a window can ask: the contract of a workspace, and the host the window talks to. */
export const consoleContract = { ...contract, host: hostContract };
export type ConsoleContract = typeof consoleContract;

/** What a call carries beside its input. */
export interface CallContext {
  /** Fresh for each click; the host answers a repeated command from memory. */
  readonly idempotencyKey?: string;
}

/** One typed function per name, whatever the transport. */
export type ConsoleClient = ContractRouterClient<ConsoleContract, CallContext>;

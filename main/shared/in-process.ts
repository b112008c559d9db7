import type { AnyRouter } from "@orpc/server";
import { createRouterClient } from "@orpc/server";
import type { CallContext, ConsoleClient } from "#contract/console.ts";

/** A client that calls a router of this process; input and output are checked as everywhere. */
export function connectInProcess<Client = ConsoleClient>(router: AnyRouter): Client {
  return createRouterClient(router, {
    context: (given: CallContext) => given,
  }) as unknown as Client;
}

import type { AnyRouter } from "@orpc/server";
import { createRouterClient } from "@orpc/server";
import type { CallContext, ConsoleClient } from "#contract/console.ts";

type Names = Record<string, unknown>;

/** A plain table without a prototype, so that `constructor` and `__proto__` name nothing. */
function table(entries: readonly (readonly [string, unknown])[]): object {
  return Object.assign(Object.create(null) as object, Object.fromEntries(entries));
}

/** A client that calls a router of this process; input and output are checked as everywhere. */
export function connectInProcess<Client = ConsoleClient>(router: AnyRouter): Client {
  const client = createRouterClient(router, {
    context: (given: CallContext) => given,
  }) as unknown as Record<string, Names>;
  const groups = Object.entries(router).map(([group, names]) => {
    const calls = Object.keys(names as Names).map((name) => [name, client[group]![name]] as const);
    return [group, table(calls)] as const;
  });
  return table(groups) as Client;
}

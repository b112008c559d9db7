import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MessageChannel } from "node:worker_threads";
import { createORPCClient } from "@orpc/client";
import { RPCLink } from "@orpc/client/fetch";
import type { CallContext, ConsoleClient } from "#contract/console.ts";
import { IDEMPOTENCY_HEADER } from "#main/shared/call-context.ts";
import { superviseEngines } from "#main/shared/engine-pair.ts";
import type { ConsoleHost } from "#main/shared/host.ts";
import { createHost } from "#main/shared/host.ts";
import { connectInProcess } from "#main/shared/in-process.ts";
import { connectPort, serveOnPort } from "#main/shared/port.ts";
import type { Patience } from "#main/shared/supervisor.ts";
import { forkEngine } from "#main/web/fork-engine.ts";
import { startWebServer } from "#main/web/server.ts";

const ENTRY = join(import.meta.dirname, "fixtures/engine.ts");

/** A window: one way to reach a host. */
export interface Window {
  readonly client: ConsoleClient;
  close(): Promise<void>;
}

export interface Transport {
  readonly name: string;
  /** Frames have a size; calls within a process have none. */
  readonly framed: boolean;
  open(host: ConsoleHost): Promise<Window>;
}

/** Opens the address as a browser does and keeps the cookie. */
export async function enter(url: string): Promise<{ origin: string; cookie: string }> {
  const { origin } = new URL(url);
  const answer = await fetch(url, { redirect: "manual" });
  await answer.body?.cancel();
  return { origin, cookie: answer.headers.get("set-cookie")?.split(";")[0] ?? "" };
}

async function overHttp(host: ConsoleHost): Promise<Window> {
  const server = await startWebServer({
    router: host.router,
    directory: "/nowhere",
    page: { folder: "/nowhere", missing: () => "No window here." },
  });
  const { origin, cookie } = await enter(server.url);
  const link = new RPCLink<CallContext>({
    url: `${origin}/rpc`,
    headers: ({ context }) => ({
      origin,
      cookie,
      ...(context?.idempotencyKey && { [IDEMPOTENCY_HEADER]: context.idempotencyKey }),
    }),
  });
  return { client: createORPCClient(link), close: () => server.close() };
}

async function overPort(host: ConsoleHost): Promise<Window> {
  const { port1, port2 } = new MessageChannel();
  serveOnPort(host.router, port1);
  return { client: connectPort(port2), close: async () => port1.close() };
}

export const TRANSPORTS: readonly Transport[] = [
  {
    name: "in process",
    framed: false,
    open: async (host) => ({
      client: connectInProcess(host.router),
      close: async () => undefined,
    }),
  },
  { name: "HTTP", framed: true, open: overHttp },
  { name: "message port", framed: true, open: overPort },
];

export const QUICK: Partial<Patience> = { ready: 60_000, grace: 500, backoff: [10, 20, 40] };

/** A host over the scripted engine, in a folder of its own; `faults` say how its start goes. */
export async function scriptedHost(
  patience: Partial<Patience> = QUICK,
  faults: readonly string[] = [],
): Promise<{
  readonly host: ConsoleHost;
  readonly folder: string;
  close(): Promise<void>;
}> {
  const folder = await mkdtemp(join(tmpdir(), "medallion-contract-"));
  for (const fault of faults) await writeFile(join(folder, fault), "");
  const engine = superviseEngines((role) => forkEngine(folder, role, ENTRY), patience);
  const host = createHost({ kind: "web", directory: folder, engine });
  return {
    host,
    folder,
    close: async () => {
      await host.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createORPCClient } from "@orpc/client";
import { RPCLink } from "@orpc/client/fetch";
import { expect } from "vitest";
import type { ConsoleClient } from "#contract/console.ts";
import { main } from "#main/cli/program.ts";
import { fakeHost } from "#main/cli/testing.ts";
import { serve } from "#main/web/index.ts";
import { enter } from "./transports.ts";

/** A small real workspace, served by the real web host with real engines. */
export interface Served {
  readonly folder: string;
  readonly shop: string;
  readonly client: ConsoleClient;
  /** Headers our own page sends, and where to. */
  readonly web: { readonly origin: string; readonly cookie: string };
  close(): Promise<void>;
}

export async function type(...argv: string[]): Promise<void> {
  const { host, text } = fakeHost();
  expect(await main([...argv, "--json"], host), text.err).toBe(0);
}

export async function serveShop(): Promise<Served> {
  const folder = await mkdtemp(join(tmpdir(), "medallion-served-"));
  const shop = join(folder, "shop");
  const orders = join(folder, "orders.csv");
  await writeFile(orders, "order_id,ordered_at\n1,2024-12-01\n2,2024-12-02\n");
  await type("init", shop, "--tz", "UTC");
  await type("source", "add", shop, "orders", "--csv", orders);
  await type("run", shop, "--publish");
  const server = await serve({ directory: shop, build: false, note: () => undefined });
  const web = await enter(server.url);
  const link = new RPCLink({ url: `${web.origin}/rpc`, headers: web });
  return {
    folder,
    shop,
    client: createORPCClient(link),
    web,
    close: async () => {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

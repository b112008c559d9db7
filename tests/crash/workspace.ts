import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Client } from "#main/shared/router.ts";
import { createApp } from "#main/shared/wiring.ts";
import type { RunResult } from "#contract/runs.ts";
import { fixedClock } from "./clock.ts";
import type { ShopFiles } from "./shop-files.ts";

/** A folder of its own for one test. */
export async function temporaryFolder(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), "medallion-crash-"));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** Opens the workspace for one call and lets it go again, as a process of its own would. */
export async function withApp<T>(
  directory: string,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const app = await createApp(directory, { clock: fixedClock() });
  try {
    return await work(app.client);
  } finally {
    await app.close();
  }
}

/** One run that must come to its end, in this process. */
export function run(directory: string, publish = true): Promise<RunResult> {
  return withApp(directory, async (client) => {
    const events = await client.runs.start({ publish });
    for (;;) {
      const next = await events.next();
      if (next.done) return next.value;
    }
  });
}

/** Makes a workspace over the shop's files: three snapshots and a folder that only grows. */
export async function makeWorkspace(directory: string, shop: ShopFiles): Promise<void> {
  await withApp(directory, async ({ workspace, sources }) => {
    await workspace.init({ time_zone: "UTC", currency: "EUR" });
    const csv = (name: string) => ({ kind: "csv" as const, path: join(shop.folder, name) });
    const payments = { kind: "folder" as const, path: join(shop.folder, "payments") };
    // In the order of their names, so that keys are given alike however often a run was begun.
    await sources.add({ entities: ["customers"], origin: csv("customers.csv") });
    await sources.add({ entities: ["order_items"], origin: csv("order_items.csv") });
    await sources.add({ entities: ["orders"], origin: csv("orders.csv") });
    await sources.add({ entities: ["payments"], origin: payments });
  });
}

import { useCases } from "#app/index.ts";
import type { Services } from "#app/services.ts";
import { createLogs } from "#adapters/log/logs.ts";
import { systemClock } from "#adapters/log/clock.ts";
import { join, resolve } from "node:path";
import { type Client, createClient } from "./router.ts";

export interface App {
  readonly client: Client;
  readonly services: Services;
  /** Releases everything the workspace holds open. Safe to call twice. */
  close(): Promise<void>;
}

/**
 * Opens a workspace folder with the adapters of this machine. The only place where adapters are chosen.
 * The folder need not exist before `workspace.init`.
 */
export async function createApp(workspaceDirectory: string): Promise<App> {
  const directory = resolve(workspaceDirectory);
  const services: Services = {
    directory,
    clock: systemClock,
    logs: createLogs(join(directory, "logs"), systemClock),
  };
  return { client: createClient(useCases, services), services, close: async () => {} };
}

import { settleRuns } from "#app/run/settle-runs.ts";
import { Cancels } from "#main/shared/cancels.ts";
import { engineOrder, portOf } from "#main/shared/engine-process.ts";
import { serveOnPort } from "#main/shared/port.ts";
import { type App, createApp } from "#main/shared/wiring.ts";
import type { HostLine } from "./host-line.ts";

/** Opens the workspace and answers the host's calls until it says to close. */
export async function startEngine(line: HostLine, directory: string, role: string): Promise<void> {
  const app = await createApp(directory);
  if (role === "runs") await settleRuns(app.services);
  serveHost(line, app);
}

/** The calls of the host, and its wishes to stop one or to close. */
export function serveHost(line: HostLine, app: Pick<App, "router" | "close">): void {
  const cancels = new Cancels();
  line.onMessage((message) => {
    const order = engineOrder.safeParse(message);
    if (!order.success) return;
    if (order.data.type === "cancel") cancels.cancel(order.data.call);
    else void app.close().finally(() => process.exit(0));
  });
  serveOnPort(app.router, portOf(line).port, { cancels });
}

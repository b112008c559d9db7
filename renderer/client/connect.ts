import { createORPCClient } from "@orpc/client";
import { RPCLink as FetchLink } from "@orpc/client/fetch";
import { RPCLink as PortLink } from "@orpc/client/message-port";
import type { DesktopBridge } from "#contract/desktop.ts";
import type { CallContext, ConsoleClient } from "./types.ts";

declare global {
  interface Window {
    /** Only in the desktop window. */
    readonly medallion?: DesktopBridge;
  }
}

const headers = ({ context }: { readonly context: CallContext }): Record<string, string> =>
  context.idempotencyKey === undefined ? {} : { "idempotency-key": context.idempotencyKey };

/** A port cannot cross the isolated preload as a value, so it comes as a message of this window. */
function portOf(bridge: DesktopBridge): Promise<MessagePort> {
  const nonce = crypto.randomUUID();
  return new Promise((resolve) => {
    const listen = (event: MessageEvent<unknown>): void => {
      const said = event.data as { medallion?: unknown } | null;
      const port = event.ports[0];
      if (event.source !== window || said?.medallion !== nonce || port === undefined) return;
      window.removeEventListener("message", listen);
      port.start();
      resolve(port);
    };
    window.addEventListener("message", listen);
    bridge.connect(nonce);
  });
}

/** The client of the host that shows this window: a message port on the desktop, else HTTP. */
export async function connect(): Promise<ConsoleClient> {
  const bridge = window.medallion;
  const link =
    bridge === undefined
      ? new FetchLink<CallContext>({ url: `${window.location.origin}/rpc`, headers })
      : new PortLink<CallContext>({ port: await portOf(bridge), headers });
  return createORPCClient<ConsoleClient>(link);
}

/** What a command carries: a new key for one click, so a repeated request is carried out once. */
export function oneClick(): { readonly context: CallContext } {
  return { context: { idempotencyKey: crypto.randomUUID() } };
}

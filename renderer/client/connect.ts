import { createORPCClient } from "@orpc/client";
import { RPCLink as FetchLink } from "@orpc/client/fetch";
import { RPCLink as PortLink } from "@orpc/client/message-port";
import type { CallContext, ConsoleClient } from "./types.ts";

/** What a desktop host offers the window; a browser has none of it. */
export interface Shell {
  /** Answers with the port the contract is spoken over, or sends it as a message of the window. */
  connect(): unknown;
  pickFile?(options?: { readonly folder?: boolean }): Promise<string | null>;
  openExternal?(address: string): Promise<void>;
  /** Where a dropped file lies on the disk. */
  pathOf?(file: File): string;
}

declare global {
  interface Window {
    readonly medallion?: Shell;
  }
}

const headers = ({ context }: { readonly context: CallContext }): Record<string, string> =>
  context.key === undefined ? {} : { "idempotency-key": context.key };

/** The port comes as the answer or, as ports cannot cross an isolated preload, as a message. */
async function portOf(shell: Shell): Promise<MessagePort> {
  const messaged = new Promise<MessagePort>((resolve) => {
    const listen = (event: MessageEvent): void => {
      const port = event.ports[0];
      if (event.source !== window || port === undefined) return;
      window.removeEventListener("message", listen);
      resolve(port);
    };
    window.addEventListener("message", listen);
  });
  const answer = await shell.connect();
  const port = answer instanceof MessagePort ? answer : await messaged;
  port.start();
  return port;
}

/** The client of the host that shows this window: a message port on the desktop, else HTTP. */
export async function connect(): Promise<ConsoleClient> {
  const shell = window.medallion;
  const link =
    shell === undefined
      ? new FetchLink<CallContext>({ url: `${window.location.origin}/rpc`, headers })
      : new PortLink<CallContext>({ port: await portOf(shell), headers });
  return createORPCClient<ConsoleClient>(link);
}

/** A new key for one click. */
export function freshKey(): string {
  return crypto.randomUUID();
}

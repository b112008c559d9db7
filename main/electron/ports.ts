import { MessageChannelMain, type MessagePortMain, type WebContents } from "electron";
import type { AnyRouter } from "@orpc/server";
import { type PortLike, serveOnPort } from "#main/shared/port.ts";
import { CHANNELS } from "./channels.ts";

/** Electron's port under the name every port has here. */
function portLike(port: MessagePortMain): PortLike {
  return {
    postMessage: (frame) => port.postMessage(frame),
    on: (event, listener) => port.on(event as "message", listener as never),
    start: () => port.start(),
  };
}

/** Makes a pair of ports: the host answers on one, the window gets the other. Both end with the page. */
export function connectWindow(router: AnyRouter, page: WebContents, nonce: string): void {
  const { port1, port2 } = new MessageChannelMain();
  serveOnPort(router, portLike(port1));
  page.postMessage(CHANNELS.port, nonce, [port2]);
}

import { createORPCClient } from "@orpc/client";
import { RPCLink } from "@orpc/client/message-port";
import type { AnyRouter } from "@orpc/server";
import { RPCHandler } from "@orpc/server/message-port";
import { AppError } from "#domain/errors.ts";
import type { ConsoleClient } from "#contract/console.ts";
import {
  CALL_HEADER,
  callContext,
  IDEMPOTENCY_HEADER,
  type TransportContext,
} from "./call-context.ts";
import { contractError } from "#contract/errors.ts";
import type { Cancels } from "./cancels.ts";
import { ANSWER_LIMIT, frameId, isCall, refusedFrame, REQUEST_LIMIT } from "./frames.ts";

interface Arrived {
  readonly data: unknown;
}

/** What node's, Electron's and the browser's message ports have in common. */
export interface PortLike {
  postMessage(frame: unknown): void;
  on?(event: never, listener: never): unknown;
  addEventListener?(event: never, listener: never): void;
  start?(): void;
}

/** The port as the transport sees it; frames are checked on their way in and out. */
interface CheckedPort {
  postMessage(frame: unknown): void;
  on(event: string, listener: (event?: Arrived) => void): void;
}

function listenTo(port: PortLike, event: string, listener: (event: Arrived) => void): void {
  if (port.addEventListener) port.addEventListener(event as never, listener as never);
  else port.on?.(event as never, listener as never);
}

function checked(
  port: PortLike,
  incoming: (frame: unknown) => boolean,
  outgoing: (frame: unknown) => unknown,
): CheckedPort {
  return {
    postMessage: (frame) => port.postMessage(outgoing(frame)),
    on: (event, listener) =>
      listenTo(port, event, (arrived) => {
        if (event !== "message" || incoming(arrived.data)) listener(arrived);
      }),
  };
}

const tooLargeAnswer = new AppError("usage", "This answer is too large to be shown at once.", {
  hint: "Ask for fewer rows, or export them to a file.",
});
const tooLargeRequest = new AppError("usage", "This request is too large to be sent.", {
  hint: "Send less at once; give files by their path.",
});

/**
 * Answers calls that arrive at a port. Whatever else arrives there is left alone: a frame that is too
 * large is refused with an error its caller gets, one that is no call at all is dropped.
 */
export function serveOnPort(
  router: AnyRouter,
  port: PortLike,
  options: {
    readonly request?: number;
    readonly answer?: number;
    /** Lets calls be stopped by their id. */
    readonly cancels?: Cancels;
  } = {},
): void {
  const { request = REQUEST_LIMIT, answer = ANSWER_LIMIT, cancels } = options;
  const incoming = (frame: unknown): boolean => {
    if (typeof frame !== "string") return false;
    if (frame.length <= request) return isCall(frame);
    port.postMessage(refusedFrame(frame, tooLargeRequest));
    return false;
  };
  const outgoing = (frame: unknown): unknown =>
    typeof frame === "string" && frame.length > answer
      ? refusedFrame(frame, tooLargeAnswer)
      : frame;
  const handler = new RPCHandler(router, {
    rootInterceptors: [callContext],
    clientInterceptors: cancels ? [cancels.interceptor] : [],
  });
  handler.upgrade(checked(port, incoming, outgoing) as never, { context: {} });
  port.start?.();
}

/** A client of whoever serves the other end of a port. */
export function connectPort<Client = ConsoleClient>(
  port: PortLike,
  limit: number = REQUEST_LIMIT,
): Client {
  const outgoing = (frame: unknown): unknown => {
    if (typeof frame === "string" && frame.length > limit) throw contractError(tooLargeRequest);
    return frame;
  };
  const incoming = (frame: unknown): boolean =>
    typeof frame === "string" && frameId(frame) !== null;
  const link = new RPCLink<TransportContext>({
    port: checked(port, incoming, outgoing) as never,
    headers: ({ context }) => ({
      ...(context?.idempotencyKey && { [IDEMPOTENCY_HEADER]: context.idempotencyKey }),
      ...(context?.callId && { [CALL_HEADER]: context.callId }),
    }),
  });
  port.start?.();
  return createORPCClient(link) as Client;
}

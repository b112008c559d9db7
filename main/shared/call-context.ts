import type { StandardHandlerOptions } from "@orpc/server/standard";
import type { CallContext } from "#contract/console.ts";

/** Names a click: a command that arrives twice under one key happens once. */
export const IDEMPOTENCY_HEADER = "idempotency-key";
/** Names a call for whoever may want to stop it. */
export const CALL_HEADER = "x-call";

export interface TransportContext extends CallContext {
  readonly callId?: string;
}

type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

function text(headers: Headers, name: string): string | undefined {
  const value = headers[name];
  return typeof value === "string" && value.length <= 200 ? value : undefined;
}

type Interceptor = NonNullable<StandardHandlerOptions<object>["rootInterceptors"]>[number];

/** Interceptor of every transport: what a call carries in its headers becomes its context. */
export const callContext: Interceptor = ({ next, ...options }) => {
  const { headers } = options.request;
  const idempotencyKey = text(headers, IDEMPOTENCY_HEADER);
  const callId = text(headers, CALL_HEADER);
  const context: TransportContext = {
    ...options.context,
    ...(idempotencyKey !== undefined && { idempotencyKey }),
    ...(callId !== undefined && { callId }),
  };
  return next({ ...options, context });
};

import type { ServerResponse } from "node:http";

/** What goes wrong on the wire. */
export type FaultKind =
  | { readonly kind: "status"; readonly status: number; readonly retryAfter?: number }
  | { readonly kind: "reset" }
  | { readonly kind: "reset-mid-body" }
  | { readonly kind: "truncated" }
  | { readonly kind: "slow"; readonly milliseconds: number }
  | { readonly kind: "html" };

export interface Fault {
  readonly fault: FaultKind;
  /** Part of the path it strikes, e.g. `values:batchGet`. */
  readonly path: string;
  /** How many requests it strikes; `Infinity` for good. */
  times: number;
}

const STATUS_NAMES: Readonly<Record<number, string>> = {
  400: "INVALID_ARGUMENT",
  401: "UNAUTHENTICATED",
  403: "PERMISSION_DENIED",
  404: "NOT_FOUND",
  429: "RESOURCE_EXHAUSTED",
  500: "INTERNAL",
  502: "UNAVAILABLE",
  503: "UNAVAILABLE",
};

/** An error as Google words it. */
export function errorBody(status: number, message: string): unknown {
  return { error: { code: status, message, status: STATUS_NAMES[status] ?? "UNKNOWN" } };
}

/** The first fault that strikes this path, used up by one. */
export function takeFault(faults: Fault[], path: string): FaultKind | null {
  const struck = faults.find((fault) => fault.times > 0 && path.includes(fault.path));
  if (!struck) return null;
  struck.times -= 1;
  return struck.fault;
}

/**
 * Answers with the fault instead of, or around, the right body.
 * @returns true when nothing more may be sent.
 */
export async function strike(
  fault: FaultKind,
  response: ServerResponse,
  body: string,
): Promise<boolean> {
  switch (fault.kind) {
    case "status": {
      if (fault.retryAfter !== undefined) response.setHeader("retry-after", fault.retryAfter);
      response.writeHead(fault.status, { "content-type": "application/json" });
      response.end(JSON.stringify(errorBody(fault.status, "Injected by the test.")));
      return true;
    }
    case "reset":
      response.socket?.destroy();
      return true;
    case "reset-mid-body":
      response.writeHead(200, {
        "content-type": "application/json",
        "content-length": Buffer.byteLength(body),
      });
      response.write(body.slice(0, Math.floor(body.length / 2)));
      setTimeout(() => response.socket?.destroy(), 5);
      return true;
    case "truncated":
      response.writeHead(200, { "content-type": "application/json" });
      response.end(body.slice(0, Math.floor(body.length / 2)));
      return true;
    case "html":
      response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
      response.end("<!doctype html><html><title>Sign in - Google Accounts</title></html>");
      return true;
    case "slow":
      await new Promise((resolve) => setTimeout(resolve, fault.milliseconds));
      return false;
    default:
      return false;
  }
}

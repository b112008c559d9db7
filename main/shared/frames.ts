import { errorValue } from "#contract/errors.ts";

/** Longest request in characters: texts and settings; files go by their path or their own upload. */
export const REQUEST_LIMIT = 4 * 1024 * 1024;
/** Longest answer in characters: some ten thousand rows. */
export const ANSWER_LIMIT = 64 * 1024 * 1024;

/** A frame begins with the number of its call, so that even one too large to be read can be answered. */
const ID = /^\{"i":"([^"\\]{1,64})"/;

export function frameId(frame: string): string | null {
  return ID.exec(frame.slice(0, 80))?.[1] ?? null;
}

/** True for what the transport can read without falling over; what it asks is checked later. */
export function isCall(frame: string): boolean {
  if (frameId(frame) === null) return false;
  try {
    const { t, p } = JSON.parse(frame) as { t?: unknown; p?: { u?: unknown; h?: unknown } };
    if (t !== undefined && t !== 1) return t === 4;
    return typeof p?.u === "string" && p.u.startsWith("/") && (!p.h || typeof p.h === "object");
  } catch {
    return false;
  }
}

/** An error as the RPC protocol carries it. */
export function refusalBody(error: unknown, status: number): object {
  const { code, message, hint, retryable, details } = errorValue(error);
  return {
    json: { defined: true, code, status, message, data: { hint, retryable, details } },
  };
}

/** Answers the call of a frame with an error instead. */
export function refusedFrame(frame: string, error: unknown): string {
  return JSON.stringify({
    i: frameId(frame) ?? "",
    p: { s: 413, b: refusalBody(error, 413) },
  });
}

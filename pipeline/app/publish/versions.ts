import type { Handler } from "#app/use-case.ts";
import type { Services } from "#app/services.ts";
import { AppError } from "#domain/errors.ts";
import type { CurrentPointer } from "#ports/publisher.ts";
import { versionInfo } from "./publish.ts";

/** Versions that can be returned to, newest first, and the one readers see. */
export const versions: Handler<"publishing", "versions"> = (services) => async () => {
  const current = await readableCurrent(services);
  const kept = await services.publisher.versions();
  return {
    current: current?.version ?? null,
    versions: kept.toReversed().map((v) => versionInfo(v, current?.version ?? null)),
  };
};

/** Puts an earlier version back: one pointer, whatever its size. Automatic publishing pauses. */
export const rollback: Handler<"publishing", "rollback"> = (services) => async (input, call) => {
  const lock = await services.locks.acquire("publish", {
    purpose: "rollback",
    wait_ms: 5000,
    signal: call.signal,
  });
  try {
    const before = await readableCurrent(services);
    const at = services.clock.now().toISOString();
    const next = await services.publisher.rollback(input.version, at, services.user);
    services.journal().recordPublication({
      action: "rollback",
      version: next.version,
      build_id: next.build_id,
      at,
      by: services.user,
      reason: null,
    });
    return {
      version: next.version,
      previous: before?.version ?? next.version,
      auto_publish_paused: true,
    };
  } finally {
    lock.release();
  }
};

/** Rolling back is how a damaged pointer is written anew, so neither it nor the list may need a whole one. */
async function readableCurrent(services: Services): Promise<CurrentPointer | null> {
  try {
    return await services.publisher.current();
  } catch (error) {
    if (error instanceof AppError && error.code === "corrupt") return null;
    throw error;
  }
}

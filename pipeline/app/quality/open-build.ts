import type { Services } from "#app/services.ts";
import { AppError } from "#domain/errors.ts";
import type { Build } from "#domain/run/build.ts";
import type { QuerySession } from "#ports/warehouse.ts";

/** Reads a closed build and closes the engine again, whatever happens. */
export async function withBuild<T>(
  services: Services,
  build_id: string,
  signal: AbortSignal | undefined,
  work: (session: QuerySession) => Promise<T>,
): Promise<T> {
  const file = services.builds.file(build_id);
  const session = await services.warehouse.openRead(file, services.limits(), signal);
  try {
    return await work(session);
  } finally {
    await session.close();
  }
}

/** @throws AppError `not_found` before the first run. */
export async function newestBuild(services: Services): Promise<Build> {
  const build = await services.builds.newest();
  if (build) return build;
  throw new AppError("not_found", "There is no finished run in this workspace yet.", {
    hint: "Start one with `run`.",
  });
}

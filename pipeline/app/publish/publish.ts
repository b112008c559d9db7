import type { Handler } from "#app/use-case.ts";
import type { Services } from "#app/services.ts";
import { AppError } from "#domain/errors.ts";
import type { Build } from "#domain/run/build.ts";
import type { ClosableSession } from "#ports/warehouse.ts";
import type { PublishedVersion, Publisher } from "#ports/publisher.ts";

const PUBLISHED_LAYERS = ["gold", "marts", "reports"];

/** What readers see becomes the newest closed build, in one step. */
export const publish: Handler<"publishing", "publish"> = (services) => async (input, call) => {
  const { version, changed } = await publishBuild(services, input.reason ?? null, call.signal);
  const tables = Object.values(version.tables);
  return {
    ...versionInfo(version, version.version),
    changed,
    tables: tables.length,
    rows: tables.reduce((sum, table) => sum + table.rows, 0),
  };
};

/**
 * Publishes the newest closed build under the publish lock; a build that is published already stays.
 * @throws AppError `conflict` for a held build without a written reason.
 */
export async function publishBuild(
  services: Services,
  reason: string | null,
  signal?: AbortSignal,
): Promise<{ readonly version: PublishedVersion; readonly changed: boolean }> {
  const lock = await services.locks.acquire("publish", {
    purpose: "publish",
    wait_ms: 5000,
    signal,
  });
  try {
    await services.publisher.recover();
    await completePublishLog(services);
    const build = await newestBuild(services);
    const standing = await alreadyCurrent(services.publisher, build);
    if (standing) return { version: standing, changed: false };
    if (build.status === "held" && reason === null) {
      throw new AppError(
        "conflict",
        `Build ${build.build_id} is held: a check that guards publishing failed.`,
        { hint: "See `quality`, or publish with --reason and say why it is right." },
      );
    }
    const version = await writeVersion(services, build, reason, signal);
    recordPublication(services, version, "publish");
    return { version, changed: true };
  } finally {
    lock.release();
  }
}

export async function newestBuild(services: Services): Promise<Build> {
  const build = await services.builds.newest();
  if (build) return build;
  throw new AppError("not_found", "There is no build yet.", { hint: "`run` makes the first one." });
}

async function alreadyCurrent(
  publisher: Publisher,
  build: Build,
): Promise<PublishedVersion | null> {
  const current = await publisher.current();
  if (current?.build_id !== build.build_id) return null;
  return (await publisher.versions()).find((v) => v.version === current.version) ?? null;
}

async function writeVersion(
  services: Services,
  build: Build,
  reason: string | null,
  signal?: AbortSignal,
): Promise<PublishedVersion> {
  const workspace = await services.workspaces.open(services.directory);
  const tables = Object.keys(build.rows).filter((table) =>
    PUBLISHED_LAYERS.includes(table.split(".")[0] as string),
  );
  const session = await services.warehouse.openRead(
    services.builds.file(build.build_id),
    services.limits(workspace.settings.memory_limit),
    signal,
  );
  const beside: ClosableSession[] = [];
  try {
    // Row order means nothing here, and keeping it would serialise every write.
    // Checkpoints between tables only cost time: nobody reads a draft.
    await session.run(
      "set global preserve_insertion_order = false; set global wal_autocheckpoint = '1TB'",
    );
    for (let more = 0; more < 2; more += 1) beside.push(await session.fork(signal));
    return await services.publisher.publish([session, ...beside], {
      build_id: build.build_id,
      run_id: build.run_id,
      at: services.clock.now().toISOString(),
      by: services.user,
      reason,
      tables: Object.fromEntries(
        tables.map((table) => [
          table,
          {
            fingerprint: build.fingerprints[table] ?? build.build_id,
            rows: build.rows[table] as number,
          },
        ]),
      ),
      kpis: build.kpis,
      currency: build.workspace.currency,
      keep: workspace.settings.keep_versions,
      signal,
    });
  } finally {
    for (const each of beside) await each.close();
    await session.close();
  }
}

/**
 * The pointer is the truth: a switch whose process was killed before it could note it is noted now. Noting
 * the same switch again changes nothing.
 */
export async function completePublishLog(services: Services): Promise<void> {
  const current = await services.publisher.current();
  if (!current) return;
  const { action, version, build_id, switched_at, by, reason } = current;
  services.journal().recordPublication({ action, version, build_id, at: switched_at, by, reason });
}

export function recordPublication(
  services: Services,
  version: PublishedVersion,
  action: "publish" | "rollback",
): void {
  services.journal().recordPublication({
    action,
    version: version.version,
    build_id: version.build_id,
    at: version.published_at,
    by: version.by,
    reason: version.reason,
  });
}

export function versionInfo(version: PublishedVersion, current: number | null) {
  const { build_id, run_id, published_at, reason } = version;
  return {
    version: version.version,
    build_id,
    run_id,
    published_at,
    reason,
    current: version.version === current,
  };
}

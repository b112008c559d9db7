import { LeaseKeeper } from "#app/lease/keeper.ts";
import type { Services } from "#app/services.ts";
import type { Handler } from "#app/use-case.ts";
import { AppError } from "#domain/errors.ts";
import { snowflakeDatabases } from "#domain/snowflake/target.ts";
import type { CloudSession } from "#ports/snowflake.ts";
import { targetOf } from "./target.ts";
import { manifestOf, ourDatabases } from "./versions.ts";

interface Slot {
  /** Name of the database the version is in now. */
  readonly database: string;
  readonly run: number;
  readonly build_id: string;
  readonly as_of: string;
}

/** `target.versions`: what readers see on Snowflake and what can be put back, newest first. */
export const cloudVersions: Handler<"target", "versions"> = (services) => async (_input, call) => {
  const target = await targetOf(services);
  const { published } = snowflakeDatabases(target);
  const slots = await withCloud(services, call.signal, (cloud) => slotsOf(cloud, target));
  const versions = slots.map(({ database, run, build_id, as_of }) => ({
    run,
    build_id,
    as_of,
    current: database === published,
  }));
  return { versions: versions.toSorted((one, other) => other.run - one.run) };
};

/** `target.rollback`: exchanges what readers see with an earlier version: one statement, whole or not at all. */
export const rollbackCloud: Handler<"target", "rollback"> =
  (services) =>
  async ({ run }, call) => {
    const target = await targetOf(services);
    const { published } = snowflakeDatabases(target);
    // A run that publishes meanwhile would exchange the same database.
    const lock = await services.locks.acquire("run", { purpose: "rollback" });
    let lease: LeaseKeeper | null = null;
    try {
      // So would a run of another computer.
      if (services.leases.shared) lease = await LeaseKeeper.take(services, "rollback");
      return await withCloud(services, call.signal, async (cloud) => {
        const slots = await slotsOf(cloud, target);
        const now = slots.find(({ database }) => database === published);
        const wanted = slots.find((slot) => slot.run === run);
        if (!wanted) throw unknown(run, slots);
        if (wanted !== now) {
          await lease?.check();
          await cloud.run(`alter database ${published} swap with ${wanted.database}`);
        }
        return { run, previous: now?.run ?? null };
      });
    } finally {
      await lease?.release();
      lock.release();
    }
  };

function unknown(run: number, slots: readonly Slot[]): AppError {
  const kept = slots.map((slot) => slot.run).toSorted((one, other) => one - other);
  return new AppError("not_found", `There is no version of run ${run} on Snowflake.`, {
    hint:
      kept.length === 0
        ? "Nothing is published there yet: `run --target snowflake --publish`."
        : `There are versions of these runs: ${kept.join(", ")}.`,
  });
}

async function withCloud<T>(
  services: Services,
  signal: AbortSignal,
  work: (cloud: CloudSession) => Promise<T>,
): Promise<T> {
  const target = await targetOf(services);
  const cloud = await services.snowflake.connect(target, { tag: "medallion versions", signal });
  try {
    return await work(cloud);
  } finally {
    await cloud.close();
  }
}

/** After exchanges a name says which slot a database is, not what is in it: each is asked for its manifest. */
async function slotsOf(
  cloud: CloudSession,
  target: { readonly database: string },
): Promise<readonly Slot[]> {
  const databases = snowflakeDatabases(target);
  const isSlot = (name: string): boolean =>
    name === databases.published ||
    (name.startsWith(`${databases.published}_v`) && /_v\d{6,}$/.test(name));
  const slots: Slot[] = [];
  for (const database of [...(await ourDatabases(cloud, databases))].filter(isSlot)) {
    const manifest = await manifestOf(cloud, database);
    if (manifest === null) continue;
    const { run, build_id, as_of } = manifest;
    slots.push({ database, run, build_id, as_of });
  }
  return slots;
}

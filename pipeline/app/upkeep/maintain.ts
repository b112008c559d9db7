import { LeaseKeeper } from "#app/lease/keeper.ts";
import type { Services } from "#app/services.ts";
import type { Call, Handler } from "#app/use-case.ts";
import type { Maintained, MaintainInput } from "#contract/support.ts";
import { addDays } from "#domain/schedule.ts";

const DAY = 86_400_000;
/** Logs, bundles of reports and support bundles. */
const KEPT_DAYS = 90;
/** More than a year of nights, one file each. */
const KEPT_NIGHTS = 400;

/** `workspace.maintain`: tidies up and keeps bronze in order. No row of any read is lost or changed. */
export const maintain: Handler<"workspace", "maintain"> = (services) => async (input, call) => {
  const lease = await LeaseKeeper.take(services, "maintenance");
  try {
    const files = await retainFiles(services);
    return { ...files, ...(await keepBronze(services, input, lease.during(call))) };
  } finally {
    await lease.release(undefined);
  }
};

/** Old logs, nights and bundles go, and builds nobody needs with the rows that failed in them. */
export async function retainFiles(
  services: Services,
): Promise<Pick<Maintained, "old_files" | "old_builds">> {
  const now = services.clock.now();
  const old_files = await services.nights.retain({
    logs: new Date(now.getTime() - KEPT_DAYS * DAY),
    bundles: addDays(now.toISOString().slice(0, 10), -KEPT_DAYS),
    nights: KEPT_NIGHTS,
  });
  const current = await services.publisher.current();
  const builds = await services.builds.prune(2, current ? [current.build_id] : []);
  return { old_files, old_builds: builds.length };
}

/** The files of bronze: replaced ones go, old ones move to the archive, small ones are put together. */
export async function keepBronze(
  services: Services,
  { archive_years, least, small_bytes }: MaintainInput,
  call: Call,
): Promise<Omit<Maintained, "old_files" | "old_builds">> {
  const done = { tidied: 0, archived: 0, packed: 0, files_before: 0, files_after: 0 };
  // What others have a copy of stays as they know it.
  if (services.lake !== null) return done;
  const lock = await services.locks.acquire("run", { purpose: "maintenance" });
  try {
    const { upkeep } = services;
    const { sources } = await services.workspaces.open(services.directory);
    const before = yearsAgo(services.clock.now(), archive_years);
    const session = await services.warehouse.openRead(null, services.limits(), call.signal);
    try {
      for (const { id, name } of sources) {
        call.progress({ step: `upkeep.${id}`, label: `Tidying ${name}`, fraction: null });
        done.tidied += await upkeep.tidy(id);
        done.archived += (await upkeep.archive(id, before)).batches;
        const packed = await upkeep.pack(session, id, { small: small_bytes, least });
        done.packed += packed.batches;
        done.files_before += packed.files_before;
        done.files_after += packed.files_after;
      }
    } finally {
      await session.close();
    }
    return done;
  } finally {
    lock.release();
  }
}

function yearsAgo(now: Date, years: number): Date {
  const then = new Date(now);
  then.setUTCFullYear(then.getUTCFullYear() - years);
  return then;
}

import { AppError } from "#domain/errors.ts";
import type { Handler } from "#app/use-case.ts";
import type { Services } from "#app/services.ts";
import { LeaseKeeper } from "#app/lease/keeper.ts";
import type { LakeCall, LakeMoved, SharedLake } from "#ports/shared-lake.ts";

const NAME = "work";

/** `lake.connect`: from now on this workspace's lake is shared; an earlier lake at that place is refused. */
export const connectLake: Handler<"lake", "connect"> = (services) => async (place, call) => {
  const workspace = await services.workspaces.open(services.directory);
  if (workspace.lake) {
    throw new AppError("conflict", `This workspace is shared at ${workspace.lake.path} already.`, {
      hint: "Make another workspace for another lake.",
    });
  }
  const { lake, leases } = await services.lakeAt(place);
  const there = await lake.status(call);
  if (there.generation > 0) {
    throw new AppError("conflict", `There is a lake at ${place.path} already.`, {
      hint: "Open it into an empty folder: `medallion open FOLDER --lake …`. Or choose another prefix.",
    });
  }
  await services.workspaces.update(services.directory, (now) => ({ ...now, lake: place }));
  try {
    return await pushUnderLease({ ...services, lake, leases }, lake, call);
  } catch (error) {
    const { lake: _gone, ...without } = await services.workspaces.open(services.directory);
    await services.workspaces.save(services.directory, without);
    throw error;
  }
};

/** `lake.open`: fills an empty folder. @throws AppError `conflict` for a folder that is a workspace. */
export const openLake: Handler<"lake", "open"> = (services) => async (place, call) => {
  const there = await services.workspaces.open(services.directory).catch(() => null);
  if (there) {
    throw new AppError("conflict", `${services.directory} is a workspace already.`, {
      hint: "Name a folder that is not there yet.",
    });
  }
  const { lake } = await services.lakeAt(place);
  const moved = await lake.pull(call);
  if (moved.generation === 0) {
    throw new AppError("not_found", `There is no lake at ${place.path}.`, {
      hint: "Check bucket and prefix; `lake connect` shares a workspace.",
    });
  }
  return moved;
};

export const pushLake: Handler<"lake", "push"> = (services) => async (_input, call) =>
  pushUnderLease(services, required(services), call);

export const pullLake: Handler<"lake", "pull"> =
  (services) =>
  async ({ replace }, call) => {
    const lake = required(services);
    const lock = await services.locks.acquire("run", { purpose: "taking over the lake" });
    try {
      return await lake.pull(call, { replace });
    } finally {
      lock.release();
    }
  };

export const lakeStatus: Handler<"lake", "status"> = (services) => async (_input, call) => {
  const lake = required(services);
  const { lake: place } = await services.workspaces.open(services.directory);
  const { generation, pushed_by, pushed_at, plan } = await lake.status(call);
  return {
    path: place?.path ?? "",
    generation,
    pushed_by,
    pushed_at,
    holder: (await services.leases.holder(NAME))?.holder ?? null,
    to_push: plan.push.length + plan.remove_there.length,
    to_pull: plan.pull.length + plan.remove_here.length,
    conflicts: [...plan.conflicts],
  };
};

/** Work on a shared lake: with everything others did, and seen by them when it is done. */
export async function onNewestLake<T>(
  services: Services,
  lease: LeaseKeeper,
  call: LakeCall,
  work: () => Promise<T>,
): Promise<T> {
  await services.lake?.pull(call);
  const done = await work();
  await sendLake(services, lease, call);
  return done;
}

/** Lets others see what was done under a lease; nothing to do while the lake is this computer's alone. */
export async function sendLake(services: Services, lease: LeaseKeeper, call: LakeCall) {
  if (services.lake) await pushHolding(services, services.lake, lease, call);
}

async function pushUnderLease(
  services: Services,
  lake: SharedLake,
  call: LakeCall,
): Promise<LakeMoved> {
  const lease = await LeaseKeeper.take(services, "sending the lake");
  try {
    return await pushHolding(services, lake, lease, call);
  } finally {
    await lease.release();
  }
}

async function pushHolding(
  { holder, clock }: Services,
  lake: SharedLake,
  lease: LeaseKeeper,
  call: LakeCall,
): Promise<LakeMoved> {
  // Who lost the lease does not even send what nobody would look at.
  await lease.check();
  const at = clock.now().toISOString();
  return lake.push(lease.during(call), { holder, at, fence: lease.fence }, lease);
}

function required({ lake }: Services): SharedLake {
  if (lake) return lake;
  throw new AppError("usage", "The lake of this workspace is on this computer alone.", {
    hint: "Share it: `medallion lake connect FOLDER --lake s3://bucket/prefix`.",
  });
}

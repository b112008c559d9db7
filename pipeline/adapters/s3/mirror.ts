import { access, copyFile, link, mkdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { AppError } from "#domain/errors.ts";
import { inParallel } from "#domain/in-parallel.ts";
import {
  arrivalOrder,
  type LakeFile,
  type LakeHead,
  type LakePlan,
  planLake,
} from "#domain/remote/lake-plan.ts";
import type { LakeCall, LakeGuard, LakeMoved, SharedLake } from "#ports/shared-lake.ts";
import type { Bucket } from "./bucket.ts";
import {
  type LakeMemory,
  type LocalLake,
  localLake,
  readMemory,
  writeMemory,
} from "./local-files.ts";
import { download, PART_BYTES, upload } from "./transfer.ts";

const HEAD = "head.json";
const AT_ONCE = 4;

/** Everything below these is written by runs and nights, which can do it again. */
const NIGHT_WRITES = /^(lake\/(bronze|keys|nights)|published|reports)\//;

export interface MirrorOptions {
  /** Size from which files go up in parts. */
  readonly part_bytes?: number;
}

/** The lake of a workspace folder in a bucket: immutable objects, and one head that is put with a condition. */
export function createSharedLake(
  workspace: string,
  bucket: () => Bucket,
  { part_bytes = PART_BYTES }: MirrorOptions = {},
): SharedLake {
  const look = async (call: LakeCall) => {
    const memory = await readMemory(workspace);
    const there = await readHead(bucket(), call.signal);
    const here = await localLake(workspace, memory.seen);
    const plan = planLake(memory.head?.files ?? {}, here.files, there.head?.files ?? {});
    return { memory, there, here, plan };
  };
  const pull: SharedLake["pull"] = async (call, { replace = false } = {}) => {
    let seen = await look(call);
    if (isReplaced(seen) && !replace) throw replaced();
    if ((seen.plan.conflicts.length > 0 || isReplaced(seen)) && replace) {
      await moveAside(workspace, seen.plan, isReplaced(seen) ? seen.plan.remove_here : []);
      seen = await look(call);
    }
    const { plan, there } = seen;
    if (plan.conflicts.length > 0) throw diverged(plan);
    const head = there.head;
    if (!head) return { generation: 0, files: 0, bytes: 0 };
    const moved = await fetchAll(workspace, bucket(), plan.pull, head, call);
    for (const path of plan.remove_here) await rm(join(workspace, path), { force: true });
    await remember(workspace, there);
    return moved;
  };
  const push: SharedLake["push"] = async (call, by, guard) => {
    const seen = await look(call);
    refuse(seen, by.fence);
    return sendAll({ workspace, bucket: bucket(), part_bytes }, seen, by, call, guard);
  };
  const giveWay: SharedLake["giveWay"] = async (call) => {
    const seen = await look(call);
    // What needs a person is refused before anything is moved.
    if (isReplaced(seen)) throw replaced();
    const { plan, there } = seen;
    const theirs = plan.conflicts.filter((path) => !NIGHT_WRITES.test(path));
    if (theirs.length > 0) throw diverged({ ...plan, conflicts: theirs });
    const ofNight = (paths: readonly string[]) => paths.filter((path) => NIGHT_WRITES.test(path));
    const own = { ...plan, push: ofNight(plan.push) };
    const gone = ofNight(plan.remove_there);
    if (own.push.length + own.conflicts.length + gone.length > 0 && there.head) {
      const wanted = [...plan.pull, ...own.conflicts, ...gone];
      // The lake's files are here before this computer's leave: a network that goes meanwhile changes nothing.
      await stageAll(workspace, bucket(), filesOf(there.head, wanted), call);
      await moveAside(workspace, own, gone);
    }
    return pull(call);
  };
  return {
    pull,
    push,
    giveWay,
    async status(call) {
      const { there, plan } = await look(call);
      const { generation = 0, pushed_by = null, pushed_at = null } = there.head ?? {};
      return { generation, pushed_by, pushed_at, plan };
    },
  };
}

interface Look {
  readonly memory: LakeMemory;
  readonly there: There;
  readonly here: LocalLake;
  readonly plan: LakePlan;
}

interface Place {
  readonly workspace: string;
  readonly bucket: Bucket;
  readonly part_bytes: number;
}

/** Objects first, then the head: until it is put, nobody sees them. */
async function sendAll(
  { workspace, bucket, part_bytes }: Place,
  { there, here, plan }: Look,
  by: Parameters<SharedLake["push"]>[1],
  call: LakeCall,
  guard: LakeGuard | undefined,
): Promise<LakeMoved> {
  if (plan.push.length === 0 && plan.remove_there.length === 0 && there.head) {
    return { generation: there.head.generation, files: 0, bytes: 0 };
  }
  const folder = join(workspace, "lake", ".remote", "uploads");
  const files = plan.push.map((path) => [path, here.files[path]!] as const);
  // What is there already stays where it is.
  const placed: Record<string, LakeFile> = { ...here.files, ...kept(here, there) };
  await each(files, call, "Sending", async ([path, file]) => {
    const before = async (): Promise<void> => guard?.sure?.();
    const given = { part_bytes, folder, signal: call.signal, before };
    placed[path] = await upload(bucket, join(workspace, path), file, given);
  });
  await guard?.check();
  const head: LakeHead = {
    version: 1,
    generation: (there.head?.generation ?? 0) + 1,
    fence: Math.max(by.fence, there.head?.fence ?? 0),
    pushed_by: by.holder,
    pushed_at: by.at,
    files: placed,
  };
  const text = `${JSON.stringify(head)}\n`;
  const etag = await bucket.putText(HEAD, text, there.etag, call.signal);
  if (etag === null) throw overtaken();
  await writeMemory(workspace, { etag, head, seen: here.seen });
  return { generation: head.generation, ...sizes(files.map(([, file]) => file)) };
}

function kept({ files }: LocalLake, { head }: There): Record<string, LakeFile> {
  const same = Object.entries(head?.files ?? {}).filter(
    ([path, file]) => files[path]?.sha256 === file.sha256,
  );
  return Object.fromEntries(same);
}

interface There {
  readonly head: LakeHead | null;
  readonly etag: string | null;
}

async function readHead(bucket: Bucket, signal: AbortSignal): Promise<There> {
  const found = await bucket.text(HEAD, signal);
  if (!found) return { head: null, etag: null };
  const head = JSON.parse(found.text) as LakeHead;
  if (head.version === 1) return { head, etag: found.etag };
  throw new AppError("bad_input", `A newer version of the program wrote ${bucket.path}.`, {
    hint: "Update Medallion on this computer.",
  });
}

/** Pushing needs to know everything there is: what was pulled last, and no later lease. */
function refuse({ memory, there, plan }: Look, fence: number): void {
  if (isReplaced({ memory, there })) throw replaced();
  if (plan.conflicts.length > 0) throw diverged(plan);
  if ((there.head?.fence ?? 0) > fence) throw overtaken();
  if (plan.pull.length > 0 || plan.remove_here.length > 0) throw overtaken();
  // A bucket that lost its head is not one to write a new one into by itself.
  if (memory.head !== null && there.head === null) throw overtaken();
}

/**
 * The head is not one that follows what this computer knows: it is older, or another one of the same age. That
 * cannot be where conditional puts are kept; where they are not, taking it over would remove files that counted.
 */
function isReplaced({ memory, there }: Pick<Look, "memory" | "there">): boolean {
  if (memory.head === null || there.head === null || memory.etag === there.etag) return false;
  return there.head.generation <= memory.head.generation;
}

const replaced = (): AppError =>
  new AppError(
    "conflict",
    "What the bucket holds does not follow what this computer sent or fetched last; nothing was changed.",
    {
      hint: "Somebody put an older state back, or the service does not keep conditional puts. `lake pull --replace` takes what it has and moves this computer's into diverged/.",
    },
  );

const overtaken = (): AppError =>
  new AppError("conflict", "Another computer has pushed to the lake since; nothing was changed.", {
    hint: "Take over what it has first: `lake pull`.",
  });

const diverged = ({ conflicts }: LakePlan): AppError =>
  new AppError(
    "conflict",
    `This computer and the lake both changed ${conflicts.slice(0, 3).join(", ")}.`,
    {
      hint: "`lake pull --replace` takes the lake's and moves this computer's into diverged/.",
      details: { conflicts },
    },
  );

async function fetchAll(
  workspace: string,
  bucket: Bucket,
  paths: readonly string[],
  head: LakeHead,
  call: LakeCall,
): Promise<LakeMoved> {
  const files = filesOf(head, paths);
  const staged = await stageAll(workspace, bucket, files, call);
  for (const path of arrivalOrder(paths))
    await place(join(staged, head.files[path]!.sha256), join(workspace, path));
  await rm(staged, { recursive: true, force: true });
  return { generation: head.generation, ...sizes(files) };
}

/** Equal contents once; paths the lake does not have are left out. */
function filesOf(head: LakeHead, paths: readonly string[]): LakeFile[] {
  const files = paths.map((path) => head.files[path]).filter((file) => file !== undefined);
  return [...new Map(files.map((file) => [file.sha256, file])).values()];
}

/** Everything is here and proved before the first file takes its place. Returns the folder, files by their sum. */
async function stageAll(
  workspace: string,
  bucket: Bucket,
  files: readonly LakeFile[],
  call: LakeCall,
): Promise<string> {
  const staged = join(workspace, "lake", ".remote", "incoming");
  await each(files, call, "Fetching", async (file) => {
    const path = join(staged, file.sha256);
    const here = await access(path).then(
      () => true,
      () => false,
    );
    if (!here) await download(bucket, file, path, call.signal);
  });
  return staged;
}

/** A file takes its place whole: readers see the old one or the new one. */
async function place(from: string, to: string): Promise<void> {
  const beside = `${to}.${process.pid}.tmp`;
  await mkdir(dirname(to), { recursive: true });
  await rm(beside, { force: true });
  await link(from, beside).catch(() => copyFile(from, beside));
  await rename(beside, to);
}

/** What this computer has of its own is kept, outside everything that is read. */
async function moveAside(
  workspace: string,
  plan: LakePlan,
  others: readonly string[],
): Promise<void> {
  const folder = join(workspace, "diverged", String(Date.now()));
  const own = [...plan.conflicts, ...plan.push, ...others];
  await mkdir(folder, { recursive: true });
  // Builds were made of what goes; the next run makes one anew. First, and whole: where one is open, nothing has moved.
  const builds = join(folder, "builds");
  await rename(join(workspace, "builds"), builds).catch(buildsInUse);
  for (const path of own) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await rename(join(workspace, path), join(folder, path)).catch(ifMissing);
  }
  const memory = await readMemory(workspace);
  const gone = new Set(own);
  const kept = Object.entries(memory.head?.files ?? {}).filter(([path]) => !gone.has(path));
  if (memory.head) {
    const head = { ...memory.head, files: Object.fromEntries(kept) };
    await writeMemory(workspace, { ...memory, head });
  }
  await rm(builds, { recursive: true, force: true });
}

function ifMissing(error: unknown): void {
  if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
}

function buildsInUse(error: unknown): void {
  const { code } = error as NodeJS.ErrnoException;
  if (code === "ENOENT") return;
  if (code !== "EBUSY" && code !== "EPERM" && code !== "EACCES") throw error;
  throw new AppError("conflict", "The newest build is open, so the lake's files cannot come.", {
    hint: "Close the console of this workspace, then try again.",
  });
}

async function remember(workspace: string, { head, etag }: There): Promise<void> {
  const memory = await readMemory(workspace);
  const { seen } = await localLake(workspace, memory.seen);
  await writeMemory(workspace, { etag, head, seen });
}

function each<Item>(
  items: readonly Item[],
  { progress, signal }: LakeCall,
  label: string,
  work: (item: Item) => Promise<void>,
): Promise<unknown> {
  let done = 0;
  return inParallel(
    Array.from({ length: AT_ONCE }, (_, lane) => lane),
    items,
    async (_lane, item) => {
      signal.throwIfAborted();
      await work(item);
      done += 1;
      progress({
        step: "lake",
        label: `${label} ${done} of ${items.length}`,
        fraction: done / items.length,
      });
    },
  );
}

const sizes = (files: readonly LakeFile[]) => ({
  files: files.length,
  bytes: files.reduce((total, { size }) => total + size, 0),
});

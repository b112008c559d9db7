import { randomUUID } from "node:crypto";
import { copyFile, mkdir, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { namesIn } from "#adapters/disk/abandoned.ts";
import { commitFile } from "#adapters/disk/atomic-file.ts";
import type { Batch } from "#domain/run/batch.ts";
import type { BronzeUpkeep, PackRequest, Tidied } from "#ports/bronze-upkeep.ts";
import type { SqlSession } from "#ports/warehouse.ts";
import { readBatches, replaceManifest } from "./manifests.ts";
import { packSql, requireSameRows } from "./pack-sql.ts";

const NOTHING: Tidied = { batches: 0, files_before: 0, files_after: 0 };
/** Batches of one pack: a query of one of them reads the file of all. */
const MOST = 250;

type Part = "file" | "repeats" | "positions";
const PARTS: readonly Part[] = ["file", "repeats", "positions"];

/** @param between called between any two durable steps; tests end it there. */
export function createBronzeUpkeep(
  workspace: string,
  between: () => void = () => undefined,
): BronzeUpkeep {
  const place = new Place(workspace, between);
  return {
    pack: (session, source_id, request) => pack(place, session, source_id, request),
    archive: (source_id, before) => archive(place, source_id, before),
    tidy: (source_id) => tidy(place, source_id),
  };
}

/** Where the files of a source are. */
class Place {
  readonly between: () => void;
  readonly #workspace: string;

  constructor(workspace: string, between: () => void) {
    this.#workspace = workspace;
    this.between = between;
  }

  bronze(source_id: string): string {
    return join(this.#workspace, "lake", "bronze", source_id);
  }

  readonly resolve = (path: string): string => join(this.#workspace, path);

  draft(): string {
    return join(this.#workspace, "lake", ".staging", `upkeep-${randomUUID()}.parquet`);
  }
}

async function pack(
  place: Place,
  session: SqlSession,
  source_id: string,
  { small, least }: PackRequest,
): Promise<Tidied> {
  const done = { ...NOTHING };
  for (const group of await groupsOf(place, source_id, small, least)) {
    const [first, last] = [group[0], group.at(-1)];
    if (!first || !last) continue;
    const path = `lake/packs/${source_id}/${first.batch_id}--${last.batch_id}.parquet`;
    const draft = place.draft();
    await mkdir(dirname(draft), { recursive: true });
    await session.run(packSql(group, place.resolve, draft));
    for (const batch of group) await requireSameRows(session, batch, place.resolve, draft);
    place.between();
    await commitFile(draft, place.resolve(path));
    place.between();
    const old = group.flatMap((batch) => [batch.file, batch.repeats]).filter((one) => one !== null);
    for (const batch of group) {
      const moved = { ...batch, file: path, packed: true as const, repeats: null };
      await replaceManifest(place.bronze(source_id), moved);
      place.between();
    }
    await removeAll(place, old);
    done.batches += group.length;
    done.files_before += old.length;
    done.files_after += 1;
  }
  return done;
}

/** Small files of like kind that are no pack yet, in order, so many together that it is worth it. */
async function groupsOf(
  place: Place,
  source_id: string,
  small: number,
  least: number,
): Promise<readonly (readonly Batch[])[]> {
  const batches = await readBatches(place.bronze(source_id));
  const loose: Batch[] = [];
  for (const batch of batches) {
    if (batch.file === null || batch.packed === true || inArchive(batch.file)) continue;
    const { size } = await stat(place.resolve(batch.file));
    if (size <= small) loose.push(batch);
  }
  const kinds = (["full", "delta"] as const).map((kind) => loose.filter((b) => b.kind === kind));
  return kinds.flatMap((of) => {
    const groups: Batch[][] = [];
    for (let at = 0; at < of.length; at += MOST) groups.push(of.slice(at, at + MOST));
    return groups.filter((group) => group.length >= Math.max(2, least));
  });
}

const inArchive = (path: string): boolean => path.startsWith("lake/archive/");

async function archive(place: Place, source_id: string, before: Date): Promise<Tidied> {
  const batches = await readBatches(place.bronze(source_id));
  const limit = before.toISOString();
  const young = new Set(
    batches.filter((b) => b.ingested_at >= limit).flatMap((b) => PARTS.map((part) => b[part])),
  );
  const done = { ...NOTHING };
  const gone = new Set<string>();
  for (const batch of batches.filter(({ ingested_at }) => ingested_at < limit)) {
    const moved: Partial<Record<Part, string>> = {};
    for (const part of PARTS) {
      const path = batch[part];
      // A pack that a younger batch is in stays until that one is old as well.
      if (path === null || inArchive(path) || young.has(path)) continue;
      moved[part] = await copyToArchive(place, path);
      gone.add(path);
    }
    if (Object.keys(moved).length === 0) continue;
    await replaceManifest(place.bronze(source_id), { ...batch, ...moved });
    place.between();
    done.batches += 1;
  }
  await removeAll(place, [...gone]);
  return { ...done, files_before: gone.size, files_after: gone.size };
}

/** `lake/bronze/orders/…` becomes `lake/archive/bronze/orders/…`. @returns its place from the workspace. */
async function copyToArchive(place: Place, path: string): Promise<string> {
  const final = `lake/archive/${path.slice("lake/".length)}`;
  const there = await stat(place.resolve(final)).catch(() => null);
  if (there !== null) return final;
  const draft = place.draft();
  await mkdir(dirname(draft), { recursive: true });
  await copyFile(place.resolve(path), draft);
  place.between();
  await commitFile(draft, place.resolve(final));
  place.between();
  return final;
}

/** Only files that no manifest on the disk names; one that still is named stays. */
async function removeAll(place: Place, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    await rm(place.resolve(path), { force: true });
    place.between();
  }
}

async function tidy(place: Place, source_id: string): Promise<number> {
  const batches = await readBatches(place.bronze(source_id));
  const named = new Set(batches.flatMap((batch) => PARTS.map((part) => batch[part])));
  let gone = 0;
  const folders = await foldersOf(place, source_id);
  for (const folder of folders) {
    for (const name of await namesIn(place.resolve(folder))) {
      const path = `${folder}/${name}`;
      if (!name.endsWith(".parquet") || named.has(path)) continue;
      await rm(place.resolve(path), { force: true });
      gone += 1;
    }
  }
  return gone;
}

async function foldersOf(place: Place, source_id: string): Promise<readonly string[]> {
  const roots = [`lake/bronze/${source_id}`, `lake/archive/bronze/${source_id}`];
  const days = await Promise.all(
    roots.map(async (root) => (await namesIn(place.resolve(root))).map((day) => `${root}/${day}`)),
  );
  return [...days.flat(), `lake/packs/${source_id}`, `lake/archive/packs/${source_id}`];
}

import { parseBucketPath } from "#domain/remote/bucket.ts";
import type { BucketOrigin } from "#domain/workspace.ts";
import type { FoundTables } from "#ports/remote-places.ts";
import { Bucket } from "./bucket.ts";
import { TABLE } from "./objects-as-tables.ts";

/** Nobody reads a longer list; a folder is chosen instead. */
const MOST_FILES = 1000;
/** A bucket may hold a million pictures before the first table. */
const MOST_OBJECTS = 20_000;
const ATTEMPTS = 2;

/** Objects at and below a prefix that can be read as tables, by name. @throws AppError `upstream`. */
export async function lookAtBucket(
  place: BucketOrigin,
  signal?: AbortSignal,
): Promise<FoundTables> {
  const { bucket: name, prefix } = parseBucketPath(place.path)!;
  const bucket = new Bucket({ ...place, path: `s3://${name}` }, ATTEMPTS);
  try {
    const single = prefix === "" || TABLE.test(prefix);
    const found = await bucket.list(single ? prefix : `${prefix}/`, signal, MOST_OBJECTS);
    const files = found.filter(({ key, size }) => size > 0 && TABLE.test(key));
    const tables = files.slice(0, MOST_FILES).map(({ key, size }) => ({
      name: key,
      kind: "file" as const,
      rows: null,
      bytes: size,
      growing: [],
    }));
    return { tables, more: files.length > MOST_FILES || found.length >= MOST_OBJECTS };
  } finally {
    bucket.close();
  }
}

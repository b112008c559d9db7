import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { BucketPlace } from "#domain/remote/bucket.ts";
import type { StageBucket } from "#ports/stage-bucket.ts";
import { Bucket } from "./bucket.ts";
import { hashFile, PART_BYTES, upload } from "./transfer.ts";

/** @param folder keeps notes about uploads under way, so that a broken one goes on. */
export function openStageBucket(place: BucketPlace, folder: string): StageBucket {
  const bucket = new Bucket(place);
  return {
    put: async (path, key, signal) => {
      const [{ size }, sha256] = await Promise.all([stat(path), hashFile(path)]);
      const given = { part_bytes: PART_BYTES, folder: join(folder, "uploads"), signal };
      return (await upload(bucket, path, { key, size, sha256 }, given)).key;
    },
    close: () => bucket.close(),
  };
}

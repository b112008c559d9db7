import { z } from "zod";
import { isBucketPath } from "#domain/remote/bucket.ts";
import { count, instant } from "./values.ts";

/** A prefix of a bucket. Credentials come from the usual chain of this computer. */
export const bucketPlace = z.object({
  path: z.string().refine(isBucketPath, "must be s3://bucket/prefix"),
  endpoint: z.url().exactOptional(),
  region: z.string().min(1).exactOptional(),
  path_style: z.boolean().exactOptional(),
  profile: z.string().min(1).exactOptional(),
});

export const pullInput = z.object({
  /** What this computer has of its own is moved into `diverged/`. */
  replace: z.boolean().default(false),
});

export const lakeMoved = z.object({
  /** Number of the state that is now the newest; 0 for a lake nobody pushed to yet. */
  generation: count,
  files: count,
  bytes: count,
});
export type LakeMoved = z.infer<typeof lakeMoved>;

export const lakeStatus = z.object({
  path: z.string(),
  generation: count,
  pushed_by: z.string().nullable(),
  pushed_at: instant.nullable(),
  /** Who works on the lake now. */
  holder: z.string().nullable(),
  to_push: count,
  to_pull: count,
  /** Files that changed on both sides. */
  conflicts: z.array(z.string()),
});

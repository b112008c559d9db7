import { isBucketPath, isWebAddress, parseBucketPath } from "#contract/addresses.ts";
import type { Place } from "#contract/connections.ts";

/** The fields of a bucket as they are typed. There is no secret: this computer's sign-in is used. */
export interface BucketForm {
  readonly bucket: string;
  readonly folder: string;
  readonly endpoint: string;
  readonly region: string;
  readonly profile: string;
}
export type BucketField = keyof BucketForm;

export const EMPTY_BUCKET: BucketForm = {
  bucket: "",
  folder: "",
  endpoint: "",
  region: "",
  profile: "",
};

/** `s3://bucket/folder` fills both fields; null for any other text. */
export function bucketFilledBy(text: string, form: BucketForm): BucketForm | null {
  const found = parseBucketPath(text);
  return found && { ...form, bucket: found.bucket, folder: found.prefix };
}

export type BucketProblem = "bucket_missing" | "bucket_odd" | "endpoint_odd";

export function bucketProblems(form: BucketForm): Partial<Record<BucketField, BucketProblem>> {
  const bucket = form.bucket.trim();
  const endpoint = form.endpoint.trim();
  return {
    ...(bucket === "" && { bucket: "bucket_missing" as const }),
    ...(bucket !== "" && !isBucketPath(`s3://${bucket}`) && { bucket: "bucket_odd" as const }),
    ...(endpoint !== "" && !isWebAddress(endpoint) && { endpoint: "endpoint_odd" as const }),
  };
}

export type BucketOrigin = Extract<Place, { kind: "s3" }>;

/** The bucket as the contract names it; null while a field is wrong. */
export function bucketOf(form: BucketForm): BucketOrigin | null {
  if (Object.keys(bucketProblems(form)).length > 0) return null;
  const folder = form.folder.trim().replaceAll(/^\/+|\/+$/g, "");
  const said = (name: "endpoint" | "region" | "profile") => {
    const text = form[name].trim();
    return text === "" ? {} : { [name]: text };
  };
  return {
    kind: "s3",
    path: `s3://${form.bucket.trim()}${folder === "" ? "" : `/${folder}`}`,
    ...said("endpoint"),
    ...said("region"),
    ...said("profile"),
  };
}

export function bucketFormOf(place: BucketOrigin): BucketForm {
  const { bucket = "", prefix = "" } = parseBucketPath(place.path) ?? {};
  const { endpoint = "", region = "", profile = "" } = place;
  return { bucket, folder: prefix, endpoint, region, profile };
}

export interface Folder {
  /** Without a slash at the end. */
  readonly path: string;
  readonly files: number;
}

/** Folders directly below a prefix that hold files, at any depth, in the order of their names. */
export function foldersOf(keys: readonly string[], prefix: string): readonly Folder[] {
  const from = prefix === "" ? 0 : prefix.length + 1;
  const counts = new Map<string, number>();
  for (const key of keys) {
    const slash = key.indexOf("/", from);
    if (slash < 0) continue;
    const path = key.slice(0, slash);
    counts.set(path, (counts.get(path) ?? 0) + 1);
  }
  return [...counts].map(([path, files]) => ({ path, files }));
}
